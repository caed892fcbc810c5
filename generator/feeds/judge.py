"""Stage of the aggregator: decides whether an entry may be published, by reasons with weights.

Gambling spam on hacked pages is the commonest harm to .go.id and .ac.id sites, and honest news against gambling uses
the same words. So a word alone counts little and not at all beside words of prevention; what an advertiser does to be
found or to hide (brand and digits, disguised letters, invisible text, links to many sites) counts much. Nothing is
deleted here: a reason holds an entry until a person decides. Reasons never quote what they found.

Knows text and HTML as text; knows nothing of the archive, and opens nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from generator.feeds.letters import fold, leet
from generator.feeds.markup import Markup, read
from generator.feeds.values import Draft, Judgement, Reason

State = Literal["terbit", "tinjau", "karantina"]
REVIEW: Final = 2
QUARANTINE: Final = 3
FOREIGN_HOSTS: Final = 10  # an entry may link to so many other sites
IN_A_ROW: Final = 5  # quarantined in one run: the breaker trips
SHARE: Final = 5  # one in so many of a run of ten or more: it trips too
BURST: Final = 5  # times the usual rate
# Held for another cause than spam: such entries say nothing about whether the site is hacked.
NOT_SPAM: Final = frozenset({"data-pribadi", "setelan-sumber"})

# --- Words ---------------------------------------------------------------------------------------------------------

_G: Final = r"[\W_]{0,3}"  # between two words of a phrase: also glued, hyphened, in an address
# What only an advertisement says. Games and kinds of lottery are named since their names are what is searched for.
_ADVERTISED: Final = re.compile(
    rf"slot{_G}(?:gacor|server|thailand|maxwin|qris|terpercaya|deposit|hoki|zeus|olympus|x\d|(?:mudah|gampang){_G}menang)"
    rf"|(?:situs|agen|bandar|bocoran|rtp|pola){_G}(?:slot|togel|toto(?![a-z])|judi|gacor|maxwin|kasino|casino|poker)"
    rf"|(?:link|akun|daftar|game|main){_G}(?:togel|judi|gacor|maxwin|kasino|casino|poker{_G}online|slot{_G}(?:online|gacor|\d))"
    rf"|gacor{_G}(?:hari{_G}ini|maxwin|parah|terbaru|malam{_G}ini|x\d)"
    rf"|(?:toto|togel){_G}(?:togel|slot|macau|sgp|hongkong|sydney|4d|hk)|togel{_G}online"
    rf"|(?:live|online){_G}(?:casino|kasino|togel|sportsbook)|(?:casino|kasino|poker){_G}online"
    rf"|(?:prediksi|keluaran|result|bocoran|data){_G}(?:togel|sgp|sdy|macau)(?![a-z])"
    rf"|bonus{_G}new{_G}member|new{_G}member{_G}\d+|anti{_G}rungkad|mahjong{_G}ways|gates{_G}of{_G}olympus"
    rf"|sweet{_G}bonanza|starlight{_G}princess|scatter{_G}(?:hitam|naga|pink)|rtp{_G}(?:live|tertinggi)"
    rf"|depo(?:sit)?{_G}\d+{_G}(?:k|ribu|rb)?{_G}(?:bonus|tanpa{_G}potongan)|domino{_G}qq|bandarq|sbobet"
    rf"|super{_G}gacor|mix{_G}parlay|paito{_G}(?:warna|hk|sgp|sdy)|buku{_G}mimpi{_G}(?:togel|[234]d)|tembak{_G}ikan{_G}online"
    rf"|(?:data{_G})?pengeluaran{_G}(?:sgp|hk|hongkong|sdy|sydney|macau)(?![a-z])|(?:baccarat|bakarat|sicbo|roulette){_G}online"
    rf"|kakek{_G}zeus|pola{_G}spin|(?:akun{_G}pro|server){_G}(?:server{_G})?(?:thailand|kamboja|filipina)"
    rf"|(?:free|extra){_G}spins?(?![a-z])|casino{_G}(?:siteleri|bonus)|deneme{_G}bonusu|sports{_G}?betting"
)
# What news says too.
_GAMBLING: Final = re.compile(
    rf"judi{_G}(?:online|daring|slot|bola|kartu|togel)|(?<![a-z])judol|(?<![a-z])togel(?![a-z])"
    rf"|(?<![a-z])maxwin(?![a-z])|(?:perjudian|taruhan){_G}(?:online|daring|bola)|sportsbook|(?<![a-z])sabung{_G}ayam"
    rf"|slot{_G}(?:online|demo|pulsa)(?![a-z])|(?:permainan|main|game|daftar){_G}(?:judi|slot{_G}(?:online|mudah|gampang))"
    rf"|(?:kasino|casino|poker){_G}daring|(?<![a-z])(?:parlay|freebet|sicbo|joker{_G}gaming|deposit{_G}(?:pulsa|10{_G}(?:rb|ribu|k)))(?![a-z])|pragmatic{_G}play"
)
_HINT: Final = re.compile(
    r"(?<![a-z])(?:gacor|jackpot|rungkad|cuan|casino|kasino|poker|bandar(?=[ -](?:judi|q|bola))|spin|hoki|"
    r"slot|zeus|olympus|baccarat|roulette|winrate|scatter|petir merah|rtp|taruhan|deposit)(?![a-z])"
)
_CALL: Final = re.compile(
    rf"(?:daftar|login|klik|main|gabung){_G}(?:sekarang|disini|di{_G}sini|segera|akun)|link{_G}(?:alternatif|login|daftar|resmi)"
    rf"|gampang{_G}(?:menang|maxwin|jp)|mudah{_G}menang|terpercaya|anti{_G}(?:rungkad|nawala|blokir)|bonus{_G}(?:new|deposit|member|100)"
    rf"|minimal{_G}deposit|depo{_G}\d|(?<![a-z])(?:maxwin|wd|withdraw)(?![a-z])|pasti{_G}(?:menang|bayar|cair|wd)|24{_G}jam{_G}nonstop"
)
_PREVENTION: Final = re.compile(
    r"(?<![a-z])(?:(?:men|pen)?cegah(?:an|kan)?|bahaya(?:nya)?|berbahaya|(?:men|ter)?sosialisasi(?:kan)?|satgas|satuan tugas|"
    r"(?:pem)?berantas(?:an|i)?|memberantas|literasi|deklarasi|dampak(?:nya)?|berdampak|polisi|polri|polres(?:ta)?|polda|polsek|"
    r"kepolisian|kapol(?:ri|da|res|sek)|bareskrim|jaksa|kejaksaan|pengadilan|hakim|(?:di|me)?larang(?:an)?|(?:me)?nolak|tolak|menolak|lawan|melawan|perang|"
    r"(?:me)?merangi|(?:meng)?edukasi|penyuluhan|(?:ke)?candu(?:an)?|korban|(?:di|men|pen)?(?:tangkap|angkap)(?:an)?|ringkus|tersangka|"
    r"pelaku|pidana|hukum(?:an)?|(?:di|mem|pem)blokir(?:an)?|kominfo|komdigi|ppatk|ojk|bssn|waspada(?:i)?|mewaspadai|(?:ter|men|di)?jerat|tegas|menindak|darurat|"
    r"sanksi|disanksi|razia|(?:pe|me)?nindak(?:an)?|ditindak|kasus|modus|penelitian|meneliti|riset|skripsi|tesis|jurnal|kajian|"
    r"seminar|webinar|kampanye|hindari|jauhi|menjauhi|rehabilitasi|imbau(?:an)?|mengimbau|larang|melanggar|merusak|"
    r"kerugian|merugikan|terlibat|terlarang|ilegal|anti[ -]?(?:perjudian|judi|judol)|bebas (?:judi|judol|dari judi)|stop|"
    r"(?:di)?retas(?:an)?|peretasan|menyusup(?:i)?|disusupi|melapor(?:kan)?|laporkan|aduan|ancaman|mengancam|fatwa|haram|dosa|"
    r"undang-undang|psikolog|konseling|remaja dan judi|penyalahgunaan)(?![a-z])"
)
# Whom the field is about: an advertisement names them seldom, and never without its calls and promises.
_PEOPLE: Final = re.compile(
    r"(?<![a-z])(?:(?:maha)?siswa|siswi|pelajar|guru|dosen|orang tua|keluarga|anak-anak|remaja|dprd|rektor|kampus|sekolah|survei|"
    r"(?:meng)?ancam|pidato|khutbah|film|keamanan|menangkal|konten|terindikasi|terpapar|kemendikdasmen|dinas pendidikan)(?![a-z])"
)
_PROMISE: Final = re.compile(
    r"(?<![a-z])(?:gacor|maxwin|jackpot|scatter|rtp|bonus|depo(?:sit)?|menang|jitu|hadiah|link|login|daftar|resmi|main sekarang)(?![a-z])"
)
_BETTING: Final = r"slot|toto|togel|gacor|judi|casino|kasino|poker|maxwin|jackpot|sbobet"
_STEMS: Final = frozenset(
    {"slot", "gacor", "togel", "judi", "casino", "kasino", "poker", "maxwin", "toto", "jackpot", "judol"}
)
_SURE_STEM: Final = re.compile(r"slot|gacor|togel|judi|casino|kasino|maxwin|jackpot|judol")
_ONE_STRING: Final = re.compile(
    r"slot(?:gacor|online|maxwin|deposit)|judi(?:online|slot|bola)|situs(?:slot|judi|togel)|(?:agen|bandar)(?:slot|togel|judi)"
    r"|togelonline|gacorhariini|casinoonline|gampangmaxwin|linkalternatif|bonusnewmember"
)

# --- Brands --------------------------------------------------------------------------------------------------------

_LUCKY: Final = (
    r"(?:33|55|69|76|77|78|88|89|98|99|111|123|138|168|188|222|228|234|288|303|328|338|365|368|388|555|666|777|788|808|828|838|868|"
    r"878|888|898|899|969|988|989|999|5000|8888|4d)"
)
_TAIL: Final = r"(?!(?:19|20)\d\d(?!\d))\d{2,5}|\d?4d|vip"  # a year is no brand's number
_BRAND: Final = re.compile(
    rf"(?<![a-z0-9])(?:[a-z]{{0,14}}(?:{_BETTING})(?:bet|win|jp|qq|slot|toto|id|asia|play)?-?(?:{_TAIL})[a-z]{{0,2}}"
    rf"|[a-z]{{0,8}}(?:slot|toto|togel|gacor|casino)[a-z]{{1,8}}{_LUCKY}|\d{{2,4}}(?:{_BETTING}|bet(?![a-z])|win(?![a-z]))[a-z]{{0,8}}"
    rf"|(?:mpo|pkv)\d{{2,4}}|[a-z]{{0,12}}qq\d{{2,4}}|[a-z]{{2,10}}togel)(?![a-z0-9])"
)
_NAMED: Final = re.compile(rf"(?<![a-z0-9])([a-z]{{3,14}}){_LUCKY}(?![a-z0-9])")
_APART: Final = re.compile(
    rf"(?<![a-z0-9])(?:slot|toto|togel|poker|casino|kasino)[ _-]{{1,2}}{_LUCKY}"
    r"(?![a-z0-9]|[ -](?:peserta|kursi|orang|siswa|siswi|mahasiswa|guru|dosen|unit|sekolah|menit|tahun|tim|kelas|beasiswa))"
)
_LUCKY_END: Final = re.compile(r"(?:bet|win|qq|jp|hoki|play|gaming|spin|cuan)$")
# SMPN77, reuni88, HUT77, kloter33: schools, cohorts and jubilees of this field.
_HONEST_HEAD: Final = re.compile(
    r"^(?:sma|smp|smk|smu|sdn|sd|spen|mts|man|tk|paud|kelas|angk|alumni|reuni|hut|ika|iluni|tahun|pasal|gugus|regu|tim|ruang|kkn|"
    r"pkkmb|kloter|batch|angkatan|covid|gelombang|windows|kode|nomor|ayat|juz|surah|versi|rp|area|route|grup|kamar|blok)"
)
_BESIDE_BRAND: Final = re.compile(
    r"(?<![a-z])(?:login|daftar|link|situs|alternatif|slot|agen|bonus|rtp|apk|deposit|depo|gacor|maxwin|bet|resmi|terpercaya)(?![a-z])"
)

# --- Other spam, lightly -------------------------------------------------------------------------------------------

_OTHER: Final = re.compile(
    rf"viagra|cialis|tramadol|cytotec|obat{_G}(?:kuat|aborsi|pembesar|penggugur)|pinjaman{_G}(?:online{_G})?(?:cepat|kilat|tanpa)|"
    rf"dana{_G}(?:cepat|tunai){_G}(?:cair|tanpa)|tanpa{_G}bi{_G}checking|pinjol{_G}(?:cepat|langsung|mudah|tanpa|bunga)|payday{_G}loans?|"
    rf"replica{_G}watch|essay{_G}writing{_G}service|bokep|jasa{_G}backlink|(?:cheap|buy){_G}(?:cialis|viagra|pills)|joki{_G}(?:skripsi|tugas){_G}murah"
)
_SHORTENERS: Final = frozenset(
    {
        "bit.ly",
        "tinyurl.com",
        "cutt.ly",
        "s.id",
        "t.co",
        "goo.gl",
        "is.gd",
        "rebrand.ly",
        "shorturl.at",
        "t.ly",
        "ow.ly",
        "linktr.ee",
    }
)
# Buttons to share a page; a hidden row of them is a theme's habit.
_SHARING: Final = frozenset(
    [
        "facebook.com",
        "twitter.com",
        "x.com",
        "wa.me",
        "whatsapp.com",
        "t.me",
        "telegram.me",
        "linkedin.com",
        "pinterest.com",
        "instagram.com",
        "youtube.com",
        "threads.net",
        "tiktok.com",
        "wordpress.org",
        "gravatar.com",
        "w.org",
    ]
)
_SCRIPTS: Final = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "CYRILLIC", "THAI", "BOPOMOFO")
_LATIN_LANGUAGES: Final = frozenset({"", "id", "in", "ms", "en", "jv", "su"})
_SECOND_LEVEL: Final = frozenset(
    {"go", "ac", "sch", "or", "co", "web", "net", "my", "desa", "biz", "mil", "ponpes"}
)


def judge(
    draft: Draft, *, source_host: str, language: str = "id", own_hosts: tuple[str, ...] = ()
) -> Judgement:
    """The entry's state and why. `language` is the source's; `own_hosts` are further hosts of the same agency."""
    markup = read(draft.raw_html or draft.html)
    own = {_site(host) for host in (source_host, *own_hosts)}
    hosts = {
        host
        for url in markup.links
        if (host := _host(url)) and _site(host) not in own and _site(host) not in _SHARING
    }
    texts, title = _texts(draft, markup), fold(draft.title)
    reasons = [
        *_of_gambling(texts, title),
        *_of_other_spam(texts, title),
        *_of_hidden(markup, own),
        *_of_hosts(hosts),
        *_of_script(draft, language),
    ]
    if draft.masked:
        reasons.append(
            Reason(
                "data-pribadi",
                3,
                "memuat data pribadi (NIK, NISN, atau nomor telepon), yang telah disamarkan",
            )
        )
    return _judged(reasons)


def with_reason(judgement: Judgement, reason: Reason) -> Judgement:
    """The judgement with one more reason (a burst, a feed that changed altogether); its state never gets milder."""
    return _judged((*judgement.reasons, reason), at_least=judgement.state)


def held_by_release(judgement: Judgement, release: Literal["otomatis", "tinjau", "tahan"]) -> Judgement:
    """What the setting of the source makes of it: `tinjau` lets nothing out unseen, `tahan` quarantines all."""
    points = sum(reason.weight for reason in judgement.reasons)
    if release == "tahan":
        words = "semua entri sumber ini ditahan menurut setelannya"
        return with_reason(judgement, Reason("setelan-sumber", max(0, QUARANTINE - points), words))
    if release == "tinjau" and judgement.state == "terbit":
        words = "semua entri sumber ini ditinjau dahulu menurut setelannya"
        return with_reason(judgement, Reason("setelan-sumber", max(0, REVIEW - points), words))
    return judgement


def breaker(judgements: Sequence[Judgement]) -> str:
    """Why nothing new of the source may be published after this run, in words, or nothing.

    Entries that are held only for personal data or by the source's setting do not count: they are no sign of an
    attack, and the portal warns of the links of a source whose breaker is tripped.
    """
    held = sum(1 for judgement in judgements if judgement.state == "karantina" and _is_spam(judgement))
    if held >= IN_A_ROW or (len(judgements) >= 10 and held * SHARE >= len(judgements)):
        return f"{held} dari {len(judgements)} entri sekali baca ditahan sebagai dugaan spam"
    return ""


def burst(count: int, usual_per_run: float) -> bool:
    """Whether so many new entries are over five times the usual.

    The usual counts as one at least: else the only news of a month would be a burst.
    """
    return count > BURST * max(usual_per_run, 1.0)


def _judged(reasons: Sequence[Reason], *, at_least: State = "terbit") -> Judgement:
    points = sum(reason.weight for reason in reasons)
    state: State = "karantina" if points >= QUARANTINE else "tinjau" if points >= REVIEW else "terbit"
    order: tuple[State, ...] = ("terbit", "tinjau", "karantina")
    return Judgement(max(state, at_least, key=order.index), tuple(reasons))


def _is_spam(judgement: Judgement) -> bool:
    counted = [reason for reason in judgement.reasons if reason.code not in NOT_SPAM]
    return not judgement.reasons or sum(reason.weight for reason in counted) >= QUARANTINE


# --- What is read --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """One field in the three forms in which it is searched."""

    plain: str  # small letters, as typed
    folded: str  # look-alike letters, marks and unseen characters undone
    leet: tuple[str, ...]  # digits and signs read as letters too
    short: bool  # a title or a link's words, which may also be read without its spaces


def _texts(draft: Draft, markup: Markup) -> list[_Text]:
    address = unquote(_path(draft.link)).replace("-", " ").replace("/", " ").replace("_", " ")
    shorts = [draft.title, *draft.categories, draft.author, address]
    return [*(_forms(text, short=True) for text in shorts if text)] + [
        _forms(text, short=False) for text in (draft.text, markup.hidden) if text
    ]


def _path(url: str) -> str:
    """Path and query of an address, or nothing where it is not one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.path} {parts.query}"


