"""The archive of feeds on the site: what may be shown, where it leads, and what a person decided."""

from __future__ import annotations

import html
import io
import json
import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import jsonschema  # type: ignore[import-untyped]
import portals
import pytest
from lxml import etree  # type: ignore[import-untyped]
from portals import build, files, write

from generator.pipeline import Outcome

FEED = "https://alfa.example/feed/"
STANDARDS = Path(__file__).parent / "standards"
ATOM = "{http://www.w3.org/2005/Atom}"


def entry(number: int, **fields: object) -> dict[str, object]:
    return {
        "id": f"{number:016x}",
        "kunci": f"https://alfa.example/?p={number}",
        "tautan": f"https://alfa.example/{number}/",
        "judul": f"Kabar ke-{number} dari situs",
        "cuplikan": f"Cuplikan {number}.",
        "tanggal": "2026-11-20T08:00:00+07:00",
        "keyakinan_tanggal": "lengkap",
        "pertama_dilihat": "2026-11-20T09:00:00+07:00",
        "asal": {
            "umpan": FEED,
            "alamat_akhir": FEED,
            "waktu": "2026-11-20T09:00:00+07:00",
            "sha256": "0" * 64,
            "pengurai": "feedparser",
        },
        **fields,
    }


def keep(root: Path, slug: str, data: dict[str, object], year: str = "2026") -> None:
    write(root, f"satker/{slug}/umpan/{year}/{data['id']}.json", json.dumps(data, sort_keys=True, indent=1))


def state(root: Path, slug: str, **fields: object) -> None:
    write(root, f"satker/{slug}/umpan/keadaan.json", json.dumps({"sumber": {FEED: fields}}))


def decide(root: Path, slug: str, *lines: str) -> None:
    items = "".join(f"  - {{{line}, oleh: Pengelola, tanggal: 2026-11-21}}\n" for line in lines)
    write(root, f"satker/{slug}/umpan/keputusan.yml", f"keputusan:\n{items}")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return two_sources(tmp_path / "portal")


def two_sources(folder: Path) -> Path:
    """A portal of two satker with a feed each."""
    made = portals.portal(folder)
    for slug, region in (("alfa", "18.02"), ("beta", "18.72")):
        text = portals.SATKER.format(name=f"Dinas {slug}", region=region)
        write(
            made,
            f"satker/{slug}/satker.yml",
            f"{text}situs: https://{slug}.example/\numpan:\n  - url: {FEED}\n",
        )
    return made


def news(root: Path) -> str:
    return (root / "site/berita/index.html").read_text()


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems if problem.is_error]


def test_an_entry_stands_among_the_news_and_leads_to_its_own_site(root: Path) -> None:
    keep(root, "alfa", entry(1))

    assert codes(build(root)) == []
    for page in ("berita", "berita/2026/11", "berita/berita/2026/11", "satker/alfa/berita", "satker/alfa"):
        text = (root / f"site/{page}/index.html").read_text()
        assert (
            '<a href="https://alfa.example/1/" rel="nofollow noopener ugc">Kabar ke-1 dari situs</a>' in text
        ), page
        assert "situs asal" in text, page


@pytest.mark.parametrize(
    ("fields", "decision", "shown"),
    [
        ({}, "", True),
        ({"keadaan": "tinjau"}, "", False),
        ({"keadaan": "karantina"}, "", False),
        ({"keadaan": "tinjau"}, "setujui", True),
        ({"keadaan": "karantina"}, "setujui", True),
        ({}, "tolak", False),
        ({}, "sembunyikan", False),
    ],
)
def test_an_entry_is_shown_when_its_state_or_a_person_allows_it(
    root: Path, fields: dict[str, object], decision: str, shown: bool
) -> None:
    keep(root, "alfa", entry(1, **fields))
    if decision:
        decide(root, "alfa", f'putusan: {decision}, id: "{1:016x}"')

    assert codes(build(root)) == []
    assert ("Kabar ke-1" in news(root)) is shown


