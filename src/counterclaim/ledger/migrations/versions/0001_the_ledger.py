"""The ledger: journal, documents, statements, bytes, judgements; versions and the index of words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPLICATION = 0x63636C67
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _number(*arguments: sa.ForeignKey) -> sa.Column[int]:
    return sa.Column("number", _NUMBER, *arguments, primary_key=True, autoincrement=False)


def _text(name: str, *, unique: bool = False, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable, unique=unique)


def upgrade() -> None:
    """Make the tables of an empty ledger."""
    names = ("kind", "subject", "at", "maker", "content", "previous", "hash")
    op.create_table("entry", _number(), *map(_text, names))
    op.create_table(
        "document",
        _number(sa.ForeignKey("entry.number")),
        _text("id", unique=True),
        _text("record"),
        _text("actors"),
    )
    op.create_table("statement", _number(), _text("id", unique=True), _text("record"))
    op.create_table(
        "received",
        _number(sa.ForeignKey("entry.number")),
        _text("hash", unique=True),
        _text("packing"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "judgement", _number(sa.ForeignKey("entry.number")), _text("id", unique=True), _text("record")
    )
    _derived()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"PRAGMA application_id = {_APPLICATION}")
        op.execute(
            "CREATE VIRTUAL TABLE said_words USING fts5"
            "(source, content, content='', tokenize='porter unicode61 remove_diacritics 0')"
        )
    else:
        _words_in_postgresql()


def _derived() -> None:
    op.create_table(
        "derived",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("upto", _NUMBER, nullable=False),
        sa.Column("settled", _NUMBER, nullable=False),
    )
    op.create_table(
        "version",
        _number(sa.ForeignKey("document.number")),
        _text("text_hash"),
        _text("address"),
        _text("place"),
        _text("tail"),
        sa.Column("first", _NUMBER, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("next", _NUMBER),
    )
    op.create_index("version_text", "version", ["text_hash", "tail"])
    op.create_index("version_place", "version", ["place", "next", "number"])
    op.create_index("version_tail", "version", ["tail", "next", "number"])
    op.create_index("version_first", "version", ["first"])
    op.create_table("difference", _number(sa.ForeignKey("document.number")), _text("record"))
    op.create_table(
        "said",
        _number(sa.ForeignKey("statement.number")),
        sa.Column("document", _NUMBER, nullable=False),
        _text("stance"),
        _text("first_day", nullable=True),
        _text("last_day", nullable=True),
    )
    op.create_index("said_day", "said", ["first_day", "number"])
    op.create_table(
        "sketch",
        _number(sa.ForeignKey("document.number")),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "text_origin", _number(sa.ForeignKey("document.number")), _text("origin"), _text("record")
    )
    op.create_index("ix_text_origin_origin", "text_origin", ["origin"])


def _words_in_postgresql() -> None:
    """Words by their English stems, none of them left out: "the" matters in a quotation."""
    op.execute("CREATE TEXT SEARCH DICTIONARY said_stem (TEMPLATE = snowball, LANGUAGE = english)")
    op.execute("CREATE TEXT SEARCH CONFIGURATION said_words (COPY = pg_catalog.simple)")
    op.execute("ALTER TEXT SEARCH CONFIGURATION said_words ALTER MAPPING FOR asciiword, word WITH said_stem")
    op.execute("CREATE TABLE said_words (number bigint PRIMARY KEY, words tsvector NOT NULL)")
    op.execute("CREATE INDEX said_words_index ON said_words USING gin (words)")
