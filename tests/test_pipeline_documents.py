"""The whole of reading documents, from what the user names to Documents."""

import inspect
from pathlib import Path

import pytest

import counterclaim
from benchmarks.document_seeds import SEEDS, SENTENCES, page, plain
from counterclaim import Document, DocumentError, Settings, SettingsError, read_documents
from counterclaim.documents.formats import text
from counterclaim.records import Known


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in SEEDS.values():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_every_format_gives_documents(folder: Path) -> None:
    found = list(read_documents(folder, settings=Settings()))
    assert [one for one in found if isinstance(one, DocumentError)] == []
    documents = [one for one in found if isinstance(one, Document)]
    assert {Path(one.where.split("#")[0].split("!")[0]).name for one in documents} == {
        n for n, _ in SEEDS.values()
    }
    for document in documents:
        assert document.text
        assert document.received is None


def test_one_bad_document_does_not_stop_the_batch(folder: Path) -> None:
    (folder / "a.empty").write_bytes(b"")
    (folder / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    before = len(list(read_documents(folder, settings=Settings())))
    paths = [folder / "b.png", folder, folder / "none"]
    found = list(read_documents(paths, settings=Settings()))
    assert len([one for one in found if isinstance(one, DocumentError)]) == 4
    assert len(found) == before + 2


def test_nothing_is_read_before_it_is_asked_for(folder: Path) -> None:
    found = read_documents([folder / "a.txt", folder / "gone.txt"], settings=Settings())
    assert inspect.isgenerator(found)
    assert isinstance(next(found), Document)
    found.close()


def test_published_by_hand_and_bytes_on_request(folder: Path) -> None:
    (document,) = read_documents(
        folder / "a.txt", settings=Settings(), published="2017-10-16", keep_bytes=True
    )
    assert isinstance(document, Document)
    assert document.published is not None
    assert (document.published.value, document.published.known) == ("2017-10-16", Known.GIVEN)
    assert document.received == plain()


@pytest.mark.parametrize("wrong", [{"published": "soon"}, {"columns": {"body": "text"}}])
def test_wrong_arguments_are_settings_errors_at_once(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        read_documents("x", settings=Settings(), **wrong)  # type: ignore[arg-type]


def test_failures_of_libraries_are_contained(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("within a library")

    monkeypatch.setattr(text, "blocks", fail)
    (error,) = read_documents(folder / "a.txt", settings=Settings())
    assert isinstance(error, DocumentError)
    assert "KeyError" in error.problem


def test_public_names() -> None:
    for name in counterclaim.__all__:
        assert getattr(counterclaim, name)
    with pytest.raises(AttributeError):
        _ = counterclaim.no_such_name  # type: ignore[attr-defined]


def test_a_page_and_its_text_have_the_same_sentences(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    (document,) = read_documents(tmp_path, settings=Settings())
    assert isinstance(document, Document)
    assert all(sentence in document.text for sentence in SENTENCES)


def test_one_line_of_fifty_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_bytes(b"word " * 10_000_000)
    (error,) = read_documents(path, settings=Settings())
    assert isinstance(error, DocumentError)
    assert "characters" in error.problem