def _forms(text: str, *, short: bool) -> _Text:
    plain = text.replace("\u00ad", "").lower()
    folded = fold(plain)
    read = {leet(folded, one) for one in ("il" if "1" in folded else "i")}
    return _Text(plain, folded, tuple(read - {folded}), short)


# --- Gambling ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Score:
    """What was found of gambling, each kind once: outside a context of prevention, and inside."""

    outside: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)

    def add(self, what: str, *, prevented: bool) -> None:
        (self.inside if prevented else self.outside).add(what)


def _of_gambling(texts: Sequence[_Text], title: str) -> Iterator[Reason]:
    # A title that warns of gambling speaks for the whole article; one that warns of anything else does not.
    names_it = any(pattern.search(title) for pattern in (_GAMBLING, _ADVERTISED, _HINT))
    about_it = names_it and _warns(title)
    advertised, named, hints, brands, lookalikes, disguised = (_Score() for _ in range(6))
    for text in texts:
        for form in (text.folded, *text.leet):
            _count(advertised, _ADVERTISED, form, about_it=about_it)
            _count(named, _GAMBLING, form, about_it=about_it)
            _count(hints, _HINT, form, about_it=about_it)
            _count(brands, _BRAND, form, about_it=about_it)
            _count_names(lookalikes, form)
        _count_disguises(disguised, text, about_it=about_it)
    # Prevention does not name many offers at once: then the words of prevention are stuffing.
    stuffed = len(advertised.inside) + len(brands.inside) >= 6
    if advertised.outside or stuffed:
        yield Reason("judi-promosi", 3, "memuat kalimat promosi judi daring")
    if named.outside:
        yield Reason("judi-istilah", 2, "menyebut judi daring tanpa membahas pencegahannya")
    telling = bool(hints.outside - {"slot", "deposit"}) or len(hints.outside) > 1
    if telling:
        yield Reason("judi-isyarat", min(2, len(hints.outside)), "memuat kata yang lazim dalam promosi judi")
    if (named.outside or telling) and any(_CALL.search(text.folded) for text in texts):
        yield Reason("judi-ajakan", 1, "mengajak mendaftar atau bermain di samping istilah judi")
    if brands.outside or brands.inside:
        weight = 3 if brands.outside else 1
        yield Reason("merek-judi", weight, "memuat nama berangka seperti merek judi")
    if weight := _weight_of_names(lookalikes):
        yield Reason("merek-angka", weight, "memuat nama berangka yang mungkin merek judi")
    if disguised.outside or disguised.inside:
        weight = 3 if disguised.outside else 1
        yield Reason("huruf-samaran", weight, "menyamarkan istilah judi dengan huruf lain, spasi, atau tanda")


