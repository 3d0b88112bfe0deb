"""DOCX: takes a brief, gives a word processor's file with headings and with tables whose heads repeat."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from counterclaim.views.brief.content import LEGEND
from counterclaim.views.brief.parts import NOTHING, Brief, Cited, Line, Row


def render(brief: Brief, *, made: datetime) -> bytes:
    """The bytes of the file."""
    from docx import Document  # noqa: PLC0415 - takes longer to load than other formats to write
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    file = Document()
    page = file.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE  # the accounts stand side by side
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(18)
    file.styles["Normal"].font.size = Pt(10)
    known = file.core_properties
    known.title, known.author = brief.title[:255], "counterclaim"
    known.created = known.modified = made.replace(tzinfo=None)
    file.add_heading(brief.title, 0)
    file.add_paragraph(brief.subtitle)
    file.add_paragraph().add_run(brief.made).italic = True
    for name, line in brief.facts:
        paragraph = file.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        _line(paragraph, line)
    file.add_heading("The accounts", 1)
    _accounts(file, brief)
    for section in brief.sections:
        file.add_heading(section.heading, 1)
        for item in section.items:
            _line(file.add_paragraph(style="List Bullet"), item.line)
            for line in item.under:
                _line(file.add_paragraph(style="List Bullet 2"), line)
    _tolls(file, brief)
    file.add_heading("Sources", 1)
    for source in brief.sources:
        _source(file, source)
    file.add_heading("How to read this", 1)
    for text in LEGEND:
        file.add_paragraph(text)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _line(paragraph: Any, line: Line) -> None:
    for words in line:
        if words.text:
            paragraph.add_run(words.text).bold = words.strong
            if words.cites:
                paragraph.add_run(f" [{', '.join(map(str, words.cites))}]")


def _table(file: Any, heads: list[str]) -> Any:
    """A table with a head that is repeated on each page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415

    table = file.add_table(rows=1, cols=len(heads), style="Table Grid")
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, head in zip(row.cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    return table


def _accounts(file: Any, brief: Brief) -> None:
    table = _table(file, ["facet", *brief.columns, "standing"])
    for row in brief.rows:
        _row(table.add_row().cells, row)


def _row(cells: Any, row: Row) -> None:
    cells[0].paragraphs[0].add_run(row.topic).bold = True
    for cell, said in zip(cells[1:-1], row.cells, strict=True):
        if not said:
            cell.paragraphs[0].add_run(NOTHING)
        for number, line in enumerate(said):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            what, *who = line
            _line(paragraph, (what,))
            paragraph.add_run(" — ")
            _line(paragraph, tuple(who))
    cells[-1].paragraphs[0].add_run(row.standing).bold = row.disputed


def _tolls(file: Any, brief: Brief) -> None:
    if not brief.tolls:
        return
    file.add_heading("The toll", 1)
    table = _table(file, ["", "low", "best", "high", "who says so"])
    for row in brief.tolls:
        cells = table.add_row().cells
        for cell, text in zip(cells, (row.what, row.low, row.best, row.high), strict=False):
            cell.paragraphs[0].add_run(text)
        if any(words.text for words in row.says):
            _line(cells[-1].paragraphs[0], row.says)
        else:
            cells[-1].paragraphs[0].add_run(NOTHING)


def _source(file: Any, source: Cited) -> None:
    paragraph = file.add_paragraph()
    paragraph.add_run(f"[{source.number}] ").bold = True
    paragraph.add_run(f"{', '.join(source.about)}: ")
    paragraph.add_run(f"“{source.quote}”").italic = True
    paragraph.add_run(f" {source.address} (statement {source.statement})")
