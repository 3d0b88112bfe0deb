"""Settings: the environment goes before the file, the file before the defaults; what is wrong is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from counterclaim.errors import SettingsError
from counterclaim.settings import FILE_NAME, FILE_VARIABLE, Fetch, Limits, Settings, load


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(FILE_VARIABLE, raising=False)


def test_nothing_set_gives_the_defaults_without_pydantic() -> None:
    assert load() == Settings()
    script = "import sys; from counterclaim.settings import load; load(); print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_environment_over_file_over_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(FILE_NAME).write_text('[limits]\nbytes = 7\ndepth = 8\n[gazetteer]\nfolder = "mine"\n', "utf-8")
    monkeypatch.setenv("counterclaim_limits__bytes", "9")
    found = load()
    assert (found.limits.bytes, found.limits.depth) == (9, 8)
    assert found.limits.characters == Limits().characters
    assert found.gazetteer.folder == Path("mine")
    assert found.fetch == Fetch()


def test_a_file_of_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.toml"
    monkeypatch.setenv(FILE_VARIABLE, str(path))
    with pytest.raises(SettingsError, match="not a file"):
        load()
    path.write_text("[fetch]\npause = 0\nallow_private = true\n", "utf-8")
    assert load().fetch == Fetch(pause=0.0, allow_private=True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[limits]\nbytes = 0\n", r"limits\.bytes: 0 is out of range; give more than 0"),
        ("[fetch]\nredirects = -1\n", r"fetch\.redirects: -1 is out of range; give at least 0"),
        ('[limits]\nbytes = "many"\n', r"limits\.bytes"),
        ("[limits]\nbyte = 5\n", r"limits\.byte"),
        ("[limit]\nbytes = 5\n", r"limit"),
        ("[limits\n", r"counterclaim\.toml"),
    ],
)
def test_what_is_wrong_is_named(content: str, said: str) -> None:
    Path(FILE_NAME).write_text(content, "utf-8")
    with pytest.raises(SettingsError, match=said):
        load()


def test_a_broken_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERCLAIM_LIMITS", "{")
    with pytest.raises(SettingsError, match="limits"):
        load()


def test_sections_hold_their_bounds_when_made_by_hand() -> None:
    with pytest.raises(SettingsError, match=r"fetch\.seconds"):
        Fetch(seconds=0.0)
