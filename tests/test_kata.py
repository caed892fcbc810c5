"""The words people use, kept as data: names of the types, synonyms, and the questions that search is measured by."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml
from portal_on_disk import acuan, source
from portals import REPO, build, portal, shared, write

from generator.sources import Source
from generator.stages import validate

SYNONYMS = "satker/_acuan/sinonim.yml"
QUESTIONS = yaml.safe_load((REPO / "tests/search/pertanyaan.yml").read_text(encoding="utf-8"))["pertanyaan"]


# Names of the types -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", acuan().jenis)
def test_a_type_has_five_to_fifteen_names_and_spellings(code: str) -> None:
    kind = acuan().jenis[code]
    names = [kind.nama, *kind.nama_populer, *kind.ejaan]

    assert 5 <= len(kind.nama_populer) + len(kind.ejaan) <= 15
    assert len(names) == len({name.lower() for name in names})


def test_a_name_stands_at_two_types_only_where_they_say_that_they_are_alike() -> None:
    kinds = acuan().jenis
    owners: dict[str, list[str]] = {}
    for code, kind in kinds.items():
        for name in kind.nama_populer:
            owners.setdefault(name.lower(), []).append(code)
    shared = {name: codes for name, codes in owners.items() if len(codes) > 1}

    assert {
        name: codes
        for name, codes in shared.items()
        if len(codes) > 2 or codes[1] not in kinds[codes[0]].mirip
    } == {}


# Synonyms -----------------------------------------------------------------------------------------------------


def test_there_are_synonyms_both_ways_and_one_way() -> None:
    groups = acuan().sinonim

    assert sum(not group.arti for group in groups) >= 60
    assert {"lpmp": ("bpmp", "penjaminan mutu")}.items() <= {
        group.kata[0]: group.arti for group in groups
    }.items()


def test_a_former_name_leads_to_the_satker_of_today() -> None:
    """Short forms of former names, as far as the satker's own records name them."""
    leads = {word: group.arti for group in acuan().sinonim for word in group.kata if group.arti}
    now = {"lpmp": "lpmp-lampung", "bgp": "bp-paud-dikmas-lampung", "kantor bahasa": "kantor-bahasa-lampung"}

    for word, slug in now.items():
        record = yaml.safe_load((REPO / f"satker/{slug}/satker.yml").read_text(encoding="utf-8"))
        names = f"{record['nama']} {record.get('singkatan', '')}".lower()
        assert any(name["nama"].lower().startswith(word) for name in record["nama_sebelumnya"])
        assert any(arti in names for arti in leads[word]), word


def said(text: str, name: str = "sinonim") -> list[str]:
    """What is said of a file of words beside the repository's own reference data."""
    names = ("wilayah", "jenis_layanan", "kebutuhan")
    files = {each: (REPO / f"satker/_acuan/{each}.yml").read_bytes() for each in names} | {
        name: text.encode()
    }
    read = {each: source(content, f"satker/_acuan/{each}.yml") for each, content in files.items()}
    made, problems = validate.acuan({each: item for each, item in read.items() if isinstance(item, Source)})
    assert (made is None) is bool(problems)
    return [str(problem).removeprefix(f"satker/_acuan/{name}.yml:") for problem in problems]


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ("  - kata: [biaya, tarif]\n", ""),
        ("  - kata: [lpmp]\n    arti: [bpmp]\n", ""),
        (
            "  - kata: [biaya]\n",
            "2:5: galat ISI-04 sinonim.1.kata: satu kata bukan sinonim; tambah kata yang sama artinya, atau isi arti",
        ),
        (
            "  - kata: [biaya, tarif, biaya]\n",
            "2:5: galat ISI-11 sinonim.1.kata: “biaya” ditulis dua kali dalam satu kelompok",
        ),
        (
            "  - kata: [lpmp]\n    arti: [bpmp, lpmp]\n",
            "3:5: galat ISI-11 sinonim.1.arti: “lpmp” ditulis dua kali dalam satu kelompok",
        ),
        (
            "  - kata: [biaya, tarif]\n  - kata: [bayar, tarif]\n",
            "3:19: galat ISI-11 sinonim.2.kata.2: “tarif” sudah ada di kelompok baris 2; gabungkan keduanya, atau pilih satu",
        ),
        (
            "  - kata: [biaya, Tarif]\n",
            "2:19: galat ISI-10 sinonim.1.kata.2: harus kata atau frasa dengan huruf kecil tanpa tanda baca, seperti surat keterangan, ditemukan “Tarif”",
        ),
        ("  - arti: [bpmp]\n", "2:5: galat ISI-01 sinonim.1.kata: wajib diisi (Kata)"),
    ],
)
def test_a_group_of_synonyms_that_is_wrong_is_named_with_its_line(groups: str, message: str) -> None:
    assert said(f"sinonim:\n{groups}") == ([message] if message else [])


