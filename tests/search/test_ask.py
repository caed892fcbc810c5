"""The engine, asked in node over files that were made here."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from search.samples import SCHEMA, ask, samples, search

from generator.search import Analyser, Document, Kind, Schema, build

ALL = samples(300, seed=5)


def index(documents: Mapping[str, Document], schema: Schema = SCHEMA) -> dict[str, bytes]:
    analyser = Analyser(schema)
    return build([analyser.levels(each) for each in documents.values()], analyser).written


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return index(ALL)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("legalisir ijazah", "Legalisir ijazah"),
        ("dilegalisir", "Legalisir ijazah"),  # a word that only the curated names know has its affixes too
        ("stempel ijasah", "Legalisir ijazah"),
        ("legalisirijazah", "Legalisir ijazah"),
        ("surat pindah sekolah", "Mutasi peserta didik"),
        ("pindahsekolah", "Mutasi peserta didik"),
        ("ijin penelitan", "Rekomendasi izin penelitian"),
        ("rapot hilang", "Pengganti rapor siswa"),
        ("kehilangan rapor", "Pengganti rapor siswa"),
        ("pengganti rap", "Pengganti rapor siswa"),
        ("permisi pak, bagaimana cara mengurus surat pindah?", "Mutasi peserta didik"),
        ("CAP FOTOKOPI", "Legalisir ijazah"),
    ],
)
def test_first_row(written: dict[str, bytes], question: str, title: str) -> None:
    assert title == search(written, question)["rows"][0]["title"]


def test_correction_is_said_and_can_be_refused(written: dict[str, bytes]) -> None:
    corrected, exact = search(written, "ijasah"), search(written, '"ijasah"')

    assert [{"from": "ijasah", "to": "ijazah"}] == corrected["corrections"]
    assert "Legalisir ijazah" == corrected["rows"][0]["title"]
    assert ([], 0, []) == (exact["rows"], exact["unfiltered"], exact["corrections"])


@pytest.mark.parametrize(
    "question", ["qqqqqqq wwwwwww", "xyzzyxq", "日本語", "!!!", "jxqzvk sekolah wqxzjv bqxjzk"]
)
def test_nothing_is_said_honestly(written: dict[str, bytes], question: str) -> None:
    answer = search(written, question)

    if question in ("日本語", "!!!"):  # no word at all lists everything, as an empty question does
        assert len(ALL) == answer["total"]
    else:
        assert ([], 0, 0) == (answer["rows"], answer["total"], answer["unfiltered"])


def test_words_that_stand_nowhere_are_named(written: dict[str, bytes]) -> None:
    assert ["qqqqqqq"] == search(written, "legalisir ijazah qqqqqqq")["missing"]
    assert [] == search(written, "legalisir ijasah")["missing"]


def test_empty_question_lists_all_that_passes_the_filters(written: dict[str, bytes]) -> None:
    expected = sorted(
        (each.url for each in ALL.values() if "guru" in each.facets.get("audience", ())), key=str.encode
    )

    answer = search(written, "", facets={"audience": ["guru"]}, limit=1000, group=False)

    assert expected == sorted(row["url"] for row in answer["rows"])


def test_order_by_date(written: dict[str, bytes]) -> None:
    dates = sorted((each.date for each in ALL.values()), reverse=True)

    answer = search(written, "", order="date", limit=1000)

    assert dates == [row["date"] for row in answer["rows"]]


def test_order_by_columns(written: dict[str, bytes]) -> None:
    def place(each: Document | Mapping[str, Any]) -> tuple[str, list[str]]:
        facets = each.facets if isinstance(each, Document) else each["facets"]
        group = each.group if isinstance(each, Document) else each["group"]
        return group, sorted(facets.get("satker", ()))

    answer = search(written, "", order=["group", "satker"], limit=1000)

    assert sorted(map(place, ALL.values())) == list(map(place, answer["rows"]))


def test_pages_of_an_answer_join_to_the_whole(written: dict[str, bytes]) -> None:
    calls = [["search", "sekolah", {"limit": 7, "from": start}] for start in range(0, 70, 7)]

    parts = [row["url"] for answer in ask(written, calls) for row in answer["rows"]]

    assert parts == [row["url"] for row in search(written, "sekolah", limit=70)["rows"]]
    assert len(set(parts)) == len(parts)


FILTERS: list[dict[str, list[str]]] = [
    {},
    {"satker": ["satu"]},
    {"satker": ["satu", "tiga"], "audience": ["guru"]},
    {"kind": ["layanan"], "region": ["selatan"]},
    {"satker": ["tidak ada"]},
    {"tidak ada": ["x"]},
]


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("question", ["", "ijazah", "guru sekolah"])
def test_counts_of_facets_are_those_of_brute_force(
    written: dict[str, bytes], question: str, filters: dict[str, list[str]]
) -> None:
    everything, answer = ask(
        written,
        [["search", question, {"limit": 1000, "group": False}], ["search", question, {"facets": filters}]],
    )
    kept = [row["facets"] for row in everything["rows"]]

    counts = {name: dict(pairs) for name, pairs in answer["counts"]}

    assert {name: brute_force(kept, filters, name) for name in counts} == counts
    assert sum(passes(row, filters) for row in kept) == answer["total"]


def brute_force(kept: list[dict[str, list[str]]], filters: dict[str, list[str]], name: str) -> dict[str, int]:
    others = {facet: values for facet, values in filters.items() if facet != name}
    return dict(Counter(value for row in kept if passes(row, others) for value in row[name]))


def passes(row: dict[str, list[str]], filters: dict[str, list[str]]) -> bool:
    return all(set(values) & set(row.get(name, ())) for name, values in filters.items())


def test_same_service_of_many_is_one_row(written: dict[str, bytes]) -> None:
    answer = search(written, "legalisir ijazah", facets={"kind": ["layanan"]}, limit=100)

    rows = [row for row in answer["rows"] if row["group"] == "LG"]
    assert sum(row["others"] + 1 for row in rows) == sum(each.group == "LG" for each in ALL.values())
    assert len(rows) < 15
    assert answer["total"] > answer["shown"]


def test_question_ranks_services_first_and_its_place_favours() -> None:
    documents = ALL | {
        "baru": replace(
            ALL["k1"],
            key="baru",
            kind="berita",
            title="Mutasi",
            fields={"title": "Mutasi"},
            date="2026-01-02",
        )
    }
    asked = search(index(documents), "bagaimana mutasi di selatan", limit=5, group=False)["rows"]

    assert "layanan" == asked[0]["kind"]
    assert ["selatan"] == asked[0]["facets"]["region"]


def test_a_name_as_it_is_comes_before_the_same_words_in_several_names() -> None:
    first = Document(
        "a", "jenis", "/a/", "Satu", fields={"names": "surat guru\nguru pindah sekolah\nsurat sekolah"}
    )
    other = Document(
        "b", "jenis", "/b/", "Dua", fields={"names": "surat pindah sekolah\nrapor guru\nguru rapor"}
    )

    answer = search(index({"a": first, "b": other}), "surat untuk pindah ke sekolah")

    assert ["/b/", "/a/"] == [row["url"] for row in answer["rows"]]


def test_a_place_favours_and_does_not_filter(written: dict[str, bytes]) -> None:
    answer = search(written, "legalisir selatan", limit=200, group=False)

    regions = {row["facets"]["region"][0] for row in answer["rows"] if row["title"] == "Legalisir ijazah"}
    assert {"utara", "selatan"} == regions
    assert ["selatan"] == answer["rows"][0]["facets"]["region"]


def test_a_subject_is_answered_beside_unknown_words_and_other_words_are_not(
    written: dict[str, bytes],
) -> None:
    about = index(ALL, replace(SCHEMA, subjects=("rapor",)))

    assert "Pengganti rapor siswa" == search(about, "rapor qqxqqx")["rows"][0]["title"]
    assert [] == search(about, "stempel qqxqqx")["rows"]
    assert [] == search(written, "rapor qqxqqx")["rows"]


def test_what_other_offices_do_is_not_answered(written: dict[str, bytes]) -> None:
    about = index(ALL, replace(SCHEMA, subjects=("rapor",)))

    assert "Pengganti rapor siswa" == search(about, "rapor hilang")["rows"][0]["title"]
    assert [] == search(about, "stnk hilang")["rows"]


def test_what_an_unknown_word_is_without_affixes_has_its_synonyms(written: dict[str, bytes]) -> None:
    row = search(written, "transcriptnya", limit=1, group=False)
    full = search(written, "transcript", limit=1, group=False)

    assert full["total"] == row["total"]


def test_what_stands_for_its_group_is_found_with_the_best_of_it() -> None:
    schema = replace(SCHEMA, kinds={**SCHEMA.kinds, "jenis": Kind(1.0, lift=0.99)})
    documents = {
        "a": Document("a", "jenis", "/a/", "Umum", fields={"title": "umum"}, group="LG"),
        "b": Document("b", "layanan", "/b/", "Khusus", fields={"title": "kanal telaga"}, group="LG"),
        "c": Document("c", "layanan", "/c/", "Lain", fields={"title": "kanal rimba"}, group="MT"),
    }

    rows = search(index(documents, schema), "kanal telaga")["rows"]

    assert [("/b/", 0), ("/a/", 0)] == [(row["url"], row["others"]) for row in rows][:2]
    assert "/a/" not in [row["url"] for row in search(index(documents), "kanal telaga")["rows"]]


HOSTILE = [
    "<script>alert(1)</script>",
    "%00%ff%",
    "__proto__",
    "constructor",
    "hasOwnProperty toString valueOf",
    '"""',
    "a" * 5000,
    "kata " * 2000,
    "\U0001f600 \u202e \u0000",
    "../../../etc",
    "日本語 العربية",
    "\\'\"`${1}",
]


