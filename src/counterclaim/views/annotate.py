"""``counterclaim annotate``: takes documents, shows what the reader sees: in colour, as JSON or CoNLL-U."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from counterclaim.records import Annotation, Document, Span


class Format(StrEnum):
    """How annotations are printed."""

    text = "text"
    json = "json"
    conllu = "conllu"


STYLES = {
    "source": "bold cyan",
    "cue": "bold magenta",
    "content": "green",
    "name": "underline",
    "event": "bold yellow",
}


def annotate(
    files: Annotated[list[Path], typer.Argument(help="Files, folders or archives of reports.")],
    *,
    format: Annotated[
        Format, typer.Option(help="text in colour, json (one object a line) or conllu.")
    ] = Format.text,
    threads: Annotated[int, typer.Option(min=1, help="Windows of text encoded side by side.")] = 2,
) -> None:
    """Show what the reader sees: who says what, names, events, sentences and their syntax.

    Exit codes: 0 all read, 1 some documents set aside, 3 nothing could be read.
    """
    from counterclaim import pipeline  # noqa: PLC0415 - loads the model's libraries
    from counterclaim.errors import DocumentError  # noqa: PLC0415
    from counterclaim.language import Reader  # noqa: PLC0415
    from counterclaim.settings import load  # noqa: PLC0415

    reader = Reader(threads=threads)
    out, err = Console(soft_wrap=True), Console(stderr=True)
    read = aside = 0
    for item in pipeline.read_documents([str(file) for file in files], settings=load()):
        if isinstance(item, DocumentError):
            aside += 1
            err.print(f"set aside: {item}", markup=False, style="red")
            continue
        read += 1
        annotation = reader.annotate(item.text)
        if format is Format.text:
            out.rule(item.title or item.where)
            out.print(coloured(item, annotation))
            out.print(legend())
        elif format is Format.json:
            typer.echo(as_json(item, annotation))
        else:
            typer.echo("\n".join(conllu(item, annotation)))  # rich would turn the tabs to spaces
    if not read:
        raise typer.Exit(3)
    if aside:
        raise typer.Exit(1)


def coloured(document: Document, annotation: Annotation) -> Text:
    """The text with what was seen in it; what is not the report is dim."""
    text = Text(document.text)
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
