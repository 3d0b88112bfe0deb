"""Cutting one output's part out of a graph."""

import numpy as np
import onnxruntime as ort
import pytest
from onnx import ModelProto, TensorProto, helper, numpy_helper

from benchmarks.bare_encoder import cut


def two_outputs() -> ModelProto:
    """y = (x + 1) * 2 and, from the same sum and another input, z."""

    def value(name: str) -> object:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [2])

    nodes = [
        helper.make_node("Add", ["x", "one"], ["sum"]),
        helper.make_node("Mul", ["sum", "two"], ["y"]),
        helper.make_node("Mul", ["sum", "weight"], ["product"]),
        helper.make_node("Sub", ["product", "other"], ["z"]),
    ]
    weights = [
        numpy_helper.from_array(np.full(2, number, np.float32), name)
        for name, number in (("one", 1), ("two", 2), ("weight", 5))
    ]
    graph = helper.make_graph(nodes, "g", [value("x"), value("other")], [value("y"), value("z")], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def test_only_what_the_output_rests_on_is_left() -> None:
    part = cut(two_outputs(), "y")
    assert [node.output[0] for node in part.graph.node] == ["sum", "y"]
    assert [tensor.name for tensor in part.graph.initializer] == ["one", "two"]
    session = ort.InferenceSession(part.SerializeToString(), providers=["CPUExecutionProvider"])
    assert [item.name for item in session.get_inputs()] == ["x"]
    (result,) = session.run(None, {"x": np.array([0, 3], np.float32)})
    assert result.tolist() == [2, 8]


def test_the_whole_graph_stays_as_it_was() -> None:
    whole = two_outputs()
    cut(whole, "y")
    assert len(whole.graph.node) == 4 and len(whole.graph.output) == 2


def test_an_output_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="'w'"):
        cut(two_outputs(), "w")
