"""The scan for personal numbers: what is one, what only looks like one, and that masking leaves none.

Every number is made up by rule here; none is taken from a person or a document.
"""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.privacy import MASKS, PROVINCES, Finding, findings, masked, preview

WIDE = str.maketrans("0123456789", "".join(chr(0xFF10 + digit) for digit in range(10)))
ARABIC = str.maketrans("0123456789", "".join(chr(0x660 + digit) for digit in range(10)))
MAN, WOMAN = "1871012908040007", "1807036912990001"  # 29 August 2004; 29 December 1999, the day plus 40
PUPIL, OTHER = "0091234567", "3151234567"
NAME = "Budi Karyadi"


def nik(province: str, day: int = 17, month: int = 8, year: int = 5, serial: int = 12) -> str:
    return f"{province}0203{day:02}{month:02}{year:02}{serial:04}"


def groups(number: str, widths: str, joint: str) -> str:
    """The number in groups of these widths: `groups("18710129", "44", "-")` is `1871-0129`."""
    parts, place = [], 0
    for width in map(int, widths):
        parts.append(number[place : place + width])
        place += width
    return joint.join(parts)


NIKS = [
    *map(nik, sorted(PROVINCES)),
    nik("18", day=1, month=1),
    nik("18", day=31, month=12),
    nik("18", day=29, month=2, year=0),
    nik("18", day=29, month=2, year=4),
    nik("18", day=41, month=1),
    nik("18", day=71, month=12),
    nik("18", day=70, month=11),
    MAN.translate(WIDE),
    MAN[:8] + MAN[8:].translate(WIDE),
    MAN.translate(ARABIC),
    groups(MAN, "4444", " "),
    groups(MAN, "4444", "-"),
    groups(MAN, "4444", "."),
    groups(MAN, "4444", "\u00a0"),
    groups(MAN, "4444", "\u2013"),
    groups(MAN, "4444", " - "),
    groups(MAN, "664", " "),
    groups(MAN, "664", "."),
    groups(MAN, "22264", "."),
    groups(MAN, "22264", "-"),
    groups(MAN, "2222224", "."),
    groups(MAN, "2222224", " "),
    groups(MAN, "6222", "-") + "-" + MAN[12:],
    groups(MAN, "4444", " ").translate(WIDE),
    groups(MAN, "1111111111111111", " "),
    groups(MAN, "88", "\u200b")[:8] + "\u200b" + groups(MAN[8:], "44", "\u200b"),
    f"NIK {MAN}",
    f"NIK:{WOMAN}",
    f"NIK{WOMAN}",
    f"({WOMAN})",
    f"nomor KTP {MAN}, warga Krui",
    f"1. {MAN}",
    f"{NAME}\t{MAN}\tguru",
    f"no. {groups(WOMAN, '4444', ' ')}.",
]
NISNS = [
    f"NISN {PUPIL}",
    f"NISN: {PUPIL}",
    f"nisn={PUPIL}",
    f"N.I.S.N atau NISN adalah {PUPIL}",
    f"Nomor Induk Siswa Nasional {PUPIL}",
    f"No. Induk Siswa Nasional: {PUPIL}",
    f"NISN : {groups(PUPIL, '334', ' ')}",
    f"NISN 1234567890 {NAME}",
    f"NISN {PUPIL.translate(WIDE)}",
    f"{PUPIL} (NISN)",
    f"NIS/NISN: 4321/{PUPIL}",
    f"siswa dengan NISN yang tercatat {PUPIL}",
    f"{NAME} {PUPIL}",
    f"{NAME} ({PUPIL})",
    f"{NAME} - {PUPIL}",
    f"{NAME}, {PUPIL}",
    f"{NAME}\n{PUPIL}",
    f"{NAME} | {PUPIL} | XII IPA",
    f"{NAME.upper()} {PUPIL}",
    f"{PUPIL} {NAME.upper()}",
    f"{PUPIL} - {NAME}",
    f"1 {OTHER} {NAME} L",
    f"{NAME} {OTHER}",
    f"siswa Karyadi {PUPIL}",
    f"nama: Karyadi ({PUPIL})",
]
PHONES = [
    "081200001234",
    "0812-0000-1234",
    "0812 0000 1234",
    "0812.0000.1234",
    "0812\u00a00000\u00a01234",
    "0812 000 0123",
    "08120000123",
    "0812000012",
    "0812000012345",
    "(0812) 0000-1234",
    "+6281200001234",
    "+62 812 0000 1234",
    "+62 812-0000-1234",
    "+62-812-0000-1234",
    "+62 (0) 812 0000 1234",
    "+62 (812) 0000 1234",
    "+62 0812 0000 1234",
    "6281200001234",
    "62 812 0000 1234",
    "62812 0000 1234",
    "00628120000 1234",
    "081200001234".translate(WIDE),
    "WA 085700001234 (Admin)",
    "HP. 089500001234",
    "Hubungi: 0838-0000-123",
    "https://wa.example/6281200001234",
    "1. 0812 0000 1234",
    "1.081200001234",
    "transfer ke rekening BRI, konfirmasi 081200001234",
    "bank mana pun; WA 0812-0000-1234",
]
NOTHING = [
    # NIP: born, appointed, sex, serial
    "NIP 197805122005011003",
    "NIP. 19780512 200501 1 003",
    "19780512 200501 1 003",
    "198012312010122001",
    "NIP 19850817 201001 2 015",
    "1978-0512-2005-0110-03",
    "197805122005011003".translate(WIDE),
    # NUPTK and cards: 16 digits that are no NIK
    "NUPTK 4455756658300012",
    "8837745648200012",
    "0837745648200012",
    "0837 7456 4820 0012",
    "4000 1234 5678 9010",
    "1871013208040007",  # the 32nd
    "1871017208040007",  # the 72nd, which is the 32nd plus 40
    "1871010008040007",
    "1871014008040007",
    "1871012913040007",  # month 13
    "1871012900040007",
    "1871013102040007",  # 31 February
    "1871012902050007",  # 29 February 2005
    "2071012908040007",  # no such province
    "5471012908040007",
    "9971012908040007",
    "0071012908040007",
    # more and fewer digits
    MAN + "1",
    MAN[:-1],
    MAN + MAN,
    # ISBN, ISSN
    "ISBN 9786020312345",
    "ISBN 978-602-03-1234-5",
    "ISBN 978-623-1234-56-7",
    "978-081-2345-67-8",
    "978-0-8123-4567-8",
    "ISBN 0-8123-4567-8",
    "ISBN 0091234567",
    "ISSN 2085-1234",
    # accounts
    "rekening BRI 1234-01-012345-53-4",
    "rekening BNI 0812345678",
    "Rek. BCA: 0812345678",
    "Bank Mandiri 114-00-1234567-8",
    "Bank Lampung 0091234567",
    "rekening 0091234567 atas nama Dinas Pendidikan",
    "Virtual Account 0091234567",
    "BNI 0091234567 a.n. Panitia",
    f"Bank BRI 009123456712345 {NAME}",
    # letters, laws, budgets
    "421.3/123/V.01/DP.2/2026",
    "Nomor 800/0812/III.01/2026",
    "No. 0821/UN26/KP/2026",
    "Nomor: 081/PAN-SPMB/VI/2026",
    "Permendikbud 12 Tahun 2024",
    "kode 5.2.02.05.02.0004",
    "1.01.02.2.01.0048",
    # NPSN, codes
    "NPSN 10801234",
    "NPSN 10801234, 10805678",
    "10801234 10805678",
    "12052024 05062025",
    "kode pos 35144",
    "Kode wilayah 18.71.01.2003",
    # telephones of offices
    "0721481234",
    "(0721) 481234",
    "0721-481234",
    "Telepon (0721) 481 234, faks (0721) 481 235",
    "+62 721 481234",
    "telepon 0217971234",
    "Kantor Dinas 0217971234",
    "0725-41234",
    "0800-1-123456",
    "08001234567",
    "0804 1 234567",
    "1500-888",
    "112",
    # dates and hours
    "08.12.2024",
    "08.12.2024 10.00 - 12.00",
    "08-12-2024 s.d. 10-12-2024",
    "18.12.2024-05.10.2025",
    "18-12-2024 05-10-2025",
    "08.30-12.00 WIB",
    "2026-11-24T06:00:00+07:00",
    "20261124060000",
    "2024 2025 2026 2027",
    # amounts and tables
    "Rp12.500.000",
    "Rp12.500.000-15.000.000",
    "Rp 1.871.012.908.040.007",
    "1.250.000.000.000",
    "18,5 20,3 12,1 10,9 15,0",
    "18 25 30 41 10 15 20 33",
    "812 341 221 120",
    "62 81 20 33 41 55",
    # ten digits alone
    PUPIL,
    f"nomor peserta {PUPIL}",
    f"kode {PUPIL} diterima",
    f"Mahasiswa {NAME} 2015061001",
    f"tautan ?id={PUPIL}",
    f"daftar {PUPIL}, {OTHER}",
    f"Nomor Pendaftaran {PUPIL}",
    "cek NISN di kantor, telepon 0721481234",
    "a081200001234f",
    "",
    "NISN",
    "[NISN disamarkan] 1234567890",
]
CASES = [
    *(("nik", text) for text in NIKS),
    *(("nisn", text) for text in NISNS),
    *(("telepon", text) for text in PHONES),
]


