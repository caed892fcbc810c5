"""Bytes of a feed to UTF-8 that a parser can take: the right encoding, nothing around the feed, nothing illegal in it.

Labels lie more often than bytes: valid UTF-8 is taken for UTF-8 whatever a header says, and one bad byte in it costs
one character. Knows encodings and where a feed begins and ends; knows nothing of what stands in it.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_BLANK: Final = "\ufeff \t\r\n"
_DECLARATION: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_BOMS: Final = (  # the longer first: UTF-32's begins like UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE: Final = (  # the first two characters of XML or JSON without a byte order mark (XML 1.0, appendix F)
    (re.compile(rb"[<{]\0\0\0.\0\0\0", re.DOTALL), "utf-32-le"),
    (re.compile(rb"\0\0\0[<{]\0\0\0.", re.DOTALL), "utf-32-be"),
    (re.compile(rb"[<{]\0[^\0]\0", re.DOTALL), "utf-16-le"),
    (re.compile(rb"\0[<{]\0[^\0]", re.DOTALL), "utf-16-be"),
)
# Encodings that feeds are written in; Python knows more, and some of those are slow on purpose-made input (punycode).
_LABEL: Final = re.compile(
    r"(?:iso[-_]?8859[-_]?\d{1,2}|windows[-_]?\d{3,4}|cp\d{3,4}|gb2312|gbk|gb18030|big5|shift[-_]?jis|euc[-_]?jp"
    r"|euc[-_]?kr|koi8[-_][ru]|macintosh|tis[-_]?620)"
)
_MEANT: Final = {  # what a label means in practice (WHATWG Encoding, 4.2): browsers read it so, and so people write it
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_XML_LABEL: Final = re.compile(
    rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE
)
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_START: Final = re.compile(r"<(?:\?xml|rss|feed|rdf)\b", re.IGNORECASE)
_ROOT: Final = re.compile(r"<((?:[\w.-]{1,40}:)?(?:rss|feed|rdf))(?=[\s>/])", re.IGNORECASE)
_OWN_DECLARATION: Final = re.compile(r"\s*<\?xml\s[^>]*\?>\s*", re.IGNORECASE)
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")


def decoded(body: bytes, content_type: str) -> bytes:
    """The feed as UTF-8 that says so, from its first mark-up to its end tag. Never raises.

    `content_type` is the header as received, or empty. JSON keeps its own text; what is no feed at all is decoded and
    otherwise left as it is.
    """
    text = _text(body, content_type).lstrip(_BLANK)
    if text.startswith("{"):
        return text.encode("utf-8", "replace")
    text = _REFERENCE.sub(_legal_reference, _ILLEGAL.sub("", text)).lstrip(_BLANK)
    start = _START.search(text)
    if start is None:
        return text.encode()
    return _alone(text[start.start() :]).encode()


def _text(body: bytes, content_type: str) -> str:
    """The body as text, by the surest sign of its encoding that there is."""
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    head = body[:64].lstrip(b" \t\r\n")
    for pattern, encoding in _BARE:
        if pattern.match(head):
            return body.decode(encoding, "replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(body):
        return body.decode("utf-8", "replace")
    for label in _labels(body, content_type):
        try:
            return body.decode(label)
        except (UnicodeDecodeError, LookupError):
            continue  # a label that does not fit its bytes is no label
    return body.decode("cp1252", "replace")


def _is_mostly_utf8(body: bytes) -> bool:
    """Whether there are at least as many characters beyond ASCII as bad places.

    In any other encoding hardly a pair of high bytes is valid UTF-8, so that a single one already tells.
    """
    good = body.decode("utf-8", "ignore")
    bad = body.decode("utf-8", "replace").count("\ufffd") - good.count("\ufffd")
    return len(good) - len(good.encode("ascii", "ignore")) >= bad


def _labels(body: bytes, content_type: str) -> list[str]:
    """The declared encodings worth a try: the document's own first, since a server's is often only its default."""
    found = _XML_LABEL.search(body[:4096])
    labels = [found[1].decode("ascii", "replace")] if found else []
    if header := _CHARSET.search(content_type):
        labels.append(header[1])
    known = (label.lower().replace("_", "-") for label in labels)
    return [_MEANT.get(label, label) for label in known if _LABEL.fullmatch(label)]


def _legal_reference(match: re.Match[str]) -> str:
    """A character reference as it stands, or a space where XML does not allow its character.

    feedparser fails on those. Not nothing: what stands on both sides could then become such a reference.
    """
    digits, base = (match[1], 16) if match[1] else (match[2], 10)
    significant = digits.lstrip("0")
    if not significant or len(significant) > 7:
        return " "
    number = int(significant, base)
    return " " if number > 0x10FFFF or _ILLEGAL.match(chr(number)) else match[0]


def _alone(text: str) -> str:
    """The feed without what a server or a plugin printed after it, under a declaration of its own."""
    at = 0
    while own := _OWN_DECLARATION.match(text, at):
        at = own.end()
    text = text[at:]
    if root := _ROOT.search(text):
        ends = list(re.finditer(rf"</{re.escape(root[1])}\s*>", text, re.IGNORECASE))
        if ends:
            text = text[: ends[-1].end()]
    return _DECLARATION + text