def test_a_portal_needs_no_synonyms_and_a_change_of_them_makes_every_page_anew(tmp_path: Path) -> None:
    root = portal(tmp_path)
    (root / SYNONYMS).unlink()
    everything = build(root).pages
    write(root, SYNONYMS, "sinonim:\n  - kata: [biaya, tarif]\n")

    assert build(root).reason == "generator, tema, acuan, atau mkdocs.yml berubah"
    assert build(root).pages == everything


# Words in which people tell ------------------------------------------------------------------------------------


def test_every_type_has_words_and_no_word_stands_at_more_than_three() -> None:
    told = acuan().terkait
    owners = Counter(word for code in acuan().jenis for word in told[code])

    assert min(len(told[code]) for code in acuan().jenis) >= 25
    assert [word for word, count in owners.items() if count > 3] == []


def test_every_page_that_has_words_exists(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = shared(tmp_path_factory)
    pages = [address for address in acuan().terkait if address not in acuan().jenis]

    assert "tampilan/" in pages
    assert [address for address in pages if not (site / address / "index.html").is_file()] == []


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("  - jenis: IJZ-03\n    kata: [rayap, banjir besar]\n", ""),
        ("  - halaman: /tampilan/\n    kata: [silau]\n", ""),
        (
            "  - kata: [rayap]\n",
            "2:5: galat ISI-04 kata_terkait.1.jenis: isi jenis atau halaman, salah satu saja",
        ),
        (
            "  - jenis: IJZ-03\n    halaman: /tampilan/\n    kata: [rayap]\n",
            "2:5: galat ISI-04 kata_terkait.1.jenis: isi jenis atau halaman, salah satu saja",
        ),
        (
            "  - jenis: IJZ-03\n    kata: [rayap, rayap]\n",
            "3:5: galat ISI-11 kata_terkait.1.kata: “rayap” ditulis dua kali",
        ),
        (
            "  - jenis: IJZ-33\n    kata: [rayap]\n",
            "2:5: galat TAUT-01 kata_terkait.1.jenis: tidak ada jenis layanan “IJZ-33”; maksud Anda “IJZ-03”?",
        ),
    ],
)
def test_words_that_are_wrong_are_named_with_their_line(entry: str, message: str) -> None:
    assert said(f"kata_terkait:\n{entry}", "kata_terkait") == ([message] if message else [])


# Questions ----------------------------------------------------------------------------------------------------


def test_a_question_says_what_it_must_find_and_whether_it_may_be_tuned_on() -> None:
    for item in QUESTIONS:
        assert [*item] == ["tanya", "harap", "bagian"], item
        assert isinstance(item["tanya"], str)
        assert item["tanya"] == " ".join(item["tanya"].split()) != ""
        assert item["bagian"] in ("setel", "buta")
        assert len(item["harap"]) == len(set(item["harap"])) <= 4

    assert [
        text for text, count in Counter(item["tanya"].lower() for item in QUESTIONS).items() if count > 1
    ] == []


def test_there_are_enough_questions_and_a_third_is_never_tuned_on() -> None:
    answered = [item for item in QUESTIONS if item["harap"]]
    blind = [item for item in answered if item["bagian"] == "buta"]

    assert len(answered) >= 240
    assert 3 * len(blind) >= len(answered)
    assert {"setel", "buta"} == {item["bagian"] for item in QUESTIONS if not item["harap"]}


def test_every_type_of_service_is_asked_for_in_both_parts() -> None:
    acuan = yaml.safe_load((REPO / "satker/_acuan/jenis_layanan.yml").read_text(encoding="utf-8"))
    pages = {f"/layanan/{kind['slug']}/": kind["kode"] for kind in acuan["jenis"]}
    services = {
        f"/satker/{path.parts[-3]}/layanan/{path.stem}/": yaml.safe_load(path.read_text(encoding="utf-8"))[
            "jenis"
        ]
        for path in REPO.glob("satker/*/layanan/*.yml")
    }
    kinds = pages | services
    asked = {
        part: {
            kinds[goal]
            for item in QUESTIONS
            if item["bagian"] == part
            for goal in item["harap"]
            if goal in kinds
        }
        for part in ("setel", "buta")
    }

    assert {"setel": set(), "buta": set()} == {
        part: set(pages.values()) - codes for part, codes in asked.items()
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's portal, built."""
    root = tmp_path_factory.mktemp("portal")
    shutil.copy(REPO / "mkdocs.yml", root)
    for folder in ("content", "satker"):
        shutil.copytree(REPO / folder, root / folder)
    build(root)
    return root / "site"


def test_every_page_that_a_question_must_find_exists(site: Path) -> None:
    goals = {goal for item in QUESTIONS for goal in item["harap"]}

    assert sorted(goal for goal in goals if not (site / goal.strip("/") / "index.html").is_file()) == []
