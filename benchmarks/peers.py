"""Turns a portal into a Hugo site that builds the same pages: `site(PORTAL, OUT)`, then `hugo` in OUT.

The shell around every page is ours, cut by MkDocs and turned into Hugo's `baseof.html`. Each record's own YAML is its
front matter; added are only its title, its address, its place in lists and the terms that put it there. Hand-written
pages are left out.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator import pipeline, shells
from generator.frame import Shell
from generator.records.acuan import SASARAN
from generator.records.berita import JENIS_BERITA
from generator.records.fields import istilah, label
from generator.records.layanan import CARA, KOMPONEN, SATUAN, Layanan
from generator.records.satker import Satker
from generator.views.archive import KIND_LEADS
from generator.views.lists import FACETS
from generator.wording import DAYS, MONTHS, bulan

HERE = Path(__file__).resolve().parent
SECTIONS = {  # which of our shells stands around which of Hugo's types
    "layanan": ("layanan", "wilayah", "menurut", "t_jenis", "t_satker", "t_wilayah", "t_sasaran", "t_cara"),
    "berita": ("berita", "kabar", "t_bulan", "t_bulan_jenis"),
    "satker": ("satker", "kabar_satker", "t_bulan_satker"),
    "umum": ("pindah",),
}
DEPTHS = {"layanan": 4, "berita": 4, "satker": 2, "wilayah": 2}  # of types whose pages are all equally deep
Crumbs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of services or news: the term of a taxonomy. With `office` each row names its satker."""

    taxonomy: str
    term: str
    title: str
    address: str
    lead: str
    crumbs: Crumbs
    office: bool = True
    unit: str = "layanan"
    description: str = ""
    month: tuple[tuple[str, str], ...] = ()  # of news: its month, its list's address and whose list it is


