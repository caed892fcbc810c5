"""Makes a portal of any size from a seed: `python benchmarks/corpus.py OUT --records 10000 --seed 1`.

Settings, theme, written pages, reference data and satker are this repository's own; services and news are filler of plain words, marked
`contoh: true` unless --few-samples is given. The same seed gives the same bytes. Names no law but UU 25/2009, no person and no real office's service.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

HOUSE = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 24)  # the day on which the portal is built; `run.py` sets SOURCE_DATE_EPOCH to it
SERVICES = 0.45  # the rest is news
NEWS_WORDS = 270
NEWS_DAYS = 36 * 30
FEW = 50  # with --few-samples one record in so many is a sample
SITE_URL = "https://ultra.example/"  # by RFC 2606 nobody's; without one there is no sitemap and no feed

WORDS = [
    "adalah",
    "agar",
    "akan",
    "aktif",
    "alamat",
    "alur",
    "anggota",
    "antara",
    "arsip",
    "atau",
    "awal",
    "bagi",
    "bagian",
    "bahan",
    "bahwa",
    "baik",
    "baru",
    "beberapa",
    "belajar",
    "berikut",
    "berjalan",
    "berkas",
    "bersama",
    "bertanya",
    "besar",
    "bidang",
    "bila",
    "bimbingan",
    "buku",
    "bulan",
    "cara",
    "catatan",
    "contoh",
    "daerah",
    "daftar",
    "dalam",
    "dan",
    "dapat",
    "dari",
    "data",
    "dengan",
    "di",
    "dinas",
    "diperiksa",
    "diterima",
    "dokumen",
    "formulir",
    "gedung",
    "guru",
    "hari",
    "hasil",
    "hingga",
    "ini",
    "isi",
    "jadwal",
    "jam",
    "jelas",
    "kabupaten",
    "kantor",
    "karena",
    "kegiatan",
    "kelas",
    "kepada",
    "kerja",
    "keterangan",
    "ketua",
    "kota",
    "kursi",
    "layanan",
    "lembar",
    "lengkap",
    "lewat",
    "loket",
    "maka",
    "masyarakat",
    "masuk",
    "mencatat",
    "mengisi",
    "mengurus",
    "menilai",
    "menjadi",
    "menunggu",
    "menyusun",
    "meja",
    "minggu",
    "mutu",
    "nomor",
    "oleh",
    "orang",
    "pada",
    "pagi",
    "panduan",
    "para",
    "pegawai",
    "pelajar",
    "pelatihan",
    "pemohon",
    "pendidikan",
    "pengumuman",
    "perlu",
    "permohonan",
    "pertama",
    "peserta",
    "petugas",
    "program",
    "provinsi",
    "pustaka",
    "rapat",
    "rencana",
    "ruang",
    "salinan",
    "sampai",
    "satuan",
    "sebelum",
    "sekolah",
    "selesai",
    "seluruh",
    "semua",
    "sesuai",
    "setelah",
    "setiap",
    "siang",
    "siswa",
    "surat",
    "tahun",
    "tanda",
    "tempat",
    "tentang",
    "terbuka",
    "tercatat",
    "tiap",
    "tidak",
    "tugas",
    "tujuan",
    "umum",
    "unit",
    "untuk",
    "urusan",
    "waktu",
    "warga",
    "wilayah",
    "yang",
]
NAMES = [
    "Pencatatan",
    "Pengesahan",
    "Perubahan",
    "Peminjaman",
    "Pendaftaran",
    "Pemeriksaan",
    "Pembaruan",
    "Penyusunan",
    "Pelaporan",
    "Penjadwalan",
    "Pendampingan",
    "Pengambilan",
]
THINGS = [
    "berkas",
    "dokumen",
    "data",
    "jadwal",
    "ruang",
    "formulir",
    "arsip",
    "salinan",
    "kegiatan",
    "peserta",
    "panduan",
    "buku",
    "laporan",
    "surat",
    "kelas",
    "pustaka",
]
TRAITS = [
    "awal",
    "akhir",
    "baru",
    "bersama",
    "harian",
    "bulanan",
    "umum",
    "khusus",
    "terbuka",
    "lanjutan",
    "ringkas",
    "lengkap",
]
STEPS = (
    "Ambil nomor antrean",
    "Isi formulir",
    "Serahkan berkas di loket",
    "Petugas memeriksa berkas",
    "Perbaiki berkas yang kurang",
    "Pejabat mengesahkan hasil",
    "Tunggu pemberitahuan",
    "Ambil hasil di loket",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of service, as far as a filler record needs it."""

    code: str
    offered: tuple[str, ...]
    requirements: tuple[str, ...]


