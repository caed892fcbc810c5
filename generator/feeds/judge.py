"""Stage of the aggregator: decides whether an entry may be published, by reasons with weights.

Gambling spam on hacked pages is the commonest harm to .go.id and .ac.id sites, and honest news against gambling uses
the same words. So a word alone counts little and not at all beside words of prevention; what an advertiser does to be
found or to hide (brand and digits, disguised letters, invisible text, links to many sites) counts much. Nothing is
deleted here: a reason holds an entry until a person decides. Reasons never quote what they found.

Knows text and HTML as text; knows nothing of the archive, and opens nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from generator import privacy
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

# --- Letters -------------------------------------------------------------------------------------------------------

# Letters that look like a Latin one, which NFKC keeps apart: Cyrillic, Greek, Armenian, small capitals.
_ALIKE: Final = str.maketrans(
    "\u0430\u0432\u0441\u0501\u0435\u0451\u04bb\u0456\u0457\u0458\u043a\u04cf\u043c\u043d\u043e\u0440\u051b\u0433\u0455\u0442\u0443\u0475\u051d\u0445\u043f\u0438\u043b\u044c"
    "\u03b1\u03b2\u03f2\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3\u03c3\u03c9\u03bb"
    "\u0131\u0142\u00f8\u0111\u0251\u0261\u0269\u0578\u057d\u0585\u0570"
    "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22",
    "abcdeehiijklmhopqrstyvwxnnlbabcenikvoptuxyowlilodagiusohabcdefghijklmnoprstuvwyz",
)
# Letters in circles, squares and flags that have no compatibility form.
_FRAMED: Final = {
    start + number: chr(ord("a") + number) for start in (0x1F150, 0x1F170, 0x1F1E6) for number in range(26)
}
_UNSEEN: Final = dict.fromkeys(
    [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)
_LEET: Final = str.maketrans("034578@$!|+", "oeastbasilt")
_LEET_TOKEN: Final = re.compile(r"[a-z0-9@$!|+*]{3,40}")

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
    markup = _read(draft.raw_html or draft.html)
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


def with_personal_data(draft: Draft) -> Draft:
    """The draft with NIK, NISN and private numbers masked in all that is shown, and their kinds in `masked`.

    `key`, `aliases` and `link` stay: the entry is known again by them. `raw_html` stays for the judge; it is not kept.
    """
    kinds: set[str] = set(draft.masked)

    def clean(text: str) -> str:
        result, found = privacy.masked(text)
        kinds.update(found)
        return result

    markup, found = _masked_html(draft.html)
    kinds.update(found)
    shown = replace(
        draft,
        title=clean(draft.title),
        text=clean(draft.text),
        author=clean(draft.author),
        categories=tuple(clean(category) for category in draft.categories),
        html=markup,
    )
    return replace(shown, masked=tuple(sorted(kinds)))


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


def _texts(draft: Draft, markup: _Markup) -> list[_Text]:
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
    return _Text(plain, folded, tuple({_leet(folded, "i"), _leet(folded, "l")} - {folded}), short)


def fold(text: str) -> str:
    """The text in small Latin letters as a reader sees it: no styled, look-alike or marked letters, nothing unseen."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text.translate(_FRAMED).translate(_UNSEEN)).lower().translate(_ALIKE)
    kept = (
        c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in ("Mn", "Me", "Cf")
    )
    return "".join(kept)


def _leet(text: str, one: str) -> str:
    """The text with `g4c0r` read as `gacor`; digits at the end of a word stay, a brand's number stands there."""

    def read(match: re.Match[str]) -> str:
        token = match.group()
        bare = token.rstrip("!|+*")  # at the end they are what they seem
        head = bare.rstrip("0123456789") if re.search(r"[a-z]\D*\d{2,}$", bare) else bare
        if not re.search(r"[a-z]", head) or head.isalpha():
            return token
        return head.replace("1", one).replace("9", "g").translate(_LEET) + token[len(head) :]

    return _LEET_TOKEN.sub(read, text)


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
                for read in (letters, _leet(letters, "i"), _leet(letters, "l"))
            ):
                yield form, *match.span()
        for match in re.finditer(r"[a-z]{4,}", form):
            word = match.group()
            unlike = word not in typed and (word in _STEMS or _ONE_STRING.search(word))
            if unlike or (_SURE_STEM.fullmatch(_DOUBLED.sub(r"\1", word)) and not _SURE_STEM.fullmatch(word)):
                yield form, *match.span()
    for match in _STARRED.finditer(text.folded):
        gaps = re.sub(r"[^a-z]+", lambda gap: f"[a-z]{{1,{len(gap.group())}}}", match.group())
        if any(re.fullmatch(gaps, stem) for stem in _STEMS):
            yield text.folded, *match.span()


