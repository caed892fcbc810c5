"""The portal's configuration: mkdocs.yml, as MkDocs knows it, with our own part under `plugins: - ultra:`.

Takes the values that `stages.read` has read; knows nothing of YAML and nothing of MkDocs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.errors import ConfigError, NotAPortalError

HOUSE: Final = Path(__file__).resolve().parent.parent  # the generator's own checkout, with its theme
DEFAULT_COLOURS: Final = {"kain": "#2a1620", "emas": "#d8a52c"}


class Colours(BaseModel):
    """The two colours of the woven frame."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kain: str = Field(DEFAULT_COLOURS["kain"], pattern=r"^#[0-9a-f]{6}$", title="Warna kain")
    emas: str = Field(DEFAULT_COLOURS["emas"], pattern=r"^#[0-9a-f]{6}$", title="Warna benang")


class Options(BaseModel):
    """What stands under `plugins: - ultra:`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    resmi: bool = Field(
        False, title="Portal resmi", description="Selama false, setiap halaman menyebut dirinya purwarupa."
    )
    tampilkan_contoh: bool = Field(True, title="Tampilkan rekaman contoh")
    zona: str = Field("Asia/Jakarta", pattern="^Asia/Jakarta$", title="Zona waktu")
    koordinator: str = Field("", title="Satker koordinator")
    tanda: str = Field("", title="Tanda kata", description="Kata pertama ditulis dengan warna benang.")
    warna: Colours = Field(Colours(), title="Warna bingkai")


@dataclass(frozen=True, slots=True)
class Config:
    """Where a portal lies and how it presents itself. `site_url` ends with a slash or is empty."""

    root: Path
    site_dir: Path
    theme: Path
    site_name: str
    site_url: str
    repo_url: str
    edit_url: str
    resmi: bool
    tampilkan_contoh: bool
    koordinator: str
    tanda: str
    kain: str
    emas: str

    @property
    def cache(self) -> Path:
        """The folder of what may be thrown away and made again."""
        return self.root / ".cache" / "ultra"

    @property
    def has_own_theme(self) -> bool:
        """False where the portal is built with the generator's theme."""
        return self.theme == self.root / "theme"


def at(root: Path) -> Path:
    """The portal's folder, or a NotAPortalError that says what is missing."""
    root = root.resolve()
    for name, what in (("mkdocs.yml", "berkas"), ("satker", "folder")):
        if not (root / name).exists():
            raise NotAPortalError(f"{root}: bukan folder portal ({what} {name} tidak ada)")
    return root


def config(root: Path, data: dict[str, Any], *, site_dir: Path | None = None) -> Config:
    """The configuration from the values of mkdocs.yml. Raises ConfigError with every mistake."""
    name = data.get("site_name")
    if not isinstance(name, str):
        raise ConfigError("mkdocs.yml: site_name wajib diisi (nama portal)")
    options = _options(data.get("plugins"))
    site_url = str(data.get("site_url") or "")
    if site_url and not re.fullmatch(r"https?://[^\s?#]+", site_url):
        raise ConfigError(f"mkdocs.yml: site_url harus alamat web lengkap, ditemukan “{site_url}”")
    repo_url = str(data.get("repo_url") or "").rstrip("/")
    own_theme = root / "theme"
    return Config(
        root=root,
        site_dir=(site_dir or root / str(data.get("site_dir") or "site")).resolve(),
        theme=own_theme if own_theme.is_dir() else HOUSE / "theme",
        site_name=name,
        site_url=site_url.rstrip("/") + "/" if site_url else "",
        repo_url=repo_url,
        edit_url=f"{repo_url}/{str(data.get('edit_uri') or 'edit/main/').strip('/')}/" if repo_url else "",
        resmi=options.resmi,
        tampilkan_contoh=options.tampilkan_contoh,
        koordinator=options.koordinator,
        tanda=options.tanda or name,
        kain=options.warna.kain,
        emas=options.warna.emas,
    )


def _options(plugins: Any) -> Options:
    for plugin in plugins if isinstance(plugins, list) else []:
        if plugin == "ultra":
            return Options()
        if isinstance(plugin, dict) and "ultra" in plugin:
            try:
                return Options.model_validate(plugin["ultra"] or {})
            except ValidationError as error:
                lines = [
                    f"mkdocs.yml: plugins.ultra.{'.'.join(map(str, e['loc']))}: {_reason(e['type'])}"
                    for e in error.errors()
                ]
                raise ConfigError("\n".join(lines)) from error
    raise ConfigError("mkdocs.yml: plugins harus memuat ultra")


def _reason(kind: str) -> str:
    return {
        "extra_forbidden": "isian tidak dikenal",
        "bool_parsing": "harus true atau false",
        "string_pattern_mismatch": "bentuknya tidak sah (warna seperti #2a1620; zona hanya Asia/Jakarta)",
    }.get(kind, "isi tidak sah")
