"""Text origins: what is of one text falls together, what only looks alike does not, in whatever order."""

from __future__ import annotations

import random

import pytest

from benchmarks.synthetic import Writer, as_document
from benchmarks.synthetic_duplicates import Collection, pair_scores
from counterclaim.documents.origins import OriginIndex
from counterclaim.documents.sketch import Sketch, sketch_of
from counterclaim.records import Credit, Document, Known, Mark, MarkKind, Span, TextOrigin


def unwrapped(text: str) -> str:
    """Paragraphs on one line each."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


WIRE = unwrapped(
    """DARAVAN, March 3 (Northern Wire) - Rebel fighters took the cement works at Daravan on Tuesday after the
garrison of some 300 soldiers left it by night, a deputy governor told Northern Wire.

"We were without water for nine days, and nobody in the capital answered the radio," said Captain Ilyas
Meron, who led the last company out through the quarry.

The defence ministry denied that the works had fallen. Its spokesman, Colonel Tavit Osan, called reports
of a retreat a fairy tale and said that 41 rebels had been killed at the northern fence.

Residents of Sel Marat, four kilometres downstream, counted seven burnt lorries on the road and saw no
dead. Two of them said that the fighters had handed out flour from the stores of the works.

The United Nations asked both sides to let its convoy of 22 lorries pass. It has been waiting at the
bridge of Oru since Sunday, according to a driver who left it to look for bread.

It was not possible to reach Daravan by telephone on Wednesday."""
)

PARAGRAPHS = WIRE.split("\n\n")


def document(name: str, text: str, *, agency: str | None = None, marks: tuple[Mark, ...] = ()) -> Document:
    credits = (Credit(agency, False, Known.CREDIT, None),) if agency else ()
    return Document(
        id=name, text=text, title=None, outlet=None, url=None, language="en", published=None, credits=credits,
        marks=marks, where=name, media_type="text/plain", sha256_bytes="", sha256_text="",
    )  # fmt: skip


def grouped(*documents: Document) -> dict[str, str]:
    index = OriginIndex()
    for one in documents:
        index.add(one)
    return {origin.document: origin.origin for origin in index.origins()}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(WIRE, id="copy"),
        pytest.param("\n\n".join(PARAGRAPHS[1:3]), id="cut to a third"),
        pytest.param("\n\n".join(reversed(PARAGRAPHS)), id="paragraphs in another order"),
        pytest.param(
            "Works fall, says deputy\n\nORU, 4 March - " + WIRE.split(" - ", 1)[1], id="headline, dateline"
        ),
        pytest.param(WIRE.upper(), id="all capitals"),
        pytest.param(WIRE.replace('"', "”").replace("-", "–"), id="other punctuation"),
        pytest.param(WIRE.replace("41", "46").replace("seven burnt", "eight burnt"), id="an hour later"),
        pytest.param(
            WIRE.replace("fighters", "gunmen").replace("told", "informed").replace("asked", "urged"),
            id="other words",
        ),
        pytest.param(
            WIRE + "\n\nOur correspondent in Oru adds that the bridge was still open at noon.", id="addition"
        ),
    ],
)
def test_of_one_text(text: str) -> None:
    assert len(set(grouped(document("wire", WIRE), document("paper", text)).values())) == 1


STRIKES = """Coalition aircraft carried out {strikes} strikes on {day} against the armed group near
{place}. Near
the town of {town}, {units} tactical units were engaged and {vehicles} vehicles, a supply route and
{caches} weapons
caches were destroyed. The strikes are part of the operation to end the threat that the group poses to the
region
and to the wider international community. The destruction of these targets limits the group's means to project
terror."""
MONDAY = unwrapped(
    STRIKES.format(
        strikes="14", day="Monday", place="Orsal", town="Kemhat", units="six", vehicles="11", caches="two"
    )
)
SUNDAY = unwrapped(
    STRIKES.format(
        strikes="9", day="Sunday", place="Delvin", town="Bashra", units="four", vehicles="3", caches="five"
    )
)
QUOTE = """"No soldier of ours has crossed the river, and whoever says that one has should show the nation his
name, his number and his grave, because we have been counting our men every evening since the snow," the
minister
said."""
REPORT = unwrapped(
    f"""Villagers near Oru buried two men on Friday.

{QUOTE}

The men wore no badges, the miller of Oru recalled, and one had a letter in his pocket that nobody could
read. An
elder keeps it in a tin."""
)
OTHER_REPORT = unwrapped(
    f"""Parliament in the capital met behind closed doors over the border.

{QUOTE}

