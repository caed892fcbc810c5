"""Personal numbers in documents: found wherever they stand, printed nowhere; and documents made to do harm.

Every number is made up by rule here; none is taken from a person or a document.
"""

import io
import random
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import papers
import pypdf
import pypdf.annotations
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from test_privacy import MAN, NAME, NIKS, NISNS, NOTHING, PHONES, PUPIL, WIDE

from generator.papers import child, scan
from generator.papers.passages import Found
from generator.papers.scan import Scan, scans
from generator.privacy import PROVINCES

CHANCE = random.Random(20261124)


def nik() -> str:
    day = CHANCE.randint(1, 28) + 40 * CHANCE.randint(0, 1)
    birth = f"{day:02}{CHANCE.randint(1, 12):02}{CHANCE.randint(0, 99):02}"
    return (
        f"{CHANCE.choice(sorted(PROVINCES))}{CHANCE.randint(0, 9999):04}{birth}{CHANCE.randint(1, 9999):04}"
    )


THOUSAND = [nik() for _ in range(1000)]


def written(number: str, place: int) -> str:
    """The number as this or that writer would have it."""
    groups = [number[start : start + 4] for start in range(0, 16, 4)]
    return (number, number.translate(WIDE), " ".join(groups), "-".join(groups))[place % 4]


PROSE = [f"Warga {NAME} dengan NIK {written(each, place)} hadir." for place, each in enumerate(THOUSAND)]
ROWS: list[list[Any]] = [
    ["No", "Nama", "NIK", "Alamat"],
    *([str(place), NAME, written(each, place), "Krui"] for place, each in enumerate(THOUSAND, 1)),
]
AS_NUMBERS: list[list[Any]] = [
    [place, NAME, int(each), "Krui"] for place, each in enumerate(THOUSAND) if each[15] == "0"
]


def pages(lines: list[str], count: int = 40) -> list[str]:
    return ["\n".join(lines[start : start + count]) for start in range(0, len(lines), count)]


def looked(name: str, content: bytes, tmp_path: Path) -> Scan:
    """A scan in this process, as the child makes it."""
    path = tmp_path / name
    path.write_bytes(content)
    said = child.looked_into(path, seconds=60)
    return Scan(tuple(said["temuan"]), tuple(said["galat"]))


def places(found: Scan) -> list[tuple[str, str, str]]:
    return [(each.field, each.place, each.kind) for each in found.findings]


FORMS: dict[str, Callable[[], bytes]] = {
    "prosa.pdf": lambda: papers.pdf(pages(PROSE)),
    "tabel.pdf": lambda: papers.pdf(pages(["   ".join(row) for row in ROWS])),
    "prosa.docx": lambda: papers.word(PROSE),
    "tabel.docx": lambda: papers.word([], [ROWS[:501], [ROWS[0], *ROWS[501:]]]),
    "prosa.xlsx": lambda: papers.xlsx({"Catatan": [[line] for line in PROSE]}),
    "tabel.xlsx": lambda: papers.xlsx({"Data": ROWS}),
    "tabel.csv": lambda: "\n".join(";".join(row) for row in ROWS).encode(),
}


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scan]:
    """The scan of a thousand numbers in each form, by children."""
    folder = tmp_path_factory.mktemp("seribu")
    for name, make in FORMS.items():
        (folder / name).write_bytes(make())
    return dict(zip(FORMS, scans([folder / name for name in FORMS], jobs=2), strict=True))


@pytest.mark.parametrize("name", FORMS)
def test_each_of_a_thousand_niks_is_found(thousand: dict[str, Scan], name: str) -> None:
    found = thousand[name]

    previews = [each.preview for each in found.findings]
    assert (["nik"] * 1000, [f"{each[:2]}{'*' * 14}" for each in THOUSAND], ()) == (
        [each.kind for each in found.findings],
        previews,
        found.fault,
    )


@pytest.mark.parametrize("name", FORMS)
def test_none_of_a_thousand_niks_is_printed(thousand: dict[str, Scan], name: str) -> None:
    said = "\n".join(str(problem) for problem in scan.problems(f"satker/a/berkas/{name}", thousand[name], ()))

    assert (1000, []) == (said.count("galat ISI-16"), re.findall(r"\d{5,}", said))


