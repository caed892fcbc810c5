"""The configuration: what mkdocs.yml may say, and what is told of it."""

from pathlib import Path
from typing import Any

import pytest
from portal_on_disk import HOUSE, portal

from generator import config as module
from generator import pipeline
from generator.config import Config
from generator.errors import ConfigError, NotAPortalError

BARE: dict[str, Any] = {"site_name": "Portal Uji", "plugins": ["ultra"]}


def configured(root: Path = Path("/portal"), **data: Any) -> Config:
    return module.config(root, BARE | data)


def options(**values: Any) -> list[Any]:
    return ["search", {"ultra": values}]


def refusal(**data: Any) -> str:
    with pytest.raises(ConfigError) as caught:
        configured(**data)
    return str(caught.value)


def test_the_least_configuration_has_a_default_for_all() -> None:
    assert (
        Path("/portal/site"),
        HOUSE / "theme",
        "",
        "",
        False,
        True,
        "Portal Uji",
        "#2a1620",
        "#d8a52c",
        Path("/portal/.cache/ultra"),
        False,
    ) == (
        (made := configured()).site_dir,
        made.theme,
        made.site_url,
        made.edit_url,
        made.resmi,
        made.tampilkan_contoh,
        made.tanda,
        made.kain,
        made.emas,
        made.cache,
        made.has_own_theme,
    )


def test_a_theme_of_the_portals_own_is_taken(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()

    made = configured(tmp_path)

    assert (tmp_path / "theme", True) == (made.theme, made.has_own_theme)


@pytest.mark.parametrize(("written", "expected"), [("https://a.id", "https://a.id/"), ("https://a.id/b/", "https://a.id/b/"), ("", ""), (None, "")])  # fmt: skip
def test_the_sites_address_ends_with_a_slash_or_is_empty(written: str | None, expected: str) -> None:
    assert expected == configured(site_url=written).site_url


def test_the_address_for_edits_is_made_from_the_repositorys() -> None:
    assert ("https://github.com/a/b/edit/main/", "https://github.com/a/b/ubah/utama/") == (
        configured(repo_url="https://github.com/a/b/").edit_url,
        configured(repo_url="https://github.com/a/b", edit_uri="ubah/utama").edit_url,
    )


def test_options_are_text_and_get_their_type() -> None:
    made = configured(plugins=options(resmi="true", tampilkan_contoh="false", warna={"kain": "#000000"}))

    assert (True, False, "#000000", "#d8a52c") == (made.resmi, made.tampilkan_contoh, made.kain, made.emas)


def test_options_may_be_left_empty() -> None:
    assert not configured(plugins=[{"ultra": None}]).resmi


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"site_name": None}, "mkdocs.yml: site_name wajib diisi (nama portal)"),
        ({"site_name": ["a"]}, "mkdocs.yml: site_name wajib diisi (nama portal)"),
        ({"plugins": None}, "mkdocs.yml: plugins harus memuat ultra"),
        ({"plugins": ["search"]}, "mkdocs.yml: plugins harus memuat ultra"),
        ({"site_url": "a.id"}, "mkdocs.yml: site_url harus alamat web lengkap, ditemukan “a.id”"),
        ({"plugins": options(resmii="true")}, "mkdocs.yml: plugins.ultra.resmii: isian tidak dikenal"),
        ({"plugins": options(resmi="mungkin")}, "mkdocs.yml: plugins.ultra.resmi: harus true atau false"),
        ({"plugins": options(warna={"kain": "merah"})}, "mkdocs.yml: plugins.ultra.warna.kain: bentuknya tidak sah (warna seperti #2a1620; zona hanya Asia/Jakarta)"),
        ({"plugins": options(zona="UTC")}, "mkdocs.yml: plugins.ultra.zona: bentuknya tidak sah (warna seperti #2a1620; zona hanya Asia/Jakarta)"),
        ({"plugins": options(koordinator=["a"])}, "mkdocs.yml: plugins.ultra.koordinator: isi tidak sah"),
        ({"plugins": [{"ultra": "ya"}]}, "mkdocs.yml: plugins.ultra.: isi tidak sah"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_name(data: dict[str, Any], expected: str) -> None:
    assert expected == refusal(**data)


def test_every_mistake_of_the_options_is_told() -> None:
    assert 3 == len(refusal(plugins=options(resmi="x", zona="y", z="z")).splitlines())


def test_a_folder_without_a_configuration_is_no_portal(tmp_path: Path) -> None:
    with pytest.raises(NotAPortalError) as caught:
        module.at(tmp_path)

    assert f"{tmp_path}: bukan folder portal (berkas mkdocs.yml tidak ada)" == str(caught.value)


def test_a_folder_without_records_is_no_portal(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("")

    with pytest.raises(NotAPortalError, match="folder satker tidak ada"):
        module.at(tmp_path)


def test_a_portal_on_disk_is_configured(tmp_path: Path) -> None:
    made = pipeline.configured(portal(tmp_path), site_dir=tmp_path / "keluar")

    assert ("Portal Uji", tmp_path / "keluar") == (made.site_name, made.site_dir)


def test_a_broken_configuration_is_told_with_its_place(tmp_path: Path) -> None:
    (portal(tmp_path) / "mkdocs.yml").write_text("site_name: a\nplugins: [ultra\n")

    with pytest.raises(ConfigError, match=r"^mkdocs\.yml:2:10: galat BACA-02: kurung siku"):
        pipeline.configured(tmp_path)
