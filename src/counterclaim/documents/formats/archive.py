"""ZIP archives and gzip, bzip2 or xz files: gives their members as further Raws.

A member is unpacked as it is read, never to disk, so a name such as ``../../etc/passwd`` is only a name.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
from collections.abc import Iterator
from io import SEEK_END, BufferedReader, BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from counterclaim.documents import recognise as kinds
from counterclaim.documents.capped import Capped
from counterclaim.documents.raw import Budget, Context, Item, Raw
from counterclaim.errors import DocumentError

_ENCRYPTED = 0x1  # general purpose bit 0 of the ZIP specification (APPNOTE 4.4.4)
_OFFICE = {"[Content_Types].xml": "a Microsoft Office document", "mimetype": "an OpenDocument or EPUB file"}


def read(item: Item, context: Context) -> Iterator[Raw | DocumentError]:
    """The members of an archive, each to be read in its turn.

    Raises:
        DocumentError: the archive is nested too deeply, holds too much or is damaged.
    """
    if item.raw.nesting >= context.limits.archive_nesting:
        raise DocumentError(
            item.where,
            f"lies within {item.raw.nesting} other containers, the most that are opened",
            "unpack it by hand, or raise limits.archive_nesting in the settings",
        )
    if item.media_type == kinds.ZIP:
        yield from _members(item, context)
    else:
        yield _unpacked(item, context)


def _unpacked(item: Item, context: Context) -> Raw:
    """The one stream within a gzip, bzip2 or xz file, under the name without its last extension."""
    raw = item.raw
    budget = raw.budget or Budget(context.limits.archive_bytes)
    size = item.stream.seek(0, SEEK_END) if raw.budget is None else len(item.payload(context.limits))

    def unpack() -> BinaryIO:
        packed = raw.open()
        stream: object
        if item.media_type == kinds.GZIP:
            stream = gzip.GzipFile(fileobj=packed)
        elif item.media_type == kinds.BZIP2:
            stream = bz2.BZ2File(packed)
        else:
            stream = lzma.LZMAFile(packed)  # noqa: SIM115 - closed by Capped
        ratio = context.limits.archive_ratio
        capped = Capped(
            cast("BinaryIO", stream), raw.where, packed=size, ratio=ratio, budget=budget, under=packed
        )
        return cast("BinaryIO", BufferedReader(capped))

    name = PurePosixPath(raw.name)
    inner = name.stem if name.suffix.lower() in (".gz", ".gzip", ".bz2", ".xz") else raw.name
    return Raw(
        raw.where,
        inner,
        unpack,
        charset=raw.charset,
        url=raw.url,
        url_known=raw.url_known,
        nesting=raw.nesting + 1,
        budget=budget,
    )


def _members(item: Item, context: Context) -> Iterator[Raw | DocumentError]:
    limits = context.limits
    # A ZIP is read from its end; within another archive that needs all of it in memory.
    stream = item.stream if item.raw.nesting == 0 else BytesIO(item.payload(limits))
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        problem = f"is a damaged ZIP archive ({error})"
        raise DocumentError(item.where, problem, "get it again, or repair it with: zip -FF") from error
    with archive:
        infos = archive.infolist()
        for name, kind in _OFFICE.items():
            if infos and infos[0].filename == name:
                raise DocumentError(item.where, f"is {kind}", "save it as plain text, HTML or PDF")
        if len(infos) > limits.archive_members:
            raise DocumentError(
                item.where,
                f"has {len(infos):,} members, more than the limit of {limits.archive_members:,}",
                "unpack it by hand, or raise limits.archive_members in the settings",
            )
        budget = item.raw.budget or Budget(limits.archive_bytes)
        for info in infos:
            if not info.filename.endswith("/") and not _hidden(info.filename):
                yield _member(item.raw, archive, info, context=context, budget=budget)


def _member(
    raw: Raw, archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, context: Context, budget: Budget
) -> Raw | DocumentError:
    where = f"{raw.where}!{info.filename}"
    if info.flag_bits & _ENCRYPTED:
        return DocumentError(where, "is encrypted", "unpack the archive with its password first")
    ratio = context.limits.archive_ratio

    def unpack() -> BinaryIO:
        try:
            stream = cast("BinaryIO", archive.open(info))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
            raise DocumentError(
                where, f"cannot be unpacked ({error})", "unpack it with another tool"
            ) from error
        capped = Capped(stream, where, packed=info.compress_size, ratio=ratio, budget=budget)
        return cast("BinaryIO", BufferedReader(capped))

    name = PurePosixPath(info.filename).name
    return Raw(where, name, unpack, nesting=raw.nesting + 1, budget=budget)


def _hidden(name: str) -> bool:
    """Files that systems keep for themselves: .DS_Store, ._name, __MACOSX/."""
    parts = PurePosixPath(name).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts)
