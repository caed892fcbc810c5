"""What an answer means, before its body is parsed. Knows statuses and the looks of pages; knows no network.

A page that stands where a feed should is told apart by marks of its kind. An ordinary page of a school may hold the
same words in its news ("Sosialisasi Internet Positif"), so words count in a title or on a page with little else.
"""

from __future__ import annotations

import codecs
import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from generator.feeds import guard
from generator.feeds.values import Job, Response, Source, Verdict

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY

_STEPS: Final = (HOUR, 6 * HOUR, DAY)
_HOLD_SECONDS: Final = (15 * MINUTE, DAY)
_INACTIVE_DAYS: Final = 30
_GONE_DAYS: Final = 14
_CONFIRMED_DAYS: Final = 0.9  # runs do not start at the same minute every day

_BLOCKED: Final = frozenset({401, 403, 406, 451})
_PASSING: Final = frozenset({408, 421, 425})
_HEAD_BYTES: Final = 262144  # of a page, enough to see what it is
_SHORT_CHARACTERS: Final = 1500  # of text: a notice, not a page of news


def classify(
    job: Job,
    response: Response,
    *,
    known_sha256: str,
    fault_age_days: float,
    times: int,
    standing: str | None = None,
    now: datetime | None = None,
) -> Verdict:
    """What to do with an answer, by feeds.md's table.

    `known_sha256` is that of the body that was last parsed well, in hex, or empty. `times` and `fault_age_days` tell
    how often in a row the source has failed before this answer and since when; where `standing` names the fault that
    they are of, they count for that fault alone. `now` is needed only for a Retry-After date from a server that sends
    no Date. A verdict `gagal` waits `wait_seconds` as next_wait says. `habis` with a wait is to be confirmed after it;
    without one it has been, and nobody asks again until the record changes.
    """
    history = _History(times, fault_age_days, standing)
    if response.fault:
        return history.failed(_fault_code(response), response.detail)
    status = response.status
    if status in (200, 203):
        return _answered(response, known_sha256, history)
    if status == 304:
        return _unchanged(job, known_sha256, history)
    if status == 429 or (status == 503 and "retry-after" in response.headers):
        return _held(response, history, now)
    return _refused(response, history)


def next_wait(code: str, times: int, age_days: float) -> int:
    """Seconds until a source that failed is tried again.

    `times` counts the fault's occurrences in a row, this one included; `age_days` is how long ago the first was.
    One hour, six hours, then daily; daily at once where it refuses to be read; weekly after 14 days of 404 and
    after 30 of anything, for ever.
    """
    if age_days >= (_GONE_DAYS if code == "tidak-ada" else _INACTIVE_DAYS):
        return WEEK
    if code in ("diblokir", "habis"):
        return DAY
    return _STEPS[min(max(times, 1), len(_STEPS)) - 1]


def permanent_redirect(source: Source, response: Response) -> str:
    """The address to which a source has moved for good: a chain of 301 and 308 alone, all of it on the source's site.

    Empty where there is no such chain or no good answer at its end. Its other hosts are followed, never proposed.
    """
    if response.fault or response.status not in (200, 304) or not response.hops:
        return ""
    home = guard.target(source.url).host
    for hop in response.hops:
        if hop.status not in (301, 308) or guard.same_site(home, guard.target(hop.url).host, ()) != "sama":
            return ""
    return response.hops[-1].url


def is_feed(body: bytes) -> bool:
    """Whether a body is RSS, Atom, RDF or JSON Feed, or the beginning of one; what stands before its root is ignored.

    A root element inside a comment or after the beginning of a page is not one: pages carry RDF in comments.
    """
    text = _text(body[:_HEAD_BYTES])
    if _JSON_FEED.search(text) and not _PAGE.search(text):
        return True
    if text.lstrip().startswith("{"):
        return bool(_JSON_FEED.search(_text(body)))  # keys may be sorted, with the version after all items
    bare = _without(text, "<!--", "-->")
    root = _ROOT.search(bare)
    if not root:
        return False
    page = _PAGE.search(bare)
    if page and page.start() < root.start():
        return False
    if root["name"].lower() == "rdf":
        return "purl.org/rss/" in bare or "my.netscape.com/rdf" in bare
    return True


