"""The whole build: a small change and a full build end at the same bytes, and nothing is ever half done."""

from __future__ import annotations

import functools
import gzip
import json
import operator
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import urlopen

import portals
import pytest
from portals import AGENDA, BERITA, LAYANAN, NOW, REPO, SERTA_MERTA, files, write

from generator.cache import lock
from generator.errors import BusyError, NothingPublishedError
from generator.records.layanan import KOMPONEN
from generator.sources import File, Source, Stamp
from generator.stages import read, validate
from generator.work import Work

build = functools.partial(portals.build, searchable=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return portals.portal(tmp_path / "portal")


def rebuilt(root: Path, tmp_path: Path, **options: object) -> dict[str, bytes]:
    """What a build from nothing makes of the portal as it is now."""
    fresh = tmp_path / "baru"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(".cache", "site*"))
    build(fresh, **options)  # type: ignore[arg-type]
    return files(fresh / "site")


def test_a_second_build_writes_only_what_says_when_it_was_built(root: Path) -> None:
    build(root)

    outcome = build(root, now=NOW + timedelta(minutes=1))

    assert outcome.reason == ""
    assert outcome.written == 3  # home, Tentang and Status


def test_an_edit_renders_only_pages_that_show_the_record(root: Path) -> None:
    build(root, searchable=False)
    write(
        root, "satker/beta/berita/kabar.md", BERITA.format(title="Judul baru", day="2026-10-05", body="Isi.")
    )

    outcome = build(root, searchable=False)

    assert outcome.reason == ""
    assert outcome.written < 25
    assert "Judul baru" in (root / "site/satker/beta/berita/kabar/index.html").read_text()
    assert "Judul baru" in (root / "site/berita/2026/10/index.html").read_text()