class Site:
    """A Hugo site in the making."""

    def __init__(self, portal: Path, out: Path) -> None:
        self.portal = portal
        self.out = out
        read = _yaml(portal / "satker/_acuan/jenis_layanan.yml")
        self.groups = {group["kode"]: group for group in read["kelompok"]}
        self.kinds = {kind["kode"]: kind for kind in read["jenis"]}
        self.needs = _yaml(portal / "satker/_acuan/kebutuhan.yml")["kebutuhan"]
        regions = _yaml(portal / "satker/_acuan/wilayah.yml")["wilayah"]
        self.regions = sorted(regions, key=lambda region: (region["jenis"] != "provinsi", region["singkat"]))
        self.satker = self._ordered({p.parent.name: _yaml(p) for p in portal.glob("satker/*/satker.yml")})
        self.places = {slug: place for place, slug in enumerate(self.satker, 1)}
        self.months: set[tuple[str, str, str]] = set()
        self.offices: dict[str, set[str]] = {code: set() for code in self.kinds}

    def _ordered(self, units: dict[str, Any]) -> dict[str, Any]:
        """Satker as lists name them: a dinas under its region."""
        names = {region["kode"]: region["singkat"] for region in self.regions}

        def order(slug: str) -> tuple[str, str]:
            unit = units[slug]
            name = names[unit["wilayah"][0]] if unit["jenis"] == "DK" else _called(unit)
            return name.casefold(), slug

        return {slug: units[slug] for slug in sorted(units, key=order)}

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
        self._fronts()
        self._ways()
        self._members()
        self._redirects()

    def service(self, path: Path) -> None:
        """A service: its YAML as front matter. Its weight is its satker's place, so that lists stand in our order."""
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=yaml.CSafeLoader)
        slug, name = path.parts[-3], path.stem
        kind = self.kinds[data["jenis"]]
        unit = self.satker[slug]
        self.offices[data["jenis"]].add(slug)
        words, minutes = SATUAN[data["jangka_waktu"]["satuan"]]
        address = f"satker/{slug}/layanan/{name}/"
        self._page(
            f"layanan/{slug}-{name}.md",
            data
            | {
                "title": data["nama"],
                "url": f"/{address}",
                "alamat": address,
                "weight": self.places[slug],
                "satker": slug,
                "nama_berkas": name,
                "berkas_sumber": path.relative_to(self.portal).as_posix(),
                "judul_halaman": f"{data['nama']}, {_called(unit)}",
                "waktu": f"{data['jangka_waktu']['nilai']} {words}",
                "menit": data["jangka_waktu"]["nilai"] * minutes,
                "terisi": sum(bool(data.get(field)) for field in KOMPONEN),
                "kode_syarat": [item["syarat"] for item in data["persyaratan"] if "syarat" in item],
                "t_jenis": [data["jenis"].lower()],
                "t_satker": [slug],
                "t_wilayah": [_term(code) for code in unit["wilayah"]],
                "t_sasaran": data.get("sasaran") or kind.get("sasaran") or [],
                "t_cara": [data["cara_layanan"]],
            },
        )

    def news(self, path: Path) -> None:
        """A news item: its head as front matter, its body as content. Of one day, lists order by `linkTitle`."""
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        data = yaml.load(head, Loader=yaml.CSafeLoader)
        slug, name, month = path.parts[-3], path.stem, str(data["tanggal"])[:7]
        self.months |= {("t_bulan", "", month), ("t_bulan_satker", slug, month)}
        self.months.add(("t_bulan_jenis", data["jenis"], month))
        address = f"satker/{slug}/berita/{name}/"
        added = {
            "title": data["judul"],
            "linkTitle": f"{slug}/berita/{name}",
            "url": f"/{address}",
            "alamat": address,
            "date": str(data["tanggal"]),
            "satker": slug,
            "berkas_sumber": path.relative_to(self.portal).as_posix(),
            "t_bulan": [month],
            "t_bulan_jenis": [f"{data['jenis']}-{month}"],
            "t_bulan_satker": [f"{slug}-{month}"],
        }
        if data["jenis"] == "agenda":
            day, hour = data["mulai"].split()
            added |= {"mulai": f"{day}T{hour.replace('.', ':')}:00+07:00", "outputs": ["html", "agenda"]}
        self._page(f"berita/{slug}-{name}.md", data | added, body)

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
                folder = self.out / "layouts" / name
                folder.mkdir(parents=True, exist_ok=True)
                (folder / "baseof.html").write_text(_baseof(made[section], name), encoding="utf-8")

    def _data(self) -> None:
        """What templates look up: satker, types, words."""
        names = {region["kode"]: region for region in self.regions}
        kinds = {
            code: kind
            | {
                "sebutan": kind.get("singkat") or kind["nama"],
                "kelompok": self.groups[code[:3]]["nama"],
                "kelompok_slug": self.groups[code[:3]]["slug"],
                "satker": len(self.offices[code]),
                "bersebelahan": self._siblings(code),
            }
            for code, kind in self.kinds.items()
        }
        for name, value in {
            "satker": {slug: _unit(unit, names) for slug, unit in self.satker.items()},
            "urutan": list(self.satker),
            "jenis": kinds,
            "kelompok": [
                group | {"jenis": [code for code in self.kinds if code[:3] == group["kode"]]}
                for group in self.groups.values()
            ],
            "wilayah": [region | {"sebutan": _short(region["nama"])} for region in self.regions],
            "menurut": [
                {
                    "nama": name,
                    "kata": words,
                    "nilai": [
                        {"judul": title, "alamat": address, "istilah": term}
                        for term, title, address in self._values(name)
                    ],
                }
                for name, words in FACETS.items()
            ],
            "istilah": {field: istilah(Layanan, field) for field in KOMPONEN},
            "label": {field: label(Layanan, field) for field in KOMPONEN},
            "satker_label": {field: label(Satker, field) for field in Satker.model_fields},
            "sasaran": SASARAN,
            "cara": CARA,
            "bulan": ("", *MONTHS),
            "hari": (DAYS[-1], *DAYS[:-1]),
            "berita": JENIS_BERITA,
            "kabar": tuple(JENIS_BERITA),
        }.items():
            (self.out / "data").mkdir(exist_ok=True)
            (self.out / "data" / f"{name}.json").write_text(json.dumps(value, default=str), encoding="utf-8")

    def _siblings(self, code: str) -> list[str]:
        """The other types behind the same entrance of home."""
        together = [need["jenis"] for need in self.needs if code in need["jenis"]]
        return [
            other for other in dict.fromkeys(other for kinds in together for other in kinds) if other != code
        ]

    def _values(self, facet: str) -> Iterator[tuple[str, str, str]]:
        """The values of a facet: term, title, address."""
        root = f"layanan/menurut/{facet}/"
        if facet == "satker":
            units = sorted(self.satker.items(), key=lambda item: item[1]["nama"].casefold())
            yield from ((slug, unit["nama"], f"{root}{slug}/") for slug, unit in units)
        elif facet == "wilayah":
            yield from ((_term(r["kode"]), r["nama"], f"{root}{r['slug']}/") for r in self.regions)
        else:
            words = SASARAN if facet == "sasaran" else CARA
            yield from ((value, said, f"{root}{value.replace('_', '-')}/") for value, said in words.items())

    def _terms(self) -> None:
        """Titles and addresses of the lists."""
        for listing in (*self._types(), *self._facets(), *self._month_lists()):
            front = {
                "title": listing.title,
                "url": f"/{listing.address}",
                "kepala": listing.lead,
                "ringkasan": listing.description or listing.lead,
                "remah": listing.crumbs,
                "bersatker": listing.office,
                "hitungan": listing.unit,
                **dict(listing.month),
            }
            if listing.taxonomy == "t_jenis":
                front["kode"] = listing.term.upper()
            self._page(f"{listing.taxonomy}/{listing.term}/_index.md", front)

    def _types(self) -> Iterator[Listing]:
        for code, kind in self.kinds.items():
            address = f"layanan/{kind['slug']}/"
            yield Listing("t_jenis", code.lower(), kind["nama"], address, kind["ringkasan"], ())

    def _facets(self) -> Iterator[Listing]:
        leads = {
            "satker": "Semua layanan satker ini di portal.",
            "wilayah": "Layanan satker yang melayani wilayah ini.",
            "sasaran": "Layanan bagi {}.",
            "cara": "Layanan yang diberikan secara {}.",
        }
        for facet, words in FACETS.items():
            crumbs = (
                ("Layanan", "layanan/"),
                (f"Menurut {words.lower()}", f"layanan/menurut/{facet}/"),
            )
            for term, title, address in self._values(facet):
                named = f"Layanan {title}" if facet in ("satker", "wilayah") else f"Layanan: {title.lower()}"
                lead = leads[facet].format(title.lower())
                yield Listing(f"t_{facet}", term, named, address, lead, crumbs, office=facet != "satker")

    def _month_lists(self) -> Iterator[Listing]:
        for taxonomy, owner, month in sorted(self.months):
            year, number = month.split("-")
            words = bulan(int(year), int(number))
            crumbs: Crumbs = (("Berita", "berita/"),)
            if taxonomy == "t_bulan":
                name, lead, root = "Berita", "Berita semua satker.", "berita/"
            elif taxonomy == "t_bulan_jenis":
                name, lead, root = JENIS_BERITA[owner], KIND_LEADS[owner], _front_of_kind(owner)
                crumbs = (*crumbs, (name, root))
                if owner == "agenda":
                    lead = "Kegiatan yang diumumkan pada bulan ini, dengan waktunya sendiri."
            else:
                unit = self.satker[owner]
                name, lead, root = "Berita", f"Berita {unit['nama']}.", f"satker/{owner}/berita/"
                crumbs = (("Satker", "satker/"), (_called(unit), f"satker/{owner}/"), ("Berita", root))
            yield Listing(
                taxonomy,
                f"{owner}-{month}" if owner else month,
                f"{name} {words}",
                f"{root}{year}/{number}/",
                lead,
                crumbs,
                office=taxonomy != "t_bulan_satker",
                unit="agenda" if owner == "agenda" else "berita",
                description=f"{lead} {words}.",
                month=(
                    ("bulan", f"{year}/{number}"),
                    ("akar", root),
                    ("jenis_berita", owner if taxonomy == "t_bulan_jenis" else ""),
                    ("satker", owner if taxonomy == "t_bulan_satker" else ""),
                ),
            )

    def _fronts(self) -> None:
        """The front pages of news, of each kind and of each satker."""
        for kind in sorted({owner for taxonomy, owner, _ in self.months if taxonomy == "t_bulan_jenis"}):
            self._front("kabar", kind, JENIS_BERITA[kind], _front_of_kind(kind), KIND_LEADS[kind])
        for slug in sorted({owner for taxonomy, owner, _ in self.months if taxonomy == "t_bulan_satker"}):
            unit = self.satker[slug]
            lead = f"Berita, pengumuman, dan agenda {unit['nama']}."
            self._front("kabar_satker", slug, f"Berita {_called(unit)}", f"satker/{slug}/berita/", lead)

    def _front(self, name: str, owner: str, title: str, address: str, lead: str) -> None:
        of_kind = name == "kabar"
        crumbs: Crumbs = (("Berita", "berita/"),)
        if not of_kind:
            crumbs = (("Satker", "satker/"), (_called(self.satker[owner]), f"satker/{owner}/"))
        front = {"title": title, "url": f"/{address}", "alamat": address, "ringkasan": lead, "remah": crumbs}
        self._page(f"{name}/{owner}.md", front | {"jenis" if of_kind else "satker": owner})

    def _ways(self) -> None:
        """The values of each facet, and of all: `/layanan/menurut/…`."""
        for name in ("", *FACETS):
            root = "layanan/menurut/"
            crumbs = (("Layanan", "layanan/"),) + ((("Menurut…", root),) if name else ())
            self._page(
                f"menurut/{name or 'semua'}.md",
                {
                    "title": f"Layanan menurut {FACETS[name].lower()}" if name else "Layanan menurut…",
                    "url": f"/{root}{name}/" if name else f"/{root}",
                    "ringkasan": "Jumlah layanan yang sudah diterbitkan di portal ini.",
                    "remah": crumbs,
                    "menurut": name,
                },
            )

    def _members(self) -> None:
        """Pages of satker and regions."""
        for slug, unit in self.satker.items():
            said = f"Profil, layanan, pengaduan, dan kinerja {unit['nama']}."
            self._page(
                f"satker/{slug}.md",
                {
                    "title": unit["nama"],
                    "url": f"/satker/{slug}/",
                    "slug": slug,
                    "ringkasan": said,
                    "berkas_sumber": f"satker/{slug}/satker.yml",
                },
            )
        for region in self.regions:
            here = [slug for slug, unit in self.satker.items() if region["kode"] in unit["wilayah"]]
            wide = [slug for slug, unit in self.satker.items() if "18" in unit["wilayah"]]
            self._page(
                f"wilayah/{region['slug']}.md",
                {
                    "title": region["nama"],
                    "url": f"/wilayah/{region['slug']}/",
                    "ringkasan": f"Satker dan layanan pendidikan di {region['nama']}.",
                    "sebutan": _short(region["nama"]),
                    "jenis": region["jenis"],
                    "nama_pendek": region["slug"],
                    "satker_di_sini": here,
                    "satker_provinsi": [] if region["jenis"] == "provinsi" else wide,
                },
            )

    def _redirects(self) -> None:
        """An address cut short leads on."""
        for slug in self.satker:
            self._page(
                f"pindah/{slug}.md",
                {
                    "title": "Halaman ini pindah",
                    "url": f"/satker/{slug}/layanan/",
                    "ringkasan": "Alamat halaman ini sudah berubah.",
                    "menuju": f"layanan/menurut/satker/{slug}/",
                },
            )


