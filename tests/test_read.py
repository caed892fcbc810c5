import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portal_on_disk import ONE, file, portal, source, write

from generator.sources import Source, Unreadable
from generator.stages import read

PATH = "satker/unila/layanan/legalisir.yml"
NEWS = "satker/unila/berita/rapat.md"


def data(text: str | bytes) -> object:
    result = source(text)
    assert isinstance(result, Source), result.problems
    return result.data


def refusals(text: str | bytes, path: str = PATH) -> list[str]:
    """`line:column CODE` of everything that the reader says of a file."""
    return [f"{p.line}:{p.column} {p.code}" for p in source(text, path).problems]


def messages(text: str | bytes) -> list[str]:
    return [str(problem).removeprefix(f"{PATH}:") for problem in source(text).problems]


# Text stays text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scalar",
    [
        "0721",
        "0o17",
        "0x1F",
        "18.10",
        "1e3",
        "10:00",
        "08.00",
        "no",
        "Yes",
        "true",
        "2026-11-24",
        "1_000",
        ".inf",
        "+62",
    ],
)
def test_a_scalar_stays_the_text_that_was_written(scalar: str) -> None:
    assert {"nama": scalar} == data(f"nama: {scalar}\n")


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_an_empty_value_counts_as_left_out(empty: str) -> None:
    assert {"jenis": "b"} == data(f"nama: {empty}\njenis: b\n")


@pytest.mark.parametrize("quoted", ['""', "''"])
def test_a_quoted_empty_text_is_a_text(quoted: str) -> None:
    assert {"nama": ""} == data(f"nama: {quoted}\n")


def test_a_quoted_null_is_a_text() -> None:
    assert {"nama": "null"} == data('nama: "null"\n')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nama: Loket 3 #lantai satu\njenis: b\n", ["1:15 BACA-16"]),
        ("nama:\n  - a\n  - b\t#2\n", ["3:7 BACA-16"]),
        ("nama: #1 terbaik\n", ["1:7 BACA-16"]),
        ("nama: [a, b] #c\n", []),  # after a list it can only be a note
        ("nama: a # catatan\n#CONTOH\n", []),
        ("nama: 'Loket 3 #satu'\nrincian: |\n  a #b\n", []),
    ],
)
def test_a_word_after_a_hash_sign_does_not_vanish_in_silence(text: str, expected: list[str]) -> None:
    assert expected == refusals(text)


def test_lists_and_groups_nest() -> None:
    assert {"a": [{"b": "1", "c": ["2"]}]} == data("a:\n  - b: 1\n    c: [2]\n")


def test_bom_and_crlf_change_neither_data_nor_places() -> None:
    assert source(b"nama: a\njenis: b\n") == source(b"\xef\xbb\xbfnama: a\r\njenis: b\r\n")


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_a_line_separator_that_no_editor_shows_is_a_space(sign: str) -> None:
    assert {"nama": "a b", "jenis": "c"} == data(f"nama: a{sign}b\njenis: c\n")


def test_an_escaped_line_break_is_a_line_break() -> None:
    assert {"nama": "a\nb\tc"} == data(r'nama: "a\nb\tc"')


def test_a_refused_character_is_replaced_so_that_no_message_carries_it() -> None:
    result = source(r'nama: "a\e[2Jb"')

    assert isinstance(result, Source)
    assert {"nama": "a\ufffd[2Jb"} == result.data


def test_every_key_and_item_has_its_place() -> None:
    result = source("# c\na:\n  - b: 1\n    c: [x, y]\nd: 2\n")

    assert isinstance(result, Source)
    assert {
        ("a",): (2, 1),
        ("a", 0): (3, 5),
        ("a", 0, "b"): (3, 5),
        ("a", 0, "c"): (4, 5),
        ("a", 0, "c", 0): (4, 9),
        ("a", 0, "c", 1): (4, 12),
        ("d",): (5, 1),
    } == result.places


def test_a_place_that_does_not_exist_is_that_of_what_is_above_it() -> None:
    result = source("a:\n  - b: 1\n")

    assert isinstance(result, Source)
    assert (2, 5) == result.place(("a", 0, "x", "y"))


