"""The index of what was said: words, sources, stances and days of statements, and the search over them.

Takes statements; gives their numbers. Words count without case and accents and by their English stems, alike
on both databases: SQLite keeps them in FTS5, PostgreSQL as tsvector. Of a content of over 200,000 characters
the rest is not indexed.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, bindparam, insert, select, text

from counterclaim.errors import LedgerError
from counterclaim.ledger import tables
from counterclaim.ledger.derived import Derived
from counterclaim.ledger.kept import Addition
from counterclaim.ledger.tables import STATEMENTS
from counterclaim.records import Published, Report, Stance, Statement

_MOST: Final = 200_000  # characters of one content that are indexed
_TERM: Final = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_ASCII_WORD: Final = re.compile(r"[a-z0-9]+")
_DAY: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. All that is given must hold.

    ``words``: all must occur in what is said; ``"several words"`` together, ``word*`` as a beginning,
    ``-word`` not, ``one OR other`` either. ``source``: words of a source's name, or of the actor's that it
    resolves to. ``since`` and ``until`` bound the day of publication ("2017", "2017-10", "2017-10-16"): a
    document of which less is known matches where it may have come out between them. ``superseded``: look
    also in versions of documents that were edited since.
    """

    words: str = ""
    source: str = ""
    stances: tuple[Stance, ...] = ()
    since: str | None = None
    until: str | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    begins: bool  # the last of them only begins


