"""Turns a portal into a Hugo site that builds the same pages: `site(PORTAL, OUT)`, then `hugo` in OUT.

The shell around every page is ours, cut by MkDocs and turned into Hugo's `baseof.html`. Each record's own YAML is its
front matter; added are only its title, its address and the terms that put it into lists. Hand-written pages, which are
nine, are given to Hugo ready made.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator import pipeline, shells
from generator.frame import Shell
from generator.records.acuan import SASARAN
from generator.records.berita import JENIS_BERITA
from generator.records.fields import istilah, label
from generator.records.layanan import CARA, KOMPONEN, SATUAN, Layanan
from generator.wording import DAYS, MONTHS, bulan

HERE = Path(__file__).resolve().parent
LISTS = ("t_satker", "t_wilayah", "t_sasaran", "t_cara")
SECTIONS = {
    "layanan": ("layanan", "t_jenis", *LISTS),
    "berita": ("berita", "t_bulan", "t_bulan_satker"),
    "satker": ("satker", "wilayah"),
}


class Site:
    """A Hugo site in the making."""

    def __init__(self, portal: Path, out: Path) -> None:
        self.portal = portal
        self.out = out
        read = _yaml(portal / "satker/_acuan/jenis_layanan.yml")
        self.groups = {group["kode"]: group for group in read["kelompok"]}
        self.kinds = {kind["kode"]: kind for kind in read["jenis"]}
        self.regions = _yaml(portal / "satker/_acuan/wilayah.yml")["wilayah"]
        self.satker = {path.parent.name: _yaml(path) for path in sorted(portal.glob("satker/*/satker.yml"))}
        self.months: set[tuple[str, str]] = set()
        self.offices: dict[str, set[str]] = {code: set() for code in self.kinds}

    def make(self) -> None:
        """Writes everything."""
        shutil.copytree(HERE / "hugo", self.out)
        self._shells()
        for path in sorted(self.portal.glob("satker/*/layanan/*.yml")):
            self.service(path)
        for path in sorted(self.portal.glob("satker/*/berita/*.md")):
            self.news(path)
        self._data()
        self._terms()
        self._others()

    def service(self, path: Path) -> None:
        """A service: its YAML as front matter."""
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=yaml.CSafeLoader)
        slug, name = path.parts[-3], path.stem
        kind = self.kinds[data["jenis"]]
        unit = self.satker[slug]
        self.offices[data["jenis"]].add(slug)
        words, minutes = SATUAN[data["jangka_waktu"]["satuan"]]
        self._page(
            f"layanan/{slug}-{name}.md",
            data
            | {
                "title": data["nama"],
                "url": f"/satker/{slug}/layanan/{name}/",
                "alamat": f"satker/{slug}/layanan/{name}/",
                "satker": slug,
                "nama_berkas": name,
                "berkas_sumber": path.relative_to(self.portal).as_posix(),
                "judul_halaman": f"{data['nama']}, {unit.get('singkatan') or unit['nama']}",
                "waktu": f"{data['jangka_waktu']['nilai']} {words}",
                "menit": data["jangka_waktu"]["nilai"] * minutes,
                "terisi": sum(bool(data.get(field)) for field in KOMPONEN),
                "kode_syarat": [item["syarat"] for item in data["persyaratan"] if "syarat" in item],
                "t_jenis": [data["jenis"].lower()],
                "t_satker": [slug],
                "t_wilayah": [code.replace(".", "-") for code in unit["wilayah"]],
                "t_sasaran": data.get("sasaran") or kind.get("sasaran") or [],
                "t_cara": [data["cara_layanan"]],
            },
        )

    def news(self, path: Path) -> None:
        """A news item: its head as front matter, its body as content."""
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        data = yaml.load(head, Loader=yaml.CSafeLoader)
        slug, name, month = path.parts[-3], path.stem, str(data["tanggal"])[:7]
        self.months |= {("", month), (slug, month)}
        self._page(
            f"berita/{slug}-{name}.md",
            data
            | {
                "title": data["judul"],
                "url": f"/satker/{slug}/berita/{name}/",
                "alamat": f"satker/{slug}/berita/{name}/",
                "date": str(data["tanggal"]),
                "satker": slug,
                "berkas_sumber": path.relative_to(self.portal).as_posix(),
                "t_bulan": [month],
                "t_bulan_satker": [f"{slug}-{month}"],
            },
            body,
        )

    def _page(self, path: str, front: dict[str, Any], body: str = "") -> None:
        file = self.out / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{json.dumps(front, ensure_ascii=False, default=str)}\n\n{body}", encoding="utf-8")

    def _shells(self) -> None:
        """Our shells as `baseof.html`, one a type of page."""
        config = pipeline.configured(self.portal)
        made = shells.make(config)
        for section, types in SECTIONS.items():
            for name in types:
                base = (
                    ""
                    if name.startswith("t_")
                    else {"layanan": "../../../../", "berita": "../../../../"}.get(name, "../../")
                )
                folder = self.out / "layouts" / name
                folder.mkdir(parents=True, exist_ok=True)
                (folder / "baseof.html").write_text(_baseof(made[section], base), encoding="utf-8")

    def _data(self) -> None:
        """What templates look up: satker, types, words."""
        names = {region["kode"]: region for region in self.regions}
        units = {}
        for slug, unit in self.satker.items():
            region = names[unit["wilayah"][0]]
            short = unit.get("singkatan") or unit["nama"]
            units[slug] = unit | {
                "singkat": short,
                "sebutan": _short(region["nama"]) if unit["jenis"] == "DK" else short,
                "wilayah_slug": region["slug"] if unit["jenis"] == "DK" else "",
                "sumber": [source.get("judul") or source.get("url") for source in unit.get("sumber", ())],
            }
        kinds = {
            code: kind
            | {
                "sebutan": kind.get("singkat") or kind["nama"],
                "kelompok": self.groups[code[:3]]["nama"],
                "kelompok_slug": self.groups[code[:3]]["slug"],
                "satker": len(self.offices[code]),
            }
            for code, kind in self.kinds.items()
        }
        regions = [
            {"slug": r["slug"], "sebutan": _short(r["nama"])}
            for r in self.regions
            if r["jenis"] != "provinsi"
        ]
        for name, value in {
            "satker": units,
            "jenis": kinds,
            "wilayah": regions,
            "istilah": {field: istilah(Layanan, field) for field in KOMPONEN},
            "label": {field: label(Layanan, field) for field in KOMPONEN},
            "bulan": MONTHS,
            "hari": (DAYS[-1], *DAYS[:-1]),
            "berita": JENIS_BERITA,
        }.items():
            (self.out / "data").mkdir(exist_ok=True)
            (self.out / "data" / f"{name}.json").write_text(json.dumps(value, default=str), encoding="utf-8")

    def _terms(self) -> None:
        """Titles and addresses of the lists."""
        for taxonomy, term, title, url, lead in self._lists():
            news = "bulan" in taxonomy
            extra = {
                "kepala": lead,
                "induk": "berita" if news else "layanan",
                "satuan": taxonomy not in ("t_satker", "t_bulan_satker"),
            }
            if taxonomy == "t_jenis":
                extra["kode"] = term.upper()
            self._page(f"{taxonomy}/{term}/_index.md", {"title": title, "url": f"/{url}", **extra})

    def _lists(self) -> Iterator[tuple[str, str, str, str, str]]:
        for code, kind in self.kinds.items():
            if self.offices[code]:
                yield "t_jenis", code.lower(), kind["nama"], f"layanan/{kind['slug']}/", kind["ringkasan"]
        for slug, unit in self.satker.items():
            yield (
                "t_satker",
                slug,
                f"Layanan {unit['nama']}",
                f"layanan/menurut/satker/{slug}/",
                "Semua layanan satker ini di portal.",
            )
        for region in self.regions:
            code = region["kode"].replace(".", "-")
            yield (
                "t_wilayah",
                code,
                f"Layanan {region['nama']}",
                f"layanan/menurut/wilayah/{region['slug']}/",
                "Layanan satker yang melayani wilayah ini.",
            )
        for taxonomy, values in (("sasaran", SASARAN), ("cara", CARA)):
            for value, words in values.items():
                yield (
                    f"t_{taxonomy}",
                    value,
                    f"Layanan: {words.lower()}",
                    f"layanan/menurut/{taxonomy}/{value.replace('_', '-')}/",
                    words,
                )
        for slug, month in sorted(self.months):
            year, number = month.split("-")
            title = f"Berita {bulan(int(year), int(number))}"
            if slug:
                yield (
                    "t_bulan_satker",
                    f"{slug}-{month}",
                    title,
                    f"satker/{slug}/berita/{year}/{number}/",
                    f"Berita {self.satker[slug]['nama']}.",
                )
            else:
                yield "t_bulan", month, title, f"berita/{year}/{number}/", "Berita semua satker."

    def _others(self) -> None:
        """Pages of satker and regions."""
        for slug, unit in self.satker.items():
            self._page(f"satker/{slug}.md", {"title": unit["nama"], "url": f"/satker/{slug}/", "slug": slug})
        for region in self.regions:
            here = [
                slug
                for slug, unit in self.satker.items()
                if region["kode"] in unit["wilayah"] or "18" in unit["wilayah"]
            ]
            self._page(
                f"wilayah/{region['slug']}.md",
                {
                    "title": region["nama"],
                    "url": f"/wilayah/{region['slug']}/",
                    "kode": region["kode"],
                    "satker_di_sini": here,
                },
            )


def site(portal: Path, out: Path) -> Site:
    """The portal as a Hugo site in `out`; what is given back can convert a changed record."""
    shutil.rmtree(out, ignore_errors=True)
    made = Site(portal, out)
    made.make()
    return made


def _baseof(shell: Shell, base: str) -> str:
    """A shell with Hugo's actions in its slots; `base` is empty where it depends on the part of a list."""
    found = f'"{base}"' if base else '(partial "base.html" .)'
    foot = (
        "{{ with .Params.berkas_sumber }}<p>{{ with $.Params.diperbarui }}{{ $day := time.AsTime . }}Diperbarui "
        "{{ $day.Day }} {{ index hugo.Data.bulan (sub (int $day.Month) 1) }} {{ $day.Year }}. {{ end }}Berkas: {{ . }}.</p>{{ end }}"
    )
    actions = {
        "base": "{{ $base }}",
        "title": "{{ .Params.judul_halaman | default .Title }}",
        "description": "{{ .Params.ringkasan | default .Title }}",
        "head": '{{ if .Params.contoh }}<meta name="robots" content="noindex">{{ end }}',
        "body": '{{ block "main" . }}{{ end }}',
        "foot": foot,
    }
    pieces = [f"{{{{- $base := {found} -}}}}\n", shell.texts[0]]
    for slot, text in zip(shell.slots, shell.texts[1:], strict=True):
        pieces += [actions.get(slot, ""), text]
    return "".join(pieces)


def _short(name: str) -> str:
    return name.replace("Kabupaten ", "Kab. ", 1)


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
