"""Documents with personal data in a whole build: withheld, named, and opened no more often than they change."""

import os
import time
from pathlib import Path

import papers
import pytest
from portals import NOW, build, files, portal, write
from test_privacy import MAN

from generator import pipeline
from generator.papers import kept
from generator.problems import Problem

DOCUMENT = "satker/alfa/berkas/daftar.xlsx"
EXEMPT = """\
bukan_data_pribadi:
  - berkas: satker/alfa/berkas/daftar.xlsx
    isian: lembar Data
    jenis: nik
    oleh: Pengelola portal
    tanggal: 2026-11-20
    alasan: Nomor contoh dari petunjuk pengisian.
"""
FORM = """\
nama: Legalisir
jenis: IJZ-01
contoh: true
formulir:
  - judul: Daftar
    berkas: daftar.xlsx
"""
MENDS = "hapus, dan bila sudah dikirim minta pengelola membersihkan riwayat git"
SURE = "pastikan sendiri tidak ada data pribadi di dalamnya"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = portal(tmp_path / "portal")
    put(root, DOCUMENT, papers.xlsx({"Data": [["NIK"], [MAN]]}))
    put(root, "satker/beta/berkas/aman.docx", papers.word(["Syarat pelayanan."]))
    return root


def put(root: Path, path: str, content: bytes) -> None:
    """Writes a file as one that was there long ago, so that a second build need not open it."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    os.utime(target, (time.time() - 60,) * 2)


def said(problems: tuple[Problem, ...]) -> list[str]:
    return [
        str(each) for each in problems if each.code in ("ISI-16", "BACA-18", "BACA-13", "TAUT-05", "TAUT-07")
    ]


def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(paths: list[Path], **_: object) -> list[object]:
        assert not paths, "a document was opened again"
        return []

    monkeypatch.setattr(kept, "scans", refused)


def test_a_document_with_personal_data_is_withheld_and_all_else_published(root: Path) -> None:
    outcome = build(root)

    site = files(root / "site")
    assert (True, False) == ("satker/beta/berkas/aman.docx" in site, DOCUMENT in site)
    assert ("alfa/berkas/daftar.xlsx",) == outcome.left_out
    assert [
        f"{DOCUMENT}:1:1: galat ISI-16 lembar Data: sel A2: tampaknya NIK (18**************); {MENDS}"
    ] == said(outcome.problems)
    assert not any(MAN.encode() in content for content in site.values())


def test_a_link_to_a_withheld_document_is_an_error(root: Path) -> None:
    write(root, "satker/alfa/layanan/pengganti.yml", FORM)

    outcome = build(root)

    assert ("alfa/berkas/daftar.xlsx", "alfa/layanan/pengganti") == outcome.left_out
    assert (
        "satker/alfa/layanan/pengganti.yml:1:1: galat TAUT-05: berkas “daftar.xlsx” tidak diterbitkan karena galat; "
        "perbaiki dahulu berkas itu"
    ) == said(outcome.problems)[1]


def test_a_mended_document_is_published_with_what_links_to_it(root: Path) -> None:
    write(root, "satker/alfa/layanan/pengganti.yml", FORM)
    build(root)
    put(root, DOCUMENT, papers.xlsx({"Data": [["NIK"], ["dihapus"]]}))

    outcome = build(root)

    assert ((), [], True) == (outcome.left_out, said(outcome.problems), DOCUMENT in files(root / "site"))


def test_a_document_that_turns_bad_is_taken_off_the_site(root: Path) -> None:
    put(root, DOCUMENT, papers.xlsx({"Data": [["NIK"]]}))
    build(root)
    assert DOCUMENT in files(root / "site")
    put(root, DOCUMENT, papers.xlsx({"Data": [["NIK"], [MAN]]}))

    outcome = build(root)

    assert ("", False) == (outcome.reason, DOCUMENT in files(root / "site"))


@pytest.mark.parametrize("full", [False, True])
def test_a_document_that_did_not_change_is_not_opened_again(
    root: Path, full: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = said(build(root).problems)
    no_reading(monkeypatch)

    assert before == said(build(root, full=full).problems)


def test_a_document_that_was_only_touched_or_copied_is_not_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    no_reading(monkeypatch)
    os.utime(root / DOCUMENT)
    put(root, "satker/gama/berkas/lain.xlsx", (root / DOCUMENT).read_bytes())

    assert ("alfa/berkas/daftar.xlsx", "gama/berkas/lain.xlsx") == build(root).left_out


def test_a_check_says_the_same_and_opens_nothing_twice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "satker/alfa/layanan/pengganti.yml", FORM)
    built = said(build(root).problems)
    no_reading(monkeypatch)

    assert built == said(pipeline.check(pipeline.configured(root), now=NOW))


def test_a_check_alone_reads_documents(root: Path) -> None:
    assert ["ISI-16"] == [
        each.code for each in pipeline.check(pipeline.configured(root), now=NOW) if each.file == DOCUMENT
    ]


def test_damaged_memories_of_scans_are_made_anew(root: Path) -> None:
    before = said(build(root).problems)
    for path in (root / ".cache/ultra/dokumen").iterdir():
        path.write_bytes(path.read_bytes()[:-3])

    assert before == said(build(root, full=True).problems)


def test_a_false_alarm_is_published(root: Path) -> None:
    build(root)
    write(root, "satker/_acuan/bukan_data_pribadi.yml", EXEMPT)

    outcome = build(root)

    assert ((), [], True) == (outcome.left_out, said(outcome.problems), DOCUMENT in files(root / "site"))


def test_a_false_alarm_of_one_sheet_exempts_no_other(root: Path) -> None:
    write(root, "satker/_acuan/bukan_data_pribadi.yml", EXEMPT)
    put(root, DOCUMENT, papers.xlsx({"Data": [[MAN]], "Lain": [[MAN]]}))

    assert [f"{DOCUMENT}:1:1: galat ISI-16 lembar Lain"] == [
        line.split(": sel")[0] for line in said(build(root).problems)
    ]


def test_a_document_that_nobody_could_read_is_published_with_a_warning(root: Path) -> None:
    put(root, DOCUMENT, b"PK\x03\x04")
    put(root, "satker/alfa/berkas/sk.pdf", papers.pdf([""], scanned=[1]))

    outcome = build(root)

    assert ((), True) == (outcome.left_out, "satker/alfa/berkas/sk.pdf" in files(root / "site"))
    unlike = "rusak atau bukan dokumen seperti akhiran namanya, tidak dapat diperiksa"
    assert [
        f"{DOCUMENT}:1:1: peringatan BACA-18: {unlike}; {SURE}",
        f"satker/alfa/berkas/sk.pdf:1:1: peringatan BACA-18: hasil pindai, tidak dapat diperiksa; {SURE}",
    ] == said(outcome.problems)


def test_a_number_in_the_name_of_a_file_is_found_and_not_printed(root: Path) -> None:
    put(root, f"satker/gama/berkas/ktp-{MAN}.pdf", papers.pdf(["x"]))
    put(root, f"satker/gama/berkas/{MAN}.txt", b"x")

    outcome = build(root)

    stars = "18**************"
    assert [
        (f"satker/gama/berkas/{stars}.txt", "BACA-13", ""),
        (f"satker/gama/berkas/ktp-{stars}.pdf", "ISI-16", "nama berkas"),
    ] == [(each.file, each.code, each.field) for each in outcome.problems if "/gama/berkas/" in each.file]
    assert MAN not in "".join(map(str, outcome.problems))
    assert "gama/berkas/ktp-18**************.pdf" in outcome.left_out
    assert not any(MAN in name for name in files(root / "site"))


def test_an_incremental_build_ends_where_a_full_one_ends(root: Path, tmp_path: Path) -> None:
    build(root)
    put(root, DOCUMENT, papers.xlsx({"Data": [["a"]]}))
    put(root, "satker/beta/berkas/aman.docx", papers.word([f"NIK {MAN}"]))
    build(root)
    once = files(root / "site")

    build(root, site=tmp_path / "site", full=True)

    assert files(tmp_path / "site") == once


def test_a_portal_without_documents_starts_no_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = portal(tmp_path / "portal")
    monkeypatch.setattr("generator.confined.subprocess.Popen", None)

    assert () == build(root).left_out
