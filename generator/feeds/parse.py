"""A feed's bytes to its entries, taken apart in a child process that may fail alone.

feedparser is a parser and no sanitizer, and it can be made slow: it is given bytes in memory only, cleans and resolves
nothing (normalise does), and runs where time and memory have a limit. What broke off keeps the entries that had closed.
Knows formats; knows nothing of what may be shown.
"""

from __future__ import annotations

import html
import io
import json
import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from generator.confined import Child, limit
from generator.feeds.values import Parsed, Raw, Verdict

MOST_ENTRIES: Final = 500
MOST_ANSWER: Final = (
    48 << 20
)  # bytes of JSON that a child may answer: a body of 10 MiB, escaped, and its summaries
_JSON_VERSION: Final = "https://jsonfeed.org/version/1"
_NOTHING: Final = Parsed("", "", "", (), "feedparser", complete=False)
_CHILD: Final = "from generator.feeds.parse import answer; answer()"


class NotAFeedError(ValueError):
    """The body is of no format that is known here."""


def parse(body: bytes) -> Parsed:
    """The feed of a body that `decode.decoded` gave, in its own words; never raises.

    It may take for ever: for bytes from outside use `parse_safely`. What cannot be taken apart is a feed without
    entries that is not `complete`.
    """
    try:
        return _parsed(body)
    except Exception:  # noqa: BLE001 - feedparser raises what it likes
        return _NOTHING


def parse_safely(body: bytes, *, seconds: float = 10, megabytes: int = 512) -> Parsed | Verdict:
    """The feed of a body, taken apart in a child process within a time and a size of memory.

    A child that is too slow, too big or that crashes gives the fault `urai`, and one that knows no such format
    `bukan-umpan`; only a failure to start it raises (OSError).
    """
    with Child(_CHILD, body, str(math.ceil(seconds)), str(megabytes)) as child:
        said = child.answer(lambda pipe: pipe.read(MOST_ANSWER + 1), seconds=seconds)
    if len(said) > MOST_ANSWER:
        return Verdict("gagal", "urai", "isi umpannya terlalu besar")
    if said:
        return _understood(said)
    if child.is_over:
        return Verdict("gagal", "urai", f"belum selesai diuraikan setelah {seconds:g} detik")
    return Verdict("gagal", "urai", "pengurainya berhenti; mungkin kehabisan memori atau waktu")


def answer() -> None:
    """The child's whole life: limits itself, reads a body from standard input, answers JSON on standard output."""
    limit(seconds=int(sys.argv[1]), megabytes=int(sys.argv[2]))
    try:
        said: dict[str, Any] = {"umpan": asdict(_parsed(sys.stdin.buffer.read()))}
    except NotAFeedError:
        said = {"galat": "bukan-umpan", "rincian": ""}
    except MemoryError:
        said = {"galat": "urai", "rincian": "kehabisan memori"}
    except Exception as error:  # noqa: BLE001 - the parent is told the kind; its text may quote the feed
        said = {"galat": "urai", "rincian": f"pengurainya gagal ({type(error).__name__})"}
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))


def _understood(said: bytes) -> Parsed | Verdict:
    """What a child answered, as values. It was in hostile hands: what does not have the shape is a fault."""
    try:
        value = json.loads(said)
        if "galat" in value:
            code = "bukan-umpan" if value["galat"] == "bukan-umpan" else "urai"
            return Verdict("gagal", code, str(value["rincian"])[:100])
        feed = value["umpan"]
        entries = tuple(
            Raw(**(entry | {"categories": tuple(map(str, entry["categories"]))})) for entry in feed["entries"]
        )
        return Parsed(**(feed | {"entries": entries}))
    except (ValueError, TypeError, KeyError, RecursionError):
        return Verdict("gagal", "urai", "jawaban pengurainya rusak")


def _parsed(body: bytes) -> Parsed:
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(body.lstrip(b"\xef\xbb\xbf \t\r\n").decode("utf-8", "replace"))
    return _xml_feed(body)