@dataclass(frozen=True, slots=True)
class _History:
    """What is known of a source's faults before this answer."""

    times: int
    age_days: float
    standing: str | None

    def of(self, code: str) -> tuple[int, float]:
        """How often in a row it was this fault, and for how many days."""
        if self.standing is not None and self.standing != code:
            return 0, 0.0
        return self.times, self.age_days

    def failed(self, code: str, detail: str = "", *, trips: bool = False) -> Verdict:
        times, age_days = self.of(code)
        return Verdict("gagal", code, detail, next_wait(code, times + 1, age_days), trips)


def _answered(response: Response, known_sha256: str, history: _History) -> Verdict:
    if known_sha256 and hashlib.sha256(response.body).hexdigest() == known_sha256:
        return Verdict("tetap")
    if is_feed(response.body):
        return Verdict("umpan")
    if not response.body.strip():
        return history.failed("bukan-umpan", "jawabannya kosong")
    code = _page_code(response)
    return history.failed(code, trips=code == "deface")


def _unchanged(job: Job, known_sha256: str, history: _History) -> Verdict:
    if job.etag or job.last_modified or known_sha256:
        return Verdict("tetap")
    return history.failed(
        "server", "situsnya menjawab 304 tanpa ditanya"
    )  # it would be called unchanged for ever


def _held(response: Response, history: _History, now: datetime | None) -> Verdict:
    times, age_days = history.of("dibatasi")
    wait = _retry_after(response.headers, now)
    if wait is None:
        wait = HOUR << min(max(times, 0), 5)
    shortest, longest = _HOLD_SECONDS
    wait = min(max(wait, shortest), longest)
    return Verdict(
        "gagal" if age_days >= 1 else "tunda", "dibatasi", f"situsnya menjawab {response.status}", wait
    )


def _refused(response: Response, history: _History) -> Verdict:
    status = response.status
    detail = f"situsnya menjawab {status}"
    if status == 410:
        times, age_days = history.of("habis")
        confirmed = times >= 1 and age_days >= _CONFIRMED_DAYS
        return Verdict("habis", "habis", detail, 0 if confirmed else DAY)
    if status == 404:
        return history.failed("tidak-ada", detail)
    if status in _PASSING or status >= 500:
        return history.failed("server", detail)
    if (
        status in _BLOCKED or 400 <= status < 500
    ):  # what else a 4xx says, it says that it does not want this request
        waf = response.body and _is_waf(_page(response))
        return history.failed("diblokir", f"{detail}, tampaknya dari pelindung situsnya" if waf else detail)
    return history.failed("bukan-umpan", detail)


def _retry_after(headers: Mapping[str, str], now: datetime | None) -> int | None:
    """Seconds of a Retry-After header, RFC 9110 10.2.3, or None where it says nothing of use.

    A date counts from the server's own Date, so that a clock that is wrong there does no harm.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return int(value) if len(value) < 10 else DAY
    until, since = _moment(value), _moment(headers.get("date", "")) or now
    return int((until - since).total_seconds()) if until and since else None


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # "-0000" gives no zone


def _fault_code(response: Response) -> str:
    """The fault of a request; where a provider's block page or a seller of names takes over, theirs."""
    if response.fault != "pindah-asing" or not response.foreign:
        return response.fault
    try:
        target = guard.target(response.foreign)
    except ValueError:
        return response.fault
    if _BLOCK_HOSTS.search(target.host):
        return "internet-positif"
    if _SUSPENDED_PATH in target.path.lower():
        return "ditangguhkan"
    return "parkir" if _PARKING_HOSTS.search(target.host) else response.fault


# What pages look like

_ROOT: Final = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?(?P<name>rss|feed|RDF)(?=[\s>/])")
_PAGE: Final = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_JSON_FEED: Final = re.compile(
    r'"version"\s{0,20}:\s{0,20}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version'
)
_TITLE: Final = re.compile(r"<(title|h1)(?:\s[^<>]*)?>([^<]{0,300})", re.IGNORECASE)
_PASSWORD: Final = re.compile(r"<input\s[^<>]{0,500}type\s*=\s*[\"']?password", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"(?:src|href|url|content|location)[^<>]{0,40}?https?://([a-z0-9.-]{1,253})")

