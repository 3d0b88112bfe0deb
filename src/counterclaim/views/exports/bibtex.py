"""BibTeX: takes dossiers, writes an entry for each document, once, with the incidents that it is cited for.

Plain ``@misc`` with ``url``, which BibTeX and biblatex both take. Signs that TeX would act on are escaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO, Final

from counterclaim.records import Document
from counterclaim.views.exports import form
from counterclaim.views.exports.dossier import Dossier, outlet_of
from counterclaim.views.exports.facts import title_of
from counterclaim.views.exports.text import one_line, printable

_ESCAPES: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
_ACTIVE: Final = re.compile(r"[\\~^&%$#_{}]")


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write one entry a document."""
    cited: dict[str, tuple[Document, list[str]]] = {}
    for dossier in dossiers:
        for document in dossier.documents:
            cited.setdefault(document.id, (document, []))[1].append(title_of(dossier))
    taken: set[str] = set()
    with form.text(file) as out:
        for document, incidents in cited.values():
            out.write(entry(document, incidents, taken=taken))
    return ()


def entry(document: Document, incidents: Iterable[str], *, taken: set[str]) -> str:
    """The entry of a document; its key is added to those that are taken."""
    published = document.published.value if document.published else ""
    year, month, day = (*published.partition("T")[0].split("-"), "", "", "")[:3]
    fields = {
        "title": one_line(document.title or "") or f"Report of {outlet_of(document)}",
        "howpublished": outlet_of(document),
        "year": year,
        "month": month.lstrip("0"),
        "day": day.lstrip("0"),
        "url": one_line(document.url or ""),
        "language": document.language or "",
        "note": f"Document {document.id}; cited for: {'; '.join(dict.fromkeys(incidents))}",
    }
    lines = "".join(f",\n  {name} = {{{_field(name, value)}}}" for name, value in fields.items() if value)
    return f"@misc{{{_key(document, published, taken=taken)}{lines}\n}}\n\n"


def _field(name: str, value: str) -> str:
    if name == "url":  # read as it stands, but for what would end the field
        return printable(value).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    escaped = _ACTIVE.sub(lambda sign: _ESCAPES[sign[0]], printable(value))
    return f"{{{escaped}}}" if name == "title" else escaped  # a second pair keeps capitals as they are


def _key(document: Document, published: str, *, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", document.outlet or "report").encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "", plain.lower()) or "report"
    key = f"{words}{published[:10].replace('-', '')}"
    if key in taken:
        key = f"{key}-{document.id}"
    taken.add(key)
    return key