def test_a_news_head_counts_lines_from_the_top_of_the_file() -> None:
    result = source("---\njudul: a\ntanggal: b\n---\n\nIsi.\n", NEWS)

    assert isinstance(result, Source)
    assert ((3, 1), "\nIsi.\n", 4) == (result.place(("tanggal",)), result.body, result.body_line)


def test_three_dashes_within_a_body_are_a_rule() -> None:
    result = source("---\njudul: a\n---\nSatu\n\n---\n\nDua\n", NEWS)

    assert isinstance(result, Source)
    assert "Satu\n\n---\n\nDua\n" == result.body


# Refusals with their place ------------------------------------------------------------------------------------

REFUSED = {
    "duplicate key": (b"nama: a\njenis: b\nnama: c\n", ["3:1 BACA-03"]),
    "duplicate key below": (b"s:\n  a: 1\n  a: 2\n", ["3:3 BACA-03"]),
    "duplicate key, once quoted": (b'nama: a\n"nama": b\n', ["2:1 BACA-03"]),
    "anchor": (b"nama: &a x\n", ["1:7 BACA-04"]),
    "alias": (b"nama: &a x\njenis: *a\n", ["1:7 BACA-04", "2:8 BACA-04"]),
    "alias bomb": (b"a: &a [x]\nb: &b [*a, *a]\n", ["1:4 BACA-04", "2:4 BACA-04", "2:8 BACA-04", "2:12 BACA-04"]),
    "merge key": (b"status:\n  <<: {a: b}\n", ["2:3 BACA-04"]),
    "tag": (b"nama: !!python/name:os.system x\n", ["1:7 BACA-05"]),
    "known tag": (b"nama: !!int 3\n", ["1:7 BACA-05"]),
    "tag on a list": (b"a: !!set [b]\n", ["1:4 BACA-05"]),
    "tag by a sentence": (b"nama: !Penting baca\n", ["1:7 BACA-05"]),
    "two documents": (b"nama: a\n---\nnama: b\n", ["2:1 BACA-14"]),
    "depth": (b"a: " + b"[" * 20 + b"]" * 20, ["1:23 BACA-06"]),
    "endless depth": (b"a: " + b"[" * 5000, ["1:23 BACA-06"]),
    "endless depth of a list": (b"[" * 5000, ["1:21 BACA-06"]),
    "bracket at the very end": (b"a: [", ["1:1 BACA-02"]),
    "size": (b"a: " + b"b" * 256 * 1024, ["1:1 BACA-07"]),
    "NUL": (b"nama: a\nbatas: x\x00y\n", ["2:9 BACA-01"]),
    "escape character": (b"nama: \x1b[31m\n", ["1:7 BACA-01"]),
    "escaped NUL": (b'nama: "a\\0b"\n', ["1:7 BACA-01"]),
    "escaped terminal code in a key": (b'x: 1\n"\\e[2J": a\n', ["2:1 BACA-01"]),
    "half a surrogate pair, escaped": (b'nama: "\\ud800"\n', ["1:10 BACA-02"]),
    "lone carriage return": (b"nama: a\rjenis: b\n", ["1:8 BACA-01"]),
    "Latin-1": (b"nama: a\nbatas: x\xe9y\n", ["2:9 BACA-01"]),
    "half a surrogate pair": (b"nama: \xed\xa0\x80\n", ["1:7 BACA-01"]),
    "UTF-16": ("nama: a\n".encode("utf-16"), ["1:1 BACA-01"]),
    "conflict markers": (b"nama: a\n<<<<<<< HEAD\njenis: b\n=======\n>>>>>>> x\n", ["2:1 BACA-02"]),
    "rest of a conflict": (b"nama: a\n>>>>>>> topik\n", ["2:1 BACA-02"]),
    "list": (b"- a\n", ["1:1 BACA-08"]),
    "text": (b"halo\n", ["1:1 BACA-08"]),
    "nothing": (b"", ["1:1 BACA-08"]),
    "comment only": (b"# komentar\n", ["1:1 BACA-08"]),
    "key that is a list": (b"? [a, b]\n: c\n", ["1:3 BACA-02"]),
    "all at once": (b"a: &x 1\na: 2\nb: !t 3\n", ["1:4 BACA-04", "2:1 BACA-03", "3:4 BACA-05"]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_a_record_does_not_need_is_refused_with_its_place(content: bytes, expected: list[str]) -> None:
    assert expected == refusals(content)


SYNTAX = {
    "double quote": ('nama: "a\njenis: b\n', "1:7: galat BACA-02: tanda kutip dibuka tetapi tidak ditutup"),
    "single quote": ("x: 1\nnama: 'a\n", "2:7: galat BACA-02: tanda kutip dibuka tetapi tidak ditutup"),
    "square bracket": ("x: 1\na: [b, c\nd: e\n", "2:4: galat BACA-02: kurung siku [ dibuka tetapi tidak ditutup"),
    "brace": ("a: {b: c\nd: e\n", "1:4: galat BACA-02: kurung kurawal { dibuka tetapi tidak ditutup"),
    "tab": ("s:\n\ta: b\n", "2:1: galat BACA-02: tab, @, atau ` tidak boleh mengawali isi; pakai spasi, atau apit dengan tanda kutip"),
    "at sign": ("a: @b\n", "1:4: galat BACA-02: tab, @, atau ` tidak boleh mengawali isi; pakai spasi, atau apit dengan tanda kutip"),
    "colon": ("a: b: c\n", "1:5: galat BACA-02: titik dua di tempat yang salah; apit isi yang memuat titik dua dengan tanda kutip"),
    "no colon": ("a: b\nc d\ne: f\n", "3:1: galat BACA-02: titik dua setelah nama isian belum ada"),
    "indentation": ("s:\n    a: b\n  c: d\n", "3:3: galat BACA-02: susunan baris rusak; periksa indentasi dan tanda kutip di sekitar baris ini"),
    "ampersand": ("a: & b\n", "1:5: galat BACA-02: & atau * mengawali isi; apit isi dengan tanda kutip"),
    "asterisk": ("a: * b\n", "1:5: galat BACA-02: & atau * mengawali isi; apit isi dengan tanda kutip"),
    "greater than": ("a: > b\n", "1:6: galat BACA-02: | atau > mengawali isi; apit isi dengan tanda kutip, atau mulai teksnya di baris berikutnya"),
    "percent": ("a: b\n%c: d\n", "2:3: galat BACA-02: tanda persen mengawali baris; apit isi dengan tanda kutip"),
    "backslash": ('a: "C:\\Data"\n', "1:7: galat BACA-02: garis miring terbalik \\ di dalam tanda kutip ganda; pakai tanda kutip tunggal"),
    "list beside key": ("a: - b\n", "1:4: galat BACA-02: daftar (-) tidak boleh sebaris dengan nama isian; mulai di baris berikutnya"),
    "double comma": ("a: [b,,c]\n", "1:7: galat BACA-02: isi belum ada di antara tanda koma atau kurung"),
    "bare tag handle": ("a: !b!c d\n", "1:4: galat BACA-02: tanda seru mengawali isi; apit isi dengan tanda kutip"),
    "emoji before the fault": ("a: \U0001f600\nb: @\n", "2:4: galat BACA-02: tab, @, atau ` tidak boleh mengawali isi; pakai spasi, atau apit dengan tanda kutip"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SYNTAX.values(), ids=SYNTAX)
def test_broken_yaml_is_explained_in_indonesian(text: str, expected: str) -> None:
    assert [expected] == messages(text)


@pytest.mark.parametrize(
    "text", ["", "Isi saja.\n", "---\njudul: a\nIsi.\n", "\n---\njudul: a\n---\n", "judul: a\n---\n"]
)
def test_news_without_a_head_is_refused(text: str) -> None:
    assert ["1:1 BACA-09"] == refusals(text, NEWS)


def test_a_fault_in_a_news_head_has_the_line_of_the_file() -> None:
    assert ["3:10 BACA-02"] == refusals('---\njudul: a\npenulis: "b\n---\n', NEWS)


def test_a_conflict_in_a_news_body_is_refused() -> None:
    assert ["4:1 BACA-02"] == refusals("---\njudul: a\n---\n<<<<<<< HEAD\nIsi.\n", NEWS)


def test_a_line_of_equal_signs_of_another_length_is_a_heading() -> None:
    assert [] == refusals("---\njudul: a\n---\nJudul\n======\n", NEWS)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode) | st.lists(
    st.sampled_from([b"nama", b": ", b"\n", b"- ", b"  ", b"[", b"]", b"{", b"}", b'"', b"'", b"&a ", b"*a", b"!t ", b"---", b"\t", b"|", b"#", b"? ", b"%", b"\xe9"])
).map(b"".join))  # fmt: skip
@settings(deadline=None, max_examples=300)
def test_no_bytes_raise(content: bytes) -> None:
    for path in (PATH, NEWS, "satker/_acuan/wilayah.yml"):
        result = read.source(file(path), content)
        assert isinstance(result, Source) or result.problems
        last = content.decode("utf-8", "replace").count("\n") + 1
        assert all(1 <= p.line <= last and p.column >= 1 for p in result.problems)
        assert not any("(" in p.message and "did not find" in p.message for p in result.problems)


# The tree -----------------------------------------------------------------------------------------------------


def tree_faults(root: Path) -> list[str]:
    return [f"{p.file} {p.code}" for p in read.tree(root).problems]


def test_a_sound_portal_is_listed_by_name(tmp_path: Path) -> None:
    root = portal(tmp_path, {**ONE, "satker/unila/berkas/a.csv": "a;b\n"})

    tree = read.tree(root)

    assert (
        [
            "_acuan/hari_libur",
            "_acuan/jenis_layanan",
            "_acuan/kata_terkait",
            "_acuan/kebutuhan",
            "_acuan/sinonim",
            "_acuan/wilayah",
            "unila/berita/rapat",
            "unila/layanan/legalisir",
            "unila",
        ],
        ["satker/unila/berkas/a.csv"],
        (),
    ) == ([f.id for f in tree.records], [a.path for a in tree.attachments], tree.problems)


def test_names_that_begin_with_a_dot_are_passed_over(tmp_path: Path) -> None:
    root = portal(
        tmp_path, {**ONE, "satker/.DS_Store": "", "satker/unila/.x": "", "satker/unila/layanan/.y.yml": ""}
    )

    assert [] == tree_faults(root)


MISPLACED = {
    "satker/catatan.txt": "BACA-12",
    "satker/unila/catatan.txt": "BACA-12",
    "satker/unila/layanan/a.yaml": "BACA-12",
    "satker/unila/layanan/a.md": "BACA-12",
    "satker/unila/berita/a.yml": "BACA-12",
    "satker/_acuan/lain.yml": "BACA-12",
    "satker/unila/layanan/Legalisir.yml": "BACA-11",
    "satker/unila/layanan/legalisir_ijazah.yml": "BACA-11",
    "satker/unila/layanan/a--b.yml": "BACA-11",
    "satker/unila/layanan/a-z.yml": "BACA-11",
    "satker/unila/berita/2026.md": "BACA-11",
    f"satker/unila/layanan/{'a' * 81}.yml": "BACA-11",
    "satker/unila/ppid/lain.yml": "BACA-12",
    "satker/unila/ppid/laporan.yml": "BACA-12",
    "satker/unila/ppid/laporan-25.yml": "BACA-12",
    "satker/unila/ppid/dip.csv": "BACA-12",
    "satker/unila/ppid/jawaban/a.yml": "BACA-12",
    "satker/unila/ppid/jawaban/A.md": "BACA-11",
    "satker/unila/berkas/a.html": "BACA-13",
    "satker/unila/berkas/a.svg": "BACA-13",
    "satker/unila/berkas/a.js": "BACA-13",
    "satker/unila/berkas/a b.pdf": "BACA-13",
    "satker/unila/berkas/a.PDF": "BACA-13",
}


@pytest.mark.parametrize(("path", "code"), MISPLACED.items())
def test_a_file_that_does_not_belong_is_named(tmp_path: Path, path: str, code: str) -> None:
    root = portal(tmp_path, {**ONE, path: "x"})

    assert [f"{path} {code}"] == tree_faults(root)


def test_a_name_that_is_no_utf_8_is_shown_all_the_same(tmp_path: Path) -> None:
    root = portal(tmp_path)
    Path(os.fsdecode(os.fsencode(root) + b"/satker/\xff.txt")).touch()

    assert ["satker/\\udcff.txt BACA-12"] == tree_faults(root)


def test_a_satker_folder_with_a_wrong_name_is_not_entered(tmp_path: Path) -> None:
    root = portal(tmp_path, {**ONE, "satker/Unila Baru/satker.yml": "x"})

    assert ["satker/Unila Baru BACA-11"] == tree_faults(root)


def test_a_satker_without_its_own_file_is_named(tmp_path: Path) -> None:
    root = portal(tmp_path, {"satker/unila/layanan/a.yml": "x"})

    assert ["satker/unila/satker.yml BACA-15"] == tree_faults(root)


def test_a_folder_where_a_record_should_be_is_refused(tmp_path: Path) -> None:
    root = portal(tmp_path, {**ONE, "satker/unila/layanan/a.yml/b": "x"})

    assert ["satker/unila/layanan/a.yml BACA-10"] == tree_faults(root)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("satker/unila/layanan/a.yml", "BACA-10"),
        ("satker/unila/berkas/a.pdf", "BACA-10"),
        ("satker/unila/berkas", "BACA-10"),
        ("satker/polinela", "BACA-10"),
    ],
)
def test_a_symbolic_link_is_refused(tmp_path: Path, path: str, code: str) -> None:
    root = portal(tmp_path / "portal")
    (write(tmp_path / "luar", {"rahasia.yml": "nama: rahasia\n"}))
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).symlink_to(tmp_path / "luar")

    tree = read.tree(root)

    assert ([f"{path} {code}"], []) == ([f"{p.file} {p.code}" for p in tree.problems], list(tree.attachments))


