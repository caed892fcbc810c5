"""The samples of this repository: enough of every case that lists, comparisons and banners are really tried, and
nothing in them that could be taken for a fact."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from portals import NOW, REPO

from generator import pipeline
from generator.cache import Memory
from generator.documents import Documents
from generator.portal import LayananCard, Portal
from generator.records.berita import JENIS_BERITA
from generator.records.dip import KATEGORI
from generator.records.layanan import CARA
from generator.stages import read
from generator.views.jenis import jenis_view
from generator.work import Work

PUBLIC = sorted(chain(REPO.glob("satker/*/ppid/*.yml"), REPO.glob("satker/*/ppid/jawaban/*.md")))
SAMPLES = sorted(chain(REPO.glob("satker/*/layanan/*.yml"), REPO.glob("satker/*/berita/*.md"), PUBLIC))


@pytest.fixture(scope="module")
def portal() -> Portal:
    tree = read.tree(REPO)
    work = Work(pipeline.configured(REPO), Memory(), now=NOW, shells=dict, jobs=1)
    assert work.read_acuan(tree)
    work.assemble(work.check(tree), Documents(names={(item.satker, item.name) for item in tree.attachments}))
    return work.portal


def services(portal: Portal) -> list[LayananCard]:
    return [card for card in portal.layanan.values() if card.contoh]


def test_services_of_every_kind_of_satker_and_of_many_types(portal: Portal) -> None:
    samples = services(portal)

    assert len(samples) >= 60
    assert len({card.jenis for card in samples}) >= 35
    assert {portal.satker[card.satker].data.jenis for card in samples} == {"PM", "PT", "KB", "PD", "DP", "DK"}


def test_services_of_every_status_and_channel(portal: Portal) -> None:
    samples = services(portal)

    assert {card.keadaan for card in samples} == {"aktif", "dibatasi", "tutup_sementara", "dihentikan"}
    assert set(CARA) <= {card.cara for card in samples}
    assert any(card.keadaan == "tutup_sementara" and card.sampai for card in samples)
    assert any(card.keadaan == "dihentikan" and card.digantikan_oleh for card in samples)
    assert any(" sampai Rp" in card.biaya for card in samples)
    assert any(not card.waktu and not card.syarat for card in samples)
    assert any(card.terisi.bit_count() == 14 for card in samples)


def test_four_types_can_be_compared(portal: Portal) -> None:
    """Offered by five or more, two codes asked by all, two by some, a free text, two times, fees or channels."""
    rich = [kind for kind in portal.acuan.jenis if is_rich(portal, kind)]

    assert len(rich) >= 4
    for kind in rich:
        view = jenis_view(portal, kind, 1)
        assert len(view.same) >= 2, kind
        assert "Syarat tambahan" in view.columns, kind
        assert {"Waktu", "Biaya", "Cara"} & set(view.columns), kind


def is_rich(portal: Portal, kind: str) -> bool:
    cards = [
        card
        for card in portal.per_jenis.get(kind, ())
        if card.syarat and portal.keadaan(card) != "dihentikan"
    ]
    if len({card.satker for card in cards}) < 5:
        return False
    asked = [set(card.syarat) for card in cards]
    by_all = set.intersection(*asked)
    values = ({card.waktu for card in cards}, {card.biaya for card in cards}, {card.cara for card in cards})
    return (
        len(by_all) >= 2
        and len(set.union(*asked) - by_all) >= 2
        and any(card.syarat_lain for card in cards)
        and any(len(different) >= 2 for different in values)
    )


def test_news_of_all_kinds_over_fourteen_months(portal: Portal) -> None:
    samples = [card for card in portal.berita if card.contoh]
    day = portal.today.toordinal()

    assert len(samples) >= 30
    assert {card.jenis for card in samples} == set(JENIS_BERITA)
    assert len({(card.hari.year, card.hari.month) for card in samples}) >= 14
    assert {card.lewat_pada(day) for card in samples if card.jenis == "agenda"} == {True, False}
    assert max(len(card.judul) for card in samples) >= 150
    assert len({card.gambar for card in samples} - {""}) >= 6


def test_an_announcement_is_in_force_on_a_day_and_another_has_ended(portal: Portal) -> None:
    day = date(2026, 11, 24).toordinal()
    announcements = [card for card in portal.berita if card.jenis == "serta_merta"]

    assert {card.berlaku_pada(day) for card in announcements} == {True, False}
    assert not any(card.berlaku_pada(date(2027, 1, 1).toordinal()) for card in announcements)


def test_public_information_of_five_kinds_of_satker(portal: Portal) -> None:
    """Every category and state is there: stale, excluded, about to end, open by itself, two years, answers."""
    day = date(2026, 11, 24).toordinal()
    exclusions = list(portal.dik.values())

    assert len(portal.ppid) == 6
    assert {portal.satker[slug].data.jenis for slug in portal.ppid} == {"PM", "PT", "DP", "KB", "DK"}
    for slug in portal.ppid:
        assert 8 <= len(portal.dip_per_satker[slug]) <= 20
        assert all(portal.jumlah_dip[slug, kategori] for kategori in KATEGORI)
        assert 2 <= len(portal.dik_per_satker[slug]) <= 3
        assert 1 <= len(portal.jawaban_per_satker[slug]) <= 2
    assert {card.usang_pada(day) for card in portal.dip.values()} == {True, False}
    assert any(card.terbuka_pada(day) for card in exclusions)
    assert any(portal.segera_berakhir(card) for card in exclusions)


def test_public_information_is_full_in_one_satker_and_sparse_in_another(portal: Portal) -> None:
    profiles = portal.ppid.values()

    assert {bool(card.url_permohonan) for card in profiles} == {True, False}
    assert {bool(card.url_keberatan) for card in profiles} == {True, False}
    assert {bool(card.standar) for card in profiles} == {True, False}
    assert {card.bermaklumat for card in profiles} == {True, False}
    assert {bool(card.atasan_ppid) for card in profiles} == {True, False}
    assert {len(portal.laporan_per_satker[slug]) for slug in portal.ppid} == {1, 2}


def test_public_information_offers_tables_that_name_themselves_samples(portal: Portal) -> None:
    offered = [(card.satker, name) for card in portal.dip.values() for name in card.berkas]

    assert len(offered) >= 5
    assert {Path(name).suffix for _, name in offered} == {".csv", ".xlsx"}
    for satker, name in offered:
        assert name.startswith("contoh-")
        if name.endswith(".csv"):
            head = (REPO / "satker" / satker / "berkas" / name).read_text(encoding="utf-8").splitlines()[0]
            assert "(contoh)" in head.lower()


@pytest.mark.parametrize("path", PUBLIC, ids=[path.relative_to(REPO).as_posix() for path in PUBLIC])
def test_public_information_is_sample_and_says_so_at_its_head(path: Path) -> None:
    text = path.read_text()

    assert re.search(r"^contoh: true$", text, re.MULTILINE)
    assert re.match(r"(?:---\n)?# CONTOH untuk menguji portal, bukan ", text)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.relative_to(REPO).as_posix() for path in SAMPLES])
def test_a_sample_holds_nothing_that_could_be_taken_for_a_fact(path: object) -> None:
    text = path.read_text()  # type: ignore[attr-defined]
    if not re.search(r"^contoh: true$", text, re.MULTILINE):
        return

    assert not re.findall(r"^(?:nomor_sk|url_sippn|diverifikasi|tanggal_penetapan):", text, re.MULTILINE)
    assert not re.findall(r"(?<!\d)(?:\+62|08)\d[\d -]{6,}", text)  # telephone numbers
    assert not re.findall(r"\b(?:Jl|Jln|Jalan|Gg|RT|RW)\b\.?\s+[A-Z0-9]", text)  # addresses
    assert not re.findall(r"[\w.]+@[\w.]+", text)
    assert not re.findall(r"\b\d{16}\b|\b\d{18}\b", text)  # NIK, NIP
    assert not re.findall(r"\b(?:Drs|Dra|Dr|Ir|Prof|H|Hj)\.\s+[A-Z]", text)  # titles before a person's name