def test_the_tables_are_long_enough() -> None:
    assert (len(CASES) >= 80, len(NOTHING) >= 80) == (True, True)


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_a_personal_number_is_found(kind: str, text: str) -> None:
    assert [kind] == [finding.kind for finding in findings(text)]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_a_masked_text_prints_none_of_its_digits(kind: str, text: str) -> None:
    finding = findings(text)[0]

    assert (text[: finding.start] + MASKS[finding.kind] + text[finding.end :], (kind,)) == masked(text)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_personal_number_is_left(text: str) -> None:
    assert ((), (text, ())) == (findings(text), masked(text))


@pytest.mark.parametrize("text", PHONES)
def test_a_field_for_contact_may_hold_a_telephone_number(text: str) -> None:
    assert () == findings(text, contact=True)


@pytest.mark.parametrize("text", [*NIKS, *NISNS])
def test_a_field_for_contact_may_hold_nothing_else(text: str) -> None:
    assert findings(text) == findings(text, contact=True)


def test_a_finding_says_where_it_stands() -> None:
    text = f"NIK {MAN}, HP +62 812-0000-1234."

    assert (
        Finding("nik", 4, 20, "18**************"),
        Finding("telepon", 25, 42, "62***********"),
    ) == findings(text)


def test_several_numbers_in_a_row_are_all_found() -> None:
    text = f"{MAN} {WOMAN}\n0812 0000 1234 0857 0000 1234\nNISN {PUPIL}, {OTHER}; {PUPIL}"

    assert ["nik", "nik", "telepon", "telepon", "nisn", "nisn", "nisn"] == [f.kind for f in findings(text)]


