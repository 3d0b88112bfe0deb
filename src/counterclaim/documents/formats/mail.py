"""E-mail (.eml, and mbox files of several): the message as a document, its readable attachments as Raws.

Parsed by the standard library under its modern policy. Signatures and the headers of forwarded mails
are marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import getaddresses
from typing import Any, cast

from counterclaim.documents import recognise as kinds
from counterclaim.documents.decode import decode
from counterclaim.documents.draft import Block, Draft
from counterclaim.documents.formats.text import too_long
from counterclaim.documents.markup import fragment
from counterclaim.documents.prose import blocks
from counterclaim.documents.raw import HEAD, Context, Item, Raw, in_memory
from counterclaim.errors import DocumentError
from counterclaim.records import Known, MarkKind

_ENVELOPE = re.compile(rb"^From \S+.*\d{4}\r?\n", re.M)
_SIGNATURE = re.compile(r"^-- ?$", re.M)  # RFC 3676, 4.3
_QUOTED = re.compile(r"^>+ ?", re.M)
_FORWARDED = re.compile(r"^-{2,}\s*[\w ]{3,40}\s*-{2,}$|^(?:From|Date|Sent|Subject|To|Cc):\s", re.M)
_REPLY = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr|rv)\s*(?:\[\d+\])?\s*:)+\s*", re.I)
_STUB_SHARE = 0.3  # of the HTML's length: a shorter plain text says "read this in your browser"
# How the parser of structured headers fails on those that break the grammar.
_BROKEN = (
    MessageError, HeaderParseError, ValueError, IndexError, AttributeError, TypeError, LookupError,
    OverflowError,
)  # fmt: skip
_LONGEST_HEADER = 4_000  # characters; none that is read needs more, and the parser takes time by their square


class _Bounded(EmailPolicy):
    """The modern policy, by which a long header is read no further than its limit."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER])


_POLICY = cast("EmailPolicy[EmailMessage]", _Bounded())
_UNREAD_MEDIA = ("image", "audio", "video", "font")
_ACCESSORIES = ("application/pgp-signature", "application/pkcs7-signature", "text/calendar", "text/vcard")


def read(item: Item, context: Context) -> Iterator[Draft | Raw | DocumentError]:
    """The message, then its attachments; for an mbox each message as a Raw.

    Raises:
        DocumentError: it is over a limit, or has neither text nor readable attachments.
    """
    payload = item.payload(context.limits)
    if item.raw.nesting > context.limits.archive_nesting:
        raise DocumentError(item.where, "is a mail within too many others", "save it on its own")
    starts = [match.start() for match in _ENVELOPE.finditer(payload)] if payload.startswith(b"From ") else []
    if len(starts) > 1:
        for number, (begin, end) in enumerate(zip(starts, [*starts[1:], len(payload)], strict=True), 1):
            one = payload[begin:end].split(b"\n", 1)[1]
            yield in_memory(f"{item.where}#{number}", one, name="mail.eml", nesting=item.raw.nesting + 1)
        return
    message = BytesParser(policy=_POLICY).parsebytes(payload)
    attachments = list(_attachments(item, message))
    found = _body(message)
    if not any(c.isalnum() for block in found for c in block.text):
        if not any(isinstance(attachment, Raw) for attachment in attachments):
            raise DocumentError(item.where, "is a mail without text", "leave it out")
    elif sum(len(block.text) for block in found) > context.limits.characters:
        yield too_long(item.where, context.limits.characters)
    else:
        yield _draft(item, message, payload=payload, found=found)
    yield from attachments


def _draft(item: Item, message: EmailMessage, *, payload: bytes, found: list[Block]) -> Draft:
    subject = _REPLY.sub("", _header(message, "Subject") or "").strip() or None
    senders = getaddresses([_header(message, "From") or ""])
    author = (senders[0][0] or senders[0][1]) if senders else None
    published = _header(message, "Date")
    language = _header(message, "Content-Language")
    address = _header(message, "Archived-At")  # RFC 5064: where a list keeps it
    url = address.strip("<> ") if address else item.raw.url
    values = {"title": subject, "author": author, "published": published, "language": language, "url": url}
    return Draft(
        where=item.where,
        media_type=kinds.EMAIL,
        payload=payload,
        blocks=tuple(found),
        title=subject,
        url=url,
        language=language,
        published=published,
        author=author or None,
        known={name: Known.METADATA for name, value in values.items() if value},
    )


