"""Reads news with toponyms and coordinates (LGL, GeoVirus): takes the XML as published, gives Articles.

The two differ: LGL counts characters from 0 and names the outlet, GeoVirus counts from 1 and gives the page.
A toponym without coordinates (LGL has some) has ``lat`` and ``lon`` None.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from corpora.sample import CorpusError


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name of a text: ``text[start:end]``, with its point in degrees."""

    start: int
    end: int
    name: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Article:
    """One report. ``outlet`` is the domain it came from, "" where the corpus does not say."""

    id: str
    text: str
    outlet: str
    toponyms: tuple[Toponym, ...]


def _number(element: ET.Element, path: str) -> float | None:
    text = element.findtext(path)
    return float(text) if text else None


def _toponym(element: ET.Element, text: str) -> Toponym:
    name = element.findtext("phrase") or element.findtext("name") or ""
    start, end = int(element.findtext("start") or 0), int(element.findtext("end") or 0)
    if text[start:end] != name and text[start - 1 : end - 1] == name:
        start, end = start - 1, end - 1
    prefix = "gaztag/" if element.find("gaztag") is not None else ""
    return Toponym(start, end, name, _number(element, prefix + "lat"), _number(element, prefix + "lon"))


def read_file(path: Path) -> list[Article]:
    """The articles of one file.

    Raises:
        CorpusError: not XML, or not in one of the two layouts.
    """
    try:
        root = ET.parse(path).getroot()
        articles = []
        for number, element in enumerate(root.iter("article")):
            text = element.findtext("text") or ""
            toponyms = [_toponym(one, text) for tag in ("toponym", "location") for one in element.iter(tag)]
            # several articles of GeoVirus are the paragraphs of one page
            id_ = element.get("docid") or element.findtext("source") or f"{path.name}#{number}"
            outlet = element.findtext("domain") or ""
            articles.append(Article(id_, text, outlet, tuple(sorted(toponyms, key=lambda t: t.start))))
    except (ET.ParseError, ValueError, OSError) as error:
        raise CorpusError(f"{path}: not an article file of LGL or GeoVirus: {error}") from error
    return articles


def read(path: Path) -> list[Article]:
    """The articles of a file, or of each XML file of a folder."""
    paths = sorted(path.glob("*.xml")) if path.is_dir() else [path]
    return [article for one in paths for article in read_file(one)]
