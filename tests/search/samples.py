"""Made-up documents and a schema for tests; changes of them at random; the engine asked in node."""

import json
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.search import Document, Field, Kind, Schema

FOLDER = Path(__file__).parent
ENGINE = FOLDER.parent.parent / "theme/assets/search/engine.js"
NODE = Path(sys.executable).parent / "node"

SCHEMA = Schema(
    fields={"title": Field(6, 5), "names": Field(6, 4, names=True), "satker": Field(2, 4)},
    kinds={
        "jenis": Kind(1.25, asked=1.1),
        "layanan": Kind(1.12, asked=1.2),
        "berita": Kind(0.7, fields=0.6),
    },
    facets={
        "satker": {"satu": "Satker Satu", "dua": "Satker Dua", "tiga": "Satker Tiga"},
        "region": {"utara": "Wilayah Utara", "selatan": "Wilayah Selatan"},
        "audience": {"siswa": "Siswa", "guru": "Guru", "umum": "Umum"},
        "year": {},
    },
    follows={"region": "satker"},
    curated=(
        "Legalisir ijazah",
        "Mutasi peserta didik",
        "Rekomendasi izin penelitian",
        "Data dapodik",
        "Rapor siswa",
    ),
    protected=frozenset({"pesawaran", "satker"}),
    synonyms={"transcript": ("transkrip",), "pindah sekolah": ("mutasi",), "cap": ("legalisir",)},
    places={"utara": ("region", "utara"), "selatan": ("region", "selatan")},
)

REGION = {"satu": "utara", "dua": "selatan", "tiga": "utara"}
TITLES = {
    "LG": ("Legalisir ijazah", "stempel ijazah\ncap fotokopi"),
    "MT": ("Mutasi peserta didik", "surat pindah sekolah"),
    "IZ": ("Rekomendasi izin penelitian", "surat penelitian"),
    "RP": ("Pengganti rapor siswa", "rapor hilang"),
}
_PLAIN = (
    "yang dan di untuk dari pada dengan guru siswa sekolah kegiatan pelatihan pembelajaran berkas dokumen loket jadwal "
    "pengumuman layanan ijazah rapor nilai ujian peserta didik kelas buku perpustakaan laporan rapat kerusakan gedung "
    "kursi meja arsip panduan formulir pendaftaran penilaian mengajar membaca menulis menghitung berhitung lomba seni "
    "budaya bahasa daerah kamus zaman kuala rimba kanal telaga bukit sawah ladang pantai muara con aux constructor"
)
WORDS = _PLAIN.split()


def sample(pick: random.Random, key: str) -> Document:
    """A document of any kind; the same generator gives the same."""
    if pick.random() < 0.4:
        return _service(pick, key)
    day = f"20{pick.randint(24, 26)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}"
    title = " ".join(pick.choices(WORDS, k=pick.randint(2, 7)))
    return Document(
        key=key,
        kind="berita",
        url=f"/berita/{key}/",
        title=title.capitalize(),
        summary=" ".join(pick.choices(WORDS, k=8)),
        date=day,
        fields={"title": title},
        body=" ".join(pick.choices([*WORDS, f"langka{pick.randint(1, 400)}"], k=pick.randint(0, 60))),
        facets={"satker": (pick.choice(list(REGION)),), "year": (day[:4],)},
        shelf=f"5 berita/{day[:7]}",
    )


def _service(pick: random.Random, key: str) -> Document:
    code, satker = pick.choice(list(TITLES)), pick.choice(list(REGION))
    title, names = TITLES[code]
    return Document(
        key=key,
        kind="layanan",
        url=f"/layanan/{key}/",
        title=title,
        summary=f"Cara mengurus {title.lower()}.",
        fields={"title": title, "names": names, "satker": f"satker {satker}"},
        body=" ".join(pick.choices(WORDS, k=30)),
        facets={
            "satker": (satker,),
            "region": (REGION[satker],),
            "audience": tuple(pick.sample(["siswa", "guru", "umum"], pick.randint(0, 3))),
        },
        group=code,
        shelf=f"2 layanan/{code}",
    )


def samples(count: int, seed: int = 1) -> dict[str, Document]:
    """So many documents by key."""
    pick = random.Random(seed)
    return {f"k{number}": sample(pick, f"k{number}") for number in range(count)}


def ask(
    written: Mapping[str, bytes], calls: Sequence[Sequence[Any]], *, script: str = "ask.mjs"
) -> list[Any]:
    """What the engine answers in node to each [method, argument…]."""
    given = {"files": {name: content.decode() for name, content in written.items()}, "calls": list(calls)}
    done = subprocess.run(
        [NODE, FOLDER / script], input=json.dumps(given), capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


def search(written: Mapping[str, bytes], question: str, **options: Any) -> Any:
    """One answer."""
    return ask(written, [["search", question, options]])[0]
