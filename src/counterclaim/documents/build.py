"""From a Draft to a Document: text, date, outlet, language, credits and marks, each with how it is known.

Takes what a format reader gave; the only place where the parts of this room that interpret come together.
Whether a document is a copy of another is for others to say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.documents.agencies import looks_like_agency
from counterclaim.documents.canonical import Paragraph, canonical, lay_out, line
from counterclaim.documents.credits import Found, find_credits, named_credit
from counterclaim.documents.datelines import Dateline, find_dateline
from counterclaim.documents.dates import (
    Moment,
    dates_removed,
    moment_in_address,
    only_a_date,
    parse_date,
    plausible,
)
from counterclaim.documents.draft import Draft
from counterclaim.documents.languages import detect, language_code
from counterclaim.documents.marks import Page, mark_page, open_page
from counterclaim.documents.outlets import find_outlet
from counterclaim.errors import DocumentError
from counterclaim.records import Credit, Document, Known, MarkKind, Published, Span

ID_DIGITS = 16
DATELINE_PARAGRAPHS = 5  # unmarked paragraphs, from the top, among which the dateline is looked for
HEAD = 12  # paragraphs, from the top, among which a line with the date is looked for
BELOW_LEAD = 4  # paragraphs below the first sentence: some pages put the date there
SENTENCE = 60  # characters from which on a paragraph is surely more than a line of the page
_WEB = ("http://", "https://")
CREDIT_TAIL = 3  # paragraphs, from the end, that a credit may close


def build(draft: Draft, *, published: str | None = None, keep_bytes: bool = False) -> Document:
    """Make the Document of a Draft.

    Args:
        draft: what the format reader gave.
        published: the date of publication, given by hand; it wins over all that the document says.
        keep_bytes: keep the bytes received in ``Document.received``.

    The id is the first 16 hexadecimal digits of the SHA-256 of: the SHA-256 of the text, a newline, and
    the address or, without one, ``where``; so one text at two addresses is two documents, and the same
    file read twice is one.

    Raises:
        DocumentError: ``published`` cannot be read as a date.
    """
    given = _given(draft, published)
    typeset = draft.media_type == "application/pdf"
    text, paragraphs = lay_out([block.text for block in draft.blocks], typeset=typeset)
    page = open_page(
        text,
        paragraphs,
        draft.blocks,
        title=line(draft.title) or None if draft.title else None,
        author=draft.author,
        title_from_text=draft.known.get("title") is Known.TEXT,
    )
    datelines = _datelines(page)
    found = _credits_in(page, datelines)
    marks = mark_page(page, found, datelines, author=draft.author)
    url, url_known = _address(draft, page)
    dateline = next(iter(datelines.values()), None)

    known: dict[str, Known] = {}
    if page.title:
        known["title"] = Known.TEXT if page.title_from_text else draft.known.get("title", Known.METADATA)
    outlet = _outlet(draft, page, url, dateline)
    if outlet:
        known["outlet"] = outlet[1]
    if url:
        known["url"] = url_known
    language = _language(draft, text, known)
    sha256_text = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(
        id=_identity(sha256_text, url or draft.where),
        text=text,
        title=page.title,
        outlet=outlet[0] if outlet else None,
        url=url,
        language=language,
        published=given or _published(draft, page, url, dateline),
        credits=_credits(draft, page, found, datelines),
        marks=marks,
        where=draft.where,
        media_type=draft.media_type,
        sha256_bytes=hashlib.sha256(draft.payload).hexdigest(),
        sha256_text=sha256_text,
        original=canonical(draft.original) if draft.original else None,
        known=known,
        received=draft.payload if keep_bytes else None,
    )


def _given(draft: Draft, published: str | None) -> Published | None:
    if published is None:
        return None
    read = parse_date(published, known=Known.GIVEN)
    if read is None:
        raise DocumentError(
            draft.where,
            f"the date given, {published[:60]!r}, is no date that can be read in one way only",
            "write it as 2017-10-16 or 2017-10-16T09:30+03:00",
        )
    return read


def _address(draft: Draft, page: Page) -> tuple[str | None, Known]:
    """The address: metadata's, that at which it was fetched, or that of a line "URL: ..."."""
    if draft.url:
        return draft.url, draft.known.get("url", Known.METADATA)
    if draft.where.startswith(_WEB):
        return draft.where, Known.GIVEN
    written = page.fields.get("url", "")
    return (written if written.startswith(_WEB) and " " not in written else None), Known.TEXT


def _outlet(draft: Draft, page: Page, url: str | None, dateline: Dateline | None) -> tuple[str, Known] | None:
    named = line(draft.outlet) if draft.outlet else None
    how = draft.known.get("outlet", Known.METADATA)
    if not named and "outlet" in page.fields:
        named, how = page.fields["outlet"], Known.TEXT
    return find_outlet(named, how, url=url, dateline=dateline)


def _published(draft: Draft, page: Page, url: str | None, dateline: Dateline | None) -> Published | None:
    """The date by the order of trust: metadata, dateline, address; None where none has it."""
    if draft.published:
        read = parse_date(draft.published, known=draft.known.get("published", Known.METADATA))
        if read:
            return read
    address = moment_in_address(url) if url else None
    moment = _dateline_moment(dateline, address) or _date_line(page)
    if moment:
        return moment.published(Known.DATELINE)
    return address.published(Known.ADDRESS) if address else None