GOOD_BYTES = {
    "a.pdf": b"%PDF-1.7",
    "a.png": b"\x89PNG\r\n\x1a\n",
    "a.jpg": b"\xff\xd8\xff\xe0",
    "a.jpeg": b"\xff\xd8\xff\xe1",
    "a.webp": b"RIFF\0\0\0\0WEBP",
    "a.docx": b"PK\x03\x04",
    "a.xlsx": b"PK\x03\x04",
    "a.csv": b"a;b",
}


@pytest.mark.parametrize(("name", "content"), GOOD_BYTES.items())
def test_an_attachment_whose_bytes_are_what_its_ending_says_is_listed(
    tmp_path: Path, name: str, content: bytes
) -> None:
    root = portal(tmp_path, {**ONE, f"satker/unila/berkas/{name}": content})

    tree = read.tree(root)

    assert ([name], ()) == ([a.name for a in tree.attachments], tree.problems)


@pytest.mark.parametrize("name", [name for name in GOOD_BYTES if name != "a.csv"])
def test_an_attachment_that_is_something_else_is_refused(tmp_path: Path, name: str) -> None:
    root = portal(tmp_path, {**ONE, f"satker/unila/berkas/{name}": b"<script>alert(1)</script>"})

    assert [f"satker/unila/berkas/{name} BACA-13"] == tree_faults(root)