def test_a_source_that_may_be_hacked_is_shown_without_hyperlinks_until_it_is_released(root: Path) -> None:
    keep(root, "alfa", entry(1))
    state(root, "alfa", pemutus="banyak yang ditahan")
    build(root)

    assert "Kabar ke-1" in news(root)
    assert "alfa.example/1/" not in news(root)
    assert "diduga diretas" in news(root)

    decide(root, "alfa", f"putusan: lepaskan, umpan: {FEED}")
    build(root)
    assert "alfa.example/1/" in news(root)

    state(root, "alfa", pemutus="sekali lagi", pemutus_sejak="2026-11-22T08:00:00+07:00")
    build(root)
    assert "alfa.example/1/" not in news(root)


def test_what_was_edited_after_it_was_approved_waits_again(root: Path) -> None:
    before = {"waktu": "2026-11-23T08:00:00+07:00", "judul": "Lama", "isi": "", "tautan": "", "tanggal": ""}
    keep(root, "alfa", entry(1, keadaan="karantina", versi=[before]))
    decide(root, "alfa", f'putusan: setujui, id: "{1:016x}"')
    build(root)

    assert "Kabar ke-1" not in news(root)


@pytest.mark.parametrize("line", ["putusan: setujui", "putusan: lepaskan"])
def test_a_decision_names_what_it_is_about(root: Path, line: str) -> None:
    decide(root, "alfa", line)

    assert codes(build(root)) == ["ISI-11"]


def test_the_same_story_stands_once_and_names_who_else_carries_it(root: Path) -> None:
    keep(root, "alfa", entry(1))
    keep(root, "beta", entry(2, tautan="https://alfa.example/1/"))
    build(root)

    assert "Kabar ke-2" not in news(root)
    assert "juga dimuat di Kota Metro" in news(root)


def test_nearly_the_same_title_and_text_within_a_week_is_the_same_story(root: Path) -> None:
    title = "Pelatihan pengelola perpustakaan sekolah dasar"
    keep(root, "alfa", entry(1, judul=title, cuplikan="Pelatihan berlangsung dua hari di aula dinas."))
    keep(root, "beta", entry(2, judul=f"{title}!", cuplikan="Pelatihan berlangsung dua hari di aula dinas"))
    keep(root, "beta", entry(3, judul=title, tanggal="2026-10-01T08:00:00+07:00"))
    build(root)

    assert "juga dimuat di" in news(root)
    assert "alfa.example/2/" not in news(root)
    assert "alfa.example/3/" in news(root)


def test_titles_that_say_nothing_are_never_one_story(root: Path) -> None:
    for number, slug in ((1, "alfa"), (2, "beta")):
        keep(root, slug, entry(number, judul="Pengumuman", cuplikan="Sama."))
    build(root)

    assert {"alfa.example/1/", "alfa.example/2/"} <= set(re.findall(r"alfa\.example/\d/", news(root)))


def test_what_was_old_when_its_feed_was_first_read_is_no_news_but_stands_in_its_month(root: Path) -> None:
    keep(root, "alfa", entry(1, susulan=True, tanggal="2026-03-01T08:00:00+07:00"))
    build(root)

    assert "Kabar ke-1" not in news(root)
    assert "Kabar ke-1" in (root / "site/berita/2026/03/index.html").read_text()


@pytest.mark.parametrize("name", ["keadaan.json", "keputusan.yml"])
def test_where_state_or_decisions_are_broken_nothing_of_that_satker_is_shown(root: Path, name: str) -> None:
    keep(root, "alfa", entry(1))
    write(root, f"satker/alfa/umpan/{name}", "[rusak")

    assert codes(build(root)) != []
    assert "Kabar ke-1" not in news(root)
    assert "Kabar Dinas Alfa" in news(root)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//jahat.example/"])
def test_an_entry_may_lead_only_to_a_web_page(root: Path, link: str) -> None:
    keep(root, "alfa", entry(1, tautan=link))

    assert codes(build(root)) == ["BACA-17"]