def _dateline_moment(dateline: Dateline | None, address: Moment | None) -> Moment | None:
    """The dateline's date; its year, where it has none, from the address and from nowhere else."""
    if dateline is None:
        return None
    if dateline.year is not None or address is None:
        return dateline.moment
    year = address.year
    if dateline.month == 12 and address.month == 1:
        year -= 1  # written on 31 December, put out on 1 January
    return dateline.moment_in(year)


def _date_line(page: Page) -> Moment | None:
    """The date of a line near the top that holds nothing else, or nothing but a byline beside it."""
    most = min(HEAD, _first_sentence(page) + BELOW_LEAD)
    for form, shape in zip(page.found[:most], page.shapes[:most], strict=False):
        if form is None or shape.bag & {"updated", "modified", "load-date"}:
            continue
        if form[1] == "a line with nothing but a date":
            return only_a_date(shape.text) or only_a_date(shape.text.partition(":")[2])
        if (
            form[0] == MarkKind.BYLINE or shape.opening == "source"
        ):  # "Posted by Jane Doe on Monday, 5 October 2009 11:32"
            moment = dates_removed(shape.text)[1]
            if moment and plausible(moment):
                return moment
    return None


def _datelines(page: Page) -> dict[int, Dateline]:
    """The first dateline, by its paragraph; a head that opens several paragraphs is a speaker's."""
    for number in page.report()[:DATELINE_PARAGRAPHS]:
        text = page.shapes[number].text
        found = find_dateline(text, all_caps=page.all_caps)
        if found and (found.source or found.day or not _recurs(page, number, text[: found.end])):
            return {number: found}
    return {}


def _recurs(page: Page, number: int, head: str) -> bool:
    """Whether other paragraphs open in the same way: labels and speakers come in numbers."""
    if head.rstrip().endswith(":"):
        return any(
            shape.text[: shape.text.find(":") + 1].isupper()
            for at, shape in enumerate(page.shapes)
            if at != number and 0 < shape.text.find(":") < 40
        )
    return any(shape.text.startswith(head) for at, shape in enumerate(page.shapes) if at != number)


def _credits_in(page: Page, datelines: dict[int, Dateline]) -> list[Sequence[Found]]:
    """The credits of each paragraph; none of captions and other furniture, where pictures are credited."""
    found: list[Sequence[Found]] = []
    sentences = [number for number in page.report() if len(page.shapes[number].text) > SENTENCE]
    last = min([len(page.shapes) - CREDIT_TAIL, *sentences[-CREDIT_TAIL:]])
    for number, (shape, form) in enumerate(zip(page.shapes, page.found, strict=True)):
        furniture = form is not None and form[0] not in ("byline", "notice", "credit")
        picture = form is not None and "picture" in form[1]
        plain = form is None and number < last and page.plain[number]
        if furniture or picture or plain or number in datelines:
            found.append(())
        else:
            found.append(find_credits(shape.text, at_end=number >= last))
    return found


def _credits(
    draft: Draft, page: Page, found: Sequence[Sequence[Found]], datelines: dict[int, Dateline]
) -> tuple[Credit, ...]:
    """One Credit an agency: metadata's first, then in the order of the text; whole before partial."""
    credits = [
        Credit(name, False, Known.METADATA, None)
        for text in draft.credits
        for name in named_credit(line(text))
    ]
    if draft.author:
        signed = find_credits(f"By {line(draft.author)}")
        credits += [Credit(credit.agency, credit.partial, Known.METADATA, None) for credit in signed]
    for number, dateline in datelines.items():
        start = page.paragraphs[number].start
        span = Span(start + dateline.source_start, start + dateline.source_end)
        credits += [Credit(name, False, Known.DATELINE, span) for name in dateline.agencies]
    lead = next(iter(datelines), None) or _first_sentence(page)
    for number, paragraph in enumerate(page.paragraphs):
        credits += _credits_of(
            found[number], paragraph, in_place=number < lead or number >= len(found) - CREDIT_TAIL
        )
    return tuple(_once(credits))


def _credits_of(found: Sequence[Found], paragraph: Paragraph, *, in_place: bool) -> list[Credit]:
    """The credits of a paragraph; ``in_place`` is False where a bare name would credit a picture."""
    return [
        Credit(
            credit.agency,
            credit.partial,
            Known.CREDIT,
            Span(paragraph.start + credit.start, paragraph.start + credit.end),
        )
        for credit in found
        if in_place or credit.partial or not credit.bare
    ]


def _first_sentence(page: Page) -> int:
    return next((n for n in page.report() if page.shapes[n].stop), len(page.shapes))


def _once(credits: Sequence[Credit]) -> list[Credit]:
    kept: dict[str, Credit] = {}
    names = {credit.agency for credit in credits}
    for credit in credits:
        # "(Meridian)" under a byline of the "Meridian News Agency" is the same agency.
        longer = [name for name in names if name.startswith(f"{credit.agency} ") and looks_like_agency(name)]
        name = longer[0] if len(longer) == 1 else credit.agency
        before = kept.get(name)
        if before is None or (before.partial and not credit.partial):
            kept[name] = replace(credit, agency=name)
    return list(kept.values())


def _language(draft: Draft, text: str, known: dict[str, Known]) -> str | None:
    said = language_code(draft.language) if draft.language else None
    if said:
        known["language"] = draft.known.get("language", Known.METADATA)
        return said
    seen = detect(text)
    if seen:
        known["language"] = Known.TEXT
    return seen


def _identity(sha256_text: str, place: str) -> str:
    return hashlib.sha256(f"{sha256_text}\n{place}".encode("utf-8", "surrogatepass")).hexdigest()[:ID_DIGITS]