Opposition leaders walked out after an hour. They want the committee on defence to summon the head of the
general
staff before the vote."""
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(MONDAY, SUNDAY, id="two days of one template"),
        pytest.param(REPORT, OTHER_REPORT, id="one quotation"),
        pytest.param("Photo gallery", "Photo gallery", id="too short to say"),
        pytest.param("", "", id="empty"),
        pytest.param(WIRE, MONDAY, id="nothing in common"),
        pytest.param(
            "Officials said that " + PARAGRAPHS[2],
            "Flour has been the price of loyalty in the Oru valley for as long as anybody remembers, and the "
            "works never had any. Our reporter walked there from the south, slept in a barn of the "
            "miller's, and "
            "found the gate open. " + PARAGRAPHS[5],
            id="two reports of one event",
        ),
    ],
)
def test_of_two_texts(one: str, other: str) -> None:
    assert len(set(grouped(document("one", one), document("other", other)).values())) == 2


def test_what_is_marked_is_not_compared() -> None:
    box = "Sign up here for our newsletter on the valley and the river, every Tuesday and Friday at seven."
    long_box = f"{box} {box.replace('newsletter', 'podcast')}"
    news = [
        "The mill at Oru burned down on Monday night, its owner said.",
        "Snow closed the pass of Temir to lorries.",
    ]
    documents = []
    for number, text in enumerate(news):
        span = Span(len(text) + 2, len(text) + 2 + len(long_box))
        mark = Mark(span, MarkKind.PROMOTION, "box")
        documents.append(document(f"marked {number}", f"{text}\n\n{long_box}", marks=(mark,)))
    assert len(set(grouped(*documents).values())) == 2


def test_standing_paragraphs_make_no_copies() -> None:
    writer = Writer(5)
    standing = writer.story(sentences=(4, 4)).text
    documents = [
        as_document(number, f"{writer.story(sentences=(4, 5)).text}\n\n{standing}") for number in range(12)
    ]
    copy = as_document(99, documents[0].text.removesuffix(standing).strip())
    groups = grouped(*documents, copy)
    assert len(set(groups.values())) == 12
    assert groups[copy.id] == groups[documents[0].id]


def test_credits_speak_for_and_against() -> None:
    own = Writer(8).story(sentences=(20, 20)).text
    taken = f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[4]}\n\n{own}"
    same = grouped(
        document("wire", WIRE, agency="Northern Wire"), document("paper", taken, agency="Northern Wire")
    )
    none = grouped(document("wire", WIRE), document("paper", taken))
    assert len(set(same.values())) == 1
    assert len(set(none.values())) == 2


def test_evidence_names_the_document_and_says_how_much() -> None:
    index = OriginIndex()
    index.add(document("wire", WIRE, agency="Northern Wire"))
    found = index.add(document("paper", "\n\n".join(PARAGRAPHS[2:4]), agency="Northern Wire"))
    assert found == TextOrigin("paper", "wire", "wire", 1.0, 1.0, 4, "northern wire")
    assert index.origin("wire").nearest is None


def test_the_origin_is_the_longest_whenever_it_comes() -> None:
    cut, reordered = "\n\n".join(PARAGRAPHS[:3]), "\n\n".join(reversed(PARAGRAPHS[:4]))
    groups = grouped(document("a", cut), document("b", reordered), document("z", WIRE))
    assert set(groups.values()) == {"z"}


def test_a_digest_does_not_join_what_it_contains() -> None:
    writer = Writer(11)
    items = [writer.story(sentences=(5, 6)).text for _ in range(12)]
    documents = [as_document(number, text) for number, text in enumerate([*items, "\n\n".join(items)])]
    assert len(set(grouped(*documents).values())) == 13


def test_a_document_taken_in_twice_changes_nothing() -> None:
    index = OriginIndex()
    assert index.add(document("a", WIRE)) == index.add(document("a", WIRE))
    assert len(index) == 1


def test_unknown_document() -> None:
    with pytest.raises(KeyError):
        OriginIndex().origin("nobody")


@pytest.fixture(scope="module")
def collection() -> list[tuple[Sketch, int]]:
    return [(sketch_of(one.document), one.text) for one in Collection(21).documents(200)]


def test_order_of_arrival_does_not_matter(collection: list[tuple[Sketch, int]]) -> None:
    outcomes = []
    for seed in range(3):
        sketches = [sketch for sketch, _ in collection]
        random.Random(seed).shuffle(sketches)
        index = OriginIndex(sketches[:80])
        if seed:
            index.settle()
        for sketch in sketches[80:]:
            index.add_sketch(sketch)
        outcomes.append({origin.document: origin for origin in index.origins()})
    assert outcomes[0] == outcomes[1] == outcomes[2]


def test_collected_documents_are_grouped_when_settled() -> None:
    one, other = OriginIndex(), OriginIndex()
    for labelled in Collection(3).documents(150):
        one.collect(labelled.document)
        other.add(labelled.document)
    assert one.origins() == other.origins()


@pytest.mark.parametrize("settle", [False, True])
def test_quality_on_a_made_up_collection(collection: list[tuple[Sketch, int]], settle: bool) -> None:
    index = OriginIndex()
    for sketch, _ in collection:
        index.add_sketch(sketch)
    if settle:
        index.settle()
    found = [index.origin(sketch.document).origin for sketch, _ in collection]
    assert pair_scores([text for _, text in collection], found)["f1"] >= 0.97


def test_pair_scores_counts_pairs() -> None:
    assert pair_scores([1, 1, 2, 2], ["a", "a", "b", "b"])["f1"] == 1.0
    assert pair_scores([1, 1, 1, 2], ["a", "a", "b", "b"]) == pytest.approx(
        {"precision": 1 / 2, "recall": 1 / 3, "f1": 0.4}
    )
    assert pair_scores([1, 2], ["a", "b"]) == {"precision": 1.0, "recall": 1.0, "f1": 0.0}
