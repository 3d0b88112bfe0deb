"""The records that pass between the rooms: frozen, slotted, light.

Text is owned by the Document; every other record is a view on it by character offsets
(``start`` inclusive, ``end`` exclusive, in code points of ``Document.text``).
This module knows no room and imports nothing but the standard library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text: ``document.text[start:end]``."""

    start: int
    end: int


class DatePrecision(StrEnum):
    """How much of a date of publication is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class Known(StrEnum):
    """How a piece of information about a document came to be known."""

    GIVEN = "given"  # by hand: an argument, a column, a field
    METADATA = "metadata"  # the page, feed, mail header or PDF says so
    DATELINE = "dateline"  # "Concepcion, 23 Aug 88 (Santiago Domestic Service) -- [Text]"
    CREDIT = "credit"  # a wire credit in the text
    ADDRESS = "address"  # the URL
    TEXT = "text"  # read off the text: a heading, the language
    FILE = "file"  # the file name


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published.

    ``value`` is ISO 8601 cut to ``precision`` ("2017", "2017-10", "2017-10-16",
    "2017-10-16T09:30", with "+03:00" or "Z" when the source said so: ``zone`` is then True).
    """

    value: str
    precision: DatePrecision
    zone: bool
    known: Known


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or outlet from which a document says that it took its text, in whole or in part.

    ``agency`` is the plain name ("Reuters"); ``partial`` is True for "with agencies",
    "additional reporting by"; ``span`` is where the text says so, None when metadata did.
    """

    agency: str
    partial: bool
    known: Known
    span: Span | None


class MarkKind(StrEnum):
    """Why a stretch of text is not the report."""

    CAPTION = "caption"
    LINK = "link"  # a pointer to another story
    BYLINE = "byline"
    CREDIT = "credit"  # a line that only credits an agency or a photographer
    SHARE = "share"
    NOTICE = "notice"  # cookies, copyright, terms, corrections policy
    PROMOTION = "promotion"  # newsletter boxes, subscriptions, advertisements
    STRAY = "stray"  # left-over punctuation or markup
    TITLE = "title"  # the headline repeated in the text
    HEADING = "heading"  # a heading within the report: it names what follows and states nothing
    DATELINE = "dateline"  # place, date and agency before the report's first words


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that is not the report: kept, so that offsets hold, but never read from."""

    span: Span
    kind: MarkKind
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report.

    ``text`` is canonical: NFC, ``\\n`` newlines, paragraphs parted by one empty line, no NULs and
    no bidirectional controls. ``original`` is the same report in its first language where a
    translation came with it; offsets never point into it.
    """

    id: str  # SHA-256 of the text, first 16 hex digits, with the address or path mixed in
    text: str
    title: str | None
    outlet: str | None
    url: str | None
    language: str | None  # ISO 639-1
    published: Published | None
    credits: tuple[Credit, ...]
    marks: tuple[Mark, ...]
    where: str  # path, address, or container with member
    media_type: str  # of the bytes received, as recognised
    sha256_bytes: str
    sha256_text: str
    original: str | None = None
    known: dict[str, Known] = field(default_factory=dict)  # title, outlet, url, language → how
    received: bytes | None = field(default=None, repr=False, compare=False)  # on request

    def of(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class TextOrigin:
    """Of which text a document is: itself, or one that it copies, abridges or lightly rewrites.

    Documents of one text bear the same ``origin``, the id of the longest among them. ``nearest`` is the
    document by which this one was found to belong, None for the origin itself; ``containment`` is the
    weighted share, 0 to 1, of the shorter one's words in sequence that the longer one has, ``score`` that
    less contradicting facts, ``shared_sentences`` the sentences that both have word for word, and
    ``agency`` the one that both credit, or that one credits and the other is.
    """

    document: str
    origin: str
    nearest: str | None
    score: float
    containment: float
    shared_sentences: int
    agency: str | None


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word, by the conventions of Universal Dependencies."""

    start: int
    end: int
    upos: str
    lemma: str
    head: int  # index of its head among the annotation's tokens; -1 for a root
    deprel: str
    sentence: int  # index of its sentence


@dataclass(frozen=True, slots=True)
class Name:
    """A name or another labelled expression: a person, a weapon, a sum of money."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says (``sources``, empty where nobody is named), by which words (``cues``), what (``contents``).

    The spans of PARC and PolNeAR; a discontinuous part is several spans.
    """

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Span, ...]