_BLOCK_HOSTS: Final = re.compile(
    r"(^|\.)(internet-?positif\.(info|org|id)|internetpositif\.[a-z.]+|trustpositif\.(kominfo|komdigi)\.go\.id"
    r"|internetbaik\.telkomsel\.com|(lamanlabuh|aduankonten)\.[a-z.]*id|internetsehat\.[a-z.]+"
    r"|(block|blokir|blocked|mercusuar|mypage\.blocked)\.[a-z0-9-]+\.(id|com|net|co\.id|net\.id))$"
)
_PARKING_HOSTS: Final = re.compile(
    r"(^|\.)(sedo(parking)?\.com|parkingcrew\.net|hugedomains\.com|dan\.com|afternic\.com|bodis\.com"
    r"|above\.com|domainmarket\.com|parklogic\.com|expireddomains\.com|forsale\.godaddy\.com)$"
)
_BLOCKED_WORDS: Final = re.compile(
    r"internet ?positif|trust ?positif|internet sehat|situs (ini )?(telah )?(di)?blokir|laman labuh"
    r"|access (to this (site|website) )?(is |has been )?(denied|blocked) .{0,60}(kominfo|komdigi)"
    r"|tidak dapat diakses .{0,80}(kominfo|komdigi|peraturan)"
)
_SUSPENDED_PATH: Final = "/cgi-sys/suspendedpage"  # cPanel
_SUSPENDED_WORDS: Final = re.compile(
    r"account (has been |is )?suspended|this (site|website|account|domain) (has been|is) (temporarily )?suspended"
    r"|bandwidth limit exceeded|(akun|situs|website|layanan|hosting|domain)( anda| ini)? (telah |sedang )?"
    r"(di ?suspend|ditangguhkan|dinonaktifkan sementara)|suspend(ed)? page"
)
_PARKED_WORDS: Final = re.compile(
    r"domain (name )?(is|may be) for sale|buy this domain|domain (ini )?(sedang )?dijual|domain parking|parked (free|domain)"
    r"|this domain (name )?(has expired|is parked|is available)|domain (ini )?(telah |sudah )?(kedaluwarsa|kadaluarsa|expired)"
)
_WAF_MARKS: Final = (
    "challenge-platform",
    "cf-chl-",
    "cf_chl_",
    "_incapsula_resource",
    "incapsula incident id",
    "sucuri website firewall",
    "sucuri_cloudproxy",
    "the requested url was rejected. please consult with your administrator",
    "imunify360",
    "bitninja",
    "generated by wordfence",
    "ddos-guard",
    "sgcaptcha",
    "/aes.js",  # the cookie test of free hosts
    "mod_security",
    "modsecurity",
    "fortiguard",
    "fortiweb",
)
_WAF_TITLES: Final = re.compile(
    r"^(just a moment|attention required|checking your browser|one moment, please|access denied|please wait"
    r"|security check|ddos protection|bot verification|web application firewall|human verification)"
)
_DEFACED_TITLES: Final = re.compile(
    r"\bh[a4]ck[e3]d b[yi]\b|\bdefaced by\b|\b[p0]wn[e3]d by\b|\bwas h[e3]r[e3]\b"
    r"|\byou (have been|got|are) (hacked|pwned)|\bhacked\b.{0,20}\b(team|cr3w|crew|squad|army)\b"
)
_GAMBLING: Final = re.compile(
    r"slot\s?(gacor|online|88|777|dana|4d|qris|demo|thailand|pulsa|maxwin|terpercaya|resmi|server)|\bgacor\b|\btogel\b|maxwin"
    r"|\brtp (live|slot)|scatter hitam|judi (bola|online|slot)|bandar (togel|slot|bola|judi)|situs (slot|judi|toto|togel)"
    r"|\bsbobet\b|pragmatic play|mahjong ways|gates of olympus|bonus new member|toto (macau|slot|4d)|poker online|slot88"
)
_PREVENTION: Final = re.compile(
    r"cegah|bahaya|sosialisasi|satgas|waspada|dampak|berantas|\b(anti|tolak|perangi|lawan|larangan|melarang)\b"
)
_GAMBLING_TERMS: Final = 5  # different ones on one page


