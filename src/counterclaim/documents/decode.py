"""From bytes to text: byte order mark, UTF-8, declared charset, then charset-normalizer.

Takes the bytes of one document and the charset declared with it; gives a str without NULs.
Newlines, normal forms and control characters are left to ``build``.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The Encoding Standard (WHATWG) reads these labels as their Windows supersets; so do all browsers.
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_STATEFUL = {"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_kr", "hz", "utf-7"}  # ASCII bytes only
_IN_MARKUP = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
# What the web uses besides UTF-8 (the Encoding Standard's list); the rest only draws guesses away.
_LEGACY = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "koi8_r", "koi8_u", "mac_cyrillic", "cp866",
    "gb18030", "big5", "cp932", "euc_jp", "cp949",
)  # fmt: skip
# Bytes that in Windows-1252 are no letter or mark of a western European language's prose.
_NOT_WESTERN = re.compile(
    rb"[\x81\x83\x86-\x8b\x8d-\x90\x95\x98-\x9b\x9d\x9e\xa1\xa2\xa4-\xa6\xa8\xac\xad\xaf\xb1-\xb3\xb5\xb6"
    rb"\xb8\xb9\xbc-\xbe\xd0\xd7\xdd\xde\xf0\xf7\xfd\xfe]"
)
_HIGH_WORD = re.compile(rb"[\xc0-\xff]{3}")  # no western word has three accented letters in a row
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 64 * 1024  # bytes shown to charset-normalizer


def decode(payload: bytes, charset: str | None = None, *, markup: bool = False) -> str:
    """Decode the bytes of a document.

    Args:
        payload: the bytes.
        charset: the charset that HTTP, mail or an archive declared, if any.
        markup: whether to look for a ``<meta charset>`` or an XML declaration in the bytes.

    Returns:
        The text, without byte order mark and without NULs. Bytes that fit no charset become U+FFFD.
    """
    for bom, name in _BOMS:
        if payload.startswith(bom):
            return payload[len(bom) :].decode(name, "replace").replace("\x00", "")
    declared = _known(charset) or (_known(_declared_in(payload)) if markup else None)
    if declared in _STATEFUL:
        return payload.decode(declared, "replace").replace("\x00", "")
    if b"\x00" in payload[:_SAMPLE]:
        wide = _wide(payload)
        if wide:
            return payload.decode(wide, "replace").replace("\x00", "")
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        text = _legacy(payload, declared)
    return text.replace("\x00", "") if "\x00" in text else text


def charset_of(head: bytes, charset: str | None = None) -> tuple[str, str, int]:
    """How to decode a stream of which only the beginning is at hand.

    Returns:
        Python's name of the charset, the error handler to use, and the length of the byte order mark.
    """
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, "replace", len(bom)
    declared = _known(charset)
    if declared in _STATEFUL:
        return str(declared), "replace", 0
    wide = _wide(head) if b"\x00" in head else None
    if wide:
        return wide, "replace", 0
    text = head.decode("utf-8", "replace")
    if text.count("\ufffd") <= 1 or _mostly_utf8(text):  # one: the head may end within a character
        return "utf-8", "counterclaim-cp1252", 0
    return declared if declared and declared != "utf-8" else _guess(head), "replace", 0


def _mostly_utf8(text: str) -> bool:
    """Whether text decoded as UTF-8 with replacements is UTF-8 with a few slips.

    Bytes of other charsets seldom form UTF-8 by chance (RFC 3629, 1): where most do, the rest are slips.
    """
    wrong = text.count("\ufffd")
    return sum(c > "\x7f" for c in text) - wrong > 2 * wrong


def _known(charset: str | None) -> str | None:
    """Python's name of a charset, or None where it is unknown or no text encoding."""
    if not charset:
        return None
    try:
        info = codecs.lookup(charset.strip("\"' ").lower())
    except (LookupError, ValueError, UnicodeError):
        return None
    if not getattr(info, "_is_text_encoding", True):  # rot13, base64 and their like
        return None
    return _SUPERSETS.get(info.name, info.name)


def _declared_in(payload: bytes) -> str | None:
    match = _IN_MARKUP.search(payload, 0, 4096)
    return match[1].decode("ascii") if match else None


def _wide(payload: bytes) -> str | None:
    """UTF-16 or -32 without a byte order mark, told by where the NULs stand."""
    sample = payload[: _SAMPLE // 4 * 4]
    quarter = len(sample) // 4 or 1
    nuls = [sample[i::4].count(0) / quarter for i in range(4)]
    if nuls[1] > 0.7 and nuls[2] > 0.7 and nuls[3] > 0.7 and nuls[0] < 0.1:
        return "utf-32-le"
    if nuls[0] > 0.7 and nuls[1] > 0.7 and nuls[2] > 0.7 and nuls[3] < 0.1:
        return "utf-32-be"
    even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
    if odd > 1.0 and even < 0.4:  # more than half of the odd bytes
        return "utf-16-le"
    if even > 1.0 and odd < 0.4:
        return "utf-16-be"
    return None


def _legacy(payload: bytes, declared: str | None) -> str:
    """Text of bytes that are not UTF-8."""
    first = _HIGH.search(payload)
    begin = first.start() if first else 0
    if _mostly_utf8(payload[begin : begin + _SAMPLE].decode("utf-8", "replace")):
        return payload.decode("utf-8", "counterclaim-cp1252")
    if declared and declared != "utf-8":
        try:
            return payload.decode(declared)
        except (UnicodeDecodeError, LookupError):
            text = payload.decode(declared, "replace")
            if text.count("\ufffd") * 200 < len(text):
                return text
    guess = _guess(payload)
    return payload.decode(guess, "replace")


def _guess(payload: bytes) -> str:
    first = _HIGH.search(payload)
    # The letters over 0x7F tell charsets apart: start the sample where they begin.
    begin = max(0, (first.start() if first else 0) - 2048)
    sample = payload[begin : begin + _SAMPLE]
    if not _NOT_WESTERN.search(sample) and not _HIGH_WORD.search(sample):
        return "cp1252"  # a few accents and quotation marks in Latin letters: too few for statistics
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, seldom needed

    best = from_bytes(sample, steps=5, chunk_size=1024, cp_isolation=list(_LEGACY)).best()
    name = _known(best.encoding) if best else None
    return name or "cp1252"


def _slip(error: UnicodeError) -> tuple[str, int]:
    """Decode a stray byte among UTF-8 as Windows-1252, which it nearly always is."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("counterclaim-cp1252", _slip)