def site(portal: Path, out: Path) -> Site:
    """The portal as a Hugo site in `out`; what is given back can convert a changed record."""
    shutil.rmtree(out, ignore_errors=True)
    made = Site(portal, out)
    made.make()
    return made


def _baseof(shell: Shell, name: str) -> str:
    """A shell with Hugo's actions in its slots, for one type of page."""
    base = f'"{"../" * DEPTHS[name]}"' if name in DEPTHS else '(partial "base.html" .)'
    actions = {
        "base": "{{ $base }}",
        "title": "{{ if .Params.contoh }}Contoh: {{ end }}{{ .Params.judul_halaman | default .Title }}",
        "description": "{{ .Params.ringkasan }}",
        "canonical": _canonical(name),
        "head": _head(name),
        "body": '{{ block "main" . }}{{ end }}',
        "foot": _foot(name),
    }
    pieces = [f"{{{{- $base := {base} -}}}}\n", shell.texts[0]]
    for slot, text in zip(shell.slots, shell.texts[1:], strict=True):
        pieces += [actions.get(slot, ""), text]
    return "".join(pieces)


def _canonical(name: str) -> str:
    """The page's own address; of a part of a list the part's, of a redirect that of where it leads."""
    if name.startswith("t_"):
        return '{{ site.BaseURL }}{{ strings.TrimPrefix "/" .Paginator.URL }}'
    return "{{ site.BaseURL }}{{ .Params.menuju }}" if name == "pindah" else "{{ .Permalink }}"


