"""Reading: every scalar stays text, and what a record may not hold is refused with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources import File, Source, Stamp
from generator.stages import read

FILE = File("satker/a/layanan/b.yml", "layanan", "a", "b", Stamp(0, 0, 0))
NEWS = File("satker/a/berita/b.md", "berita", "a", "b", Stamp(0, 0, 0))


def data(text: str) -> dict[str, object]:
    source = read.source(FILE, text.encode())
    assert isinstance(source, Source)
    assert source.problems == ()
    return source.data


def refusals(content: str | bytes, file: File = FILE) -> list[tuple[int, int, str]]:
    raw = content.encode() if isinstance(content, str) else content
    return [(problem.line, problem.column, problem.code) for problem in read.source(file, raw).problems]


@pytest.mark.parametrize(
    "text", ["0721", "18.10", "10:00", "no", "2020-06-30", "1e5", "0x1F", "true", "1_000"]
)
def test_a_scalar_stays_the_text_that_was_written(text: str) -> None:
    assert data(f"a: {text}\n") == {"a": text}


def test_an_empty_value_counts_as_left_out() -> None:
    assert data("a:\nb: ~\nc: null\nd: ''\n") == {"d": ""}


def test_bom_and_windows_line_ends_are_accepted() -> None:
    assert read.source(FILE, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n") == read.source(FILE, b"a: 1\nb: 2\n")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: 1\na: 2\n", (2, 1, "BACA-03")),
        ("a: &x 1\n", (1, 4, "BACA-04")),
        ("a: !!int 3\n", (1, 4, "BACA-05")),
        ("<<: {b: 1}\n", (1, 1, "BACA-04")),
        ("a: 1\n---\nb: 2\n", (2, 1, "BACA-14")),
        ("[" * 5000, (1, 21, "BACA-06")),
        ("a: b: c\n", (1, 5, "BACA-02")),
        ("a: 1\n<<<<<<< HEAD\n", (2, 1, "BACA-02")),
        (b"a: \xff\n", (1, 4, "BACA-01")),
        ("a: \x00\n", (1, 4, "BACA-01")),
        ("- a\n", (1, 1, "BACA-08")),
        ("", (1, 1, "BACA-08")),
        ("a: " + "x" * 300_000, (1, 1, "BACA-07")),
    ],
)
def test_what_a_record_may_not_hold_is_refused_at_its_place(
    content: str | bytes, expected: tuple[int, int, str]
) -> None:
    assert refusals(content)[0] == expected


def test_news_without_a_head_is_refused() -> None:
    assert refusals("# Judul\n", NEWS) == [(1, 1, "BACA-09")]


def test_the_places_of_a_news_head_count_from_the_file() -> None:
    source = read.source(NEWS, b"---\njudul: a\ntanggal: b\n---\nisi\n")

    assert isinstance(source, Source)
    assert (source.place(("tanggal",)), source.body, source.body_line) == ((3, 1), "isi\n", 4)


@given(st.binary(max_size=200))
def test_any_bytes_give_data_or_problems_and_never_an_exception(content: bytes) -> None:
    for file in (FILE, NEWS):
        result = read.source(file, content)
        assert isinstance(result, Source) or result.problems


def test_links_strange_files_and_false_endings_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "satker" / "alfa"
    (folder / "layanan").mkdir(parents=True)
    (folder / "berkas").mkdir()
    (folder / "satker.yml").write_text("nama: a\n")
    os.symlink("/etc/hostname", folder / "layanan" / "tautan.yml")
    (folder / "layanan" / "Salah Nama.yml").write_text("")
    (folder / "layanan" / "catatan.txt").write_text("")
    (folder / "berkas" / "skrip.svg").write_text("<svg/>")
    (folder / "berkas" / "palsu.pdf").write_text("<html>")

    problems = read.tree(tmp_path).problems

    assert {(problem.file.rsplit("/", 1)[1], problem.code) for problem in problems} == {
        ("tautan.yml", "BACA-10"),
        ("Salah Nama.yml", "BACA-11"),
        ("catatan.txt", "BACA-12"),
        ("skrip.svg", "BACA-13"),
        ("palsu.pdf", "BACA-13"),
    }