def _count(score: _Score, pattern: re.Pattern[str], text: str, *, about_it: bool) -> None:
    for number, match in enumerate(pattern.finditer(text)):
        prevented = number < 200 and (about_it or _is_prevented(text, match.start(), match.end()))
        score.add(re.sub(r"[\W_]", "", match.group()), prevented=prevented)
        if len(score.outside) > 1:
            return  # two say all: the number of hints counts up to two


def _is_prevented(text: str, start: int, end: int) -> bool:
    """Whether the sentence, at most 160 characters on both sides, warns instead of inviting."""
    before = re.split(r"[.!?\n]\s", text[max(0, start - 160) : start])[-1]
    after = re.split(r"[.!?\n]\s", text[end : end + 160])[0]
    return _warns(f"{before}{text[start:end]}{after}")


def _warns(text: str) -> bool:
    calls = {match.group() for match in _CALL.finditer(text)}
    if _PREVENTION.search(text):
        return len(calls) < 2
    return not calls and _PEOPLE.search(text) is not None and not _PROMISE.search(text)


def _count_names(score: _Score, text: str) -> None:
    """Names with a number that gambling brands like; `inside` those that nothing else makes suspicious."""
    for match in islice(_NAMED.finditer(text), 200):
        head = match.group(1)
        if _HONEST_HEAD.match(head):
            continue
        around = text[max(0, match.start() - 60) : match.end() + 60]
        cues = {cue.group() for cue in _BESIDE_BRAND.finditer(around)}
        prevented = _is_prevented(text, match.start(), match.end())
        several = bool(score.inside - {match.group()}) and bool(cues)
        if (several or len(cues) > 1 or (cues and _LUCKY_END.search(head))) and not prevented:
            score.add("sure", prevented=False)
        elif cues or _LUCKY_END.search(head):
            score.add("likely", prevented=False)
        score.add(match.group(), prevented=True)
    for match in islice(_APART.finditer(text), 200):
        if not _is_prevented(text, match.start(), match.end()):
            score.add("likely", prevented=False)


