"""Runs MkDocs and takes its pages apart: every hand-written page and one empty page a section become shells.

With `plugin.py` the only importer of MkDocs. MkDocs knows nothing of records, and nothing that it writes is
published: its pages are caught on their way out and cut at their marks.
"""

from __future__ import annotations

import logging
import marshal
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

from generator.cache import opened, sealed
from generator.config import Config
from generator.errors import ConfigError
from generator.export import umpan
from generator.frame import SLOTS, Shell, cut, mark
from generator.pages import SECTIONS
from generator.pipeline import foundation
from generator.views.ppid import STANDING

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; object-src 'none'; "
    "frame-src 'none'; form-action 'self'"
)
_FOLDER: Final = "ultra-kerangka/"  # where the sections' empty pages lie inside MkDocs
_FOOTER: Final = (
    ("Layanan", (("Menurut jenis", "layanan/"), ("Menurut wilayah", "wilayah/"), ("Menurut satker", "satker/"), ("A–Z", "layanan/a-z/"))),
    ("Informasi publik", (("Daftar Informasi Publik", "ppid/dip/"), ("Cara meminta informasi", "ppid/"), ("Batas waktu", "ppid/batas-waktu/"), ("Maklumat pelayanan", "maklumat/"), ("Berita", "berita/"), ("Pengaduan", "pengaduan/"))),
    ("Keterbukaan", (("Peta integrasi", "integrasi/"), ("Bukti keterbukaan", "ppid/bukti/"), ("Status data", "status/"), ("Data terbuka", "data/"), ("Umpan RSS", umpan.ADDRESS))),
    ("Portal ini", (("Tentang ULTRA", "tentang/"), ("Aksesibilitas", "aksesibilitas/"), ("Tampilan: terang, gelap, ukuran huruf", "tampilan/"), ("Privasi", "privasi/"), ("Peta situs", "peta-situs/"), ("Panduan editor", "panduan/"))),
)  # fmt: skip

Shells = dict[str, Shell]


def make(config: Config) -> Shells:
    """The portal's shells; MkDocs is not even imported where content/, theme/ and mkdocs.yml did not change."""
    key = foundation(config)
    kept = config.cache / "shells"
    if (shells := _kept(kept, key)) is not None:
        return shells
    shells = _made(config)
    kept.parent.mkdir(parents=True, exist_ok=True)
    body = marshal.dumps({name: astuple(shell) for name, shell in shells.items()})
    kept.write_bytes(sealed(key, body))
    return shells


def _kept(path: Path, key: bytes) -> Shells | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    body = opened(key, content)
    if body is None:
        return None
    return {name: Shell(*values) for name, values in marshal.loads(body).items()}


def _made(config: Config) -> Shells:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's notice about MkDocs 2, which we pin away from
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    scratch = config.cache / "mkdocs"
    with _warnings_in_words():
        try:
            theme = {"name": "material", "custom_dir": str(config.theme), "language": "id", "font": False}
            settings = load_config(str(config.root / "mkdocs.yml"), site_dir=str(scratch), theme=theme)
            plugin: Any = settings.plugins["ultra"]
            plugin.publishes = False
            build(settings)
        except MkDocsException as error:
            raise ConfigError(f"MkDocs menolak membangun halaman tulisan: {error}") from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    catcher: Catcher = plugin.catcher
    return catcher.shells


@contextmanager
def _warnings_in_words() -> Iterator[None]:
    """MkDocs' own warnings, one line each; its progress reports are not ours."""
    log = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("peringatan mkdocs: %(message)s"))
    level, log.propagate = log.level, False
    log.addHandler(handler)
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


class Catcher:
    """What the plugin does at MkDocs' events: adds the sections' pages, fills the document, catches the result."""

    def __init__(self, config: Config, assets: Mapping[str, str], *, policy: bool) -> None:
        self.config = config
        self.assets = assets
        self.policy = POLICY if policy else ""
        self.shells: Shells = {}
        self._built: set[str] = set()

    def files(self, files: Any, settings: Any) -> Any:
        """Leaves MkDocs only pages (the generator publishes everything else) and adds one a section."""
        from mkdocs.structure.files import File, InclusionLevel

        for file in list(files):
            if not file.is_documentation_page():
                files.remove(file)
        self._built = {address_of(file.url) for file in files} | set(STANDING)
        if self.config.site_url:
            self._built.add(umpan.ADDRESS)
        for section in SECTIONS:
            files.append(
                File.generated(
                    settings, f"{_FOLDER}{section}.md", content="", inclusion=InclusionLevel.NOT_IN_NAV
                )
            )
        return files

    def context(self, page: Any, nav: Any) -> dict[str, Any]:
        """The values of `ultra` in theme/main.html: marks, and what is the same on every page."""
        section = self._section(page)
        address = address_of(page.url)
        is_shell = page.file.src_uri.startswith(_FOLDER)
        is_home = address == "" and not is_shell
        marks = {slot: mark(slot) for slot in SLOTS}
        config = self.config
        return marks | {
            "canonical": mark("canonical") if config.site_url else "",
            "opening": mark("opening") if is_home else "",
            "body": mark("body") if is_shell else page.content,
            "written": not is_shell,
            "here": "" if is_shell else address,
            "home": is_home,
            "section": section,
            "official": config.resmi,
            "samples": config.tampilkan_contoh,
            "policy": self.policy,
            "site_name": config.tanda,
            "nav": self._nav(nav),
            "footer": self._footer(),
            "feedback": f"{config.repo_url}/issues" if config.repo_url else "",
            "repo": config.repo_url,
            "feed": umpan.ADDRESS if config.site_url else "",
            "assets": self.assets,
            "cloth": config.kain,
            "lang": "id",
        }

    def caught(self, output: str, page: Any) -> None:
        """Takes a finished page apart."""
        name = page.file.src_uri
        if name.startswith(_FOLDER):
            section = name.removeprefix(_FOLDER).removesuffix(".md")
            self.shells[section] = cut(output, section=section)
            return
        self.shells[address_of(page.url)] = cut(
            output,
            title=str(page.meta.get("title") or page.title or ""),
            description=str(page.meta.get("description") or ""),
            section=self._section(page),
            source=f"content/{name}",
        )

    def _section(self, page: Any) -> str:
        name = page.file.src_uri
        if name.startswith(_FOLDER):
            section: str = name.removeprefix(_FOLDER).removesuffix(".md")
            return "" if section == "umum" else section
        return str(page.url).split("/")[0]

    def _nav(self, nav: Any) -> list[tuple[str, str, str]]:
        """The header's links: what mkdocs.yml lists under nav, but home, to which the wordmark leads."""
        items = [(str(item.title), address_of(item.url)) for item in nav.items if item.is_page]
        return [(title, address, address.split("/")[0]) for title, address in items if address]

    def _footer(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The footer's links, of those pages that exist."""
        return [
            (heading, [(title, address) for title, address in links if address in self._built])
            for heading, links in _FOOTER
        ]


def address_of(url: str) -> str:
    """Our address of a page of MkDocs'; its 404 page is the one that a server looks for."""
    return {"404/": "404.html", "./": "", ".": ""}.get(url, url)