# XML, by feedparser.

_ROOT: Final = re.compile(rb"<((?:[\w.-]{1,40}:)?(?:rss|feed|rdf))(?=[\s>/])", re.IGNORECASE)
_MARK: Final = re.compile(
    rb"<!\[CDATA\[|<!--|<(?P<end>/?)(?P<name>(?:[\w.-]{1,40}:)?(?:item|entry|rss|feed|rdf))(?=[\s>/])(?P<tail>[^<>]*)(?P<close>>?)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Outline:
    """Where the entries of a feed begin and end, in bytes: what is cut off cannot be seen in what feedparser makes.

    `first` is where the first entry begins, `last` where the last of at most 500 ends; both are 0 without entries.
    """

    root: bytes
    first: int = 0
    last: int = 0
    count: int = 0
    is_open: bool = False  # an entry has begun and not ended
    ended: bool = False  # the end tag of the feed was seen
    entry: bytes = b""


def _outline(body: bytes) -> _Outline:
    """Goes over the tags once, past comments and CDATA. Raises NotAFeedError without a known root."""
    root = _ROOT.search(body)
    if root is None:
        raise NotAFeedError
    found = _Outline(root[1].lower())
    at = root.end()
    while mark := _MARK.search(body, at):
        at = mark.end()
        if not mark["name"]:
            closing = b"]]>" if mark[0].startswith(b"<![") else b"-->"
            at = body.find(closing, at) + 3
            if at < 3:
                break  # never closed: nothing after it is mark-up
            continue
        if _is_past_root(found, mark):
            break
        if found.count == MOST_ENTRIES:
            found.ended = True  # what follows is not read
            break
    return found


def _is_past_root(found: _Outline, mark: re.Match[bytes]) -> bool:
    """Notes a tag of an entry, and says whether it is the feed's own end tag. A tag cut off itself is neither."""
    name = mark["name"].lower()
    if not mark["close"]:
        return False
    if name == found.root:
        found.ended = bool(mark["end"])
        return found.ended
    if not name.endswith((b"item", b"entry")) or found.entry not in (b"", name):  # thr:item is no entry
        return False
    found.entry = name
    found.first = found.first or mark.start()
    if mark["end"] or mark["tail"].endswith(b"/"):
        found.is_open, found.last, found.count = False, mark.end(), found.count + 1
    else:
        found.is_open = True
    return False


def _xml_feed(body: bytes) -> Parsed:
    found = _outline(body)
    complete = found.ended and not found.is_open
    if not complete:
        body = body[: found.last or found.first or len(body)] + _closing(found.root)
    elif found.count == MOST_ENTRIES:
        body = body[: found.last] + _closing(found.root)
    result = _feedparser()(
        io.BytesIO(body),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    feed = result["feed"]
    return Parsed(
        title=_word(feed, "title"),
        link=_word(feed, "link"),
        language=_word(feed, "language"),
        entries=tuple(_entry(entry) for entry in result["entries"][:MOST_ENTRIES]),
        path="feedparser",
        complete=complete,
        ttl_minutes=_minutes(_word(feed, "ttl")),
    )


def _feedparser() -> Callable[..., dict[str, Any]]:
    """feedparser's only door. It is imported where it runs: the parent of a child never loads it."""
    from feedparser import parse as taken_apart  # type: ignore[import-untyped]  # noqa: PLC0415

    return taken_apart  # type: ignore[no-any-return]


def _closing(root: bytes) -> bytes:
    """The end tags that a feed cut between its entries lacks."""
    return (b"</channel>" if root.endswith(b"rss") else b"") + b"</" + root + b">"


def _entry(entry: dict[str, Any]) -> Raw:
    content = next(filter(None, (_word(one, "value") for one in _dicts(entry, "content"))), "")
    summary = _word(entry, "summary")
    links = (_word(link, "href") for link in _dicts(entry, "links") if _word(link, "rel") == "alternate")
    return Raw(
        guid=_word(entry, "id"),
        link=_word(entry, "link") or next(filter(None, links), ""),
        title=_word(entry, "title"),
        author=_word(entry, "author"),
        categories=tuple(
            filter(None, (_word(tag, "term") or _word(tag, "label") for tag in _dicts(entry, "tags")))
        ),
        summary="" if summary == content else summary,  # feedparser fills it in where there is none
        content=content,
        published=_word(entry, "published") or _word(entry, "created"),
        updated=_word(entry, "updated"),
    )


# JSON Feed 1.0 and 1.1, by hand: feedparser 6 finds no entry in it.

_ITEMS: Final = re.compile(r'"items"\s*:\s*\[')
_HEAD_WORD: Final = r'"{}"\s*:\s*("(?:[^"\\]|\\.)*")'


def _json_feed(text: str) -> Parsed:
    """Raises NotAFeedError for JSON that is none."""
    try:
        feed, complete = (
            json.JSONDecoder().raw_decode(text)[0],
            True,
        )  # what a plugin printed after it is left
    except (ValueError, RecursionError):
        feed, complete = _cut_json(text), False
    if not _word(feed, "version").startswith(_JSON_VERSION) or not isinstance(feed.get("items"), list):
        raise NotAFeedError
    entries = (_json_entry(item) for item in feed["items"][:MOST_ENTRIES] if isinstance(item, dict))
    return Parsed(
        title=_word(feed, "title"),
        link=_word(feed, "home_page_url"),
        language=_word(feed, "language"),
        entries=tuple(entries),
        path="json",
        complete=complete,
    )


def _cut_json(text: str) -> dict[str, Any]:
    """The head and the whole items of a feed that broke off."""
    start = _ITEMS.search(text)
    head = text[: start.start()] if start else text
    feed: dict[str, Any] = {"items": list(_whole_items(text, start.end())) if start else []}
    for name in ("version", "title", "home_page_url", "language"):
        if found := re.search(_HEAD_WORD.format(name), head):
            try:
                feed[name] = json.loads(found[1], strict=False)
            except ValueError:
                continue
    return feed


def _whole_items(text: str, at: int) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    for _ in range(MOST_ENTRIES):
        begin = re.compile(r"[\s,]*").match(text, at)
        assert begin
        try:
            item, at = decoder.raw_decode(text, begin.end())
        except (ValueError, RecursionError):
            return
        yield item


def _json_entry(item: dict[str, Any]) -> Raw:
    authors = [*_dicts(item, "authors"), *_dicts({"author": [item.get("author")]}, "author")]  # 1.1, then 1.0
    tags = item.get("tags")
    text = html.escape(_word(item, "content_text"), quote=False).replace("\n", "<br>")
    return Raw(
        guid=_word(item, "id"),
        link=_word(item, "url") or _word(item, "external_url"),
        title=_word(item, "title"),
        author=", ".join(filter(None, (_word(author, "name") for author in authors))),
        categories=tuple(filter(None, (_text(tag) for tag in tags))) if isinstance(tags, list) else (),
        summary=html.escape(
            _word(item, "summary"), quote=False
        ),  # plain text by its standard, as content_text is
        content=_word(item, "content_html") or text,
        published=_word(item, "date_published"),
        updated=_word(item, "date_modified"),
    )


# What both need: any key may be missing and any value of any type.


def _dicts(holder: dict[str, Any], name: str) -> Iterable[dict[str, Any]]:
    value = dict.get(holder, name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _word(holder: Any, name: str) -> str:
    """A text by its name; feedparser's own `get` would answer for other names too, and warn."""
    return _text(dict.get(holder, name)) if isinstance(holder, dict) else ""


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return re.sub("[\ud800-\udfff]", "\ufffd", str(value)).strip()  # half a pair cannot be written as UTF-8


def _minutes(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0
