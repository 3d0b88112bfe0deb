"""Bytes to text, whatever is declared."""

import pytest

from counterclaim.documents.decode import charset_of, decode

FRENCH = "Le ministère a démenti : « aucune perte » à déplorer près de la frontière."
RUSSIAN = "Министерство обороны опровергло сообщения о захвате аэродрома под городом."
JAPANESE = "国防省は基地の占領を否定した。"


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"]
)
def test_unicode_needs_no_declaration(charset: str) -> None:
    assert decode((FRENCH * 3).encode(charset)) == FRENCH * 3


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (FRENCH, "cp1252"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp1251"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "iso-2022-jp"),
    ],
)
def test_declared_charset_is_followed(text: str, charset: str) -> None:
    assert decode(text.encode(charset), charset) == text


def test_utf8_wins_over_a_wrong_declaration() -> None:
    assert decode(FRENCH.encode(), "iso-8859-1") == FRENCH


def test_latin1_is_read_as_its_windows_superset() -> None:
    assert decode("“caf\xe9”".encode("cp1252"), "iso-8859-1") == "“café”"


def test_undeclared_legacy_text_is_recognised() -> None:
    assert decode((RUSSIAN * 8).encode("cp1251")) == RUSSIAN * 8


def test_one_stray_byte_does_not_spoil_utf8() -> None:
    assert decode(FRENCH.encode() + b" caf\xe9 " + FRENCH.encode()) == f"{FRENCH} café {FRENCH}"


def test_a_stray_byte_late_in_a_long_text() -> None:
    text = "plain words " * 20_000
    assert decode(text.encode() + FRENCH.encode() + b"\x93x\x94") == text + FRENCH + "“x”"


def test_charset_within_markup() -> None:
    page = f'<html><head><meta charset="koi8-r"></head><body>{RUSSIAN}</body></html>'
    assert RUSSIAN in decode(page.encode("koi8-r"), markup=True)


def test_nuls_go() -> None:
    assert decode(b"The town\x00 was\x00\x00 taken.") == "The town was taken."


@pytest.mark.parametrize("charset", ["no-such", "rot13", "base64", "", "\x00", "x" * 500])
def test_impossible_declarations_are_ignored(charset: str) -> None:
    assert decode(FRENCH.encode(), charset) == FRENCH


def test_a_head_may_end_within_a_character() -> None:
    assert charset_of(RUSSIAN.encode()[:-1])[0] == "utf-8"
    assert charset_of("﻿text".encode("utf-16-le")) == ("utf-16-le", "replace", 2)
