"""The inventory of every head: what each layer may say. Saved beside the weights for the decoder.

A *word layer* gives each word one label (spans as B-/I-/O). A *pair layer* scores a word against an anchor:
a token against a cue, an argument against a trigger, a mention against an earlier one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()

# worldwide newswire
NAME_TYPES = "Person Location Organisation Facility NORP Product Misc Temporal Money".split()
WORLDWIDE = {
    "Person": "Person", "Location": "Location", "Organization": "Organisation", "Facility": "Facility",
    "NORP": "NORP", "Product": "Product", "Misc": "Misc", "Date": "Temporal", "Money": "Money",
}  # fmt: skip

# re3d; spans of different types nest, so each type has a layer of its own
ENTITY_TYPES = (
    "Person Organisation Location NORP MilitaryPlatform Weapon Vehicle Temporal Quantity Money "
    "DocumentReference"
).split()
RE3D = {"Nationality": "NORP"} | {name: name for name in ENTITY_TYPES}

MENTION_KINDS = "person organization place object event time abstract animal plant substance".split()

ACE_TYPES = "PER ORG GPE LOC FAC VEH WEA".split()

ROLES = ("actor recipient place time instrument victim artefact origin destination money").split()

M2E2_TYPES = (
    "Movement.Transport Life.Die Conflict.Attack Conflict.Demonstrate Contact.Meet Contact.Phone-Write "
    "Justice.Arrest-Jail Transaction.Transfer-Money"
).split()

# MUC: the slots whose strings are looked up in the message, as parts that words play in an incident
INCIDENT_PARTS = {
    "PERP: INDIVIDUAL ID": "perpetrator", "PERP: ORGANIZATION ID": "organisation",
    "PHYS TGT: ID": "target", "HUM TGT: NAME": "victim", "HUM TGT: DESCRIPTION": "victim",
    "INCIDENT: INSTRUMENT ID": "instrument",
}  # fmt: skip

INCIDENT_TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage", "hijacking")

PLOVER_ROOTS = (  # the types of plv-train, which are those of PLOVER before 2.0
    "ACCUSE AGREE AID ASSAULT COERCE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST SANCTION SUPPORT "
    "THREATEN YIELD"
).split()
PLOVER_TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT"
).split()


def bio(kinds: Iterable[str]) -> list[str]:
    """O, then B- and I- of each kind."""
    return ["O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI")]


def roles_table(path: Path) -> dict[tuple[str, str], str]:
    """(event type or '*', role in the corpus) → our role, from a table a person can edit."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["type"], row["role"]): row["ours"] for row in csv.DictReader(file)}
