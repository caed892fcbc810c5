"""Finds the numbers that name a private person in a text: NIK, NISN and private mobile numbers.

UU 27/2022 protects them and UU 14/2008 Pasal 17 huruf h keeps them out of public information; an archive in public
git forgets nothing, so they are masked before they are written. The forms below (what the digits of a NIK mean, that
a NISN begins with a year of birth, how mobile numbers begin) are general knowledge of the practice of Dukcapil,
Dapodik and the operators, not copied from the text of a regulation; the list of districts is not known here, so about
3 in 100 random numbers of 16 digits look like a NIK. Knows text; knows nothing of records and feeds.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["nik", "nisn", "telepon"]
MASKS: Final[dict[Kind, str]] = {
    "nik": "[NIK disamarkan]",
    "nisn": "[NISN disamarkan]",
    "telepon": "[nomor telepon disamarkan]",
}
KINDS: Final[dict[Kind, str]] = {"nik": "NIK", "nisn": "NISN", "telepon": "nomor telepon pribadi"}
# The provinces' codes of Kemendagri, 91 to 96 being the six of Papua.
_PROVINCES: Final = (
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 "
    "91 92 93 94 95 96"
)
PROVINCES: Final = frozenset(_PROVINCES.split())
# What people, and programs that lay out text, put between the groups of one number. No line break: a list of numbers
# has one on each line. U+200B to U+200D, U+2060 and U+FEFF are not seen at all.
_BETWEEN: Final = re.compile(
    "[ \\t\u00a0\u2000-\u200d\u202f\u2060\u3000\ufeff.()\u00b7\uff0e\uff0d\u2010-\u2015\u2212-]{1,3}"
)
MANY_DIGITS: Final = re.compile(r"(?:\d\W{0,3}){10}")  # without so many a text holds no such number
_DIGITS: Final = re.compile(r"\d+")
_LETTER: Final = r"[^\W\d_]"
_LABEL: Final = re.compile(
    rf"(?<!{_LETTER})(?:nisn|(?:nomor|no\.?)\s+induk\s+siswa\s+nasional)(?!{_LETTER})(?!\s?disamarkan\])",
    re.IGNORECASE,
)
_AFTER_LABEL: Final = re.compile(r"[\s:=#.()|-]*(?:(?:adalah|nomor|no|yaitu|anda|siswa)\b[\s:=#.()|-]*)?")
_ACCOUNT: Final = re.compile(
    r"\b(?:rekening|rek|norek|bank|bri|bni|bca|bsi|bpd|btn|mandiri|va|virtual\s+account|isbn|issn|resi|invoice)\b",
    re.IGNORECASE,
)
_TELEPHONE: Final = re.compile(
    r"\b(?:hp|wa|whatsapp|telp|tlp|tel|telepon|telpon|telephone|ponsel|hubungi|kontak|konfirmasi|narahubung|cp|call|"
    r"sms|fax|faks|faksimile)\b",
    re.IGNORECASE,
)
# A pupil of today was born between 1995 and 2029; a NISN begins with the last three digits of the year, and since
# Dapodik gives them out by itself also with a 3 before the last two.
_PUPIL: Final = re.compile(r"(?:99[5-9]|0[0-2]\d|3[0-2]\d)\d{7}")
_PERSON: Final = re.compile(r"(?:siswa|siswi|murid|nama|peserta didik|a\.n\.|an\.)\s*:?\s*$", re.IGNORECASE)
_THINGS: Final = (
    "account adalah agustus alamat april bank bca bni bpd bri bsi btn dan dari data desa desember dinas email faks fax "
    "februari gedung induk invoice isbn issn jalan januari juli jumat juni kabupaten kamis kantor kartu kecamatan "
    "kelas kelulusan kelurahan kepala kode kontak kota lampung mandiri maret mei minggu nasional negeri nomor november "
    "npsn oktober paket pendaftaran pengumuman peserta pos provinsi rabu rekening resi sabtu sekolah selasa senin "
    "september sma smk smp sd surat tahun tanggal telepon telp transfer universitas untuk va virtual yang"
)
_NOT_A_NAME: Final = frozenset(_THINGS.split())
_NEAR: Final = 40  # characters between the word NISN and its number
_BESIDE: Final = re.compile(r"[\s,;:|()/\u2010-\u2015-]{1,8}")


@dataclass(frozen=True, slots=True)
class Finding:
    """A number that names a person: its kind, its place in the text, and how a message may show it."""

    kind: Kind
    start: int
    end: int
    preview: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Digits without a break, as ASCII, with what stands between them and the next group of the same number."""

    start: int
    end: int
    digits: str
    joint: str  # empty where no further group can belong to the number
    first: bool  # whether no group before it can belong to the number


