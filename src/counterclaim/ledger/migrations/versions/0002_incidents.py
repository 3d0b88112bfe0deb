"""Incidents: event mentions, what links them, incidents with their accounts, and what moved their standings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, *, unique: bool = False, nullable: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable, unique=unique, primary_key=key)


def _number(name: str = "number", *arguments: sa.ForeignKey, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, _NUMBER, *arguments, primary_key=key, autoincrement=False, nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    """Make the tables of incidents, empty: they are brought up when the ledger is next written."""
    optional = (_text(name, nullable=True) for name in ("title", "outlet", "url", "published"))
    document = sa.ForeignKey("document.number")
    op.create_table("heading", _number("number", document, key=True), _text("id"), *optional, _text("place"))
    op.create_table(
        "speaker", _text("name", key=True), _number("document", key=True), sqlite_with_rowid=False
    )
    _mentions()
    _incidents()
    _standings()


def _mentions() -> None:
    op.create_table(
        "mention",
        _number(key=True),
        _text("id", unique=True),
        _text("profile"),
        _number("part"),
        _number("incident"),
    )
    op.create_index("mention_part", "mention", ["part"])
    op.create_index("mention_incident", "mention", ["incident"])
    op.create_table(
        "block",
        _number("key", key=True),
        _number("rank", key=True),
        _number("mention"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link",
        _number("first", key=True),
        _number("second", key=True),
        sa.Column("score", sa.Double(), nullable=False),
        _text("features"),
        sqlite_with_rowid=False,
    )
    op.create_index("link_second", "link", ["second", "first"])
    op.create_table("heir", _text("mention", key=True), _text("heir"))
    op.create_table(
        "ruled",
        _text("mention", key=True),
        _number("judgement", key=True),
        _text("ruling"),
        sqlite_with_rowid=False,
    )
    op.create_index("ruled_judgement", "ruled", ["judgement"])
    op.create_table("rating", _text("source", key=True), _number("judgement"), _text("record"))


def _incidents() -> None:
    op.create_table("named", _number(key=True), _text("mention", unique=True), _number("founded"))
    op.create_index("named_founded", "named", ["founded"])
    op.create_table(
        "incident",
        _number(key=True),
        _text("id", unique=True),
        _text("record"),
        sa.Column("accounts", sa.LargeBinary(), nullable=False),
        _text("type", nullable=True),
        sa.Column("lat", sa.Double()),
        sa.Column("lon", sa.Double()),
        _text("first_day", nullable=True),
        _text("last_day", nullable=True),
        _count("documents"),
        _count("mentions"),
        _count("disputed"),
        _number("changed"),
    )
    op.create_index("incident_weight", "incident", ["documents", "mentions", "number"])
    op.create_index("incident_day", "incident", ["last_day", "number"])
    op.create_index("incident_changed", "incident", ["changed", "number"])
    op.create_table(
        "incident_term",
        _text("term", key=True),
        _text("kind", key=True),
        _number("incident", key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("incident_term_incident", "incident_term", ["incident"])


def _standings() -> None:
    facet = ("facet", "subject")
    op.create_table(
        "standing",
        _number("incident", key=True),
        *(_text(name, key=True) for name in facet),
        _text("standing"),
        _number("since"),
        _text("record"),
        sqlite_with_rowid=False,
    )
    op.create_index("standing_standing", "standing", ["standing", "facet", "incident"])
    op.create_table(
        "moved",
        _number("entry", key=True),
        _number("incident", key=True),
        *(_text(name, key=True) for name in ("what", *facet)),
        _text("record"),
        sqlite_with_rowid=False,
    )
    op.create_index("moved_incident", "moved", ["incident", "entry"])