def test_hostile_titles_are_found_as_they_are() -> None:
    documents = {
        f"h{number}": replace(
            ALL["k1"], key=f"h{number}", title=text, fields={"title": text}, body=text, url=f"/{number}/"
        )
        for number, text in enumerate(HOSTILE)
    }

    answers = ask(index(documents), [["search", text, {"limit": 50}] for text in HOSTILE])

    for number, (text, answer) in enumerate(zip(HOSTILE, answers, strict=True)):
        found = {row["url"]: row["title"] for row in answer["rows"]}
        assert text == found[f"/{number}/"]


def test_hostile_facets_are_counted() -> None:
    schema = replace(SCHEMA, facets={"constructor": {}, "__proto__": {}}, follows={})
    facets = {"constructor": ("__proto__",), "__proto__": ("toString", "a,b")}
    documents = [replace(each, facets=facets) for each in list(ALL.values())[:20]]
    analyser = Analyser(schema)

    written = build([analyser.levels(each) for each in documents], analyser).written
    answer = search(written, "", facets={"constructor": ["__proto__"]})

    counts: dict[str, Any] = {name: dict(pairs) for name, pairs in answer["counts"]}
    assert {"__proto__": 20} == counts["constructor"]
    assert {"toString": 20, "a,b": 20} == counts["__proto__"]