def findings(text: str, *, contact: bool = False) -> tuple[Finding, ...]:
    """The personal numbers in a text, in their order, none overlapping another.

    With `contact` the text is a field that is there to hold a telephone number, and such numbers are not reported.
    """
    groups = _groups(text)
    found: list[Finding] = []
    index = 0
    while index < len(groups):
        kind, last = _recognised(text, groups, index, found)
        if kind and not (contact and kind == "telepon"):
            start, end = _begin(text, groups[index], groups[last].end), groups[last].end
            found.append(Finding(kind, start, end, _stars(groups[index : last + 1])))
        index = last + 1
    return tuple(found)


def masked(text: str) -> tuple[str, tuple[Kind, ...]]:
    """The text with each personal number replaced by words, and the kinds that were found, in alphabetical order.

    Masking brings words nearer to each other, so it is repeated until nothing is found: a masked text holds no finding.
    """
    kinds: set[Kind] = set()
    while found := findings(text):
        kinds.update(finding.kind for finding in found)
        text = replaced(text, found, lambda finding: MASKS[finding.kind])
    return text, tuple(sorted(kinds))


def starred(text: str) -> str:
    """The text with all but two figures of each personal number as stars, for names that a message must tell apart."""
    return replaced(text, findings(text), lambda finding: finding.preview)


def replaced(text: str, found: Sequence[Finding], by: Callable[[Finding], str]) -> str:
    """The text with each finding replaced; findings are in their order and do not overlap."""
    parts: list[str] = []
    place = 0
    for finding in found:
        parts += (text[place : finding.start], by(finding))
        place = finding.end
    return "".join([*parts, text[place:]])


def complaint(kind: Kind, preview: str) -> str:
    """What is said of a finding, in Indonesian; the number itself is in no message."""
    return f"tampaknya {KINDS[kind]} ({preview}); hapus, dan bila sudah dikirim minta pengelola membersihkan riwayat git"


def speaks_of(label: str) -> Literal["nisn", "telepon", "rekening"] | None:
    """What the number beside a label is, by its words: an account's number is nobody's telephone."""
    if _LABEL.search(label):
        return "nisn"
    if _TELEPHONE.search(label):
        return "telepon"
    return "rekening" if _ACCOUNT.search(label) else None


def preview(text: str, finding: Finding) -> str:
    """The first two digits and a star for every other: `18**************`. Never the number."""
    return _stars(_groups(text[finding.start : finding.end]))


def _begin(text: str, group: _Group, end: int) -> int:
    """Where the number begins, with the sign of its country or the bracket that is closed inside it."""
    before = text[group.start - 1 : group.start]
    opened = before == "(" and ")" in text[group.start : end]
    return group.start - 1 if before == "+" or opened else group.start


def _stars(groups: Sequence[_Group]) -> str:
    digits = "".join(group.digits for group in groups)
    return digits[:2] + "*" * (len(digits) - 2)