@dataclass(frozen=True, slots=True)
class _Page:
    """A page in small letters: its source, its titles and its text without tags, and the path that it stands at."""

    source: str
    titles: str
    text: str
    path: str

    @property
    def is_short(self) -> bool:
        return len(self.text) < _SHORT_CHARACTERS

    def says(self, words: re.Pattern[str]) -> bool:
        """Whether words stand in the first title, or anywhere on a page that is a mere notice."""
        return bool(words.search(self.titles) or (self.is_short and words.search(self.text)))


def _page_code(response: Response) -> str:
    text = _text(response.body[:_HEAD_BYTES])
    is_xml = text.lstrip("\ufeff\r\n\t ").startswith("<?xml")
    if not _PAGE.search(text) and (is_xml or not (_TITLE.search(text) or "<script" in text.lower())):
        return "bukan-umpan"  # a sitemap, OPML, JSON, a picture
    page = _page(response)
    return next((code for code, is_kind in _KINDS.items() if is_kind(page)), "html")


def _page(response: Response) -> _Page:
    source = _folded(_text(response.body[:_HEAD_BYTES]))
    bare = _without(_without(_without(source, "<!--", "-->"), "<script", "</script>"), "<style", "</style>")
    titles = " | ".join(html.unescape(title).strip() for _, title in _TITLE.findall(bare)[:3])
    text = " ".join(html.unescape(_without(bare, "<", ">")).split())
    return _Page(source, titles, text, urlsplit(response.url).path.lower())


def _is_blocked(page: _Page) -> bool:
    # a news page may be titled so: Internet Positif is a campaign of the ministry too
    return page.is_short and (page.says(_BLOCKED_WORDS) or _leads_to(page, _BLOCK_HOSTS))


def _is_suspended(page: _Page) -> bool:
    return _SUSPENDED_PATH in page.path or page.says(_SUSPENDED_WORDS)


def _is_parked(page: _Page) -> bool:
    return page.says(_PARKED_WORDS) or (page.is_short and _leads_to(page, _PARKING_HOSTS))


def _is_waf(page: _Page) -> bool:
    return bool(_WAF_TITLES.search(page.titles)) or (
        page.is_short and any(m in page.source for m in _WAF_MARKS)
    )


def _is_defaced(page: _Page) -> bool:
    if _DEFACED_TITLES.search(page.titles) or (page.is_short and _DEFACED_TITLES.search(page.text[:200])):
        return True
    if _PREVENTION.search(page.titles):
        return False
    if _GAMBLING.search(page.titles):
        return True
    terms = {found.group() for found in _GAMBLING.finditer(page.text)}
    return len(terms) >= _GAMBLING_TERMS and len(_PREVENTION.findall(page.text)) < len(terms)


def _is_login(page: _Page) -> bool:
    if not _PASSWORD.search(page.source):
        return False
    named = re.search(r"log ?in|masuk|sign ?in", page.titles) or re.search(
        r"log-?in|masuk|sign-?in|auth", page.path
    )
    return bool(named) or (
        page.is_short and page.source.count("<a ") < 20
    )  # a front page may have a small form


# In the order in which they are told apart: a notice of a provider may name others on its page.
_KINDS: Final[Mapping[str, Callable[[_Page], bool]]] = {
    "internet-positif": _is_blocked,
    "ditangguhkan": _is_suspended,
    "parkir": _is_parked,
    "waf": _is_waf,
    "deface": _is_defaced,
    "login": _is_login,
}


def _leads_to(page: _Page, hosts: re.Pattern[str]) -> bool:
    return any(hosts.search(host) for host in _ELSEWHERE.findall(page.source))


def _folded(text: str) -> str:
    """Small letters without the disguises of spam: compatibility forms and characters of no width."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if unicodedata.category(c) != "Cf").lower()


def _text(body: bytes) -> str:
    """The body as text for looking at marks; the right decoding is another stage's."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.removeprefix(mark).decode(encoding, "replace")
    if body[:4].count(0) == 2:  # UTF-16 without a mark: every second byte of ASCII is zero
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", "replace")
    return body.decode("utf-8", "replace")


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _without(text: str, start: str, end: str) -> str:
    """The text without what stands between two marks, in linear time whatever it holds; a space takes its place."""
    kept = []
    place = 0
    while (opened := text.find(start, place)) >= 0:
        kept.append(text[place:opened])
        closed = text.find(end, opened + len(start))
        if closed < 0:
            return " ".join(kept)
        place = closed + len(end)
    return " ".join([*kept, text[place:]])
