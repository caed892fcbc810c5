"""Stage 4: the Portal to pages: a view, its fragment template, and the shell around it.

The only importer of Jinja: autoescape on and StrictUndefined, so that a record's text is text and a misspelt name in
a template is an error. Knows how a page is put together; knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template

from generator import wording
from generator.config import Config
from generator.export import kalender, sitemap, tabel, umpan
from generator.frame import Shell, escaped
from generator.pages import Lists, Page, entries_of
from generator.portal import Portal, Record, berita_card
from generator.prose import PICTURE_SUFFIX, PICTURES
from generator.records.berita import Berita
from generator.records.dik import Dik, UjiKonsekuensi
from generator.records.dip import Dip
from generator.records.fields import Isian, label
from generator.records.jawaban import Jawaban
from generator.records.laporan import Laporan
from generator.records.layanan import BERLAKU, Layanan
from generator.records.ppid import ProfilPpid
from generator.records.satker import INTEGRASI, SALURAN, Satker
from generator.views.archive import front_view, month_view, neighbours_of
from generator.views.berita import berita_view
from generator.views.integrasi import TABLES
from generator.views.jenis import jenis_view
from generator.views.layanan import layanan_view
from generator.views.lists import facet_view, ways_view
from generator.views.parts import DATED, PARTS, Setting
from generator.views.ppid import INFORMATION
from generator.views.ppid.at import At
from generator.views.satker import satker_view
from generator.views.status import status_json
from generator.views.wilayah import wilayah_view

KINDS: Final[dict[str, type[Isian]]] = {
    "layanan": Layanan,
    "berita": Berita,
    "satker": Satker,
    "ppid": ProfilPpid,
    "dip": Dip,
    "dik": Dik,
    "uji": UjiKonsekuensi,
    "laporan": Laporan,
    "jawaban": Jawaban,
}


@dataclass(frozen=True, slots=True)
class Fragment:
    """What is set into a shell: the body, and what the head and the foot say of it.

    `published` is the day of a news item in ISO 8601, `picture` the address of its picture from the root,
    `feed` that of the feed of this page's news without its ending.
    """

    title: str
    description: str
    body: str
    path: str = ""
    dates: str = ""
    contoh: bool = False
    moved_to: str = ""
    opening: str = ""
    published: str = ""
    picture: str = ""
    feed: str = ""
    parts: Mapping[str, str] | None = None


class Renderer:
    """Renders the pages of one portal. `record` gives a record in full by its id."""

    def __init__(
        self,
        config: Config,
        portal: Portal,
        lists: Lists,
        shells: Mapping[str, Shell],
        plan: Sequence[Page],
        *,
        now: datetime,
        record: Callable[[str], Record],
    ) -> None:
        self.config = config
        self.portal = portal
        self.shells = shells
        self.plan = plan
        self.now = now
        self.record = record
        self.environment = environment(config)
        self._based: dict[tuple[str, str], Shell] = {}
        self._templates: dict[str, Template] = {}
        self.alert = self._alert()
        self.lists = lists
        self._views: dict[str, Callable[[Page, str], Fragment]] = {
            "tulisan": self._hand_written,
            "jenis": self._kind,
            "layanan": self._service,
            "berita": self._news,
            "satker": self._member,
            "wilayah": self._region,
            "menurut": self._ways,
            "daftar": self._list,
            "kabar": self._front,
            "bulan": self._month,
            "pindah": self._moved,
            **{f"ppid/{name}": self._information for name in INFORMATION},
        }
        self._files: dict[str, Callable[[Page], bytes]] = {
            "robots": lambda _: sitemap.robots(config.site_url),
            "peta": self._sitemap,
            "status": lambda _: status_json(portal),
            "tabel": self._table,
            "umpan": self._feed,
            "arsip": lambda page: umpan.atom_archive(config, portal, lists.feed_archives[page.subject]),
            "opml": lambda _: umpan.opml(config, portal),
            "kalender": lambda _: kalender.calendar(config, portal, kalender.coming(portal)),
            "acara": self._event,
        }
        self.calendar = kalender.ADDRESS if kalender.coming(portal) else ""
        self.feed = umpan.ADDRESS if config.site_url else ""

    def page(self, page: Page) -> bytes:
        """The bytes of a page or another file."""
        if page.shell is None:
            return self._files[page.view](page)
        base = base_of(page.address, self.config.site_url)
        fragment = self._views[page.view](page, base)
        shell = self._shell(page.shell, base)
        site = self.config.site_url
        values = {
            "title": escaped(f"Contoh: {fragment.title}" if fragment.contoh else fragment.title),
            "description": escaped(fragment.description),
            "canonical": escaped(site + (fragment.moved_to or page.address)) if site else "",
            "head": "".join(self._head(page, fragment, base)),
            "alert": self.alert.replace(_BASE, base),
            "opening": fragment.opening,
            "body": fragment.body,
            "foot": self._foot(fragment, base),
            **{f":{name}": text for name, text in (fragment.parts or {}).items()},
        }
        return shell.filled(values).encode()

    def _head(self, page: Page, fragment: Fragment, base: str) -> Iterator[str]:
        """What only some pages say of themselves to search engines and to whoever passes their link on."""
        if not page.found:
            yield '<meta name="robots" content="noindex">'
        if fragment.moved_to:
            yield f'<meta http-equiv="refresh" content="0; url={escaped(base + fragment.moved_to)}">'
        kind = "article" if fragment.published else "website"
        yield f'<meta property="og:type" content="{kind}">'
        if fragment.published:
            yield f'<meta property="article:published_time" content="{fragment.published}">'
        if fragment.feed + ".xml" in self.lists.channels:
            title = escaped(self.lists.channels[fragment.feed + ".xml"].title)
            for ending, kind in ((".xml", "rss"), (".atom.xml", "atom")):
                link = f'href="{base}{fragment.feed}{ending}" type="application/{kind}+xml"'
                yield f'<link rel="alternate" {link} title="{title}">'
        if self.config.site_url:
            picture = fragment.picture or SHARED_PICTURE
            yield f'<meta property="og:image" content="{escaped(self.config.site_url + picture)}">'

    def _shell(self, name: str, base: str) -> Shell:
        """The shell at one depth. Made once: a portal has a handful of depths and thousands of pages."""
        key = (name, base)
        if key not in self._based:
            self._based[key] = self.shells[name].based(base)
        return self._based[key]

    def _fragment(self, name: str, base: str, **context: Any) -> str:
        if name not in self._templates:
            self._templates[name] = self.environment.get_template(f"{name}.html")
        return self._templates[name].render(base=base, **context)

    def _alert(self) -> str:
        """The banner of every immediate announcement in force, the newest first."""
        day = self.portal.today.toordinal()
        active = tuple(
            (self.portal.sebutan(card.satker), card) for card in self.portal.berita if card.berlaku_pada(day)
        )
        return self._fragment("parts/serta-merta", _BASE, items=active) if active else ""

    def _foot(self, fragment: Fragment, base: str) -> str:
        if not fragment.path and not fragment.dates:
            return ""
        edit = self.config.edit_url + fragment.path if self.config.edit_url and fragment.path else ""
        return self._fragment("parts/kaki", base, path=fragment.path, edit=edit, dates=fragment.dates)

    # One method a view -------------------------------------------------------------------------------------

    def _hand_written(self, page: Page, base: str) -> Fragment:
        shell = self.shells[page.subject]
        setting = self._setting()
        parts = {
            name: self._fragment(f"parts/{name}", base, **PARTS[name](setting))
            for name in shell.parts
            if name in PARTS
        }
        opening = ""
        if "opening" in shell.slots:
            opening = self._fragment("parts/pembuka", base, **PARTS["pembuka"](setting))
        built = f"Dibangun {wording.waktu(self.now)}" if DATED.intersection(shell.parts) else ""
        if built:
            built += f" dari {wording.angka(self.portal.rekaman)} rekaman {wording.angka(len(self.portal.satker))} satker."
        return Fragment(
            shell.title, shell.description, "", path=shell.source, dates=built, opening=opening, parts=parts
        )

    def _setting(self) -> Setting:
        written = tuple(
            (shell.title, address)
            for address, shell in sorted(self.shells.items(), key=lambda item: item[1].title.casefold())
            if shell.source and address != "404.html"
        )
        return Setting(self.portal, self.now, self.lists.facets, self.lists.archive, written, self.feed)

    def _kind(self, page: Page, base: str) -> Fragment:
        view = jenis_view(self.portal, page.subject, page.part)
        body = self._fragment("records/jenis", base, view=view)
        return Fragment(view.kind.nama, view.kind.ringkasan, body)

    def _service(self, page: Page, base: str) -> Fragment:
        view = layanan_view(self.portal, self.record(page.subject), self.config)
        body = self._fragment("records/layanan", base, view=view, record=view.record)
        title = f"{view.record.nama}, {view.satker.data.sebutan}"
        day = view.record.diperbarui
        dates = f"Diperbarui {wording.tanggal(day)}." if day else ""
        return Fragment(title, view.summary, body, path=view.path, dates=dates, contoh=view.record.contoh)

    def _news(self, page: Page, base: str) -> Fragment:
        view = berita_view(self.portal, self.record(page.subject))
        body = self._fragment("records/berita", base, view=view, record=view.record)
        summary = (
            view.record.ringkasan
            or f"{view.kind} {view.satker.data.nama}, {wording.tanggal(view.record.tanggal)}."
        )
        return Fragment(
            view.record.judul,
            summary,
            body,
            path=view.path,
            contoh=view.record.contoh,
            published=view.record.tanggal.isoformat(),
            picture=view.picture,
        )

    def _member(self, page: Page, base: str) -> Fragment:
        view = satker_view(self.portal, page.subject)
        body = self._fragment("records/satker", base, view=view, record=view.data)
        summary = f"Profil, layanan, pengaduan, dan kinerja {view.data.nama}."
        feed = umpan.stem_of("", page.subject)
        return Fragment(view.data.nama, summary, body, path=view.path, contoh=view.data.contoh, feed=feed)

    def _region(self, page: Page, base: str) -> Fragment:
        view = wilayah_view(self.portal, page.subject)
        body = self._fragment("records/wilayah", base, view=view)
        return Fragment(view.region.nama, f"Satker dan layanan pendidikan di {view.region.nama}.", body)

    def _list(self, page: Page, base: str) -> Fragment:
        view = facet_view(self.portal, self.lists.facets[page.subject], page.part)
        return Fragment(view.title, view.description, self._fragment("records/daftar", base, view=view))

    def _ways(self, page: Page, base: str) -> Fragment:
        view = ways_view(self.lists.facets, page.subject)
        return Fragment(view.title, view.lead, self._fragment("records/menurut", base, view=view))

    def _front(self, page: Page, base: str) -> Fragment:
        front = self.lists.archive.fronts[page.subject]
        view = front_view(self.portal, front, calendar=self.calendar)
        feed = umpan.stem_of(front.kind, front.satker)
        return Fragment(view.title, view.lead, self._fragment("records/kabar", base, view=view), feed=feed)

    def _month(self, page: Page, base: str) -> Fragment:
        archive = self.lists.archive
        month = archive.months[page.subject]
        view = month_view(self.portal, month, page.part, neighbours_of(archive, month))
        return Fragment(view.title, view.description, self._fragment("records/daftar", base, view=view))

    def _information(self, page: Page, base: str) -> Fragment:
        view = INFORMATION[page.view.removeprefix("ppid/")](
            At(self.portal, self.config, page.subject, page.part, self.record)
        )
        body = self._fragment(page.view, base, view=view)
        return Fragment(view.title, view.description, body, path=view.path, contoh=view.contoh)

    def _moved(self, page: Page, base: str) -> Fragment:
        body = self._fragment("records/pindah", base, target=page.subject)
        return Fragment(
            "Halaman ini pindah", "Alamat halaman ini sudah berubah.", body, moved_to=page.subject
        )

    # One method a file -------------------------------------------------------------------------------------

    def _sitemap(self, page: Page) -> bytes:
        entries = entries_of(self.plan)
        parts = len(sitemap.file_names(len(entries))) - 1
        if page.part:
            return sitemap.sitemap(self.config.site_url, sitemap.share(entries, page.part))
        return (
            sitemap.index(self.config.site_url, parts)
            if parts
            else sitemap.sitemap(self.config.site_url, entries)
        )

    def _feed(self, page: Page) -> bytes:
        write = {".json": umpan.json_feed, ".atom.xml": umpan.atom, ".xml": umpan.rss}
        channel = self.lists.channels[page.subject]
        return write[page.subject.removeprefix(channel.stem)](self.config, self.portal, channel)

    def _table(self, page: Page) -> bytes:
        table = TABLES[page.subject](self.portal)
        return tabel.written(table.columns, table.rows)

    def _event(self, page: Page) -> bytes:
        data = self.record(page.subject)
        assert isinstance(data.data, Berita)
        card = berita_card(data.file, data.digest, data.data, data.files)
        return kalender.calendar(self.config, self.portal, (card,))


SHARED_PICTURE: Final = (
    "assets/bagikan.png"  # what goes with a link that is passed on, where a page has no picture
)
_BASE: Final = "\ue002base\ue003"  # stands for `base` in the banner, which is made once for every depth


def base_of(address: str, site_url: str) -> str:
    """What leads from a page back to the root: `../../`; the 404 page, served anywhere, names the root itself."""
    if address == "404.html":
        return "/" + site_url.split("/", 3)[3] if site_url else "/"
    return "../" * address.count("/") or "./"


def _day_or_year(value: date | int) -> str:
    return wording.tanggal(value) if isinstance(value, date) else str(value)


def _picture_suffix(name: str) -> str:
    """What a picture's published name ends with beside its own; documents keep theirs."""
    return PICTURE_SUFFIX if name.lower().endswith(PICTURES) else ""