def _of_other_spam(texts: Sequence[_Text], title: str) -> Iterator[Reason]:
    about_it = _OTHER.search(title) is not None and _PREVENTION.search(title) is not None
    score = _Score()
    for text in texts:
        _count(score, _OTHER, text.folded, about_it=about_it)
    if score.outside:
        weight = 3 if len(score.outside) > 1 else 2
        yield Reason("spam-lain", weight, "memuat promosi obat, pinjaman, atau jasa yang lazim dalam spam")


# --- Markup --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Markup:
    """What a raw body holds: addresses of links, and the words and links that a reader does not see."""

    links: list[str] = field(default_factory=list)
    hidden_links: list[str] = field(default_factory=list)
    hidden: str = ""


_VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_NAME: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ATTRIBUTE: Final = re.compile(r"(?<![^\s\"'/])([^\s=\"'<>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_QUOTE: Final = re.compile(r">|=\s*([\"'])")
_DEPTH: Final = 500  # deeper elements are read as if they stood at this depth


def _read(raw: str) -> _Markup:
    """Links and hidden words of a body. Linear in its length, whatever it holds; never raises."""
    markup = _Markup()
    unseen: list[str] = []
    rules: set[str] = set()
    stack: list[tuple[str, _Look]] = []
    for kind, name, content in _tokens(raw):
        look = stack[-1][1] if stack else _Look()
        if kind == "text":
            if look.hidden:
                unseen.append(html.unescape(content))
        elif kind == "style":
            rules |= _hiding_rules(content)
        elif kind == "close":
            _close(stack, name)
        else:
            attributes = {
                key.lower(): html.unescape(a or b or c)
                for key, a, b, c in _ATTRIBUTE.findall(content[:20_000])
            }
            within = _look(attributes, name, content, look, rules)
            if address := attributes.get("href", ""):
                markup.links.append(address)
                if within.hidden:
                    markup.hidden_links.append(address)
            if name not in _VOID and len(stack) < _DEPTH:
                stack.append((name, within))
    markup.hidden = " ".join(" ".join(unseen).split())
    return markup


def _close(stack: list[tuple[str, _Look]], name: str) -> None:
    for index in range(len(stack) - 1, max(-1, len(stack) - 50), -1):
        if stack[index][0] == name:
            del stack[index:]
            return


def _tokens(raw: str) -> Iterator[tuple[str, str, str]]:
    """Text, tags and style sheets as a browser takes them apart: quotes count only as an attribute's value."""
    place = 0
    while place < len(raw):
        start = raw.find("<", place)
        if start < 0:
            yield "text", "", raw[place:]
            return
        if start > place:
            yield "text", "", raw[place:start]
        if raw.startswith("<!--", start):
            end = raw.find("-->", start + 4)
            place = len(raw) if end < 0 else end + 3
            continue
        tag = _NAME.match(raw, start)
        if not tag:
            yield "text", "", "<"
            place = start + 1
            continue
        end = _end_of_tag(raw, tag.end())
        if end < 0:
            return  # the rest is one tag that never ends: a browser drops it
        name = tag.group(2).lower()
        yield "close" if tag.group(1) else "open", name, raw[tag.end() : end]
        place = end + 1
        if name in ("style", "script") and not tag.group(1):
            closing = re.compile(rf"</{name}", re.IGNORECASE).search(raw, place)
            stop = closing.start() if closing else len(raw)
            yield name, name, raw[place:stop]
            place = stop


def _end_of_tag(raw: str, place: int) -> int:
    while match := _QUOTE.search(raw, place):
        if match.group() == ">":
            return match.start()
        place = raw.find(match.group(1), match.end()) + 1
        if not place:
            return -1
    return -1


@dataclass(frozen=True, slots=True)
class _Look:
    """How an element is shown: whether at all, and on which ground its letters stand."""

    hidden: bool = False
    ground: str = "white"
    ink: str = ""


# Classes by which themes give an element a ground of its own.
_GROUND: Final = re.compile(r"background|bg-|btn|button|badge|label|cover|banner|hero|overlay")


def _look(attributes: dict[str, str], name: str, content: str, around: _Look, rules: set[str]) -> _Look:
    style = _declarations(attributes.get("style", ""))
    ground = _colour(style.get("background", style.get("background-color", attributes.get("bgcolor", ""))))
    marks = {f".{word}" for word in attributes.get("class", "").split()} | {f"#{attributes.get('id', '')}"}
    if not ground and any(_GROUND.search(mark) for mark in marks):
        ground = "?"  # the theme gives the ground by a class
    ground = ground or around.ground
    ink = _colour(style.get("color", attributes.get("color", "") if name == "font" else "")) or around.ink
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", content[:20_000])
    hidden = (
        around.hidden
        or bool(marks & rules)
        or _hides(style)
        or re.search(r"(?:^|\s)hidden(?:\s|=|/|$)", bare.lower()) is not None
        or (ink not in ("", "?") and ink == ground)
        or name == "template"
    )
    return _Look(hidden, ground, ink)


def _hiding_rules(sheet: str) -> set[str]:
    """Classes and ids that a style sheet of the body hides."""
    found: set[str] = set()
    for rule in sheet.split("}"):
        selector, _, body = rule.partition("{")
        if _hides(_declarations(body)):
            found.update(re.findall(r"[.#][\w-]+", selector[-2_000:]))
    return found


def _declarations(style: str) -> dict[str, str]:
    """The properties of a style attribute, with comments and escapes undone."""
    text = "".join(
        part.partition("*/")[2] if number else part for number, part in enumerate(style.split("/*"))
    )
    text = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda code: chr(min(int(code.group(1), 16), 0xFFFF)), text)
    pairs = (
        part.partition(":") for part in text.lower().replace("\\", "").replace("!important", "").split(";")
    )
    return {key.strip(): value.strip() for key, _, value in pairs if value}


_HIDING: Final[dict[str, re.Pattern[str]]] = {
    "display": re.compile(r"none"),
    "visibility": re.compile(r"hidden|collapse"),
    "content-visibility": re.compile(r"hidden"),
    "mso-hide": re.compile(r"all"),
    "opacity": re.compile(r"0?\.0\d*|0%?|0\.0+"),
    "font-size": re.compile(
        r"(?:0|0?\.\d+|1(?:\.\d+)?)(?:px|pt)?|0?\.[0-2]\d*(?:r?em|%)?|0(?:r?em|%)|[0-5]%"
    ),
    "text-indent": re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt)?|-\d{2,}r?em|-\d{3,}%"),
    "clip": re.compile(
        r"rect\(\s*(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?\s*\)"
    ),
    "clip-path": re.compile(r"inset\(\s*(?:[5-9]\d|100)%.*|circle\(\s*0.*"),
    "transform": re.compile(r".*scale[xy]?\(\s*0(?:\.0\d*)?\s*[,)].*|.*translate[xy]?\([^)]*-\d{4,}.*"),
    "filter": re.compile(r".*opacity\(\s*0%?\s*\).*"),
    "color": re.compile(r"transparent|rgba\([^)]*,\s*0?\.?0+\s*\)|#[0-9a-f]{6}00|#[0-9a-f]{3}0"),
}
_FAR: Final = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt)?|-\d{2,}r?em|-\d{3,}(?:vw|vh|%)")
_TINY: Final = re.compile(r"[01](?:\.\d+)?(?:px|pt|r?em|%)?")