def _groups(text: str) -> list[_Group]:
    matches = list(_DIGITS.finditer(text))
    groups: list[_Group] = []
    joint = ""
    for match, following in zip(matches, [*matches, None][1:], strict=True):
        first = not joint
        joint = ""
        if following and following.start() - match.end() <= 3:
            between = text[match.end() : following.start()]
            joint = between if _BETWEEN.fullmatch(between) else ""
        groups.append(_Group(match.start(), match.end(), _ascii(match.group()), joint, first))
    return groups


def _ascii(digits: str) -> str:
    if digits.isascii():
        return digits
    return "".join(str(unicodedata.digit(digit)) for digit in digits)


def _recognised(
    text: str, groups: Sequence[_Group], index: int, found: Sequence[Finding]
) -> tuple[Kind | None, int]:
    """The kind of number that begins with this group, and the index of its last group."""
    if len(groups[index].digits) == 1 and not groups[index].first:
        return None, index  # single figures are one number only from the first on
    if last := _end_of_nik(groups, index):
        return "nik", last - 1
    if last := _end_of_phone(text, groups, index):
        return "telepon", last - 1
    if last := _end_of_nisn(text, groups, index, found):
        return "nisn", last - 1
    return None, index


def _windows(groups: Sequence[_Group], index: int, longest: int) -> Iterator[tuple[int, str]]:
    """What begins with this group and may be one number: the index after its last group, and its digits."""
    digits = ""
    for end in range(index, len(groups)):
        digits += groups[end].digits
        if len(digits) > longest:
            return
        yield end + 1, digits
        if not groups[end].joint:
            return


def _end_of_nik(groups: Sequence[_Group], index: int) -> int:
    """The index after the last group of a NIK, or 0."""
    for end, digits in _windows(groups, index, 16):
        if len(digits) == 16 and _is_nik(digits) and _is_grouped_as_nik(groups, index, end):
            return end
    return 0


def _is_nik(digits: str) -> bool:
    """A province, four digits of the district, the day of birth (40 more for a woman), month, year, a serial."""
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    day -= 40 if day > 40 else 0
    if digits[:2] not in PROVINCES or not 1 <= month <= 12:
        return False
    return (
        1 <= day <= calendar.monthrange(2000 + year, month)[1]
    )  # 1900 and 2000 differ by one day: it may pass


def _is_grouped_as_nik(groups: Sequence[_Group], index: int, end: int) -> bool:
    """Whether somebody would write one number so; rows of figures, dates and amounts also have 16 digits at times."""
    widths = tuple(len(group.digits) for group in groups[index:end])
    joints = {group.joint for group in groups[index : end - 1]}
    if len(widths) == 1:
        return True
    if set(widths) == {1}:
        return groups[index].first and not groups[end - 1].joint
    if widths == (8, 8) or min(widths) < 2 or widths[-1] < 4:
        return False  # two NPSN or dates, an amount with its thousands
    return not any("(" in joint for joint in joints) and (len(widths) <= 4 or len(joints) == 1)


def _end_of_phone(text: str, groups: Sequence[_Group], index: int) -> int:
    """The index after the last group of a private mobile number, or 0."""
    group = groups[index]
    if not group.digits.startswith(("08", "628", "62", "0062")) or _is_in_a_code(text, group):
        return 0
    plus = text[group.start - 1 : group.start] == "+"
    if not plus and _speaks_of(_ACCOUNT, text, group.start, unless=_TELEPHONE):
        return 0
    best = 0
    for end, digits in _windows(groups, index, 16):
        alone = group.first and not groups[end - 1].joint
        if len(digits) == 16 and alone and all(len(part.digits) == 4 for part in groups[index:end]):
            return 0  # four groups of four and no more: a NUPTK or a card
        if _is_mobile(digits) and _is_grouped_as_phone(text, groups, index, end):
            best = end
            if end == index + 1:
                break  # complete without what follows
    return best


def _is_mobile(digits: str) -> bool:
    """0 8x and 7 to 10 more; 080x is a free or a premium number of an office."""
    national = re.sub(r"^(?:00)?62(?=0?8)0?", "0", digits)
    return re.fullmatch(r"08[1-9]\d{7,10}", national) is not None