class Maker:
    """Writes records. Everything random comes from one generator, in one order."""

    def __init__(self, root: Path, seed: int, *, few_samples: bool) -> None:
        self.root = root
        self.few_samples = few_samples
        self.random = random.Random(seed)
        listed = yaml.safe_load((HOUSE / "satker/_acuan/jenis_layanan.yml").read_text(encoding="utf-8"))[
            "jenis"
        ]
        kinds = [Kind(k["kode"], tuple(k["ditawarkan"]), tuple(k.get("syarat_umum") or ())) for k in listed]
        self.satker = {path.parent.name: _kind_of(path) for path in sorted(HOUSE.glob("satker/*/satker.yml"))}
        self.kinds = {slug: [k for k in kinds if kind in k.offered] for slug, kind in self.satker.items()}

    def some(self, low: int, high: int) -> str:
        """Between `low` and `high` words."""
        return " ".join(self.random.choices(WORDS, k=self.random.randint(low, high)))

    def sentence(self, low: int = 7, high: int = 14) -> str:
        """A line with a capital and a full stop."""
        return self.some(low, high).capitalize() + "."

    def title(self) -> str:
        """Three words that look like the name of a service."""
        return f"{self.random.choice(NAMES)} {self.random.choice(THINGS)} {self.random.choice(TRAITS)}"

    def service(self, number: int) -> None:
        """A service of a type that its satker may offer."""
        slug = self.random.choice(list(self.satker))
        kind = self.random.choice(self.kinds[slug])
        title = self.title()
        path = f"satker/{slug}/layanan/{_slug(title)}-{number}.yml"
        lines = (*self._service_lines(title, kind), *self._mark(number))
        self._write(path, "\n".join(lines) + "\n")

    def _service_lines(self, title: str, kind: Kind) -> Iterator[str]:
        pick = self.random
        updated = TODAY - timedelta(days=pick.randint(1, 500))
        review = TODAY + timedelta(days=pick.randint(30, 700))
        yield "# CONTOH untuk mengukur kecepatan, bukan layanan nyata."
        yield f"nama: {title}"
        yield f"jenis: {kind.code}"
        yield f"ringkasan: {self.sentence()}"
        yield f"nama_populer: [{self.some(2, 3)}, {self.some(2, 3)}]"
        yield f"sasaran: [{pick.choice(['siswa_orang_tua', 'mahasiswa', 'guru', 'satuan_pendidikan'])}, umum]"
        yield f"untuk_siapa: {self.sentence(8, 16)}"
        yield f"cara_layanan: {pick.choice(['tatap_muka', 'tatap_muka', 'daring', 'hibrida'])}"
        yield f"tempat_loket: Loket {pick.randint(1, 9)}, {self.some(2, 3)}"
        yield "persyaratan:"
        for code in pick.sample(kind.requirements, min(len(kind.requirements), pick.randint(2, 4))):
            yield f"  - syarat: {code}"
            if pick.random() < 0.3:
                yield f"    catatan: {self.sentence(3, 6)}"
        yield f"  - teks: {self.sentence(3, 6)}"
        yield "sistem_mekanisme_prosedur:"
        for step in pick.sample(STEPS, pick.randint(3, 5)):
            yield f"  - judul: {step}"
            if pick.random() < 0.5:
                yield f"    catatan: {self.sentence(4, 9)}"
        yield f"jangka_waktu:\n  nilai: {pick.randint(1, 14)}\n  satuan: {pick.choice(['hari_kerja', 'hari', 'jam'])}"
        yield f"  catatan: {self.some(3, 5)}"
        yield f"biaya_tarif:\n  - jumlah: {pick.choice([0, 0, 0, 5000, 10000, 25000, 100000])}"
        yield f"produk_pelayanan: {self.some(3, 6).capitalize()}"
        yield f"penanganan_pengaduan: {self.sentence(8, 14)}"
        yield "dasar_hukum:\n  - judul: UU 25/2009 tentang Pelayanan Publik"
        yield f"sarana_prasarana:\n  - {self.some(2, 3).capitalize()}\n  - {self.some(2, 3).capitalize()}"
        yield f"kompetensi_pelaksana: {self.sentence()}"
        yield f"pengawasan_internal: {self.sentence()}"
        yield f"jumlah_pelaksana: {pick.randint(1, 9)} orang"
        yield f"jaminan_pelayanan: {self.sentence(8, 14)}"
        if pick.random() < 0.5:
            yield f"jaminan_keamanan: {self.sentence()}"
        yield f"batas: {pick.randint(1, 20)} lembar"
        if pick.random() < 0.5:
            yield f"terkait: [{pick.choice(self.kinds[pick.choice(list(self.satker))]).code}]"
        yield f"diperbarui: {updated}\nditinjau: {review}"

    def news(self, number: int) -> None:
        """A news item with a Markdown body."""
        slug = self.random.choice(list(self.satker))
        title = f"{self.title()} {self.some(1, 3)}"
        head = (*self._head_lines(title), *self._mark(number))
        text = "\n".join(head) + "\n---\n" + "\n\n".join(self._blocks()) + "\n"
        self._write(f"satker/{slug}/berita/{_slug(title)}-{number}.md", text)

    def _head_lines(self, title: str) -> Iterator[str]:
        pick = self.random
        day = TODAY - timedelta(days=pick.randrange(NEWS_DAYS))
        kind = pick.choices(["berita", "pengumuman", "agenda", "siaran_pers"], [70, 14, 8, 8])[0]
        yield f"---\njudul: {title}\ntanggal: {day}\njenis: {kind}"
        yield f"ringkasan: {self.sentence(10, 20)}"
        yield "jabatan: Pengelola informasi"
        yield f"kata_kunci: [{self.some(1, 2)}, {self.some(1, 2)}, {self.some(1, 2)}]"
        if kind == "agenda":
            yield f"mulai: {day + timedelta(days=7)} 09.00\ntempat: Ruang {self.some(1, 2)}"
        if pick.random() < 0.3:
            yield f"terkait: [{pick.choice(self.kinds[pick.choice(list(self.satker))]).code}]"

    def _mark(self, number: int) -> Iterator[str]:
        """What says that a record is a sample; samples are kept from search engines, feed and calendar."""
        if not self.few_samples or number % FEW == 0:
            yield "contoh: true"

    def _blocks(self) -> Iterator[str]:
        """Paragraphs, a heading or two, a list, emphasis and a link, NEWS_WORDS words in all, more or less."""
        left = NEWS_WORDS
        yield f"{self.sentence()} **{self.some(2, 3).capitalize()}** {self.sentence().lower()}"
        while left > 0:
            form = self.random.choices(["text", "heading", "list", "link"], [70, 14, 10, 6])[0]
            if form == "heading":
                block = f"## {self.some(2, 4).capitalize()}"
            elif form == "list":
                block = "\n".join(
                    f"- {self.some(3, 7).capitalize()}" for _ in range(self.random.randint(3, 5))
                )
            elif form == "link":
                block = f"{self.sentence()} Lihat [{self.some(2, 3)}](/layanan/) dan *{self.some(1, 2)}*."
            else:
                block = " ".join(self.sentence(8, 16) for _ in range(self.random.randint(2, 4)))
            left -= len(block.split())
            yield block

    def _write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def make(root: Path, *, records: int, seed: int = 1, few_samples: bool = False) -> None:
    """A portal with `records` services and news items in an empty or missing folder."""
    root.mkdir(parents=True, exist_ok=True)
    settings = (HOUSE / "mkdocs.yml").read_text(encoding="utf-8")
    addressed = re.sub(r"^site_url:.*$", f"site_url: {SITE_URL}", settings, flags=re.MULTILINE)
    (root / "mkdocs.yml").write_text(addressed, encoding="utf-8")
    for folder in ("content", "theme", "satker/_acuan"):
        shutil.copytree(HOUSE / folder, root / folder)
    maker = Maker(root, seed, few_samples=few_samples)
    for slug in maker.satker:
        (root / "satker" / slug).mkdir()
        shutil.copy(HOUSE / "satker" / slug / "satker.yml", root / "satker" / slug)
    services = round(records * SERVICES)
    for number in range(1, records + 1):
        if number <= services:
            maker.service(number)
        else:
            maker.news(number)


def _kind_of(path: Path) -> str:
    kind: str = yaml.safe_load(path.read_text(encoding="utf-8"))["jenis"]
    return kind


def _slug(text: str) -> str:
    return text.lower().replace(" ", "-")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--few-samples", action="store_true", help="mark one record in fifty, not every one")
    options = parser.parse_args()
    make(options.out, records=options.records, seed=options.seed, few_samples=options.few_samples)


if __name__ == "__main__":
    main()
