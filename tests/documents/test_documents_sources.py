"""Walking what the user names."""

import os
import socket
from pathlib import Path

import pytest

from benchmarks.document_seeds import plain
from counterclaim.documents.raw import Raw
from counterclaim.documents.sources import total_bytes, walk
from counterclaim.errors import DocumentError
from counterclaim.settings import Settings


def found(*sources: str | Path) -> list[Raw | DocumentError]:
    return list(walk(sources, settings=Settings()))


def problem(source: str | Path) -> DocumentError:
    (error,) = found(source)
    assert isinstance(error, DocumentError)
    return error


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".hidden/x.txt", "a/.DS_Store"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(plain())
    names = [Path(raw.where).relative_to(tmp_path).as_posix() for raw in found(tmp_path)]
    assert names == ["a/c.txt", "a/z.txt", "b.txt"]
    assert total_bytes([str(tmp_path)]) == 3 * len(plain())


def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "good.txt").write_bytes(plain())
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "sock"))
        kinds = {Path(one.where).name: one for one in found(tmp_path)}
    assert isinstance(kinds["good.txt"], Raw)
    assert "pipe" in str(kinds["pipe"])
    assert "socket" in str(kinds["sock"])
    assert "device" in problem("/dev/zero").problem


def test_links_in_a_loop(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_bytes(plain())
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    results = found(tmp_path)
    assert len([one for one in results if isinstance(one, Raw)]) == 1
    problems = [str(one) for one in results if isinstance(one, DocumentError)]
    assert len(problems) == 2
    assert any("link to nothing" in one for one in problems)


@pytest.mark.parametrize("name", ["no-such-file.txt", "a\x00b", "x" * 5_000])
def test_paths_that_are_none(name: str) -> None:
    problem(name)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_unreadable_files(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.mkdir(mode=0o000)
    assert "may not be read" in problem(path).problem


def test_empty_folder(tmp_path: Path) -> None:
    assert "empty" in problem(tmp_path).problem


def test_progress_counts_each_byte_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(plain() * 1_000)
    counts: list[int] = []
    (raw,) = walk([path], settings=Settings(), progress=counts.append)
    assert isinstance(raw, Raw)
    with raw.open() as stream:
        stream.read(100)
        stream.seek(0)
        stream.read()
    assert sum(counts) == path.stat().st_size


def test_addresses_have_no_known_size() -> None:
    assert total_bytes(["https://courier.example/"]) is None