def _header(message: EmailMessage, name: str) -> str | None:
    """A decoded header on one line, None where it is absent or beyond repair."""
    try:
        value = message[name]
        words = " ".join(str(value).split()) if value is not None else ""
    except _BROKEN:
        raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
        words = " ".join(str(raw).split())
    return words.encode("utf-8", "replace").decode("utf-8") or None


def _body(message: EmailMessage) -> list[Block]:
    """The blocks of the text: of the plain alternative, or of the HTML where that is a stub or absent."""
    texts = {"plain": "", "html": ""}
    for part in _parts(message):
        subtype = part.get_content_subtype()
        is_text = part.get_content_maintype() == "text" and subtype in texts
        if is_text and not _is_attachment(part):
            texts[subtype] += ("\n\n" if texts[subtype] else "") + _text(part)
    markup = fragment(texts["html"]) if texts["html"] else []
    length = sum(len(block.text) for block in markup)
    if len(texts["plain"].strip()) > _STUB_SHARE * length:
        return _plain_blocks(texts["plain"])
    return markup


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The leaves of a mail, forwarded mails left closed."""
    pending = [message]
    while pending:
        part = pending.pop(0)
        children = part.get_payload() if part.is_multipart() else None
        if part.get_content_type() != "message/rfc822" and isinstance(children, list):
            pending[:0] = [child for child in children if isinstance(child, EmailMessage)]
        else:
            yield part


def _is_attachment(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_filename(part))


def _filename(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except _BROKEN:
        return ""


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset()
    markup = part.get_content_subtype() == "html"
    return decode(payload, charset, markup=markup) if isinstance(payload, bytes) else ""


def _plain_blocks(text: str) -> list[Block]:
    text = text.replace("\r\n", "\n")
    text, _, signature = _cut(text)
    done = [
        Block(block.text, MarkKind.NOTICE, "the header of a forwarded mail")
        if len(_FORWARDED.findall(block.text)) >= 2
        else block
        for block in blocks(_QUOTED.sub("", text))
    ]
    if signature.strip():
        done.append(Block(signature.strip(), MarkKind.NOTICE, "a mail's signature"))
    return done


def _cut(text: str) -> tuple[str, str, str]:
    """The text before its signature, the mark between them, the signature."""
    last = None
    for last in _SIGNATURE.finditer(text):  # noqa: B007 - the last is wanted
        pass
    # A rule in mid-text looks the same; signatures are short.
    if last is None or len(text) - last.end() > 1_000:
        return text, "", ""
    return text[: last.start()], last[0], text[last.end() :]


def _attachments(item: Item, message: EmailMessage) -> Iterator[Raw | DocumentError]:
    """Attachments that may be documents; pictures, signatures and invitations are no part of a report."""
    number = 0
    for part in _parts(message):
        content_type = part.get_content_type()
        nested = content_type == "message/rfc822"
        if part.get_content_maintype() in _UNREAD_MEDIA or content_type in _ACCESSORIES:
            continue
        if not nested and not _is_attachment(part) and part.get_content_maintype() == "text":
            continue
        payload = _bytes(part, nested)
        if not payload:
            continue
        number += 1
        name = _filename(part) or ("mail.eml" if nested else f"attachment {number}")
        where = f"{item.where}!{name}"
        kind = kinds.recognise(payload[:HEAD], name=name, declared=content_type)
        if kind == kinds.BINARY or kind.startswith("image/"):
            continue
        charset = part.get_content_charset()
        yield in_memory(
            where, payload, name=name, media_type=content_type, charset=charset, nesting=item.raw.nesting + 1
        )


def _bytes(part: EmailMessage, nested: bool) -> bytes:
    if nested:
        children = part.get_payload()
        inner = children[0] if isinstance(children, list) and children else None
        return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
