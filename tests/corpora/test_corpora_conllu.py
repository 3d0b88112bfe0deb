"""The CoNLL-U reader: rebuilt text, multiword tokens, coreference brackets."""

from pathlib import Path

import pytest

from corpora.conllu import read, split_surface
from corpora.sample import CorpusError


def row(number: str, form: str, head: str = "0", misc: str = "_", upos: str = "X") -> str:
    return "\t".join([number, form, form.lower(), upos, "_", "_", head, "dep", "_", misc])


DOCUMENT = "\n".join(
    [
        "# newdoc id = d1",
        "# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity",
        "# newpar",
        "# sent_id = 1",
        row("1", "The", "2", "Entity=(1-person-new-n-cf1-2-coref"),
        row("2", "guards", "4"),
        row("3", "of", "4", "Entity=(2-place-new-n-cf1-1-sgl"),
        row("4", "Erbil", "0", "Entity=2)1)"),
        row("5-6", "didn't", "_", "SpaceAfter=No"),
        row("5", "did", "4"),
        row("6", "n't", "4", "Entity=(3[1/2]-object-new-n-cf1-1-sgl)"),
        row("6.1", "gone", "_"),
        row("7", ".", "4"),
        "",
        "# newpar",
        "# newpar_block = p (1 s)",
        row("1", "They", "2", "Entity=(1-person-giv:act-n-cf1-1-coref)"),
        row("2", "left", "0", "Entity=(3[2/2]-object-new-n-cf1-1-sgl)|SpaceAfter=No"),
        row("3", "!", "2"),
        "",
        "# newdoc id = d2",
        row("1", "Yes", "0"),
        "",
    ]
)


def write(folder: Path, text: str) -> Path:
    file = folder / "a.conllu"
    file.write_text(text + "\n", encoding="utf-8")
    return file


def test_text_is_rebuilt_with_paragraphs(tmp_path: Path) -> None:
    first, second = read(write(tmp_path, DOCUMENT))
    assert first.text == "The guards of Erbil didn't.\n\nThey left!"
    assert (second.id, second.text, second.chains) == ("d2", "Yes", ())
    assert first.words() == ["The", "guards", "of", "Erbil", "did", "n't", ".", "They", "left", "!"]
    assert first.sentences == ((0, 7), (7, 10))


def test_heads_are_indices_of_the_document(tmp_path: Path) -> None:
    first = next(read(write(tmp_path, DOCUMENT)))
    assert [token.head for token in first.tokens or ()] == [1, 3, 3, -1, 3, 3, 3, 8, -1, 8]


def test_chains_with_heads_nesting_and_parts(tmp_path: Path) -> None:
    first = next(read(write(tmp_path, DOCUMENT)))
    assert first.chains is not None
    found = [
        [(first.text[m.start : m.end], first.text[m.head_start : m.head_end], m.kind) for m in chain]
        for chain in first.chains
    ]
    assert found == [
        [("The guards of Erbil", "guards", "person"), ("They", "They", "person")],
        [("of Erbil", "of", "place")],
        [("n't", "n't", "object")],  # of a mention in two parts, the part with its head
    ]


def test_an_unopened_bracket_is_an_error(tmp_path: Path) -> None:
    broken = DOCUMENT.replace("Entity=2)1)", "Entity=2)9)")
    with pytest.raises(CorpusError, match="entity 9 is closed"):
        list(read(write(tmp_path, broken)))


@pytest.mark.parametrize(
    ("surface", "words", "pieces"),
    [
        ("don't", ["do", "n't"], ["do", "n't"]),
        ("GONNA", ["gon", "na"], ["GON", "NA"]),
        ("aint", ["is", "n't"], ["ai", "nt"]),
        ("wanna", ["want", "to"], ["wan", "na"]),
    ],
)
def test_words_of_a_multiword_token_are_cut_from_it(
    surface: str, words: list[str], pieces: list[str]
) -> None:
    spans = split_surface(surface, words)
    assert "".join(surface[start:end] for start, end in spans) == surface
    assert all(start < end for start, end in spans)
    if pieces[0].lower() == words[0]:
        assert [surface[start:end] for start, end in spans] == pieces
