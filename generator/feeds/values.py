"""What the stages of the aggregator hand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Source:
    """A feed of a satker, as its satker.yml names it. `release` is `otomatis`, `tinjau` or `tahan`."""

    satker: str
    url: str
    interval_minutes: int = 180
    release: Literal["otomatis", "tinjau", "tahan"] = "otomatis"
    other_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A request to make. Validators are empty where the body that they belong to is not held or was not parsed well."""

    source: Source
    url: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect that was met: its status and where it leads."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Response:
    """What came back. With a `fault` there is no usable answer; `detail` is for people and already harmless.

    Header names are in lower case, values as received. `body` is decompressed; `foreign` is the address of a redirect
    to a host that is not the source's, which was not followed.
    """

    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hops: tuple[Hop, ...] = ()
    fault: str = ""
    detail: str = ""
    foreign: str = ""


Kind = Literal["umpan", "tetap", "gagal", "tunda", "habis"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer means before its body is parsed.

    `umpan`: a body to parse. `tetap`: nothing new. `gagal`: a fault by its code. `tunda`: wait `wait_seconds`, no
    fault. `habis`: gone (410). `trips` says that nothing new of the source may be published until a person decides.
    """

    kind: Kind
    code: str = ""
    detail: str = ""
    wait_seconds: int = 0
    trips: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """An entry as the feed gives it, in its own words; nothing in it is cleaned. Times are the feed's own text."""

    guid: str
    link: str
    title: str
    author: str
    categories: tuple[str, ...]
    summary: str
    content: str
    published: str
    updated: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed taken apart. `complete` is False where it broke off; `path` names the parser that did it."""

    title: str
    link: str
    language: str
    entries: tuple[Raw, ...]
    path: Literal["feedparser", "json"]
    complete: bool = True
    ttl_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry made normal: keys by which it is known again, clean text, a date with how sure it is.

    `html` has passed the allow-list and `raw_html` has not: the judge looks at what was hidden. `date` is ISO 8601 in
    the source's zone or empty.
    """

    key: str
    aliases: tuple[str, ...]
    link: str
    title: str
    author: str
    categories: tuple[str, ...]
    html: str
    text: str
    date: str
    date_confidence: Literal["lengkap", "tanpa_zona", "tanpa_jam", "tidak_ada"]
    date_text: str
    raw_html: str
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry is held: a code, its weight and words."""

    code: str
    weight: int
    words: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether an entry may be published: `terbit`, `tinjau` (2 points) or `karantina` (3 or more)."""

    state: Literal["terbit", "tinjau", "karantina"]
    reasons: tuple[Reason, ...] = ()
