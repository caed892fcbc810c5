"""A portal of edges: nothing in a satker, very much in another, the longest names, links that were left out.

Made by a program, because 200 services by hand would hide the few lines that matter. Everything in it is a sample.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml
from portals import BERITA, REPO, settle, write

EMPTY = 'nama: Satker Kosong\njenis: DK\nwilayah: ["18.13"]\ncontoh: true\n'
LONG_NAME = (
    "Dinas Pendidikan, Kebudayaan, Kepemudaan, Keolahragaan, Kearsipan, dan Perpustakaan Daerah Contoh dengan "
    "Nama Resmi Terpanjang"
)
LONG_SERVICE = (
    "Penerbitan Rekomendasi Perpanjangan Izin Operasional Satuan Pendidikan Anak Usia Dini, Pusat Kegiatan "
    "Belajar Masyarakat, serta Lembaga Kursus dan Pelatihan yang Diselenggarakan oleh Masyarakat"
)
LONG_WORD = "pertanggungjawabannyalah/dikesampingkannyalah_tanpa_satu_pun_spasi_di_dalamnya"
MANY = 200
PAGES = (
    "layanan/legalisir-ijazah-sd-smp/index.html",  # fifteen in one comparison: what is the same, what differs
    "layanan/verifikasi-keabsahan-ijazah/index.html",  # nobody offers it
    "layanan/menurut/satker/banyak/index.html",  # 200 services
    "layanan/menurut/satker/banyak/bagian/4/index.html",
    "layanan/menurut/satker/kosong/index.html",
    "layanan/menurut/wilayah/pesisir-barat/index.html",  # nobody serves it
    "satker/banyak/index.html",
    "satker/kosong/index.html",
    "satker/panjang/index.html",
    "satker/panjang/layanan/terpanjang/index.html",
    "satker/panjang/berita/terpanjang/index.html",
    "satker/dinas-metro/layanan/merujuk/index.html",  # its reference was left out
    "wilayah/pesisir-barat/index.html",
    "pengaduan/index.html",
)


def portal(root: Path) -> Path:
    """Writes the portal of edges."""
    root.mkdir(parents=True, exist_ok=True)
    settle(root)
    shutil.copytree(REPO / "content", root / "content")
    shutil.copytree(REPO / "satker" / "_acuan", root / "satker" / "_acuan")
    regions = yaml.safe_load((REPO / "satker/_acuan/wilayah.yml").read_text())["wilayah"]
    local = [region for region in regions if region["jenis"] != "provinsi"]
    write(root, "satker/kosong/satker.yml", EMPTY)
    _many(root)
    _longest(root)
    for number, region in enumerate(local):
        if region["kode"] != "18.13":  # nobody but the empty satker is there
            _office(root, number, region)
    _left_out(root)
    return root


def _many(root: Path) -> None:
    """A satker with 200 services of all types in turn, one left free, so that nobody offers it."""
    write(root, "satker/banyak/satker.yml", 'nama: Satker Banyak\njenis: DP\nwilayah: ["18"]\ncontoh: true\n')
    kinds = [
        kind["kode"]
        for kind in yaml.safe_load((REPO / "satker/_acuan/jenis_layanan.yml").read_text())["jenis"]
    ]
    offered = [kind for kind in kinds if kind not in ("IJZ-01", "IJZ-08")]
    for number in range(1, MANY + 1):
        kind = offered[number % len(offered)]
        text = f"nama: Layanan contoh nomor {number:03}\njenis: {kind}\ncara_layanan: daring\ncontoh: true\n"
        write(root, f"satker/banyak/layanan/l{number:03}.yml", text)


def _longest(root: Path) -> None:
    write(
        root,
        "satker/panjang/satker.yml",
        f'nama: {LONG_NAME}\njenis: PD\nwilayah: ["18"]\ncontoh: true\n'
        f"profil: {{tugas: {LONG_WORD}}}\nsitus: https://contoh.example/{'sangat-panjang-' * 8}\n"
        "pengaduan:\n  penanggung_jawab: Kepala Bidang Contoh\n  saluran:\n"
        f"    - {{jenis: laman, nilai: https://contoh.example/{'pengaduan-' * 12}}}\n    - {{jenis: loket, nilai: Loket 1}}\n",
    )
    text = (
        f"nama: {LONG_SERVICE}\njenis: SAT-01\nringkasan: {LONG_WORD}\ncara_layanan: hibrida\n"
        f'persyaratan: [{LONG_WORD}, "{LONG_SERVICE}"]\nsistem_mekanisme_prosedur: ["{LONG_SERVICE}"]\n'
        "jangka_waktu: {nilai: 30, satuan: hari_kerja, catatan: sejak berkas dinyatakan lengkap dan benar oleh petugas}\n"
        f'biaya_tarif:\n  - {{jumlah: 0, untuk: "{LONG_NAME}"}}\n  - {{jumlah: 123456789, untuk: Lainnya}}\n'
        f'produk_pelayanan: {LONG_SERVICE}\nstatus: {{keadaan: dibatasi, sampai: 2026-12-31, alasan: "{LONG_SERVICE}"}}\n'
        "contoh: true\n"
    )
    write(root, "satker/panjang/layanan/terpanjang.yml", text)
    write(
        root,
        "satker/panjang/layanan/legalisir.yml",
        "nama: Legalisir ijazah\njenis: IJZ-01\nbiaya_tarif: 0\ncara_layanan: daring\ncontoh: true\n"
        f"persyaratan: [{{syarat: ijazah_asli}}, {{syarat: fotokopi_ijazah}}, {LONG_WORD}]\n",
    )
    write(
        root,
        "satker/panjang/berita/terpanjang.md",
        BERITA.format(title=f"{LONG_SERVICE} di {LONG_NAME[:85]}", day="2026-11-02", body=LONG_WORD),
    )


def _office(root: Path, number: int, region: dict[str, str]) -> None:
    """One of fourteen that, with the longest, offer the same: two requirements are everybody's, others only some's."""
    slug = f"dinas-{region['slug']}"
    write(
        root,
        f"satker/{slug}/satker.yml",
        f'nama: Dinas Contoh {region["nama"]}\njenis: DK\nwilayah: ["{region["kode"]}"]\ncontoh: true\n',
    )
    extra = ["", ", {syarat: ktp_pemilik}", ", {syarat: surat_kuasa}", ", Fotokopi kartu keluarga"][
        number % 4
    ]
    unit, way = ("menit", "tatap_muka") if number % 3 else ("hari_kerja", "hibrida")
    write(
        root,
        f"satker/{slug}/layanan/legalisir.yml",
        "nama: Legalisir ijazah SD, SMP, dan kesetaraan\njenis: IJZ-01\nbiaya_tarif: 0\ncontoh: true\n"
        f"cara_layanan: {way}\njangka_waktu: {{nilai: {5 * (number % 4 + 1)}, satuan: {unit}}}\n"
        f"persyaratan: [{{syarat: ijazah_asli}}, {{syarat: fotokopi_ijazah}}{extra}]\n"
        + ("batas: 10 lembar\n" if number % 2 else ""),
    )


def _left_out(root: Path) -> None:
    """A service that points at a broken one: the reference stays as text, and nothing else suffers."""
    write(root, "satker/dinas-metro/layanan/rusak.yml", "nama: Rusak\njenis: IJZ-03\nbiaya_tarif: gratis\n")
    write(
        root,
        "satker/dinas-metro/layanan/merujuk.yml",
        "nama: Layanan yang merujuk\njenis: IJZ-04\nterkait: [dinas-metro/layanan/rusak, IJZ-01]\n"
        "status: {keadaan: dihentikan}\ndigantikan_oleh: dinas-metro/layanan/rusak\ncontoh: true\n",
    )