class Words(Derived):
    """Keeps the index."""

    name = "words"
    tables = (tables.said,)

    def update(self, connection: Connection, additions: Sequence[Addition]) -> None:
        """Index the statements of documents."""
        rows = [row for one in additions if isinstance(one.record, Report) for row in _rows(one)]
        if not rows:
            return
        connection.execute(insert(tables.said), rows)
        if connection.dialect.name == "sqlite":
            into = "INSERT INTO said_words (rowid, source, content) VALUES (:number, :source, :content)"
        else:
            into = (
                "INSERT INTO said_words (number, words) VALUES (:number,"
                " setweight(to_tsvector('said_words', :source), 'A')"
                " || setweight(to_tsvector('said_words', :content), 'B'))"
            )
        connection.execute(text(into), rows)

    def clear(self, connection: Connection) -> None:
        """Empty the index."""
        super().clear(connection)
        if connection.dialect.name == "sqlite":
            connection.execute(text("INSERT INTO said_words (said_words) VALUES ('delete-all')"))
        else:
            connection.execute(text("DELETE FROM said_words"))

    def rows(self, connection: Connection) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Statements with what is looked for beside words; then each word with where it stands."""
        yield from super().rows(connection)
        if connection.dialect.name == "sqlite":
            connection.execute(
                text(
                    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.said_terms USING fts5vocab(main, said_words, instance)"
                )
            )
            index = "SELECT doc, term, col, offset FROM temp.said_terms ORDER BY doc, term, col, offset"
        else:
            index = "SELECT number, words::text FROM said_words ORDER BY number"
        for row in connection.execute(text(index)).all():
            yield "said_words", tuple(row)


def found(dialect: str, query: Query, *, limit: int | None = None) -> Select[Any]:
    """The numbers of statements that a query finds: the latest published first, then by the text's order.

    Raises:
        LedgerError: a day is no day, or the words hold none that could be looked for.
    """
    said, version = tables.said.c, tables.version.c
    wanted = select(said.number).order_by(said.first_day.desc().nulls_last(), said.number)
    if not query.superseded:
        wanted = wanted.join(tables.version, version.number == said.document).where(version.next.is_(None))
    if query.stances:
        wanted = wanted.where(said.stance.in_([stance.value for stance in query.stances]))
    if query.since is not None:
        wanted = wanted.where(said.last_day >= asked_bounds(query.since)[0])
    if query.until is not None:
        wanted = wanted.where(said.first_day <= asked_bounds(query.until)[1])
    groups, without = _parsed(query.words)
    groups += [[_Term((word,), False)] for word in folded(query.source).split()]
    columns = ["content"] * (len(groups) - len(folded(query.source).split()))
    columns += ["source"] * (len(groups) - len(columns))
    if (query.words.strip() or query.source.strip()) and not (groups or without):
        raise LedgerError("search", f"there is no word in {query.words or query.source!r}", "name one")
    if groups:
        asked = zip(groups, columns, strict=True)
        wanted = wanted.where(_matches(dialect, [_spelled(dialect, *one) for one in asked], "every"))
    if without:
        spelled = [_spelled(dialect, [term], "content") for term in without]
        wanted = wanted.where(~_matches(dialect, spelled, "none"))
    return wanted.limit(limit)


def folded(value: str) -> str:
    """Words in the form in which they are indexed: small letters, no accents, parted by single spaces."""
    value = value[:_MOST]
    if value.isascii():
        return " ".join(_ASCII_WORD.findall(value.lower()))
    plain = unicodedata.normalize("NFKD", value).casefold()
    kept = (char if char.isalnum() else "" if unicodedata.combining(char) else " " for char in plain)
    return " ".join("".join(kept).split())


def days(published: Published | None) -> tuple[str | None, str | None]:
    """The first and the last day on which a document may have been published, as its source dates it."""
    return asked_bounds(published.value[:10]) if published else (None, None)


def bounds(day: str) -> tuple[str, str] | None:
    """The first and the last day of a year, a month or a day; None where it is none of these."""
    given = _DAY.fullmatch(day)
    year, month, of_month = (*map(int, day.split("-")), 0, 0)[:3] if given else (0, 0, 0)
    if not (year >= 1 and month <= 12 and (not of_month or of_month <= calendar.monthrange(year, month)[1])):
        return None
    first = f"{year:04d}-{month or 1:02d}-{of_month or 1:02d}"
    end = month or 12
    return first, f"{year:04d}-{end:02d}-{of_month or calendar.monthrange(year, end)[1]:02d}"


def asked_bounds(day: str) -> tuple[str, str]:
    """The first and the last day of what a person asked for.

    Raises:
        LedgerError: it is no day.
    """
    found = bounds(day)
    if found is None:
        raise LedgerError("search", f"{day[:40]!r} is no day", "write 2017, 2017-10 or 2017-10-16")
    return found


def _rows(addition: Addition) -> Iterator[dict[str, Any]]:
    report = addition.record
    if not isinstance(report, Report):
        return
    names = {actor.id: actor.name for actor in report.actors}
    first, last = days(report.document.published)
    for place, statement in enumerate(report.statements):
        yield {
            "number": addition.number * STATEMENTS + place,
            "document": addition.number,
            "stance": statement.stance.value,
            "first_day": first,
            "last_day": last,
            "source": folded(" | ".join(_names(statement, names))),
            "content": folded(statement.content.text),
        }


def _names(statement: Statement, names: dict[str, str]) -> Iterable[str]:
    for source in statement.sources:
        yield source.name
        if source.actor is not None:
            yield names.get(source.actor, "")
            yield source.actor


def _parsed(words: str) -> tuple[list[list[_Term]], list[_Term]]:
    """Groups of terms of which one each must occur, and terms of which none may."""
    groups: list[list[_Term]] = []
    without: list[_Term] = []
    either = False
    for sign, phrase, word in _TERM.findall(words):
        if word == "OR" and not sign:
            either = bool(groups)
            continue
        parts = tuple(folded(phrase or word).split())
        if not parts:
            continue
        term = _Term(parts, not phrase and word.endswith("*"))
        if sign:
            without.append(term)
        elif either:
            groups[-1].append(term)
        else:
            groups.append([term])
        either = False
    return groups, without


def _spelled(dialect: str, terms: Sequence[_Term], column: str) -> str:
    """One group in the database's own language. Folded words hold nothing that means something there."""
    if dialect == "sqlite":
        phrases = (f'"{" ".join(term.words)}"{" *" if term.begins else ""}' for term in terms)
        return f"{{{column}}} : ({' OR '.join(phrases)})"
    weight = "A" if column == "source" else "B"
    phrases = (
        " <-> ".join(
            f"'{word}':{'*' if term.begins and at == len(term.words) else ''}{weight}"
            for at, word in enumerate(term.words, 1)
        )
        for term in terms
    )
    return "(" + " | ".join(f"({phrase})" for phrase in phrases) + ")"


def _matches(dialect: str, groups: Sequence[str], which: str) -> ColumnElement[bool]:
    number = tables.said.c.number
    every = which == "every"
    if dialect == "sqlite":
        asked = (" AND " if every else " OR ").join(groups)
        hits = text(f"SELECT rowid FROM said_words WHERE said_words MATCH :{which}")
    else:
        asked = (" & " if every else " | ").join(groups)
        hits = text(f"SELECT number FROM said_words WHERE words @@ to_tsquery('said_words', :{which})")
    return number.in_(hits.bindparams(bindparam(which, asked)).columns(tables.said.c.number))