def _is_grouped_as_phone(text: str, groups: Sequence[_Group], index: int, end: int) -> bool:
    if end == index + 1:
        return True
    first, second = groups[index], groups[index + 1]
    if not first.first and not re.search(r"[\s(]", text[groups[index - 1].end : first.start]):
        return False  # the middle of an ISBN
    rest = index + 1
    if first.digits in ("62", "0062"):
        rest += 1 if second.digits == "0" else 0
        if rest >= end or not groups[rest].digits.startswith(("8", "08")) or len(groups[rest].digits) < 3:
            return False
    elif len(first.digits) < 3:
        return False  # 08.12.2024 and 08.30 are a date and an hour
    return all(len(group.digits) > 1 for group in groups[rest:end])


def _is_in_a_code(text: str, group: _Group) -> bool:
    """Whether letters stand on both sides, as in a hash."""
    before, after = text[group.start - 1 : group.start], text[group.end : group.end + 1]
    return before.isalpha() and after.isalpha()


def _speaks_of(word: re.Pattern[str], text: str, place: int, *, unless: re.Pattern[str]) -> bool:
    """Whether the word stands shortly before the place, with no digit and no such other word between."""
    before = re.split(r"\d", text[max(0, place - 32) : place])[-1]
    matches = list(word.finditer(before))
    return bool(matches) and not unless.search(before, matches[-1].end())


def _end_of_nisn(text: str, groups: Sequence[_Group], index: int, found: Sequence[Finding]) -> int:
    """The index after the last group of a NISN, or 0. Ten digits alone are an account, a telephone, anything."""
    group = groups[index]
    before = text[max(0, group.start - _NEAR) : group.start]
    labels = list(_LABEL.finditer(before))
    if labels and _AFTER_LABEL.fullmatch(before, labels[-1].end()):
        for end, digits in _windows(groups, index, 10):
            if len(digits) == 10:
                return end
    if not _PUPIL.fullmatch(group.digits):
        return 0
    if _speaks_of(_ACCOUNT, text, group.start, unless=_LABEL) or _speaks_of(
        _TELEPHONE, text, group.start, unless=_LABEL
    ):
        return 0
    after = re.split(r"\d", text[group.end : group.end + _NEAR])[0]
    goes_on = bool(found) and found[-1].kind == "nisn" and group.start - found[-1].end <= _NEAR
    is_named = labels or _LABEL.search(after) or goes_on or _is_beside_a_name(text, group)
    return index + 1 if is_named else 0


def _is_beside_a_name(text: str, group: _Group) -> bool:
    """Whether two words of a name, or one after "siswa" or "nama", stand right before or behind the number."""
    before, after = text[max(0, group.start - 60) : group.start], text[group.end : group.end + 60]
    words = re.findall(rf"(?:{_LETTER}|['’.])+", before)
    gap = re.search(r"[^\w.'’]*$", before)
    if gap and _BESIDE.fullmatch(gap.group()):
        if len(words) > 1 and _is_name(words[-2:]) and not _names_a_thing(words[-4:]):
            return True
        head = before[: gap.start()].removesuffix(words[-1]) if words else ""
        if words and _is_name(words[-1:]) and _PERSON.search(head):
            return True
    gap = re.match(r"[^\w]*", after)
    words = re.findall(rf"(?:{_LETTER}|['’])+", after)
    return bool(gap and _BESIDE.fullmatch(gap.group()) and len(words) > 1 and _is_name(words[:2]))


def _is_name(words: Sequence[str]) -> bool:
    return all(word[0].isupper() and len(word) > 1 for word in words) and not _names_a_thing(words)


def _names_a_thing(words: Sequence[str]) -> bool:
    return any(word.strip(".'’").lower() in _NOT_A_NAME for word in words)