class Factuality(StrEnum):
    """Whether the text has it that an event happened."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"  # planned, intended or threatened
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that tells an event or a state. ``score``: -3 (it did not happen) to 3 (it did), as UDS grades it."""

    token: int
    start: int
    end: int
    score: float
    factuality: Factuality


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant or circumstance of an event; ``role`` is one of the reader's roles."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class EventSpan:
    """A trigger with its arguments, and its type in each scheme that has one for it.

    ``ace`` is one of the eight ACE types of M2E2, ``kairos`` a coarse type of KAIROS or AIDA, ``plover`` and
    ``mode`` are PLOVER 2.0's.
    """

    start: int
    end: int
    ace: str | None
    kairos: str | None
    plover: str | None
    mode: str | None
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class IncidentPart:
    """Whoever or whatever plays a part in an attack, bombing, kidnapping, arson or robbery, as MUC has them.

    ``role`` is perpetrator (persons), organisation (of the perpetrators), target (things), victim (persons) or
    instrument; ``incident`` the type of the incident, None where the reader cannot tell.
    """

    start: int
    end: int
    role: str
    incident: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, nominal or pronoun that stands for something; those with one ``chain`` stand for the same."""

    start: int
    end: int
    head: int  # token index
    kind: str
    chain: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the reader sees in a text: views on it by character offsets, in the text's order."""

    tokens: tuple[Token, ...] = ()
    sentences: tuple[Span, ...] = ()
    names: tuple[Name, ...] = ()
    entities: tuple[Name, ...] = ()  # names and nominals by the wider scheme of re3d; they may nest
    actors: tuple[Name, ...] = ()  # heads of named and nominal actors, places and things, by ACE's types
    attributions: tuple[Attribution, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    events: tuple[EventSpan, ...] = ()
    parts: tuple[IncidentPart, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeValue:
    """When something happened, as far as the text and the date of publication tell.

    ``start`` and ``end`` are ISO 8601 cut to what is known ("2017", "2017-09-21", "2017-10-15T23:30+03:00"),
    with an offset only where a zone is known. ``end`` is None where ``start`` says it all: "2017-10" is the
    whole of that month. ``precision`` is UCDP's date_prec: 1 a day, 2 two to six days, 3 a week, 4 up to a
    month, 5 longer. ``text`` is the expression it was read from.
    """

    start: str
    end: str | None
    precision: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened. ``name`` is as the text has it, ``text[start:end]``.

    ``lat`` and ``lon`` are degrees, None where neither a gazetteer nor the text tells. ``country`` is ISO
    3166 alpha-3, ``zone`` an IANA time zone. ``precision`` is UCDP's where_prec: 1 the very place, 2 within
    some 25 km, 3 a second-level unit, 4 a first-level unit, 5 a line or a vague area, 6 a country or more,
    7 waters of no country; None without a point. ``gazetteer_id`` is None for a place that is in no
    gazetteer and was placed by its neighbours; ``how`` says why this place was taken.
    """

    name: str
    lat: float | None
    lon: float | None
    country: str | None
    precision: int | None
    admin1: str | None
    kind: str
    gazetteer_id: str | None
    zone: str | None
    how: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom a mention names.

    ``id`` is stable over documents for what the tables know and within one document for the rest.
    ``kind`` is a PLOVER sector code, IGO or NGO; UNK where nothing tells. ``country`` is ISO 3166 alpha-3,
    None for bodies of no one country. ``affiliation`` is the id of the side or body it belongs to on the
    date asked for: a state's ISO code, an authority that stands apart from the state it lies in ("KRG"),
    a group; its own id for a side of its own; None for whoever speaks for no side. ``how`` says by what it
    was resolved; ``hint`` that the country is only the one the document mostly speaks of.
    """

    id: str
    name: str
    kind: str
    country: str | None
    affiliation: str | None
    how: str
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words by which an event is told."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part in an event. ``name`` is the noun phrase, or its antecedent where a pronoun stands for it.

    ``start`` and ``end`` bound the noun phrase at hand; ``actor`` is the id of the actor that it resolves to,
    None where it names none.
    """

    name: str
    actor: str | None
    start: int
    end: int


class Harm(StrEnum):
    """What a toll counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"


@dataclass(frozen=True, slots=True)
class Toll:
    """How many suffered a harm, as told: from ``low`` to ``high``, None where the text sets no such bound.

    ``who`` is the kind of victim in the text's words ("civilians"), None where it names none.
    """

    harm: Harm
    who: str | None
    low: int | None
    high: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place, in the text's words; ``actor`` is the holder's id. Not ``holds``: said not to hold it."""

    holder: str | None
    actor: str | None
    place: str | None
    holds: bool = True


@dataclass(frozen=True, slots=True)
class EventMention:
    """What the content of a statement tells: one event.

    ``type``, ``mode`` and ``contexts`` are PLOVER 2.0's, ``type`` None for an event that PLOVER has no type
    for (a death without a doer, a flight of people). ``actors`` do it, ``recipients`` have it done to them;
    in a fight both sides are actors. ``score`` grades factuality from -3 (it did not happen) to 3, as UDS
    does. ``means``, ``aim`` and ``manner`` are the text's words.
    """

    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    factuality: Factuality
    score: float
    trigger: Trigger
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: Place | None = None
    time: TimeValue | None = None
    toll: tuple[Toll, ...] = ()
    means: tuple[str, ...] = ()
    control: Control | None = None
    aim: str | None = None
    manner: str | None = None


class Stance(StrEnum):
    """What a source does with what it says."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    ADMITS = "admits"
    ACCUSES = "accuses"
    DOUBTS = "doubts"  # "could not verify", "it remains unclear"
    SILENT = "silent"  # "declined to comment", "no official statement"
    URGES = "urges"
    INTENDS = "intends"
    THREATENS = "threatens"


@dataclass(frozen=True, slots=True)
class Source:
    """Who makes a statement, or by way of whom it came.

    ``start`` and ``end`` bound the noun phrase at hand ("The statement"); where it stands for another one,
    ``resolved_start`` and ``resolved_end`` bound that antecedent and ``name`` is its text. ``name`` is
    "outlet" with an empty span for the outlet's own voice. ``actor`` is the id of the actor it resolves to,
    None until actors are looked up or where none fits. ``unnamed``: nobody in particular ("witnesses").
    """

    name: str
    start: int
    end: int
    actor: str | None = None
    unnamed: bool = False
    resolved_start: int | None = None
    resolved_end: int | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The words by which a statement is attributed."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Content:
    """What is said. ``spans`` are in order, several where the content is broken off; ``text`` joins them."""

    text: str
    start: int
    end: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says something: the unit of the record.

    ``via`` names the intermediaries from the nearest to the source to the nearest to the reader. ``denies``,
    ``confirms``, ``repeats`` and ``contradicts`` hold ids of statements of the same document. ``parent`` is
    the id of the statement in whose content this one stands. ``cue`` is None for the outlet's own voice and
    for quotations that go on from before.
    """

    id: str
    sources: tuple[Source, ...]
    via: tuple[Source, ...]
    cue: Cue | None
    stance: Stance
    content: Content
    quoted: bool
    sentence: int
    parent: str | None = None
    denies: tuple[str, ...] = ()
    confirms: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    events: tuple[EventMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One document with what was read from it."""

    document: Document
    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...] = ()  # whom its sources and participants name, once each


class Ruling(StrEnum):
    """What a person's judgement does."""

    MERGE = "merge"  # the event mentions named are of one incident
    SPLIT = "split"  # the event mentions named are not of one incident
    JUDGE = "judge"  # ``value`` stands for a facet of an incident
    RATE = "rate"  # ``value`` is the reliability or interest of a source
    UNDO = "undo"  # takes back the judgements named


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided, and why. It wins over what was computed until another one takes it back.

    ``subjects`` are ids of what is judged: event mentions, a statement, an actor, judgements. They name what
    is stored, never what is derived: an incident is named by its mentions. ``facet`` says which of its
    facets, where the ruling is of one.
    """

    id: str
    ruling: Ruling
    subjects: tuple[str, ...]
    reason: str
    by: str
    facet: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that differs between two versions of a document.

    ``before`` and ``after`` are ids of statements: None before is one that is new, None after one that was
    withdrawn. ``fields`` names what differs where both are there: source, via, stance, content, or what is
    told of events (type, factuality, actors, recipients, place, time, toll, means, control, aim, manner).
    """

    before: str | None
    after: str | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new version of a document says otherwise than the one before it.

    ``fields`` names what differs of the document itself: text, title, outlet, published, credits.
    """

    document: str
    previous: str
    fields: tuple[str, ...]
    changes: tuple[Change, ...]