def _head(name: str) -> str:
    """What only some pages say of themselves."""
    hidden = '<meta name="robots" content="noindex">'
    lines = []
    if name in ("layanan", "berita", "satker"):
        lines.append(f"{{{{ if .Params.contoh }}}}{hidden}{{{{ end }}}}")
    elif name == "pindah":
        refresh = '<meta http-equiv="refresh" content="0; url={{ $base }}{{ .Params.menuju }}">'
        lines += [hidden, refresh]
    if name == "berita":
        lines.append('<meta property="og:type" content="article">')
        lines.append(
            '<meta property="article:published_time" content="{{ .Date.Format "2006-01-02" }}">',
        )
    else:
        lines.append('<meta property="og:type" content="website">')
    lines.append('<meta property="og:image" content="{{ site.BaseURL }}assets/bagikan.png">')
    return "".join(lines)


def _foot(name: str) -> str:
    """When a record was changed, and its file."""
    if name not in ("layanan", "berita", "satker"):
        return ""
    day = (
        '{{ with .Params.diperbarui }}{{ $day := time.AsTime . }}Diperbarui {{ $day.Day }}{{ "\\u00a0" }}'
        '{{ index hugo.Data.bulan $day.Month }}{{ "\\u00a0" }}{{ $day.Year }}. {{ end }}'
    )
    return f"<p>{day if name == 'layanan' else ''}Berkas: {{{{ .Params.berkas_sumber }}}}.</p>"


