"""What of a text is not the report: takes the laid-out text and what the format said, gives Marks.

The text stays as it is; Marks are spans that later rooms read nothing from. Each paragraph is looked at
alone (``forms.py``, ``pictures.py``, ``bylines.py``), then with its neighbours (``headlines.py``, here).
Whatever is not surely furniture is the report: a mark lost costs a little noise, a false one a statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from counterclaim.documents import bylines, forms, headlines, notes, pictures
from counterclaim.documents.canonical import Paragraph
from counterclaim.documents.credits import Found
from counterclaim.documents.datelines import Dateline
from counterclaim.documents.dates import only_a_clock, only_a_date
from counterclaim.documents.draft import Block
from counterclaim.documents.fields import Field, fields_of
from counterclaim.documents.shapes import Form, Shape, is_plain, telling_stems
from counterclaim.records import Mark, MarkKind, Span

# Share of a paragraph inside links above which it is a link, as a whole or when it is no full sentence.
LINKED = 0.9
PARTLY_LINKED = 0.5
HEAD = 8  # paragraphs among which the head of a page is looked for
TAIL = 5  # paragraphs among which notes at the end are looked for
LETTERHEAD = 4  # words of the longest line that may stand over a longer headline
BOX = 5  # paragraphs from the first to the last of a box in mid-text
BOX_LINE = 120  # characters of the longest line in it
CODES = 3  # paragraphs at either end among which a wire's codes are looked for
LISTED = 12  # most links in a list under a label
NOT_A_LIST_AFTER = 220  # a paragraph this long ends a list of links
SENTENCE = 200  # a paragraph this long is text, however it ends
CLOCK: Form = (MarkKind.DATELINE, "a line with nothing but a time of day")
SHORT = 90  # characters of the longest line that holds a date or a time
_CAPS_SHARE = 0.85
_MESSAGE_NUMBER = re.compile(r"\w+-[\w-]*\d{3,}")


@dataclass
class Page:
    """A document under way: its paragraphs, and the form found for each so far."""

    text: str
    paragraphs: Sequence[Paragraph]
    shapes: list[Shape]
    found: list[Form | None]
    plain: list[bool]  # which are sentences of the report at a glance
    all_caps: bool
    stems: frozenset[str]
    title: str | None = None
    title_from_text: bool = False
    parts: list[Mark] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)  # of lines of metadata: what each holds

    @property
    def skipped(self) -> list[bool]:
        """Which paragraphs are marked as a whole."""
        return [form is not None for form in self.found]

    def report(self) -> list[int]:
        """Numbers of the paragraphs that are not marked."""
        return [number for number, form in enumerate(self.found) if form is None]

    def marks(self) -> tuple[Mark, ...]:
        """All marks in the order of the text, neighbours of one kind and reason not joined."""
        whole = [
            Mark(Span(paragraph.start, paragraph.end), form[0], form[1])
            for paragraph, form in zip(self.paragraphs, self.found, strict=True)
            if form is not None
        ]
        taken = {mark.span.start for mark in whole}
        inside = [part for part in self.parts if not _within(part, whole, taken)]
        return tuple(sorted(whole + inside, key=lambda mark: (mark.span.start, mark.span.end)))


def open_page(
    text: str,
    paragraphs: Sequence[Paragraph],
    blocks: Sequence[Block],
    *,
    title: str | None,
    author: str | None,
    title_from_text: bool = False,
) -> Page:
    """Lay a document open and find the form of each paragraph taken alone.

    ``title_from_text``: the title was taken for one by its place, and may be furniture after all.
    """
    shapes = [Shape(text[paragraph.start : paragraph.end]) for paragraph in paragraphs]
    stems = telling_stems(text)
    if title and title_from_text and _is_furniture(Shape(title), stems):
        title = None
    plain = [is_plain(shape, stems) for shape in shapes]
    page = Page(text, paragraphs, shapes, [None] * len(shapes), plain, is_all_caps(text), stems, title)
    folded = fold_title(title) if title and len(shapes) > 1 else ""  # alone, a headline is the report
    for number, (paragraph, shape) in enumerate(zip(paragraphs, shapes, strict=True)):
        block = blocks[paragraph.block]
        page.found[number] = _alone(shape, block, folded, stems, plain=plain[number], author=author)
    for number, one in fields_of(shapes).items():
        _field_mark(page, number, one)
    if page.found and page.found[0] == notes.CORRECTION and not shapes[0].stop and len(shapes) > 1:
        page.found[0] = None  # "Correction: ..." heads the report of a correction
    return page


def _is_furniture(title: Shape, stems: frozenset[str]) -> bool:
    form = forms.furniture(title, stems)
    return form is not None and form != notes.CORRECTION and form[0] != MarkKind.LINK


def _field_mark(page: Page, number: int, one: Field) -> None:
    """Mark a line of metadata and keep what it holds."""
    if one.value:
        page.fields.setdefault(one.name, one.value)
    if one.name == "title" and page.title is None and one.value:
        page.title, page.title_from_text = one.value, True
    page.found[number] = one.form


def is_all_caps(text: str) -> bool:
    """Whether a text is in capitals throughout, as old wires are: then capitals say nothing."""
    sample = text[:2000]
    if " the " in sample or " and " in sample:
        return False
    letters = sum(map(str.isalpha, sample))
    return letters > 0 and sum(map(str.isupper, sample)) >= _CAPS_SHARE * letters


def fold_title(title: str) -> str:
    """A title without case, punctuation and spaces."""
    return "".join(character for character in title.casefold() if character.isalnum())


def mark_page(
    page: Page, credits: Sequence[Sequence[Found]], datelines: dict[int, Dateline], *, author: str | None
) -> tuple[Mark, ...]:
    """All marks of a page: those of paragraphs alone, and those that only their place shows.

    ``credits`` are those found in each paragraph; ``datelines`` those found, by paragraph.
    """
    for number, found in enumerate(credits):
        _credit_marks(page, number, found)
    _head(page, datelines)
    _lists(page)
    _boxes(page)
    _top_captions(page)
    _inner_headlines(page)
    _tail(page, author=author)
    for number, dateline in datelines.items():
        start = page.paragraphs[number].start
        span = Span(start, start + len(page.shapes[number].text[: dateline.end].rstrip()))
        page.parts.append(Mark(span, MarkKind.DATELINE, "place, date or agency before the first words"))
    return page.marks()


def _alone(
    shape: Shape, block: Block, title: str, stems: frozenset[str], *, plain: bool, author: str | None
) -> Form | None:
    text = shape.text
    if block.kind is not None:
        return block.kind, block.reason or "the page's own markup says so"
    if len(text) <= 300 and title and _is_title(text, title):
        return MarkKind.TITLE, "the headline repeated in the text"
    if forms.is_stray(text):
        return MarkKind.STRAY, "punctuation or markup without words"
    if len(text) <= SHORT and not shape.stop and text[-1].isdigit() and only_a_date(text):
        return MarkKind.DATELINE, "a line with nothing but a date"
    if len(text) <= SHORT and only_a_clock(text):
        return CLOCK
    if block.linked >= LINKED and len(text) <= 300:
        return MarkKind.LINK, "nearly all of it lies inside a link"
    if block.linked >= PARTLY_LINKED and not shape.stop and len(text) <= 300:
        return MarkKind.LINK, "most of it lies inside a link, and it is no full sentence"
    if block.linked > 0 and forms.commands_to_read(shape):
        return MarkKind.LINK, "tells the reader where to read on"
    if plain:
        return None
    found = forms.furniture(shape, stems)
    if found is None and len(text) <= pictures.CAPTION:
        found = pictures.picture_credit(shape) or pictures.caption(shape)
        found = found or bylines.byline(shape, author=author)
    return found


def _is_title(text: str, title: str) -> bool:
    folded = fold_title(text)
    if not folded:
        return False
    if folded == title:
        return True
    # Page titles carry the outlet's name at their end: "Kirkuk falls - Daily News".
    return len(folded) >= 20 and title.startswith(folded) and len(folded) >= 0.6 * len(title)


def _credit_marks(page: Page, number: int, found: Sequence[Found]) -> None:
    if not found or page.found[number] is not None:
        return
    if all(credit.whole for credit in found):
        by_line = page.shapes[number].first == "by"
        kind = MarkKind.BYLINE if by_line else MarkKind.CREDIT
        page.found[number] = kind, "credits an agency or an outlet and says nothing else"
        return
    for credit in found:
        text = page.shapes[number].text
        if credit.end == len(text) and credit.start > 0 and not text[credit.start - 1].isalnum():
            start = page.paragraphs[number].start
            span = Span(start + credit.start + _leading_space(text[credit.start :]), start + credit.end)
            page.parts.append(Mark(span, MarkKind.CREDIT, "credits an agency after the last sentence"))
            return


def _head(page: Page, datelines: dict[int, Dateline]) -> None:
    """What stands above the first sentence: the headline, dates, names with their posts."""
    report = page.report()
    lead = next((n for n in report if n in datelines or _is_sentence(page.shapes[n])), None)
    if lead is None:
        return
    for number in report:
        if number >= min(lead + 4, HEAD + 4):
            break
        shape = page.shapes[number]
        if only_a_date(shape.text):
            page.found[number] = MarkKind.DATELINE, "a line with nothing but a date"
        elif number < lead and (form := bylines.name_and_role(shape)):
            page.found[number] = form
    above = [number for number in page.report() if number < lead]
    if not above or (len(above) > 3 and lead not in datelines):
        return
    # A letterhead stands over the headline: "Ministry of Defence", "Press Office".
    named = next((number for number in above if len(page.shapes[number].words) > LETTERHEAD), above[0])
    for number in above:
        shape = page.shapes[number]
        if page.title is None and number >= named and _can_be_title(shape):
            page.title, page.title_from_text = shape.text, True
            page.found[number] = MarkKind.TITLE, "the headline above the report"
        elif lead in datelines and not shape.stop and not shape.text.endswith(":"):
            page.found[number] = MarkKind.HEADING, "stands above the dateline"
        elif headlines.is_headline(shape) and (
            form := headlines.inner_headline(shape, all_caps=page.all_caps)
        ):
            page.found[number] = (
                MarkKind.HEADING,
                form[1].replace("between full sentences", "above the report"),
            )


def _is_sentence(shape: Shape) -> bool:
    return len(shape.text) > SENTENCE or (shape.stop and len(shape.words) > 5)


def _can_be_title(shape: Shape) -> bool:
    text = shape.text
    return (
        not _MESSAGE_NUMBER.match(text)
        and 1 < len(shape.words) <= 30
        and len(text) <= 200
        and not shape.stop
        and text[-1] not in ":;,-"
        and any(character.isalpha() for character in text[:3])
        and not headlines.is_item(text)
        and not notes.is_slug(shape)
    )


def _lists(page: Page) -> None:
    """The lines under a label such as "Related:" or "Contact:", until a full paragraph comes."""
    for number, shape in enumerate(page.shapes):
        form = page.found[number]
        if form is None:
            continue
        if form[0] == MarkKind.LINK and (forms.label_of_links(shape.text) == "" or _opens_list(shape)):
            below: Form = (MarkKind.LINK, "stands in a list of links")
        elif form[1] == notes.WHOM_TO_ASK and shape.text.endswith(":"):
            below = form
        else:
            continue
        for at in range(number + 1, min(number + 1 + LISTED, len(page.shapes))):
            item, known = page.shapes[at], page.found[at]
            if known is not None and known[0] != MarkKind.STRAY:
                continue
            if item.stop or len(item.text) > NOT_A_LIST_AFTER or item.text.endswith(":"):
                break
            page.found[at] = below


def _opens_list(shape: Shape) -> bool:
    """ "List of 3 items", "list 1 of 3": what screen readers are told above each link."""
    return "list" in shape.words and "of" in shape.words and not shape.text.lower().startswith("end")


def _boxes(page: Page) -> None:
    """The lines between two that offer a newsletter or the like: its name, and why to take it."""
    edges = [
        number
        for number, form in enumerate(page.found)
        if form and (form[1] == forms.OFFER or form[1] == forms.ON_COOKIES)
    ]
    for first, last in pairwise(edges):
        between = [number for number in range(first + 1, last) if page.found[number] is None]
        if last - first <= BOX and all(_fits_box(page.shapes[number]) for number in between):
            for number in between:
                page.found[number] = MarkKind.PROMOTION, "stands in a box that offers something"


def _fits_box(shape: Shape) -> bool:
    if len(shape.text) > BOX_LINE or shape.quotes or shape.speaks or shape.has("past"):
        return False
    return not shape.stop or shape.has("you", "we")


def _top_captions(page: Page) -> None:
    """A caption left at the top, above the report's first sentence."""
    report = page.report()
    if len(report) < 4:
        return
    first, second = report[0], report[1]
    form = pictures.top_caption(page.shapes[first], page.shapes[second])
    if form and not page.all_caps:
        page.found[first] = form