def _weight_of_names(score: _Score) -> int:
    if "sure" in score.outside:
        return 3
    if "likely" in score.outside or len(score.inside) > 2:
        return 2
    return 1 if score.inside else 0


_APART_LETTERS: Final = re.compile(
    r"(?<![a-z0-9])(?:[a-z0-9@$!][ .\-_*|/~\u00b7\u2022]{1,3}){3,}[a-z0-9@$!](?![a-z0-9])"
)
_DOUBLED: Final = re.compile(r"(.)\1+")
_STARRED: Final = re.compile(r"(?<![a-z0-9*])[a-z]+[*#%\u2022]{1,2}[a-z]+(?![a-z0-9*])")


def _count_disguises(score: _Score, text: _Text, *, about_it: bool) -> None:
    for form, start, end in islice(_disguises(text), 200):
        score.add("disguise", prevented=about_it or _is_prevented(form, start, end))
        if score.outside:
            return
    if text.short:
        for form in (text.folded, *text.leet):
            together = re.sub(r"[^a-z]", "", form)
            if _ONE_STRING.search(together) and not _ADVERTISED.search(form) and not _GAMBLING.search(form):
                score.add("together", prevented=_warns(form))


def _disguises(text: _Text) -> Iterator[tuple[str, int, int]]:
    """Where a gambling word is written so that a search does not find it: the form it is seen in, and its place."""
    typed = set(re.findall(r"[a-z]+", text.plain))
    for form in (text.folded, *text.leet):
        for match in _APART_LETTERS.finditer(form):
            letters = re.sub(r"[^a-z0-9@$!]", "", match.group())
            if any(
                _SURE_STEM.search(read) or "totomac" in read
                for read in (letters, leet(letters, "i"), leet(letters, "l"))
            ):
                yield form, *match.span()
        for match in re.finditer(r"[a-z]{4,}", form):
            word = match.group()
            unlike = word not in typed and (word in _STEMS or _ONE_STRING.search(word))
            if unlike or _is_stretched(word):
                yield form, *match.span()
    for match in _STARRED.finditer(text.folded):
        gaps = re.sub(r"[^a-z]+", lambda gap: f"[a-z]{{1,{len(gap.group())}}}", match.group())
        if any(re.fullmatch(gaps, stem) for stem in _STEMS):
            yield text.folded, *match.span()


