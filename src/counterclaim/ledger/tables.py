"""The tables of a ledger. What was received is only ever added to; what is derived can be made again.

    kept:     entry (the journal) ─ document ─ statement        derived:  version, difference
                     │      └─ received (bytes)                           said, said_words (search)
                     └─ judgement                                         sketch, text_origin
                                                                          heading, speaker
                                                  mention ─ block, link ─ incident ─ standing, moved …
                                                                          derived (how far each has come)

``entry.number`` counts additions from 1 and is the number of the document or judgement that it added; the
statements of document n have the numbers ``n * STATEMENTS`` + 0, 1, 2 …, in the order of the text, the event
mentions of statement n ``n * MENTIONS`` + 0, 1, 2 …. ``incident.number`` is what people call it by. Records
stand as canonical JSON (``serial.py``), so that what was hashed stays as it was when records gain fields.
The words of statements are indexed in a table that each database has in its own way (``words.py``).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

REVISION: Final = "0002"  # of the newest migration: what this version reads and writes
APPLICATION: Final = 0x63636C67  # "cclg", in the head of a SQLite file
STATEMENTS: Final = 1 << 20  # numbers set aside for the statements of one document
MENTIONS: Final = 1 << 10  # numbers set aside for the event mentions of one statement

metadata = MetaData()
_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite's row numbers are of type INTEGER alone


def _number(*arguments: ForeignKey) -> Column[int]:
    return Column("number", _Number, *arguments, primary_key=True, autoincrement=False)


entry = Table(
    "entry",
    metadata,
    _number(),
    Column("kind", Text, nullable=False),  # document or judgement
    Column("subject", Text, nullable=False),  # its id
    Column("at", Text, nullable=False),  # UTC, ISO 8601
    Column("maker", Text, nullable=False),  # the program that added it
    Column("content", Text, nullable=False),  # JSON: hashes of all that was added
    Column("previous", Text, nullable=False),  # hash of the entry before
    Column("hash", Text, nullable=False),  # of all of the above
)
document = Table(
    "document",
    metadata,
    _number(ForeignKey("entry.number")),
    Column("id", Text, nullable=False, unique=True),
    Column("record", Text, nullable=False),
    Column("actors", Text, nullable=False),
)
statement = Table(
    "statement",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("record", Text, nullable=False),
)
received = Table(
    "received",
    metadata,
    _number(ForeignKey("entry.number")),  # of the first document that came in these bytes
    Column("hash", Text, nullable=False, unique=True),  # SHA-256 of the bytes themselves
    Column("packing", Text, nullable=False),  # zlib or none
    Column("data", LargeBinary, nullable=False),
)
judgement = Table(
    "judgement",
    metadata,
    _number(ForeignKey("entry.number")),
    Column("id", Text, nullable=False, unique=True),
    Column("record", Text, nullable=False),
)

derived = Table(
    "derived",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("upto", _Number, nullable=False),  # number of the last entry that it takes account of
    Column("settled", _Number, nullable=False),  # ... all together, where it does so now and then
)
version = Table(
    "version",
    metadata,
    _number(ForeignKey("document.number")),
    Column("text_hash", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("place", Text, nullable=False),  # hash of the address: addresses may be longer than an index takes
    Column("tail", Text, nullable=False),  # hash of what addresses that may be one have in common
    Column("first", _Number, nullable=False),  # number of the first version of this document
    Column("ordinal", Integer, nullable=False),  # 1 for the first version
    Column("next", _Number),  # number of the version after it; null for the current one
    Index("version_text", "text_hash", "tail"),
    Index("version_place", "place", "next", "number"),
    Index("version_tail", "tail", "next", "number"),
    Index("version_first", "first"),
)
difference = Table(
    "difference",
    metadata,
    _number(ForeignKey("document.number")),
    Column("record", Text, nullable=False),
)
said = Table(
    "said",
    metadata,
    _number(ForeignKey("statement.number")),
    Column("document", _Number, nullable=False),
    Column("stance", Text, nullable=False),
    Column("first_day", Text),  # of publication, as far as it is known: 2017-10 is 1 to 31 October
    Column("last_day", Text),
    Index("said_day", "first_day", "number"),
)
sketch = Table(
    "sketch",
    metadata,
    _number(ForeignKey("document.number")),
    Column("data", LargeBinary, nullable=False),  # by which its text is compared with others
)
text_origin = Table(
    "text_origin",
    metadata,
    _number(ForeignKey("document.number")),
    Column("origin", Text, nullable=False, index=True),  # id of the document whose text it is
    Column("record", Text, nullable=False),
)

heading = Table(  # what a person calls a document by: its record holds the whole text
    "heading",
    metadata,
    _number(ForeignKey("document.number")),
    Column("id", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("published", Text),
    Column("place", Text, nullable=False),  # path, address or container that it was read from
)
speaker = Table(  # whom a document quotes, by actor and by name, and who prints it
    "speaker",
    metadata,
    Column("name", Text, primary_key=True),
    Column("document", _Number, primary_key=True),
    sqlite_with_rowid=False,
)
mention = Table(
    "mention",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("profile", Text, nullable=False),  # what it is linked by
    Column("part", _Number, nullable=False),  # least number among those that links join it with
    Column("incident", _Number, nullable=False),
    Index("mention_part", "part"),
    Index("mention_incident", "incident"),
)
block = Table(  # mentions that may be of one incident share a key; neighbours by rank are compared
    "block",
    metadata,
    Column("key", _Number, primary_key=True, autoincrement=False),
    Column("rank", _Number, primary_key=True, autoincrement=False),
    Column("mention", _Number, nullable=False),
    sqlite_with_rowid=False,
)
link = Table(
    "link",
    metadata,
    Column("first", _Number, primary_key=True, autoincrement=False),
    Column("second", _Number, primary_key=True, autoincrement=False),
    Column("score", Double, nullable=False),
    Column("features", Text, nullable=False),
    Index("link_second", "second", "first"),
    sqlite_with_rowid=False,
)
named = Table(  # the numbers that people call incidents by, each with the mention that holds it
    "named",
    metadata,
    _number(),
    Column("mention", Text, nullable=False, unique=True),
    Column("founded", _Number, nullable=False),  # number of the entry with which it came up
    Index("named_founded", "founded"),
)
ruled = Table(  # mentions that a judgement which stands is about
    "ruled",
    metadata,
    Column("mention", Text, primary_key=True),  # its id, or that of its heir
    Column("judgement", _Number, primary_key=True, autoincrement=False),
    Column("ruling", Text, nullable=False),
    Index("ruled_judgement", "judgement"),
    sqlite_with_rowid=False,
)
rating = Table(  # what the user knows of sources: the last that stands of each
    "rating",
    metadata,
    Column("source", Text, primary_key=True),
    Column("judgement", _Number, nullable=False),
    Column("record", Text, nullable=False),
)
heir = Table(  # mentions of an edited document, each with the one that stands for it in the next version
    "heir",
    metadata,
    Column("mention", Text, primary_key=True),
    Column("heir", Text, nullable=False),
)
incident = Table(
    "incident",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("record", Text, nullable=False),
    Column("accounts", LargeBinary, nullable=False),  # Accounts as JSON, packed
    Column("type", Text),
    Column("lat", Double),
    Column("lon", Double),
    Column("first_day", Text),  # on which it happened, as far as is known: 2017-10 is 1 to 31 October
    Column("last_day", Text),
    Column("documents", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),  # facets
    Column("changed", _Number, nullable=False),  # number of the last entry that changed it
    Index("incident_weight", "documents", "mentions", "number"),
    Index("incident_day", "last_day", "number"),
    Index("incident_changed", "changed", "number"),
)
incident_term = Table(  # words by which incidents are looked for
    "incident_term",
    metadata,
    Column("term", Text, primary_key=True),
    Column("kind", Text, primary_key=True),  # place or party
    Column("incident", _Number, primary_key=True, autoincrement=False),
    Index("incident_term_incident", "incident"),
    sqlite_with_rowid=False,
)
standing = Table(
    "standing",
    metadata,
    Column("incident", _Number, primary_key=True, autoincrement=False),
    Column("facet", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("standing", Text, nullable=False),
    Column("since", _Number, nullable=False),  # number of the entry since which it stands so
    Column("record", Text, nullable=False),  # values told and statements that it rests on
    Index("standing_standing", "standing", "facet", "incident"),
    sqlite_with_rowid=False,
)
moved = Table(
    "moved",
    metadata,
    Column("entry", _Number, primary_key=True, autoincrement=False),
    Column("incident", _Number, primary_key=True, autoincrement=False),
    Column("what", Text, primary_key=True),
    Column("facet", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("record", Text, nullable=False),
    Index("moved_incident", "incident", "entry"),
    sqlite_with_rowid=False,
)