def _inner_headlines(page: Page) -> None:
    skipped = page.skipped
    if headlines.stops_say_nothing(page.shapes, skipped):
        return
    fresh: dict[int, Form] = {}
    for number, shape in enumerate(page.shapes):
        if skipped[number] or len(shape.text) > headlines.LONGEST or not headlines.is_headline(shape):
            continue
        if number and page.found[number - 1] == CLOCK and headlines.heads(page.shapes, number, skipped):
            fresh[number] = MarkKind.HEADING, "a heading under the time of an entry"
        elif headlines.stands_alone(page.shapes, number, skipped):
            form = headlines.inner_headline(shape, all_caps=page.all_caps)
            if form:
                fresh[number] = form
    for number, form in fresh.items():
        page.found[number] = form


def _tail(page: Page, *, author: str | None) -> None:
    """Notes on the author, signatures, codes and notes in brackets at the end; codes at the head too."""
    count = len(page.shapes)
    for number in {*range(min(CODES, count)), *range(max(0, count - CODES), count)}:
        if page.found[number] is None and notes.is_slug(page.shapes[number]):
            page.found[number] = MarkKind.STRAY, "codes of a wire or an archive"
    report = page.report()
    for number in report[-TAIL:]:
        shape = page.shapes[number]
        if bylines.initials(shape.text):
            page.found[number] = MarkKind.BYLINE, "initials of the desk"
        elif notes.in_brackets(shape):
            page.found[number] = MarkKind.NOTICE, "a note in brackets on the text"
    report = [number for number in report if page.found[number] is None]
    body = page.text[: page.paragraphs[report[-TAIL]].start] if len(report) > TAIL else ""
    for number in report[-TAIL:]:
        shape = page.shapes[number]
        start = bylines.signature_tail(shape.text)
        if start is not None:
            at = page.paragraphs[number].start
            lead = _leading_space(shape.text[start:])
            span = Span(at + start + lead, at + len(shape.text))
            page.parts.append(Mark(span, MarkKind.BYLINE, "who reported, wrote and edited"))
        elif body and number in report[-3:]:
            form = bylines.note_on_author(shape, author=author, report=body)
            if form:
                page.found[number] = form


def _leading_space(text: str) -> int:
    return len(text) - len(text.lstrip())


def _within(part: Mark, whole: Sequence[Mark], starts: set[int]) -> bool:
    if part.span.start in starts:
        return True
    return any(mark.span.start <= part.span.start < mark.span.end for mark in whole)