def test_a_riff_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    root = portal(tmp_path, {**ONE, "satker/unila/berkas/a.webp": b"RIFF\0\0\0\0WAVE"})

    assert ["satker/unila/berkas/a.webp BACA-13"] == tree_faults(root)


def test_an_attachment_above_ten_megabytes_is_refused(tmp_path: Path) -> None:
    root = portal(tmp_path, ONE)
    path = write(root, {"satker/unila/berkas/a.pdf": b"%PDF-"}) / "satker/unila/berkas/a.pdf"
    with path.open("r+b") as opened:
        opened.truncate(10 * 1024 * 1024 + 1)

    assert ["satker/unila/berkas/a.pdf BACA-13"] == tree_faults(root)


def test_settings_are_read_by_the_same_rules(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "site_name: a\nsite_name: b\n"})

    data, problems = read.settings(tmp_path, "mkdocs.yml")

    assert ({"site_name": "a"}, ["BACA-03"]) == (data, [p.code for p in problems])


def test_settings_that_are_missing_are_a_problem(tmp_path: Path) -> None:
    data, problems = read.settings(tmp_path, "mkdocs.yml")

    assert ({}, ["BACA-08"]) == (data, [p.code for p in problems])


def test_an_unreadable_file_has_no_data() -> None:
    assert isinstance(source("a: ["), Unreadable)