@pytest.mark.parametrize("seed", range(5))
def test_random_edits_renames_and_deletions_end_where_a_full_build_ends(
    root: Path, tmp_path: Path, seed: int
) -> None:
    portals.settle(root)
    chance = random.Random(seed)
    build(root)
    for step in range(40):
        change(root, chance, step)
        moment = NOW + timedelta(days=step // 8)

        build(root, now=moment, allow_loss=True)

        if step % 20 == 19:
            assert rebuilt(root, tmp_path, now=moment) == files(root / "site")


def change(root: Path, chance: random.Random, step: int) -> None:
    """One thing that an editor does."""
    slug = chance.choice(["alfa", "beta", "gama"])
    name = f"r{chance.randrange(6)}"
    kind = chance.choice(["layanan", "berita", "ppid"])
    if kind == "ppid":
        publish_information(root, chance, slug, step)
        return
    path = root / "satker" / slug / kind / (name + (".yml" if kind == "layanan" else ".md"))
    what = chance.choice(["write", "write", "write", "delete", "rename", "break", "satker"])
    if what == "delete":
        path.unlink(missing_ok=True)
    elif what == "rename" and path.exists():
        path.rename(path.with_stem(f"{path.stem}-baru{step}"))
    elif what == "break":
        path.write_text("nama: [rusak\n")
    elif what == "satker":
        write(
            root,
            f"satker/{slug}/satker.yml",
            portals.SATKER.format(name=f"Dinas {slug} {step}", region="18.02"),
        )
    elif kind == "layanan":
        write(root, path.relative_to(root).as_posix(), any_service(chance, slug, step))
    else:
        write(root, path.relative_to(root).as_posix(), any_news(chance, step))


EXCLUSION = """\
dik:
  - kode: a
    uraian_informasi: Naskah {step}.
    dasar: i
    uji_konsekuensi: {{tanggal: 2026-01-05, ringkasan: Diuji., bila_dibuka: Rugi., bila_ditutup: Aman.}}
    pejabat: Sekretaris
    berlaku_sampai: {until}
"""
REPORT = """\
tahun: 2025
permohonan_diterima: {received}
dikabulkan_penuh: 0
dikabulkan_sebagian: 0
ditolak: 0
"""


def publish_information(root: Path, chance: random.Random, slug: str, step: int) -> None:
    """Lists, reports and answers that are written anew, broken, cut short or taken away."""
    codes = chance.sample("abcdefgh", chance.randrange(1, 6))
    items = [
        f"  - kode: {code}\n    judul: Informasi {chance.choice([code, step])}\n    kategori: berkala\n"
        f"    rincian: {chance.choice(['ringkasan_kinerja', 'ringkasan_kinerja', 'salah'])}\n"
        f"    diperbarui: 2026-05-{24 + step % 5}\n    berkas: {chance.choice(['a.csv', 'b.csv'])}\n"
        for code in codes
    ]
    write(root, f"satker/{slug}/berkas/{chance.choice('ab')}.csv", f"langkah,{step}\n")
    answer = f"---\npertanyaan: Apa {step}?\ntanggal: 2026-11-{24 + step % 5}\nterkait: [{slug}/dip/a]\n---\nIsi.\n"
    name, text = chance.choice(
        [
            ("dip.yml", "dip:\n" + "".join(items)),
            ("dip.yml", "dip: [\n"),
            ("profil.yml", f"ppid: Kepala {step}\n"),
            ("dik.yml", EXCLUSION.format(step=step, until=f"2026-11-{24 + step % 5}")),
            ("laporan-2025.yml", REPORT.format(received=step)),
            ("jawaban/a.md", answer),
        ]
    )
    path = f"satker/{slug}/ppid/{name}"
    if chance.random() < 0.2:
        (root / path).unlink(missing_ok=True)
    else:
        write(root, path, text)


def any_service(chance: random.Random, slug: str, step: int) -> str:
    """A service that may be closed for some days, reviewed on one, or replaced by another."""
    text = LAYANAN.format(name=f"Layanan {step}", kind=chance.choice(["IJZ-01", "IJZ-03"]), days=1 + step)
    day = f"2026-11-{24 + step % 5}"
    state = chance.choice(
        [
            f"status: {{keadaan: tutup_sementara, sampai: {day}}}",
            f"status: {{keadaan: dibatasi, mulai: {day}, sampai: 2026-11-28}}",
            f"status: {{keadaan: dihentikan}}\ndigantikan_oleh: {slug}/layanan/r{chance.randrange(6)}",
            "",
        ]
    )
    return text.replace("ijazah_asli", "ktp_pemilik") + f"{state}\nditinjau: {day}\n"


def any_news(chance: random.Random, step: int) -> str:
    """A news item, an event that passes or an announcement that ends while the test goes on."""
    day, title = f"2026-11-{24 + step % 5}", f"Berita {step}"
    return chance.choice(
        [
            BERITA.format(title=title, day=f"2026-{chance.randrange(1, 12):02}-15", body=f"Isi {step}."),
            AGENDA.format(title=title, begin=chance.choice([day, f"{day} 09.00"])),
            SERTA_MERTA.format(title=title, day="2026-11-20", until=day),
        ]
    )


def test_a_day_that_comes_changes_what_depends_on_it(root: Path, tmp_path: Path) -> None:
    status = "status: {keadaan: tutup_sementara, sampai: 2026-11-24, alasan: pindah}\nditinjau: 2026-11-24\n"
    write(
        root,
        "satker/alfa/layanan/legalisir.yml",
        LAYANAN.format(name="Legalisir", kind="IJZ-01", days=2) + status,
    )
    build(root)
    tomorrow = NOW + timedelta(days=1)
    page = root / "site/satker/alfa/layanan/legalisir/index.html"
    assert "Tutup sementara" in page.read_text()

    outcome = build(root, now=tomorrow)

    assert outcome.reason == ""
    assert "Tutup sementara" not in page.read_text()
    assert "Belum ditinjau lagi" in page.read_text()
    assert rebuilt(root, tmp_path, now=tomorrow) == files(root / "site")


def test_an_immediate_announcement_stands_on_every_page_while_it_is_in_force(
    root: Path, tmp_path: Path
) -> None:
    text = SERTA_MERTA.format(title="Sekolah diliburkan", day="2026-11-23", until="2026-11-24")
    write(root, "satker/alfa/berita/banjir.md", text)
    build(root)
    page = root / "site/satker/beta/layanan/legalisir/index.html"
    assert 'aria-label="Informasi serta-merta"' in page.read_text()
    tomorrow = NOW + timedelta(days=1)

    build(root, now=tomorrow)

    assert 'aria-label="Informasi serta-merta"' not in page.read_text()
    assert rebuilt(root, tmp_path, now=tomorrow) == files(root / "site")


def test_a_closure_that_is_to_come_is_announced_until_it_is_over(root: Path, tmp_path: Path) -> None:
    status = "status: {keadaan: tutup_sementara, mulai: 2026-11-26, sampai: 2026-11-27, alasan: pindah}\n"
    text = LAYANAN.format(name="Legalisir", kind="IJZ-01", days=2) + status
    write(root, "satker/alfa/layanan/legalisir.yml", text)
    page = root / "site/satker/alfa/layanan/legalisir/index.html"
    said = []
    for days in (0, 2, 4):
        build(root, now=NOW + timedelta(days=days))
        said.append(re.findall(r"<b>(Akan tutup sementara|Tutup sementara)</b>", page.read_text()))

    assert said == [["Akan tutup sementara"], ["Tutup sementara"], []]
    build(root)
    build(root, now=NOW + timedelta(days=4))  # nothing was built on the days between
    assert "Akan" not in page.read_text()
    assert rebuilt(root, tmp_path, now=NOW + timedelta(days=4)) == files(root / "site")


def test_two_processes_make_the_same_bytes_as_one(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.work.MANY", 2)

    build(root, jobs=2)

    monkeypatch.setattr("generator.work.MANY", 10_000)
    assert rebuilt(root, tmp_path) == files(root / "site")


def test_a_build_is_the_same_in_another_folder_zone_and_hash_seed(root: Path, tmp_path: Path) -> None:
    build(root)
    other = tmp_path / "lain"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns(".cache", "site*"))
    env = {
        **os.environ, "TZ": "America/New_York", "PYTHONHASHSEED": "7", "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())),
    }  # fmt: skip

    subprocess.run(
        [sys.executable, "-m", "generator.cli", "build", "-C", other], env=env, cwd=REPO, check=True
    )

    assert files(other / "site") == files(root / "site")


def test_a_broken_record_is_left_out_and_all_else_published(root: Path) -> None:
    write(root, "satker/beta/layanan/legalisir.yml", "nama: Tanpa jenis\n")

    outcome = build(root)

    assert outcome.left_out == ("beta/layanan/legalisir",)
    assert not (root / "site/satker/beta/layanan/legalisir").exists()
    assert (root / "site/satker/alfa/layanan/legalisir/index.html").exists()


@pytest.mark.parametrize("slug", ["alfa", "beta", "gama"])
def test_a_destroyed_satker_changes_nothing_but_its_absence(root: Path, tmp_path: Path, slug: str) -> None:
    without = tmp_path / "tanpa"
    shutil.copytree(root, without)
    shutil.rmtree(without / "satker" / slug)
    build(without)
    for path in (root / "satker" / slug).rglob("*.*"):
        path.write_bytes(b"\xff\x00: [")

    build(root, allow_loss=True)

    own = {name: content for name, content in files(root / "site").items() if not is_of_counts(name)}
    assert own == {
        name: content for name, content in files(without / "site").items() if not is_of_counts(name)
    }


def is_of_counts(name: str) -> bool:
    """The marker names the build; home, lists and about count records, which differ by the broken files."""
    return name in (".ultra", "index.html", "tentang/index.html")


def test_more_than_half_broken_keeps_the_old_site(root: Path) -> None:
    build(root)
    before = files(root / "site")
    for path in list((root / "satker").glob("*/layanan/*.yml")) + list(
        (root / "satker").glob("*/berita/*.md")
    ):
        path.write_text("rusak: [\n")

    with pytest.raises(NothingPublishedError, match="situs lama tetap ada"):
        build(root)

    assert files(root / "site") == before


def test_fewer_than_half_of_the_records_needs_a_word(root: Path) -> None:
    build(root)
    shutil.rmtree(root / "satker/alfa")
    shutil.rmtree(root / "satker/beta")

    with pytest.raises(NothingPublishedError, match="--allow-loss"):
        build(root)

    assert build(root, allow_loss=True).pages > 0


def test_reference_data_in_error_publishes_nothing(root: Path) -> None:
    build(root)
    before = files(root / "site")
    write(root, "satker/_acuan/wilayah.yml", "wilayah: bukan daftar\n")

    with pytest.raises(NothingPublishedError, match="acuan bermasalah"):
        build(root)

    assert files(root / "site") == before


def test_a_damaged_memory_means_a_full_build(root: Path) -> None:
    build(root)
    before = files(root / "site")
    memory = root / ".cache/ultra/memory"
    content = bytearray(memory.read_bytes())
    content[len(content) // 2] ^= 1
    memory.write_bytes(content)

    outcome = build(root)

    assert "ingatan" in outcome.reason
    assert files(root / "site") == before


def test_a_file_deleted_from_the_site_comes_back(root: Path) -> None:
    build(root)
    page = root / "site/satker/alfa/index.html"
    page.unlink()

    assert build(root).reason == "ada berkas yang hilang dari folder situs"
    assert page.exists()


def test_a_lock_held_by_another_build_names_it(root: Path) -> None:
    with lock(root / ".cache/ultra"), pytest.raises(BusyError, match=str(os.getpid())):
        build(root)


def test_a_renamed_record_leaves_a_page_at_its_former_address(root: Path) -> None:
    path = root / "satker/alfa/berita/kabar.md"
    path.write_text(
        path.read_text().replace("contoh: true", "contoh: true\nalamat_lama: [/satker/alfa/berita/lama/]")
    )

    build(root)

    page = (root / "site/satker/alfa/berita/lama/index.html").read_text()
    assert 'href="../../../../satker/alfa/berita/kabar/"' in page
    assert '<meta http-equiv="refresh" content="0; url=../../../../satker/alfa/berita/kabar/">' in page


HOSTILE = "<script>alert(1)</script>' \" {{ 7*7 }} --8<-- </title> ## __config &amp;"


def test_a_hostile_record_shows_as_text_and_is_not_refused(root: Path) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    fields = (
        "ringkasan",
        "untuk_siapa",
        "produk_pelayanan",
        "penanganan_pengaduan",
        "batas",
        "tempat_loket",
        "jumlah_pelaksana",
    )
    text = f"nama: {quoted}\njenis: IJZ-01\n" + "".join(f"{field}: {quoted}\n" for field in fields)
    text += f"persyaratan:\n  - teks: {quoted}\nsistem_mekanisme_prosedur:\n  - {quoted}\ncontoh: true\n"
    write(root, "satker/alfa/layanan/jahat.yml", text)
    write(
        root,
        "satker/alfa/berita/jahat.md",
        f"---\njudul: {quoted}\ntanggal: 2026-10-01\n---\n{HOSTILE}\n\n## __config\n",
    )

    outcome = build(root)

    assert outcome.left_out == ()
    for name, content in files(root / "site").items():
        if name.endswith(".html"):
            page = content.decode()
            assert "<script>alert" not in page, name
            assert page.count("</title>") == 1, name
            assert 'id="__config"' not in page, name
    service = (root / "site/satker/alfa/layanan/jahat/index.html").read_text()
    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt;&#39; &#34; {{ 7*7 }} --8&lt;-- &lt;/title&gt; ## __config &amp;amp;"
        in service
    )


class Links(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value is not None:
                self.links.append(value)
            if name == "id" and value:
                assert value not in self.ids, f"id twice: {value}"
                self.ids.add(value)


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own portal."""
    site = tmp_path_factory.mktemp("situs") / "site"
    build(REPO, site=site, full=True)
    return site


def test_the_portal_has_its_satker_types_and_regions(real_site: Path) -> None:
    assert len(list(real_site.glob("satker/*/index.html"))) == 21
    assert (
        len(
            [
                path
                for path in real_site.glob("layanan/*/index.html")
                if path.parent.name not in ("a-z", "menurut")
            ]
        )
        == 57
    )
    assert len(list(real_site.glob("wilayah/*/index.html"))) == 16


def test_every_internal_link_and_anchor_resolves(real_site: Path) -> None:
    pages = {}
    for path in real_site.rglob("*.html"):
        parser = Links()
        parser.feed(path.read_text())
        pages[path.relative_to(real_site).as_posix()] = parser
    for name, parser in pages.items():
        base = "/" + name.removesuffix("index.html")
        for link in parser.links:
            parts = urlsplit(urljoin(base, link))
            if parts.scheme or not link:
                continue
            target = unquote(parts.path).lstrip("/")
            file = f"{target}index.html" if target == "" or target.endswith("/") else target
            assert (real_site / file).is_file(), f"{name}: {link}"
            if parts.fragment:
                assert parts.fragment in pages[file].ids, f"{name}: {link}"


def test_every_service_page_marks_every_component(real_site: Path) -> None:
    for path in real_site.glob("satker/*/layanan/*/index.html"):
        page = path.read_text()
        missing = [name for name in KOMPONEN if f'data-element="layanan-{name}"' not in page]
        assert missing == [], path


def test_every_page_carries_the_policy_and_no_inline_script_or_style(real_site: Path) -> None:
    for path in real_site.rglob("*.html"):
        page = path.read_text()
        assert re.search(r'<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy"', page), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page), path


def test_samples_are_not_indexed_and_say_what_they_are(real_site: Path) -> None:
    for path in real_site.glob("satker/*/layanan/*/index.html"):
        page = path.read_text()
        assert ('content="noindex"' in page) == ('data-element="layanan-contoh"' in page), path


def test_a_first_visit_to_home_a_region_or_a_record_weighs_at_most_20_kb(real_site: Path) -> None:
    fixed = sum(
        len(gzip.compress((real_site / "assets" / name).read_bytes()))
        for name in ("ultra.css", "ultra.js", "pita.svg", "ikon.svg")
    )
    heaviest = max(
        len(gzip.compress(path.read_bytes()))
        for pattern in (
            "satker/*/layanan/*/index.html",
            "satker/*/berita/*/index.html",
            "satker/*/index.html",
            "index.html",
            "wilayah/**/index.html",
        )
        for path in real_site.glob(pattern)
    )
    assert fixed + heaviest <= 20 * 1024


def test_mkdocs_build_makes_the_same_portal(root: Path, tmp_path: Path) -> None:
    build(root)
    other = tmp_path / "mkdocs"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns(".cache", "site*"))
    shutil.copytree(REPO / "theme", other / "theme")
    shutil.copytree(REPO / "theme", root / "theme")
    build(root)
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "NO_MKDOCS_2_WARNING": "1"}

    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], env=env, cwd=other, check=True)

    assert files(other / "site") == files(root / "site")


def test_a_kill_at_any_moment_leaves_the_old_site_or_the_new_one(root: Path, tmp_path: Path) -> None:
    build(root)
    old = files(root / "site")
    write(root, "satker/beta/berita/kabar.md", BERITA.format(title="Sesudah", day="2026-10-05", body="Isi."))
    new = rebuilt(root, tmp_path)
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    command = [sys.executable, "-m", "generator.cli", "build", "-C", str(root)]
    chance = random.Random(9)
    saved = tmp_path / "simpan"
    shutil.copytree(root, saved)
    for full in (False, True) * 6:
        shutil.rmtree(root)
        shutil.copytree(saved, root)
        process = subprocess.Popen(
            [*command, *(["--full"] if full else [])], env=env, cwd=REPO, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.15, 0.55))
        process.send_signal(signal.SIGKILL)
        process.wait()

        left = files(root / "site") if (root / "site").exists() else None

        assert left in (old, new, None) or (root / "site.ultra-jurnal").exists()
        build(root)
        assert files(root / "site") == new
        assert [path.name for path in root.glob("site*")] == ["site"]


def test_the_memory_moves_within_one_folder_since_the_site_may_lie_on_another_disk(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    moves: list[tuple[Path, Path]] = []
    os_replace = os.replace

    def noted(source: str, target: str) -> None:
        moves.append((Path(source), Path(target)))
        os_replace(source, target)

    monkeypatch.setattr(os, "replace", noted)
    build(root, now=NOW + timedelta(minutes=1))

    assert {source.parent for source, target in moves if target.name == "memory"} == {
        root / ".cache" / "ultra"
    }


def test_a_worker_faster_than_its_parent_loses_no_page(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.work.MANY", 2)
    assemble = Work.assemble

    def slow(self: Work, *arguments: Any) -> None:
        assemble(self, *arguments)
        time.sleep(0.5)

    monkeypatch.setattr(Work, "assemble", slow)
    build(root, jobs=2)

    monkeypatch.undo()
    assert rebuilt(root, tmp_path) == files(root / "site")


def test_mkdocs_serve_shows_the_whole_portal(root: Path, tmp_path: Path) -> None:
    shutil.copytree(REPO / "theme", root / "theme")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=root, stdout=log, stderr=log, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        )
    try:
        page = fetched(f"http://127.0.0.1:{port}/satker/alfa/layanan/legalisir/")
    finally:
        process.terminate()
        process.wait()

    assert 'data-element="layanan-nama"' in page, (tmp_path / "log").read_text()
    assert "Content-Security-Policy" not in page


def fetched(url: str) -> str:
    """What the address gives, as soon as it gives anything."""
    for _ in range(100):
        try:
            with urlopen(url) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    return ""


def test_hostile_text_in_every_field_that_takes_text_shows_as_text(root: Path) -> None:
    golden = REPO / "tests/golden/lengkap/portal/satker/alfa"
    shutil.copytree(golden / "berkas", root / "satker/alfa/berkas")
    replaced = 0
    for kind, name in (
        ("satker", "satker.yml"),
        ("layanan", "layanan/lengkap.yml"),
        ("berita", "berita/agenda.md"),
        ("berita", "berita/peringatan.md"),
    ):
        file = File(f"satker/alfa/{name}", kind, "alfa", Path(name).stem, Stamp(0, 0, 0))  # type: ignore[arg-type]
        source = read.source(file, (golden / name).read_bytes())
        assert isinstance(source, Source)
        data: Any = source.data
        for *path, last in leaves(data):
            owner = functools.reduce(operator.getitem, path, data)
            kept, owner[last] = owner[last], HOSTILE
            record, _ = validate.record(replace(source, data=data), b"")
            if record is None:
                owner[last] = kept  # a code, a date, an address: not a field for text
            replaced += record is not None
        data.pop("terintegrasi_dengan", None)
        data.pop("terkait", None)  # what they point at is not there
        text = json.dumps(data)
        write(
            root,
            f"satker/alfa/{name}",
            f"---\n{text}\n---\n{HOSTILE}\n\n## __config\n" if kind == "berita" else text,
        )

    outcome = build(root)

    assert replaced > 60
    assert outcome.left_out == (), [problem for problem in outcome.problems if problem.is_error]
    for name, content in files(root / "site").items():
        if name.endswith(".html"):
            page = content.decode()
            assert "<script>alert" not in page, name
            assert page.count("</title>") == 1, name
            assert 'id="__config"' not in page, name


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The keys that lead to every text of a record."""
    if isinstance(data, str):
        return [path]
    steps = data.items() if isinstance(data, dict) else enumerate(data)
    return [leaf for step, value in steps for leaf in leaves(value, (*path, step))]