def test_a_broken_entry_is_left_out_and_named(root: Path) -> None:
    keep(root, "alfa", entry(1))
    keep(root, "alfa", {**entry(2), "judul": 5})
    write(root, f"satker/alfa/umpan/2026/{3:016x}.json", json.dumps(entry(4)))

    assert codes(build(root)) == ["BACA-17", "BACA-17"]
    assert "Kabar ke-1" in news(root)


def test_entries_come_and_go_as_in_a_full_build(root: Path, tmp_path: Path) -> None:
    portals.settle(root)
    build(root)
    keep(root, "alfa", entry(1))
    keep(root, "beta", entry(2, tautan="https://alfa.example/1/"))
    build(root)
    (root / f"satker/beta/umpan/2026/{2:016x}.json").unlink()
    state(root, "alfa", pemutus="ya")
    build(root)
    found = files(root / "site")

    build(root, full=True)

    assert found == files(root / "site")


def test_an_entry_that_is_hostile_shows_as_text(root: Path) -> None:
    keep(root, "alfa", entry(1, judul="<script>alert(1)</script>", cuplikan='"><img src=x onerror=alert(1)>'))
    build(root)

    assert "<script>alert" not in news(root)
    assert "<img src=x" not in news(root)


# Health -------------------------------------------------------------------------------------------------------


def health(root: Path) -> dict[str, dict[str, object]]:
    found = json.loads((root / "site/status/umpan.json").read_text())["umpan"]
    return {row["satker"]: row for row in found}


FAULT = {"kode": "tls-kedaluwarsa", "sejak": "2026-11-20T08:00:00+07:00"}


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({}, "belum"),
        ({"terakhir_berubah": "2026-11-20T08:00:00+07:00"}, "lancar"),
        ({"terakhir_berubah": "2026-01-20T08:00:00+07:00"}, "lama"),
        ({"terakhir_berubah": "2026-11-20T08:00:00+07:00", "gangguan": FAULT | {"kali": 2}}, "lancar"),
        ({"gangguan": FAULT | {"kali": 3}}, "terganggu"),
        ({"gangguan": FAULT | {"kali": 1}}, "terganggu"),  # it has never worked
        ({"gangguan": FAULT | {"kali": 9, "sejak": "2026-10-01T08:00:00+07:00"}}, "tidak-aktif"),
        ({"pemutus": "ya"}, "ditahan"),
    ],
)
def test_the_health_of_a_feed(root: Path, fields: dict[str, object], standing: str) -> None:
    state(root, "alfa", **fields)
    build(root)

    assert (standing, "tanpa") == (health(root)["alfa"]["keadaan"], health(root)["gama"]["keadaan"])


def test_the_page_says_why_a_feed_fails_and_what_its_webmaster_can_do(root: Path) -> None:
    keep(root, "alfa", entry(1))
    state(root, "alfa", gangguan=FAULT | {"kali": 3})
    build(root)
    page = (root / "site/status/index.html").read_text()

    assert "sertifikat keamanannya kedaluwarsa, sejak 20\u00a0November\u00a02026." in page
    assert (
        "Perpanjang sertifikat situs. Dicoba lagi setelah 1, 6, lalu tiap 24 jam; setelah 30 hari seminggu sekali."
        in page
    )
    assert "Kabar ke-1" in news(root)


def test_the_page_tells_where_a_feed_has_moved(root: Path) -> None:
    new = "https://alfa.example/baru/"
    move = {"url": new, "sejak": "2026-11-10T08:00:00+07:00", "kali": 3}
    state(root, "alfa", terakhir_berubah="2026-11-20T08:00:00+07:00", pengalihan=move)
    build(root)

    assert health(root)["alfa"]["alamat_baru"] == new
    assert f"Situsnya memindahkan umpan ini ke {new}." in (root / "site/status/index.html").read_text()


