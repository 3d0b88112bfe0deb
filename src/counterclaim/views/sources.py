"""``counterclaim sources``: the user's table of sources, with how reliable each is and where its interest lies.

    source,letter,interests,family
    Rudaw,C,KRG,

``letter`` is the Admiralty's, A (reliable) to F (cannot be judged); ``interests`` are ids of parties, parted by
semicolons; outlets of one ``family`` are one origin. Each line is kept as a judgement.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer

from counterclaim.records import Judgement, Reliability
from counterclaim.views.judging import By, give, who
from counterclaim.views.opened import USAGE, WAIT, Format, LedgerName, Shown, Wait, nothing, opened, printed

LETTERS: Final = "ABCDEF"
COLUMNS: Final = ("source", "letter", "interests", "family")

app = typer.Typer(help="What you know of sources: reliability, interest, family.", no_args_is_help=True)


@app.command(name="list")
def list_(ledger: LedgerName, format: Shown = Format.text) -> None:
    """Show the table, as it can be imported again. Exit codes: 0 some; 3 it is empty; 4 the ledger cannot be used."""
    with opened(ledger) as kept, kept.view() as view:
        known = view.ratings()
    if format is not Format.text:
        printed((rating_json(one) for one in known.values()), format)
    if not known:
        nothing("nothing is known of any source: see counterclaim sources set --help")
    if format is Format.text:
        writer = csv.writer(_Lines(), lineterminator="")
        writer.writerow(COLUMNS)
        for _, one in sorted(known.items()):
            writer.writerow([one.source, one.letter, ";".join(one.interests), one.family or ""])


@app.command(name="set")
def set_(
    ledger: LedgerName,
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="An outlet's name, a source's, or an actor's id.")
    ],
    *,
    letter: Annotated[str | None, typer.Option(help="Reliability, A to F.")] = None,
    interest: Annotated[
        list[str] | None, typer.Option(metavar="PARTY", help="The id of a party: IRQ. May be given again.")
    ] = None,
    family: Annotated[str | None, typer.Option(help="Outlets of one family are one origin.")] = None,
    reason: Annotated[str, typer.Option("--reason", "-r", help="Why.")] = "as the user knows it",
    by: By = None,
    wait: Wait = WAIT,
) -> None:
    """Say what you know of one source; what is not given stays as it was.

    Exit codes: 0 done; 2 wrong usage; 4 the ledger cannot be used.
    """
    if letter is not None and letter.upper() not in set(LETTERS):
        raise typer.BadParameter(f"{letter!r}: one of {', '.join(LETTERS)}", param_hint="--letter")
    with opened(ledger, wait=wait) as kept:
        with kept.view() as view:
            before = view.ratings().get(source, Reliability(source))
        known = Reliability(
            source,
            letter.upper() if letter is not None else before.letter,
            tuple(interest) if interest is not None else before.interests,
            family if family is not None else before.family,
        )
        give(kept, _judgements([known], reason=reason, by=who(by)))
    typer.echo(f"{source}: {known.letter}{_also(known)}")


@app.command(name="import")
def import_(
    ledger: LedgerName,
    file: Annotated[Path, typer.Argument(help="A CSV with the columns source, letter, interests, family.")],
    *,
    reason: Annotated[
        str | None, typer.Option("--reason", "-r", help="Why; the file's name by default.")
    ] = None,
    by: By = None,
    wait: Wait = WAIT,
) -> None:
    """Take a whole table; lines that say what is known already change nothing.

    Exit codes: 0 done; 2 there is no such file, or a line of it is wrong: nothing is taken then; 4 the ledger
    cannot be used.
    """
    if not file.is_file():
        _wrong(f"{file}: there is no such file; name a CSV with the columns {', '.join(COLUMNS)}")
    given = list(_read(file))
    with opened(ledger, wait=wait) as kept:
        with kept.view() as view:
            known = view.ratings()
        new = [one for one in given if known.get(one.source) != one]
        give(kept, _judgements(new, reason=reason or f"from {file.name}", by=who(by)))
    typer.echo(f"{len(new):,} sources set, {len(given) - len(new):,} as they were")


def rating_json(one: Reliability) -> dict[str, Any]:
    """What is known of a source."""
    return {
        "source": one.source,
        "letter": one.letter,
        "interests": list(one.interests),
        "family": one.family,
    }


class _Lines:
    """Lets the csv module print."""

    def write(self, line: str) -> int:
        typer.echo(line)
        return len(line)


def _read(file: Path) -> Iterator[Reliability]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.DictReader(text)
        missing = [name for name in COLUMNS[:2] if name not in (rows.fieldnames or [])]
        if missing:
            _wrong(f"{file}: has no column {', '.join(missing)}; the columns are {', '.join(COLUMNS)}")
        for row in rows:
            source, letter = (row["source"] or "").strip(), (row["letter"] or "F").strip().upper() or "F"
            if not source or letter not in set(LETTERS):
                problem = (
                    "names no source" if not source else f"{letter[:20]!r} is none of {', '.join(LETTERS)}"
                )
                _wrong(f"{file}, line {rows.line_num}: {problem}; mend the line, nothing was taken")
            interests = (one.strip() for one in (row.get("interests") or "").split(";"))
            family = (row.get("family") or "").strip() or None
            yield Reliability(source, letter, tuple(one for one in interests if one), family)


def _judgements(known: list[Reliability], *, reason: str, by: str) -> list[Judgement]:
    from counterclaim.ledger import rulings  # noqa: PLC0415

    return [rulings.rating(one, reason=reason, by=by) for one in known]


def _also(known: Reliability) -> str:
    interests = f", in the interest of {', '.join(known.interests)}" if known.interests else ""
    return interests + (f", of the family {known.family}" if known.family else "")


def _wrong(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(USAGE)