@lru_cache(1 << 14)  # most words come again and again
def _is_stretched(word: str) -> bool:
    """Whether it is a gambling word with letters doubled: `gaacorr`."""
    return bool(_SURE_STEM.fullmatch(_DOUBLED.sub(r"\1", word)) and not _SURE_STEM.fullmatch(word))


def _of_other_spam(texts: Sequence[_Text], title: str) -> Iterator[Reason]:
    about_it = _OTHER.search(title) is not None and _PREVENTION.search(title) is not None
    score = _Score()
    for text in texts:
        _count(score, _OTHER, text.folded, about_it=about_it)
    if score.outside:
        weight = 3 if len(score.outside) > 1 else 2
        yield Reason("spam-lain", weight, "memuat promosi obat, pinjaman, atau jasa yang lazim dalam spam")


def _of_hidden(markup: Markup, own: set[str]) -> Iterator[Reason]:
    foreign = {
        host
        for url in markup.hidden_links
        if (host := _host(url)) and _site(host) not in own and _site(host) not in _SHARING
    }
    if foreign:
        yield Reason("tautan-tersembunyi", 3, "memuat tautan ke situs lain yang disembunyikan dari pembaca")
    elif len(markup.hidden.split()) > 2:
        yield Reason("teks-tersembunyi", 2, "memuat teks yang disembunyikan dari pembaca")