def test_held_and_merged_entries_are_counted(root: Path) -> None:
    keep(root, "alfa", entry(1))
    keep(root, "alfa", entry(3, keadaan="karantina"))
    keep(root, "beta", entry(2, tautan="https://alfa.example/1/"))
    build(root)

    row = health(root)["alfa"]

    assert (1, 1, 1) == (row["tampil"], row["ditahan"], row["digabung"])
    assert sum(row["pekan"]) == 1  # type: ignore[call-overload]


# Feeds out ----------------------------------------------------------------------------------------------------


def everywhere(root: Path) -> None:
    """News of our own and of two satker's feeds, with text that every format must escape."""
    portals.settle(root)
    text = portals.BERITA.replace("contoh: true\n", "")
    write(
        root, "satker/gama/berita/nyata.md", text.format(title='"A & B <i>"', day="2026-11-02", body="Isi.")
    )
    keep(root, "alfa", entry(1, judul="X & Y <b>", penulis="Humas & <c>", kategori=["a & b"]))
    keep(root, "beta", entry(2, judul="Kabar lain dari situs beta", tanggal="", kategori=["<d>"]))
    keep(root, "beta", entry(3, contoh=True))
    build(root)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal with news from everywhere, built once and only read."""
    made = two_sources(tmp_path_factory.mktemp("published") / "portal")
    everywhere(made)
    return made


@pytest.mark.parametrize("name", ["umpan/berita", "umpan/jenis/berita", "umpan/satker/alfa"])
@pytest.mark.parametrize("ending", [".xml", ".atom.xml"])
def test_a_parser_finds_no_fault_in_a_feed_and_every_item(published: Path, name: str, ending: str) -> None:
    content = (published / f"site/{name}{ending}").read_bytes()

    found = feedparser.parse(io.BytesIO(content))

    assert not found.bozo
    assert found.version in ("rss20", "atom10")
    expected = {"X & Y <b>"} if "alfa" in name else {"X & Y <b>", "Kabar lain dari situs beta", "A & B <i>"}
    assert expected == {html.unescape(item.title) for item in found.entries}
    assert all(
        item.id and item.link and (item.get("published") or item.get("updated")) for item in found.entries
    )


def faults_of(path: Path) -> list[str]:
    """What the schema of its format has against a feed."""
    if path.suffix == ".json":
        schema = json.loads((STANDARDS / "json-feed-1.1.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        checker = jsonschema.Draft202012Validator(
            schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )
        return [error.message for error in checker.iter_errors(json.loads(path.read_text()))]
    name = "rfc4287-atom.rng" if path.name.endswith(".atom.xml") else "rss-2.0.rng"
    schema = etree.RelaxNG(etree.parse(STANDARDS / name))
    schema.validate(etree.parse(path))
    return [str(error) for error in schema.error_log]


def feeds_of(root: Path) -> list[Path]:
    return sorted(path for path in (root / "site/umpan").rglob("*") if path.suffix in (".xml", ".json"))


def test_every_feed_is_as_the_text_of_its_standard_wants_it(published: Path) -> None:
    made = feeds_of(published)

    assert {"".join(path.suffixes) for path in made} == {".xml", ".atom.xml", ".json"}
    assert {str(path): faults for path in made if (faults := faults_of(path))} == {}


def test_a_feed_without_news_is_one_all_the_same(root: Path) -> None:
    portals.settle(root)
    build(root)

    assert {str(path): faults for path in feeds_of(root) if (faults := faults_of(path))} == {}


def test_what_no_schema_can_say_of_atom(published: Path) -> None:
    for path in feeds_of(published):
        if not path.name.endswith(".atom.xml"):
            continue
        feed = etree.parse(path).getroot()
        entries = feed.findall(f"{ATOM}entry")
        assert feed.findtext(f"{ATOM}updated") == max(
            (entry.findtext(f"{ATOM}updated") for entry in entries), default="2020-06-30T00:00:00+07:00"
        )
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
        for holder in (feed, *entries):  # RFC 4287, 4.1.1: no two alternates of one type and language
            alternates = [
                link.attrib for link in holder.findall(f"{ATOM}link") if link.get("rel") == "alternate"
            ]
            assert (
                len({(link.get("type"), link.get("hreflang")) for link in alternates}) == len(alternates) == 1
            )
        if "arsip" in path.parts:  # RFC 5005, 4: an archive says so, and leads to the feed of now
            assert feed.find("{http://purl.org/syndication/history/1.0}archive") is not None
            assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("current") == 1


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("berita.atom.xml", "<updated>", "<updated>kemarin "),
        ("berita.atom.xml", '<category term="', '<category name="'),
        ("berita.atom.xml", "</feed>", "<entry/></feed>"),
        ("berita.xml", "<pubDate>", "<pubDate>Senin, "),
        ("berita.xml", "<title>", "<judul>x</judul><title>"),
        ("berita.xml", 'isPermaLink="false"', 'isPermaLink="tidak"'),
        ("berita.json", '"date_published": "2026', '"date_published": "26'),
        ("berita.json", '"content_text"', '"isi"'),
        ("berita.json", '"tags": [', '"tags": [1, '),
    ],
)
def test_the_schemas_see_what_is_wrong(
    published: Path, tmp_path: Path, name: str, before: str, after: str
) -> None:
    whole = (published / "site/umpan" / name).read_text()
    broken = whole.replace(before, after, 1)
    (tmp_path / name).write_text(broken)

    assert broken != whole
    assert faults_of(tmp_path / name)


def test_the_feed_as_json_says_the_same(published: Path) -> None:
    data = json.loads((published / "site/umpan/berita.json").read_text())

    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert data["feed_url"] == f"{portals.ADDRESS}umpan/berita.json"
    assert ["X & Y <b>", "Kabar lain dari situs beta", "A & B <i>"] == [
        item["title"] for item in data["items"]
    ]
    for item in data["items"]:
        assert isinstance(item["id"], str)
        assert item["url"].startswith("https://")
        assert item["content_text"]
        assert datetime.fromisoformat(item["date_published"]).tzinfo


def test_an_entry_keeps_its_author_its_source_and_its_original_link(root: Path) -> None:
    everywhere(root)

    data = json.loads((root / "site/umpan/satker/alfa.json").read_text())

    (item,) = data["items"]
    assert ["Humas & <c>", "Dinas alfa"] == [author["name"] for author in item["authors"]]
    assert ("https://alfa.example/1/", FEED) == (item["url"], item["_sumber"]["umpan"])


def test_archives_of_months_are_chained_to_the_present(root: Path) -> None:
    everywhere(root)
    keep(root, "alfa", entry(4, tanggal="2026-09-01T08:00:00+07:00"))
    build(root)

    archive = feedparser.parse(io.BytesIO((root / "site/umpan/arsip/2026-11.atom.xml").read_bytes()))
    links = {link.rel: link.href.removeprefix(portals.ADDRESS) for link in archive.feed.links}

    assert not archive.bozo
    assert (links["prev-archive"], links["current"]) == (
        "umpan/arsip/2026-09.atom.xml",
        "umpan/berita.atom.xml",
    )
    assert b"fh:archive" in (root / "site/umpan/arsip/2026-11.atom.xml").read_bytes()
    assert b'rel="prev-archive"' in (root / "site/umpan/berita.atom.xml").read_bytes()


def test_the_list_of_sources_names_every_feed(published: Path) -> None:
    outlines = ElementTree.parse(published / "site/umpan/satker.opml").getroot().iter("outline")

    assert [FEED, FEED] == [outline.get("xmlUrl") for outline in outlines]


def test_a_source_that_may_be_hacked_is_in_no_feed(root: Path) -> None:
    everywhere(root)
    state(root, "alfa", pemutus="ya")
    build(root)

    assert "alfa.example/1/" not in (root / "site/umpan/berita.json").read_text()