def _hides(style: dict[str, str]) -> bool:
    if any(key in _HIDING and _HIDING[key].fullmatch(value) for key, value in style.items()):
        return True
    if any(
        _FAR.fullmatch(style.get(side, ""))
        for side in ("left", "top", "right", "bottom", "margin-left", "margin-top")
    ):
        return True
    sizes = [style[key] for key in ("width", "height", "max-width", "max-height") if key in style]
    tiny = [size for size in sizes if _TINY.fullmatch(size) and not size.startswith(("1e", "1r", "1%"))]
    return bool(tiny) and (len(tiny) > 1 or "overflow" in style)


def _colour(value: str) -> str:
    """A colour by one name; whatever is nearly white is `white`. Empty where no colour is named."""
    value = value.strip().lower()
    if match := re.match(r"#([0-9a-f]{3,8})\b", value):
        digits = match.group(1)
        parts = (
            [int(c * 2, 16) for c in digits[:3]]
            if len(digits) < 6
            else [int(digits[i : i + 2], 16) for i in (0, 2, 4)]
        )
    elif match := re.match(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", value):
        parts = [int(part) for part in match.groups()]
    elif match := re.search(r"hsla?\([^)]*?(\d{1,3})%\s*[,)]", value):
        parts = [int(match.group(1)) * 255 // 100] * 3
    else:
        word = re.match(r"[a-z]+", value)
        name = word.group() if word else ""
        if name in ("inherit", "initial", "none", "unset", "currentcolor", "url", "var"):
            return "?" if name in ("url", "var") else ""
        return (
            "#000000"
            if name == "black"
            else "white"
            if name in ("snow", "ghostwhite", "ivory", "floralwhite", "whitesmoke")
            else name
        )
    if min(parts) >= 245:
        return "white"
    return "#" + "".join(f"{part:02x}" for part in parts)


def _of_hidden(markup: _Markup, own: set[str]) -> Iterator[Reason]:
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


# --- Personal data in HTML -----------------------------------------------------------------------------------------

_TAG: Final = re.compile(r"<[^<>]*>|&[#\w]{1,32};")
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)


def _masked_html(markup: str) -> tuple[str, tuple[str, ...]]:
    """Clean HTML with the personal numbers masked in what a reader sees, also across tags, and in attributes.

    Tags are only ever given a word without quotes and brackets, and text loses only digits, so that no tag breaks.
    """
    kinds: set[str] = set()
    while True:
        seen = _seen(markup)
        found = privacy.findings("".join(piece.text for piece in seen))
        if not found:
            break
        kinds.update(finding.kind for finding in found)
        markup = _without(markup, seen, found)
    return _TAG.sub(lambda tag: _masked_tag(tag.group(), kinds), markup), tuple(sorted(kinds))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that a reader sees without a break, and where it stands in the markup; an entity is one letter there."""

    text: str
    start: int
    end: int


def _seen(markup: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    place = 0
    for match in _TAG.finditer(markup):
        pieces.append(_Piece(markup[place : match.start()], place, match.start()))
        place = match.end()
        token = match.group()
        name = re.match(r"</?([a-zA-Z0-9]+)", token)
        if token.startswith("&"):
            pieces.append(_Piece(html.unescape(token)[:1], match.start(), place))
        elif not name or name.group(1).lower() not in _INLINE:
            pieces.append(_Piece("\n", place, place))  # a block begins on a new line
    return [*pieces, _Piece(markup[place:], place, len(markup))]


def _without(markup: str, seen: Sequence[_Piece], found: Sequence[privacy.Finding]) -> str:
    """The markup with a mask where each finding begins, and nothing where it goes on after a tag."""
    parts: list[str] = []
    place = at = index = 0
    for finding in found:
        mask: str = privacy.MASKS[finding.kind]
        while at < finding.end:
            piece = seen[index]
            start, end = max(finding.start, at) - at, min(finding.end, at + len(piece.text)) - at
            if start < end:
                whole = piece.end - piece.start != len(piece.text)
                first, last = (piece.start, piece.end) if whole else (piece.start + start, piece.start + end)
                parts += (markup[place:first], mask)
                place, mask = last, ""
            if at + len(piece.text) > finding.end:
                break  # the next finding may begin in this piece
            at += len(piece.text)
            index += 1
    return "".join([*parts, markup[place:]])


def _masked_tag(tag: str, kinds: set[str]) -> str:
    while found := privacy.findings(tag):
        kinds.update(finding.kind for finding in found)
        tag = privacy.replaced(tag, found, lambda _: "disamarkan")
    return tag