def test_marks_are_the_words_that_were_meant(written: dict[str, bytes]) -> None:
    text = "Berkas ijazahnya, <b>stempel</b>"

    answer, marked = ask(written, [["search", "stempel ijasah"], ["marked", text, ["ijazah", "stempel"]]])

    assert ["ijazah", "stempel"] == answer["marks"]

    assert ["ijazahnya", "stempel"] == [piece for piece, hit in marked if hit]
    assert text == "".join(piece for piece, _ in marked)


def test_an_answer_does_not_depend_on_what_was_asked_before(written: dict[str, bytes]) -> None:
    questions = [
        "stempel ijasah",
        "pengumuman guru",
        "di legalisir",
        "penelitan",
        "mutasi pe",
        "kerusakanlah",
        "sekolahguru",
    ]
    calls = [["search", question] for question in questions]

    alone = [ask(written, [call])[0] for call in calls]

    assert alone == ask(written, calls)
    assert alone[::-1] == ask(written, calls[::-1])


@pytest.mark.parametrize(("question", "count"), [("rapor", 4), ("legalisir ijazah", 6), ("ijasah", 13)])
def test_a_question_opens_few_files(written: dict[str, bytes], question: str, count: int) -> None:
    opened = ask(written, [["search", question, {"limit": 0}]], script="files.mjs")

    assert {"core.json", "col.json"} < set(opened)
    assert len(opened) - 2 <= count


def test_without_any_document() -> None:
    answer = search(index({}), "ijazah")

    assert ([], 0) == (answer["rows"], answer["total"])


def test_a_site_published_anew_is_asked_again(written: dict[str, bytes]) -> None:
    newer = index(samples(400, seed=9))

    before, after, gone = ask(
        written | {f"new/{name}": content for name, content in newer.items()}, [], script="anew.mjs"
    )

    assert (before["total"], after["total"]) == (300, 400)
    assert "core.json" in gone