def environment(config: Config) -> Environment:
    """Our own Jinja: templates of the portal's theme, else of the generator's; compiled ones kept in the cache."""
    compiled = config.cache / "jinja"
    compiled.mkdir(parents=True, exist_ok=True)
    env = Environment(
        loader=FileSystemLoader([config.theme]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=FileSystemBytecodeCache(str(compiled)),
    )
    for name in (
        "tanggal",
        "tanggal_lengkap",
        "waktu",
        "jam",
        "angka",
        "rupiah",
        "bilangan",
        "daftar",
        "kapital",
    ):
        env.filters[name] = getattr(wording, name)
    env.globals["label"] = {
        name: {field: label(kind, field) for field in kind.model_fields} for name, kind in KINDS.items()
    }
    once = env.get_template("partials/komponen.html").module
    env.globals["komponen"] = {name: cache(getattr(once, name)) for name in ("meter", "ticks")}
    env.globals["words"] = {"berlaku": BERLAKU, "integrasi": INTEGRASI, "saluran": SALURAN}
    env.filters["hari_atau_tahun"] = _day_or_year
    env.globals["picture_suffix"] = _picture_suffix
    env.globals["edit_url"] = config.edit_url
    env.globals["site_url"] = config.site_url
    env.globals["portal_name"] = config.tanda
    return env