_BETTING_HOST: Final = re.compile(
    rf"(?<!time){_BETTING.replace('toto|', '')}|toto(?:4d|togel|slot|\d{{2}})|judol|sportsbook"
)
_AGAINST_HOST: Final = re.compile(r"anti|stop|lapor|cegah|lawan|aduan|tolak")


def _of_hosts(hosts: set[str]) -> Iterator[Reason]:
    folded = {fold(host) for host in hosts}
    if any(
        (_BETTING_HOST.search(host) or _BRAND.search(host)) and not _AGAINST_HOST.search(host)
        for host in folded
    ):
        yield Reason("tautan-judi", 3, "memuat tautan ke situs yang namanya seperti situs judi")
    elif any(_is_a_brand(host) for host in folded):
        yield Reason("tautan-berangka", 1, "memuat tautan ke situs yang namanya berangka seperti merek judi")
    if len(hosts) > FOREIGN_HOSTS:
        weight = 3 if len(hosts) > 3 * FOREIGN_HOSTS else 2
        yield Reason("banyak-situs", weight, "memuat tautan ke lebih dari sepuluh situs lain")
    if any(host.removeprefix("www.") in _SHORTENERS for host in hosts):
        yield Reason("tautan-pendek", 1, "memuat tautan pendek, yang tujuannya tidak tampak")