@pytest.mark.parametrize("text", [text for _, text in CASES])
def test_a_preview_shows_two_digits_at_most(text: str) -> None:
    finding = findings(text)[0]

    shown = preview(text, finding)

    assert (finding.preview, 2, True) == (
        shown,
        sum(map(str.isdigit, shown)),
        set(shown[2:]) == {"*"} and shown.isascii(),
    )


def test_kinds_are_named_once_in_alphabetical_order() -> None:
    assert ("nik", "telepon") == masked(f"0812 0000 1234 {MAN} {WOMAN}")[1]


def test_most_random_numbers_of_sixteen_digits_are_no_nik() -> None:
    # multiples of a large prime spread evenly over all numbers of 16 digits
    found = sum(bool(findings(f"{number * 7_919_999_999_999 % 10**16:016}")) for number in range(5000))

    assert found / 5000 < 0.04


BIRTHS = st.tuples(
    st.sampled_from(sorted(PROVINCES)), st.dates(), st.booleans(), st.integers(0, 9999), st.integers(1, 9999)
)


@given(BIRTHS)
def test_every_nik_of_the_form_is_found(birth: tuple[str, object, bool, int, int]) -> None:
    province, day, woman, district, serial = birth
    month, year = day.month, day.year % 100  # type: ignore[attr-defined]
    of_month = day.day + 40 * woman  # type: ignore[attr-defined]
    number = f"{province}{district:04}{of_month:02}{month:02}{year:02}{serial:04}"

    assert ["nik"] == [finding.kind for finding in findings(f"a {number} b")]


PIECES = st.sampled_from(
    [MAN, WOMAN, PUPIL, OTHER, "081200001234", "0812", "+62", "62", "1871", "0129", "0804", "0007", "8", "18",
     " ", "-", ".", "(", ")", "\n", "/", "\u200b", "NISN ", "NISN", NAME, " siswa ", "Bank ", "hp ", "[NISN disamarkan]",
     "\uff10", "\u0661"]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=16).map("".join), st.text(max_size=60), st.text("0123456789 .-+()", max_size=80)
)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_a_masked_text_holds_no_finding(text: str) -> None:
    assert () == findings(masked(text)[0])


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_masking_again_changes_nothing(text: str) -> None:
    once, _ = masked(text)

    assert (once, ()) == masked(once)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_findings_stand_in_order_and_apart(text: str) -> None:
    places = [place for finding in findings(text) for place in (finding.start, finding.end)]

    assert (sorted(places), len(places)) == (
        places,
        len(set(places)) + sum(a == b for a, b in zip(places[1::2], places[2::2], strict=False)),
    )


@pytest.mark.parametrize(
    "text",
    ["1 " * 50_000, "1871 " * 30_000, "0" * 300_000, "NISN " * 40_000, "0812 " * 30_000, "Budi " * 40_000],
)
def test_a_text_made_to_be_slow_is_scanned_in_time(text: str) -> None:
    begun = time.perf_counter()

    masked(text)

    assert time.perf_counter() - begun < 15
