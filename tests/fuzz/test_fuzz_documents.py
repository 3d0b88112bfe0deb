"""Property tests of every format reader: whatever it is given, it yields Drafts and DocumentErrors.

``COUNTERCLAIM_FUZZ_EXAMPLES=5000`` tries so many inputs for each property instead of a few.
"""

import os
import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchmarks.document_seeds import SEEDS
from benchmarks.fuzz_documents import CAUGHT, LIMITS, mutated, packed
from counterclaim.documents import Context, Draft, drafts, in_memory
from counterclaim.documents.build import build
from counterclaim.documents.decode import charset_of, decode
from counterclaim.documents.markup import fragment
from counterclaim.documents.prose import blocks
from counterclaim.documents.recognise import recognise
from counterclaim.errors import DocumentError

EXAMPLES = int(os.environ.get("COUNTERCLAIM_FUZZ_EXAMPLES", "6"))
fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="COUNTERCLAIM_FUZZ_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
many = settings(fuzzed, max_examples=EXAMPLES * 10)


def check(payload: bytes, name: str) -> None:
    """Read a document and hold what comes out to its contract."""
    for found in drafts(in_memory(name, payload, name=name), Context(LIMITS)):
        if isinstance(found, DocumentError):
            assert found.where.startswith(name)
            assert found.problem
            assert found.remedy
            continue
        assert isinstance(found, Draft)
        assert any(c.isalnum() for block in found.blocks for c in block.text)
        assert all(0 <= block.linked <= 1 for block in found.blocks)
        try:
            document = build(found)
        except DocumentError:
            continue
        assert "\x00" not in document.text
        document.text.encode("utf-8")
        for mark in document.marks:
            assert 0 <= mark.span.start < mark.span.end <= len(document.text)


@pytest.mark.parametrize("name", SEEDS)
@fuzzed
@given(seed=st.integers(0, 2**32))
def test_mutations_of_valid_documents(name: str, seed: int) -> None:
    file, content = SEEDS[name]
    check(packed(name, content, random.Random(seed)), file)


@pytest.mark.parametrize("name", SEEDS)
@fuzzed
@given(payload=st.binary(max_size=300))
def test_any_bytes_under_any_name(name: str, payload: bytes) -> None:
    file, content = SEEDS[name]
    check(payload, file)
    check(content[:40] + payload, file)


@pytest.mark.parametrize("name", SEEDS)
def test_every_prefix(name: str) -> None:
    file, content = SEEDS[name]
    step = max(1, len(content) // (EXAMPLES * 2))
    for end in range(0, len(content), step):
        check(content[:end], file)


@many
@given(payload=st.binary(max_size=200), charset=st.none() | st.text(max_size=12))
@example(payload=b"\xff\xfe\x00", charset="utf-16")
def test_decode_takes_anything(payload: bytes, charset: str | None) -> None:
    text = decode(payload, charset, markup=True)
    assert "\x00" not in text
    text.encode("utf-8", "surrogatepass")
    name, errors, mark = charset_of(payload, charset)
    payload[mark:].decode(name, errors)


@many
@given(text=st.text(max_size=300))
def test_unicode_survives_decoding(text: str) -> None:
    clean = text.replace("\x00", "").removeprefix("\ufeff")
    if clean.encode("utf-8", "ignore").decode() == clean:
        assert decode(b"\xef\xbb\xbf" + clean.encode()) == clean


@many
@given(text=st.text(alphabet=st.sampled_from("ab. \n\r\t\f-\u2028\u2029>*1|"), max_size=300))
def test_paragraphs_lose_no_words(text: str) -> None:
    kept = "".join("".join(c for c in block.text if c.isalnum()) for block in blocks(text))
    assert kept == "".join(c for c in text if c.isalnum())


@many
@given(html=st.text(alphabet=st.sampled_from("<>/abpdiv &;#x0=\"'\n!-"), max_size=300))
def test_fragments_give_blocks(html: str) -> None:
    for block in fragment(html):
        assert block.text.strip()


@many
@given(head=st.binary(max_size=400), name=st.sampled_from([file for file, _ in SEEDS.values()]))
def test_recognition_always_answers(head: bytes, name: str) -> None:
    assert "/" in recognise(head, name=name)


def test_the_mutations_reach_the_readers() -> None:
    """Were all mutations refused at the door, the tests above would prove nothing."""
    reached = set()
    for name, (file, content) in SEEDS.items():
        for seed in range(3):
            payload = mutated(content, random.Random(seed))
            found = list(drafts(in_memory(file, payload, name=file), Context(LIMITS)))
            reached.update({name} if any(isinstance(one, Draft) for one in found) else ())
            assert not any(isinstance(one, DocumentError) and CAUGHT in one.problem for one in found), found
    assert len(reached) >= len(SEEDS) - 2