def _is_a_brand(host: str) -> bool:
    return any(not _HONEST_HEAD.match(match.group(1)) for match in _NAMED.finditer(host))


def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _site(host: str) -> str:
    """The part of a host that one owner holds: `dinas.go.id` of `www.dinas.go.id`."""
    labels = host.lower().removesuffix(".").split(".")
    count = 3 if labels[-1] == "id" and len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-count:])


def _of_script(draft: Draft, language: str) -> Iterator[Reason]:
    if re.split(r"[-_]", language.lower())[0] not in _LATIN_LANGUAGES:
        return
    title, text = _foreign(draft.title), _foreign(draft.text)
    words = "memuat banyak aksara asing dalam umpan berbahasa Indonesia"
    if (title[0] >= 4 and title[0] * 2 >= title[1]) or (text[0] >= 12 and text[0] * 10 >= text[1] * 3):
        yield Reason("aksara-asing", 3, words)
    elif text[0] >= 12 and text[0] * 10 >= text[1]:
        yield Reason("aksara-asing", 2, words)


def _foreign(text: str) -> tuple[int, int]:
    """How many letters are of a script that this field does not write in, and how many there are."""
    if text.isascii():
        return 0, sum(map(str.isalpha, text))
    letters = [c for c in text[:50_000] if c.isalpha()]
    return sum(1 for c in letters if c > "\u036f" and unicodedata.name(c, "").startswith(_SCRIPTS)), len(
        letters
    )