def _unit(unit: dict[str, Any], regions: dict[str, Any]) -> dict[str, Any]:
    """A satker as templates look it up."""
    region = regions[unit["wilayah"][0]]
    local = unit["jenis"] == "DK"
    return unit | {
        "singkat": _called(unit),
        "sebutan": _short(region["nama"]) if local else _called(unit),
        "wilayah_slug": region["slug"] if local else "",
        "daerah": [
            {"slug": regions[code]["slug"], "nama": regions[code]["nama"]} for code in unit["wilayah"]
        ],
        "sumber": [_source(source) for source in unit.get("sumber", ())],
        "sumber_isian": _by_field(unit),
    }


def _source(source: dict[str, Any]) -> dict[str, str]:
    """A source as our pages name it: a link, and what stands behind it."""
    year = f", {source['tanggal']}" if "tanggal" in source else ""
    note = f" ({source['catatan'].strip('.')})" if "catatan" in source else ""
    return {"url": source.get("url", ""), "judul": source.get("judul", ""), "keterangan": year + note}


def _by_field(unit: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """The sources of each field, each once; those of former names stand with the name's."""
    found: dict[str, list[dict[str, str]]] = {}
    for source in unit.get("sumber", ()):
        for name in source.get("untuk") or ():
            lines = found.setdefault("nama" if name == "nama_sebelumnya" else name, [])
            if _source(source) not in lines:
                lines.append(_source(source))
    return found


def _called(unit: dict[str, Any]) -> str:
    name: str = unit.get("singkatan") or unit["nama"]
    return name


def _front_of_kind(kind: str) -> str:
    return f"berita/{kind.replace('_', '-')}/"


def _term(code: str) -> str:
    return code.replace(".", "-")


def _short(name: str) -> str:
    return name.replace("Kabupaten ", "Kab. ", 1)


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