def test_a_nik_that_a_sheet_holds_as_a_number_is_found(tmp_path: Path) -> None:
    found = looked("a.xlsx", papers.xlsx({"Data": AS_NUMBERS}), tmp_path)

    assert [("lembar Data", f"sel C{row}", "nik") for row in range(1, len(AS_NUMBERS) + 1)] == places(found)


# What only looks like one --------------------------------------------------------------------------------------

APART = "Keterangan lain tentang pelayanan."
ALIKE = [text for text in NOTHING if text and not text.endswith("NISN") and "disamarkan" not in text]
LOOKALIKES: dict[str, Callable[[], bytes]] = {
    "a.pdf": lambda: papers.pdf(pages([line for text in ALIKE for line in (text, APART)], 30)),
    "a.docx": lambda: papers.word([line for text in ALIKE for line in (text, APART)]),
    "t.docx": lambda: papers.word([], [[[APART, text, APART] for text in ALIKE]]),
    "a.xlsx": lambda: papers.xlsx({"Data": [[APART, text, APART] for text in ALIKE]}),
    "a.csv": lambda: "\n".join(f'{APART};"{text}";{APART}' for text in ALIKE).encode(),
}


@pytest.mark.parametrize("name", LOOKALIKES)
def test_what_only_looks_like_a_personal_number_is_left(name: str, tmp_path: Path) -> None:
    found = looked(name, LOOKALIKES[name](), tmp_path)

    assert ((), ()) == (found.findings, found.fault)


AMOUNTS = [
    3151234567,
    628123456789,
    62812345678,
    81200001234,
    45678,
    1871,
    0.1871012908040007,
    33.333333333333336,
]


def test_amounts_of_a_budget_are_nobodys_number(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Uraian", "Pagu", "Realisasi"],
        *(["Belanja Modal", each, each] for each in AMOUNTS),
    ]

    assert [] == places(looked("a.xlsx", papers.xlsx({"Anggaran": rows}), tmp_path))


def test_amounts_as_text_are_known_by_the_head_of_their_column(tmp_path: Path) -> None:
    rows = "".join(f"Belanja Modal;{each}\n" for each in AMOUNTS[:4])

    assert [] == places(looked("a.csv", f"Uraian;Jumlah (Rp)\n{rows}".encode(), tmp_path))


