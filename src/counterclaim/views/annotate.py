"""``counterclaim annotate``: takes documents, shows what the reader sees: in colour, as JSON or CoNLL-U.

rich is imported where something is coloured: other commands must not wait for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.records import Annotation, Document, Span

if TYPE_CHECKING:
    from rich.text import Text


class Format(StrEnum):
    """How annotations are printed."""

    text = "text"
    json = "json"
    conllu = "conllu"


SOME_SET_ASIDE, USAGE, NOTHING_READ = 1, 2, 3
# Characters that could steer a terminal, each shown as one other, so that offsets hold.
_SHOWN = {c: 0x2400 + c for c in range(0x20) if chr(c) not in "\t\n"} | dict.fromkeys(
    range(0x7F, 0xA0), 0xFFFD
)
STYLES = {
    "source": "bold cyan",
    "cue": "bold magenta",
    "content": "green",
    "name": "underline",
    "event": "bold yellow",
}


def annotate(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="Files, folders, ZIP archives, addresses; - for standard input."
        ),
    ],
    *,
    format: Annotated[
        Format, typer.Option(help="text in colour, json (one object a line) or conllu.")
    ] = Format.text,
    threads: Annotated[int, typer.Option(min=1, help="Windows of text encoded side by side.")] = 2,
) -> None:
    """Show what the reader sees: who says what, names, events, sentences and their syntax.

    Exit codes: 0 all was read; 1 some of it was set aside, see standard error; 2 wrong settings;
    3 nothing could be read.
    """
    from counterclaim import pipeline  # noqa: PLC0415 - loads the model's libraries
    from counterclaim.errors import DocumentError, ModelError, SettingsError  # noqa: PLC0415
    from counterclaim.language import Reader  # noqa: PLC0415
    from counterclaim.settings import load  # noqa: PLC0415

    count = set_aside = 0
    try:
        documents = pipeline.read_documents(files, settings=load())
        for item in pipeline.annotated(documents, reader=Reader(threads=threads)):
            if isinstance(item, DocumentError):
                set_aside += 1
                typer.echo(f"set aside: {item}", err=True)
                continue
            count += 1
            _print(*item, format=format)
    except (SettingsError, ModelError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(USAGE if isinstance(error, SettingsError) else NOTHING_READ) from error
    if set_aside or not count:
        raise typer.Exit(SOME_SET_ASIDE if count else NOTHING_READ)


def _print(document: Document, annotation: Annotation, *, format: Format) -> None:
    if format is Format.json:
        typer.echo(as_json(document, annotation))
    elif format is Format.conllu:
        typer.echo("\n".join(conllu(document, annotation)))  # rich would turn the tabs to spaces
    else:
        from rich.console import Console  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        out = Console(soft_wrap=True)
        out.rule(Text((document.title or document.where).translate(_SHOWN)))
        out.print(coloured(document, annotation))
        out.print(legend())


def coloured(document: Document, annotation: Annotation) -> Text:
    """The text with what was seen in it; what is not the report is dim."""
    from rich.text import Text  # noqa: PLC0415

    text = Text(document.text.translate(_SHOWN))
    for mark in document.marks:
        text.stylize("dim", mark.span.start, mark.span.end)
    for item in annotation.attributions:
        for role, spans in (("content", item.contents), ("source", item.sources), ("cue", item.cues)):
            for span in spans:
                text.stylize(STYLES[role], span.start, span.end)
    for name in annotation.names:
        text.stylize(STYLES["name"], name.start, name.end)
    for event in annotation.events:
        text.stylize(STYLES["event"], event.start, event.end)
    return text


def legend() -> Text:
    """What the colours stand for."""
    from rich.text import Text  # noqa: PLC0415

    return Text("  ").join(Text(name, style=style) for name, style in STYLES.items())


def as_json(document: Document, annotation: Annotation) -> str:
    """One object: the document's id and text with every layer; offsets are code points of ``text``."""
    return json.dumps(
        {"document": document.id, "text": document.text, **asdict(annotation)}, ensure_ascii=False
    )


def conllu(document: Document, annotation: Annotation) -> Iterator[str]:
    """CoNLL-U lines; names go to MISC as B- and I- tags, offsets as ``Offset``."""
    yield f"# newdoc id = {document.id}"
    tags = name_tags(annotation)
    numbers: list[int] = []
    number = 0
    for i, token in enumerate(annotation.tokens):
        number = 1 if i == 0 or token.sentence != annotation.tokens[i - 1].sentence else number + 1
        numbers.append(number)
    for i, token in enumerate(annotation.tokens):
        if numbers[i] == 1:
            sentence = annotation.sentences[token.sentence]
            yield f"\n# sent_id = {document.id}-{token.sentence + 1}"
            yield f"# text = {' '.join(document.of(Span(sentence.start, sentence.end)).split())}"
        following = annotation.tokens[i + 1].start if i + 1 < len(annotation.tokens) else None
        misc = [f"Offset={token.start}:{token.end}"]
        misc += [f"Name={tags[i]}"] if i in tags else []
        misc += ["SpaceAfter=No"] if following == token.end else []
        head = 0 if token.head < 0 else numbers[token.head]
        form = document.text[token.start : token.end]
        columns = [
            numbers[i],
            form,
            token.lemma,
            token.upos,
            "_",
            "_",
            head,
            token.deprel,
            "_",
            "|".join(misc),
        ]
        yield "\t".join(map(str, columns))
    yield ""


def name_tags(annotation: Annotation) -> dict[int, str]:
    """Token index → B- or I- tag of the name that it is in."""
    tags: dict[int, str] = {}
    names = iter(annotation.names)
    name = next(names, None)
    for i, token in enumerate(annotation.tokens):
        while name is not None and token.start >= name.end:
            name = next(names, None)
        if name is not None and token.start >= name.start:
            tags[i] = f"{'B' if token.start == name.start else 'I'}-{name.type}"
    return tags
