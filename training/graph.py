"""The inference graph: takes the weights as arrays, gives an int8 ONNX model, node by node.

Every matrix is int8 with one scale a column; activations are quantized as they come, per window, and a window
is run alone, so no document's result depends on another's. Word embeddings are int8 with one scale a row.
Inputs: ids, features, roles [P] and first [W]; outputs: hidden [W, 384] and projected [W, K].
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

FUSED = "com.microsoft"
Array = NDArray[np.float32]


class Graph:
    """Collects nodes and weights."""

    def __init__(self, *, bits: int) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []
        self._count = 0
        self._top = 2 ** (bits - 1) - 1

    def weight(self, value: NDArray[np.generic]) -> str:
        """A constant; its name."""
        self._count += 1
        name = f"w{self._count}"
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, kind: str, *inputs: str, fused: bool = False, outputs: int = 1, **attributes: object
    ) -> list[str]:
        """A node; the names of its outputs."""
        self._count += 1
        names = [f"t{self._count}_{i}" for i in range(outputs)]
        domain = {"domain": FUSED} if fused else {}
        self._nodes.append(helper.make_node(kind, list(inputs), names, **domain, **attributes))
        return names

    def quantize(self, matrix: Array, axis: int) -> tuple[NDArray[np.int8], Array]:
        """Symmetric int8 with one scale for each entry along the axis that is kept."""
        scale = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True), 1e-8) / self._top
        return np.rint(matrix / scale).astype(np.int8), scale.astype(np.float32)

    def linear(self, x: str, weight: Array, bias: Array) -> str:
        """x W^T + b; ``weight`` as torch keeps it, [out, in]."""
        matrix, scale = self.quantize(weight.T, 0)
        names = [self.weight(matrix), self.weight(scale[0]), "", self.weight(bias)]
        return self.node("DynamicQuantizeMatMul", x, *names, fused=True)[0]

    def table(self, index: str, weight: Array) -> str:
        """Rows of a large embedding table."""
        rows, scale = self.quantize(weight, 1)
        picked = self.node("Gather", self.weight(rows), index)[0]
        cast = self.node("Cast", picked, to=TensorProto.FLOAT)[0]
        return self.node("Mul", cast, self.node("Gather", self.weight(scale), index)[0])[0]

    def model(self, inputs: list[str], outputs: dict[str, int]) -> onnx.ModelProto:
        """The finished model; ``outputs`` gives their widths."""
        dims = {"first": "words"}
        graph = helper.make_graph(
            self._nodes,
            "counterclaim-reader",
            [helper.make_tensor_value_info(n, TensorProto.INT64, [dims.get(n, "pieces")]) for n in inputs],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["words", k]) for n, k in outputs.items()],
            self._weights,
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)

    def name(self, tensor: str, wanted: str) -> None:
        """Give a tensor the name of an output."""
        self._nodes.append(helper.make_node("Identity", [tensor], [wanted]))


def build(
    state: dict[str, Array],
    projections: list[tuple[Array, Array]],
    *,
    syntax: list[tuple[Array, Array]],
    mixture: Array,
    heads: int,
    bits: int = 8,
) -> onnx.ModelProto:
    """The encoder with its heads' linear parts side by side: those of the last layer, then those of the mixture."""
    g = Graph(bits=bits)
    width = state["norm.weight"].shape[0]
    length = g.node("Shape", "ids")[0]
    zero, one = g.weight(np.array(0, np.int64)), g.weight(np.array(1, np.int64))
    count = g.node("Squeeze", length, g.weight(np.array([0], np.int64)))[0]
    positions = g.node("Range", zero, count, one)[0]
    x = g.table("ids", state["word.weight"])
    for index, name in ((positions, "position"), ("features", "feature"), ("roles", "role")):
        x = g.node("Add", x, g.node("Gather", g.weight(state[f"{name}.weight"]), index)[0])[0]
    batch = g.weight(np.array([0], np.int64))
    x = g.node("Unsqueeze", x, batch)[0]
    x = g.node(
        "LayerNormalization",
        x,
        g.weight(state["norm.weight"]),
        g.weight(state["norm.bias"]),
        epsilon=1e-12,
        axis=-1,
    )[0]
    words = []
    for i in range(len(mixture)):
        part = {k.removeprefix(f"blocks.{i}."): v for k, v in state.items() if k.startswith(f"blocks.{i}.")}
        qkv = g.linear(x, part["qkv.weight"], part["qkv.bias"])
        q, k, v = g.node("Split", qkv, g.weight(np.full(3, width, np.int64)), outputs=3, axis=-1)
        mixed = g.node("MultiHeadAttention", q, k, v, fused=True, num_heads=heads)[0]
        x = norm(g, g.linear(mixed, part["out.weight"], part["out.bias"]), x, part, "norm_attention")
        inner = g.node("Gelu", g.linear(x, part["up.weight"], part["up.bias"]), fused=True)[0]
        x = norm(g, g.linear(inner, part["down.weight"], part["down.bias"]), x, part, "norm")
        words.append(g.node("Gather", g.node("Squeeze", x, batch)[0], "first")[0])
    shares = (
        g.node("Mul", layer, g.weight(np.float32(s)))[0] for layer, s in zip(words, mixture, strict=True)
    )
    mixed = g.node("Sum", *shares)[0]
    g.name(words[-1], "hidden")
    parts = []
    for source, found in ((words[-1], projections), (mixed, syntax)):
        weight, bias = (np.concatenate(part) for part in zip(*found, strict=True))
        parts.append(g.linear(source, weight, bias))
    columns = sum(len(bias) for _, bias in (*projections, *syntax))
    g.name(g.node("Concat", *parts, axis=-1)[0], "projected")
    return g.model(["ids", "features", "roles", "first"], {"hidden": width, "projected": columns})


def norm(g: Graph, x: str, skip: str, part: dict[str, Array], name: str) -> str:
    """The sum of a layer's input and output, normalised."""
    weights = g.weight(part[f"{name}.weight"]), g.weight(part[f"{name}.bias"])
    return g.node("SkipLayerNormalization", x, skip, *weights, fused=True, epsilon=1e-12)[0]