def test_an_account_is_known_by_the_head_of_its_column(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Nama", "No. Rekening"], [NAME, PUPIL], [NAME, "081200001234"]]

    assert [] == places(looked("a.xlsx", papers.xlsx({"Data": rows}), tmp_path))


def test_codes_of_schools_and_staff_are_left(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["NPSN", "Nama", "NIP", "NUPTK", "Tanggal"],
        *(
            [10800000 + each, NAME, "197805122005011003", "4455756658300012", 46000 + each]
            for each in range(50)
        ),
    ]

    assert [] == places(looked("a.xlsx", papers.xlsx({"Data": rows}), tmp_path))


# Where they stand -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*NIKS, *NISNS, *PHONES])
def test_every_way_to_write_a_number_is_found_in_a_document(text: str, tmp_path: Path) -> None:
    kind = "nik" if text in NIKS else "nisn" if text in NISNS else "telepon"

    found = looked("a.docx", papers.word([text]), tmp_path)

    assert [kind] == [each.kind for each in found.findings]


def test_a_page_is_named(tmp_path: Path) -> None:
    assert [("halaman 2", "", "nik")] == places(looked("a.pdf", papers.pdf([APART, MAN]), tmp_path))


def test_what_stands_beside_a_page_is_read(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(papers.pdf([APART, APART])))
    note = pypdf.annotations.FreeText(text=f"NIK {MAN}", rect=(50, 50, 200, 100))
    writer.add_annotation(1, note)
    writer.add_annotation(
        1, pypdf.annotations.Link(rect=(1, 1, 9, 9), url="https://wa.example/6281200001234")
    )
    writer.add_metadata({"/Subject": f"untuk {MAN}"})
    packed = io.BytesIO()
    writer.write(packed)

    assert [
        ("keterangan dokumen", "", "nik"),
        ("halaman 2", "catatan atau isian", "nik"),
        ("halaman 2", "catatan atau isian", "telepon"),
    ] == places(looked("a.pdf", packed.getvalue(), tmp_path))


def test_a_field_of_a_form_is_read(tmp_path: Path) -> None:
    form = b"<< /Fields [<< /FT /Tx /T (NISN) /V (%b) >>] >>" % PUPIL.encode()

    found = looked("a.pdf", papers.pdf([APART], more={"AcroForm": form}), tmp_path)

    assert [("isian formulir", "", "nisn")] == places(found)


def test_a_cell_is_named_also_in_a_hidden_sheet_row_and_column(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Lembar 2")
    sheet["AB7"] = MAN
    sheet.sheet_state = "hidden"
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["AB"].hidden = True
    packed = io.BytesIO()
    book.save(packed)

    assert [("lembar Lembar 2", "sel AB7", "nik")] == places(looked("a.xlsx", packed.getvalue(), tmp_path))


def test_zeros_that_a_sheet_has_lost_are_put_back_under_their_head(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Nama", "NISN", "No. HP"], ["Budi", int(PUPIL), 81200001234]]

    assert [("lembar Data", "sel B2", "nisn"), ("lembar Data", "sel C2", "telepon")] == places(
        looked("a.xlsx", papers.xlsx({"Data": rows}), tmp_path)
    )


def test_a_number_beside_a_name_in_the_next_cell_is_found(tmp_path: Path) -> None:
    assert [("lembar Data", "sel B1", "nisn")] == places(
        looked("a.xlsx", papers.xlsx({"Data": [[NAME, PUPIL]]}), tmp_path)
    )


def test_the_boxes_of_a_form_are_one_number(tmp_path: Path) -> None:
    assert [("tabel 1", "baris 1, kolom 2", "nik")] == places(
        looked("a.docx", papers.word([], [[["NIK", *MAN]]]), tmp_path)
    )


def test_cells_beside_each_other_are_not_one_number(tmp_path: Path) -> None:
    groups = [[MAN[:4], MAN[4:8], MAN[8:12], MAN[12:]]]

    assert [] == places(looked("a.xlsx", papers.xlsx({"Data": groups}), tmp_path))


def test_comments_and_edges_of_a_sheet_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Data"
    sheet["A1"] = APART
    sheet["A1"].comment = Comment(f"NIK {MAN}", "x")
    assert sheet.oddHeader is not None
    sheet.oddHeader.center.text = f"Rahasia {MAN}"
    packed = io.BytesIO()
    book.save(packed)

    assert {("lembar Data", "", "nik"), ("bagian xl/comments/comment1.xml", "", "nik")} == set(
        places(looked("a.xlsx", packed.getvalue(), tmp_path))
    )


def test_a_number_in_the_name_of_a_sheet_is_found_and_not_printed(tmp_path: Path) -> None:
    found = looked("a.xlsx", papers.xlsx({MAN: [[MAN]]}), tmp_path)

    assert [("nama lembar", "", "nik"), ("lembar NIK disamarkan", "sel A1", "nik")] == places(found)[:2]
    assert MAN not in str(found)


def test_what_a_pivot_table_remembers_is_read(tmp_path: Path) -> None:
    part = b'<r xmlns="x"><s v="Budi"/><n v="%b"/></r>' % f"{int(MAN):.15E}".encode()
    book = papers.with_parts(papers.xlsx({"Data": [[APART]]}), {"xl/pivotCache/pivotCacheRecords1.xml": part})

    assert [("bagian xl/pivotCache/pivotCacheRecords1.xml", "", "nik")] == places(
        looked("a.xlsx", book, tmp_path)
    )


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def body(inner: str) -> bytes:
    """A document with this in its body, under another prefix than usual."""
    text = f"<w:document {W}><w:body>{inner}</w:body></w:document>".replace("w:", "q:").replace(
        "xmlns:w", "xmlns:q"
    )
    return papers.with_parts(papers.word(), {"word/document.xml": text.encode()})


@pytest.mark.parametrize(
    ("inner", "place"),
    [
        (f"<w:p><w:r><w:t>{MAN[:5]}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{MAN[5:]}</w:t></w:r></w:p>", 1),
        (f"<w:p/><w:p><w:del><w:r><w:delText>{MAN}</w:delText></w:r></w:del></w:p>", 2),
        (f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{MAN}</w:t></w:r></w:p>", 1),
        (f"<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{MAN}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>", 1),
        (f'<w:p><w:r><w:instrText>HYPERLINK "https://x.example/{MAN}"</w:instrText></w:r></w:p>', 1),
        (f"<w:p><w:r><w:t>{MAN[:4]}</w:t><w:noBreakHyphen/><w:t>{MAN[4:8]}</w:t><w:tab/><w:t>{MAN[8:12]}</w:t><w:noBreakHyphen/><w:t>{MAN[12:]}</w:t></w:r></w:p>", 1),
    ],
)  # fmt: skip
def test_a_number_is_found_however_a_document_keeps_it(inner: str, place: int, tmp_path: Path) -> None:
    assert [("isi", f"paragraf {place}", "nik")] == places(looked("a.docx", body(inner), tmp_path))


def test_what_an_old_form_repeats_is_found_once(tmp_path: Path) -> None:
    twice = f"<w:p><w:r><w:Choice><w:t>{MAN}</w:t></w:Choice><w:Fallback><w:t>{MAN}</w:t></w:Fallback></w:r></w:p>"

    assert [("isi", "paragraf 1", "nik")] == places(looked("a.docx", body(twice), tmp_path))


def test_a_table_within_a_table_has_its_own_number(tmp_path: Path) -> None:
    cell = "<w:tc>{}<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format('', MAN)}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell.format('', 'a')}{cell.format(inner, MAN)}</w:tr></w:tbl>"

    assert [("tabel 2", "baris 1, kolom 1", "nik"), ("tabel 1", "baris 1, kolom 2", "nik")] == places(
        looked("a.docx", body(outer), tmp_path)
    )


def test_edges_and_embedded_sheets_of_a_document_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(APART)
    document.sections[0].header.paragraphs[0].text = MAN
    document.sections[0].footer.paragraphs[0].text = f"HP {PHONES[0]}"
    packed = io.BytesIO()
    document.save(packed)
    sheet = papers.xlsx({"Data": [[MAN]]})
    content = papers.with_parts(packed.getvalue(), {"word/embeddings/Book1.xlsx": sheet})

    assert {
        ("kepala halaman", "paragraf 1", "nik"),
        ("kaki halaman", "paragraf 1", "telepon"),
        ("sisipan Book1.xlsx, lembar Data", "sel A1", "nik"),
    } == set(places(looked("a.docx", content, tmp_path)))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (f"nama;nik\n\n{NAME};{MAN}\n".encode(), 3),
        (f"nama,nik\r\n{NAME},{MAN}\r\n".encode("utf-16"), 2),
        (f"\ufeffnama\tnik\nAndré\t{MAN}".encode("cp1252", "replace"), 2),
        (f'nama,nik\n"dua\nbaris",{MAN}'.encode(), 2),
        (MAN.encode(), 1),
    ],
)
def test_a_row_of_csv_is_named_by_its_line(content: bytes, line: int, tmp_path: Path) -> None:
    found = looked("a.csv", content, tmp_path)

    assert [(line, "nik")] == [(each.line, each.kind) for each in found.findings]


# What cannot be read --------------------------------------------------------------------------------------------

READABLE = papers.pdf([APART])


def locked() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(READABLE))
    writer.encrypt("rahasia", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def guarded() -> bytes:
    """A PDF that opens without a password and may not be changed."""
    writer = pypdf.PdfWriter(io.BytesIO(papers.pdf([MAN])))
    writer.encrypt("", "pemilik", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def attached() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(READABLE))
    writer.add_attachment("daftar.xlsx", b"PK")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return packed.getvalue()


BILLION = b"".join(
    [
        b"<!DOCTYPE a [<!ENTITY a0 'x'>",
        *(b"<!ENTITY a%d '%b'>" % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)),
        b"]><a>&a9;</a>",
    ]
)
OUTSIDE = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'
EMPTY = papers.xlsx({"Data": [["a"]]})


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.pdf", locked(), ("sandi", "")),
        ("a.pdf", b"%PDF-1.7\n", ("rusak", "")),
        ("a.pdf", READABLE[: len(READABLE) // 2], ("rusak", "")),
        ("a.pdf", b"%PDF-1.7\n" + b"[" * 200_000, ("rusak", "")),
        ("a.pdf", papers.pdf([""], scanned=[1]), ("pindai", "")),
        ("a.pdf", papers.pdf(["", ""]), ("pindai", "")),
        ("a.pdf", papers.pdf([APART, "", APART, "hal. 4"], scanned=[2, 4]), ("pindai", "2, 4")),
        ("a.pdf", attached(), ("sisipan", "")),
        ("a.docx", b"PK\x03\x04", ("rusak", "")),
        ("a.docx", zipped({"a.txt": b"x"}), ("rusak", "")),
        ("a.docx", zipped({"word/document.xml": BILLION}), ("rusak", "")),
        ("a.docx", zipped({"word/document.xml": OUTSIDE}), ("rusak", "")),
        ("a.docx", zipped({"word/document.xml": b"<a><b></a>"}), ("rusak", "")),
        ("a.docx", zipped({"word/document.xml": b"<a/>", "word/media/1.png": b""}), ("pindai", "")),
        ("a.docx", EMPTY[:-40], ("rusak", "")),
        ("a.xlsx", papers.with_parts(EMPTY, {"xl/sharedStrings.xml": BILLION}), ("rusak", "")),
        ("a.xlsx", zipped({"xl/workbook.xml": b"<a/>"} | {f"{each}.xml": b"" for each in range(6000)}), ("besar", "")),
        ("a.xlsx", papers.with_parts(EMPTY, {"xl/embeddings/a.docx": b"PK"}), ("rusak", "")),
        ("a.csv", b"", ()),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_once(
    name: str, content: bytes, fault: tuple[str, ...], tmp_path: Path
) -> None:
    assert ((), fault) == looked(name, content, tmp_path)


def test_a_document_that_is_only_locked_against_changes_is_read(tmp_path: Path) -> None:
    assert [("halaman 1", "", "nik")] == places(looked("a.pdf", guarded(), tmp_path))


def test_a_page_that_cannot_be_read_is_named_and_does_not_hide_the_next(tmp_path: Path) -> None:
    parts = papers.pdf([APART, MAN]).split(b"/FlateDecode")
    content = b"/FlateDecode".join(parts[:3]) + b"/FlateDecodX" + b"/FlateDecode".join(parts[3:])

    found = looked("a.pdf", content, tmp_path)

    assert ([("halaman 2", "", "nik")], ("rusak", "1")) == (places(found), found.fault)


def test_a_document_with_ever_more_numbers_is_given_up(tmp_path: Path) -> None:
    found = looked("a.csv", f"{MAN}\n".encode() * 5000, tmp_path)

    assert (1000, ("banyak", "")) == (len(found.findings), found.fault)


def zip_bomb() -> bytes:
    return zipped({"word/document.xml": b"<a>" + b" " * (310 << 20)})


def strings_without_end() -> bytes:
    strings = b"<sst>" + b"<si><t>a text</t></si>" * 1_500_000 + b"</sst>"
    return papers.with_parts(EMPTY, {"xl/sharedStrings.xml": strings})


def pages_in_a_ring() -> bytes:
    ring = b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"
    return papers.assembled([b"<< /Type /Catalog /Pages 2 0 R >>", ring])


def pages_without_end() -> bytes:
    return papers.pdf(["\n".join([MAN, *[APART] * 60])] * 200)


@pytest.mark.parametrize(
    ("name", "make", "megabytes", "fault"),
    [
        ("a.docx", zip_bomb, 400, "besar"),
        ("a.xlsx", strings_without_end, 100, "memori"),
        ("a.pdf", pages_in_a_ring, 400, "rusak"),
        ("a.pdf", pages_without_end, 400, "lama"),
    ],
)
def test_a_bomb_ends_within_its_limits_and_the_next_document_is_read(
    name: str, make: Callable[[], bytes], megabytes: int, fault: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(make())
    (tmp_path / "b.docx").write_bytes(papers.word([MAN]))
    seconds = 1 if fault == "lama" else 20
    begun = time.perf_counter()

    bomb, good = scans([tmp_path / name, tmp_path / "b.docx"], jobs=1, seconds=seconds, megabytes=megabytes)

    assert (fault, [("isi", "paragraf 1", "nik")]) == (bomb.fault[0], places(good))
    assert time.perf_counter() - begun < 40


def test_what_was_found_before_the_time_was_over_counts(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pages_without_end())

    [found] = scans([tmp_path / "a.pdf"], jobs=1, seconds=1)

    assert ("lama", "halaman 1") == (found.fault[0], found.findings[0].field)


def test_a_child_that_dies_costs_one_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(
        scan,
        "_CHILD",
        "import json, os, sys\n"
        "for path in json.load(sys.stdin):\n"
        "    os._exit(1) if 'b' in path else print(json.dumps({'temuan': [], 'galat': []}), flush=True)",
    )

    assert [(), ("berhenti", ""), (), ()] == [
        each.fault for each in scans([Path(name) for name in ("a", "b", "c", "d")], jobs=1)
    ]


@pytest.mark.parametrize(
    "said",
    ["x", "{}", "[]", '{"temuan": [[1]], "galat": []}', '{"temuan": [], "galat": ["x", ""]}',
     '{"temuan": [[1, "a", "b", "ktp", "1"]], "galat": []}'],
)  # fmt: skip
def test_a_child_that_answers_nonsense_is_a_fault(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setattr(scan, "_CHILD", f"print({said!r})")

    assert [Scan((), ("berhenti", ""))] == scans([Path("a")], jobs=1)


def test_a_child_that_never_answers_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_CHILD", "while True: pass")
    monkeypatch.setattr(scan, "_GRACE", 0)

    assert [Scan((), ("lama", ""))] == scans([Path("a")], jobs=1, seconds=1)


def test_no_damage_makes_a_traceback(tmp_path: Path) -> None:
    chance = random.Random(7)
    whole = {
        ".pdf": papers.pdf([APART, MAN]),
        ".docx": papers.word([APART, MAN], [[["NIK", MAN]]]),
        ".xlsx": papers.xlsx({"Data": [["NIK", MAN]]}),
        ".csv": f"nik;x\n{MAN};1".encode(),
    }
    for number in range(200):
        ending, content = chance.choice(list(whole.items()))
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 30)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        found = looked(
            f"{number}{ending}", bytes(damaged[: chance.choice([len(damaged), len(damaged) // 2])]), tmp_path
        )
        assert list(scan.problems("satker/a/berkas/a.pdf", found, ())) or not found.fault


# In words -------------------------------------------------------------------------------------------------------


def test_a_finding_and_a_fault_are_said_in_indonesian() -> None:
    made = Scan((Found(3, "lembar Data", "sel B2", "nik", "18**************"),), ("pindai", "2-4"))

    advice = "hapus, dan bila sudah dikirim minta pengelola membersihkan riwayat git"
    sure = "pastikan sendiri tidak ada data pribadi di dalamnya"
    assert [
        f"satker/a/berkas/x.xlsx:3:1: galat ISI-16 lembar Data: sel B2: tampaknya NIK (18**************); {advice}",
        f"satker/a/berkas/x.xlsx:1:1: peringatan BACA-18: hasil pindai, tidak dapat diperiksa (halaman 2-4); {sure}",
    ] == [str(problem) for problem in scan.problems("satker/a/berkas/x.xlsx", made, ())]


def test_a_false_alarm_is_named_by_file_field_and_kind() -> None:
    made = Scan((Found(1, "halaman 1", "", "nik", "18"), Found(1, "halaman 2", "", "nik", "18")))

    said = scan.problems("satker/a/berkas/x.pdf", made, {("satker/a/berkas/x.pdf", "halaman 1", "nik")})

    assert ["halaman 2"] == [problem.field for problem in said]


def test_a_build_loads_no_reader_of_documents() -> None:
    code = "import sys, generator.pipeline; print(sorted({'pypdf', 'generator.papers.office'} & set(sys.modules)))"

    assert "[]\n" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
