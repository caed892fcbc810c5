"""The archive on disk: read whole or not at all, written one file at a time, and a cache that may be lost."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.errors import UltraError
from generator.feeds.archive import (
    Archive,
    ArchiveError,
    Check,
    checks,
    held_body,
    keep_body,
    read,
    write,
    write_checks,
)
from generator.feeds.values import Source
from generator.records.umpan import Asal, Entri, Keadaan, KeadaanSumber
from generator.stages import read as stages_read

URL = "https://alfa.example/feed/"
SOURCE = Source("alfa", URL)
BASE = "satker/alfa/umpan"
STATE = Keadaan(sumber={URL: KeadaanSumber(etag='W/"satu"', sha256="0" * 64)})


def entry(number: int = 1, **fields: Any) -> Entri:
    data = {
        "id": f"{number:016x}",
        "kunci": f"urn:{number}",
        "tautan": f"https://alfa.example/{number}/",
        "judul": f"Kabar “{number}” — Lampung",
        "tanggal": "2025-11-20T08:00:00+07:00",
        "pertama_dilihat": "2026-11-24T09:00:00+07:00",
        "asal": Asal(umpan=URL, alamat_akhir=URL, waktu="w", sha256="0" * 64, pengurai="json"),
    }
    return Entri(**data | fields)  # type: ignore[arg-type]


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def put(root: Path, path: str, content: str | bytes) -> Path:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    count = write(tmp_path, "alfa", [entry(1), entry(2)], STATE, Archive())

    assert count == 3
    assert read(tmp_path, "alfa") == Archive(
        {entry(n).id: entry(n) for n in (1, 2)},
        {entry(n).id: f"{BASE}/2025/{n:016x}.json" for n in (1, 2)},
        STATE,
    )


def test_a_missing_folder_is_an_empty_archive(tmp_path: Path) -> None:
    assert read(tmp_path, "alfa") == Archive()


def test_a_file_has_one_key_a_line_in_order_and_no_defaults(tmp_path: Path) -> None:
    write(tmp_path, "alfa", [entry(alias=("a", "b"))], None, Archive())

    content = (tmp_path / f"{BASE}/2025/{1:016x}.json").read_bytes()
    assert content.decode().splitlines()[:10] == [
        "{",
        ' "alias": [',
        '  "a",',
        '  "b"',
        " ],",
        ' "asal": {',
        f'  "alamat_akhir": "{URL}",',
        '  "pengurai": "json",',
        f'  "sha256": "{"0" * 64}",',
        f'  "umpan": "{URL}",',
    ]
    assert content.endswith(b"\n}\n")
    assert "Kabar “1” — Lampung".encode() in content
    assert not {"versi", "keadaan", "susulan"} & set(json.loads(content))


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    write(tmp_path, "alfa", [entry(1), entry(2)], STATE, Archive())
    before = read(tmp_path, "alfa")
    stamps = {path: path.stat().st_ino for path in tmp_path.rglob("*.json")}

    assert write(tmp_path, "alfa", [entry(1), entry(2, judul="Ralat")], STATE, before) == 1
    changed = [path.stem for path, inode in stamps.items() if path.stat().st_ino != inode]
    assert changed == [f"{2:016x}"]


def test_the_same_again_writes_nothing_even_to_one_who_does_not_know_it(tmp_path: Path) -> None:
    write(tmp_path, "alfa", [entry()], STATE, Archive())

    assert write(tmp_path, "alfa", [entry()], STATE, Archive()) == 0


@pytest.mark.parametrize(("date", "year"), [("2024-01-01T00:00:00+07:00", "2024"), ("", "2026")])
def test_an_entry_stands_in_the_year_of_its_date_or_of_when_it_was_first_seen(
    tmp_path: Path, date: str, year: str
) -> None:
    write(tmp_path, "alfa", [entry(tanggal=date)], None, Archive())

    assert list(tree(tmp_path)) == [f"{BASE}/{year}/{1:016x}.json"]


def test_an_entry_keeps_its_place_when_its_date_changes(tmp_path: Path) -> None:
    write(tmp_path, "alfa", [entry()], None, Archive())
    write(tmp_path, "alfa", [entry(tanggal="2024-12-31T23:00:00+07:00")], None, read(tmp_path, "alfa"))

    assert list(tree(tmp_path)) == [f"{BASE}/2025/{1:016x}.json"]


def test_what_people_wrote_beside_the_archive_is_left_alone(tmp_path: Path) -> None:
    put(tmp_path, f"{BASE}/keputusan.yml", "keputusan: [\n")
    put(tmp_path, f"{BASE}/.DS_Store", "x")
    before = tree(tmp_path)

    write(tmp_path, "alfa", [entry()], STATE, read(tmp_path, "alfa"))

    assert {path: content for path, content in tree(tmp_path).items() if path in before} == before


def test_the_build_knows_every_file_that_is_written(tmp_path: Path) -> None:
    put(tmp_path, "satker/alfa/satker.yml", "")
    write(tmp_path, "alfa", [entry()], STATE, Archive())

    found = stages_read.tree(tmp_path)

    assert [(file.kind, file.name) for file in found.records] == [
        ("satker", "satker"),
        ("umpan", f"{1:016x}"),
        ("keadaan", "umpan"),
    ]
    assert found.problems == ()


GOOD = json.dumps(
    {
        "id": f"{1:016x}",
        "kunci": "urn:1",
        "tautan": "",
        "judul": "x",
        "pertama_dilihat": "2026-11-24T09:00:00+07:00",
        "asal": {"umpan": URL, "alamat_akhir": URL, "waktu": "w", "sha256": "", "pengurai": "json"},
    }
)
ENTRY = f"{BASE}/2026/{1:016x}.json"
BROKEN = {
    "empty": (ENTRY, b""),
    "cut off": (ENTRY, GOOD[:40].encode()),
    "not UTF-8": (ENTRY, b'{"id": "\xff"}'),
    "merge conflict": (ENTRY, f"<<<<<<< HEAD\n{GOOD}\n=======\n".encode()),
    "unknown key": (ENTRY, GOOD.replace('"kunci"', '"kunci2"').encode()),
    "other type": (ENTRY, GOOD.replace('"urn:1"', "1").encode()),
    "link of another scheme": (ENTRY, GOOD.replace('"tautan": ""', '"tautan": "javascript:x"').encode()),
    "nested too deep": (ENTRY, b"[" * 100_000),
    "wrong id": (f"{BASE}/2026/{2:016x}.json", GOOD.encode()),
    "wrong name": (f"{BASE}/2026/{1:016x} (salinan).json", GOOD.encode()),
    "entry outside a year": (f"{BASE}/{1:016x}.json", GOOD.encode()),
    "twice": (f"{BASE}/2025/{1:016x}.json", GOOD.encode()),
    "broken state": (f"{BASE}/keadaan.json", b'{"sumber": []}'),
    "a year that is a file": (f"{BASE}/2024", b""),
}


@pytest.mark.parametrize("case", BROKEN)
def test_an_archive_that_cannot_be_read_stops_the_run_and_names_the_file(tmp_path: Path, case: str) -> None:
    path, content = BROKEN[case]
    put(tmp_path, ENTRY, GOOD)
    put(tmp_path, path, content)

    with pytest.raises(ArchiveError) as error:
        read(tmp_path, "alfa")

    named = str(error.value)
    assert "arsip umpan tidak dapat dibaca" in named
    assert path in named or ENTRY in named
    assert isinstance(error.value, UltraError)


@pytest.mark.parametrize("path", [ENTRY, f"{BASE}/2026", f"{BASE}/keadaan.json", BASE, "satker/alfa"])
def test_a_link_in_the_archive_stops_the_run(tmp_path: Path, path: str) -> None:
    put(tmp_path, f"root/{ENTRY}", GOOD)
    put(tmp_path, f"root/{BASE}/keadaan.json", "{}")
    os.rename(tmp_path / "root" / path, tmp_path / "elsewhere")
    (tmp_path / "root" / path).symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ArchiveError, match=r"tautan simbolis|bukan berkas biasa"):
        read(tmp_path / "root", "alfa")


def test_a_device_in_the_archive_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / BASE / "2026").mkdir(parents=True)
    os.mkfifo(tmp_path / ENTRY)

    with pytest.raises(ArchiveError, match="bukan berkas biasa"):
        read(tmp_path, "alfa")


@pytest.mark.parametrize("call", ["pathlib.Path.read_bytes", "os.listdir"])
def test_a_file_or_folder_that_may_not_be_read_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    put(tmp_path, ENTRY, GOOD)

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(call, forbidden)  # root, as whom CI may run, is forbidden nothing
    with pytest.raises(ArchiveError, match="tidak dapat dibuka"):
        read(tmp_path, "alfa")


def test_a_value_that_would_not_read_back_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    bad = entry(2).model_copy(update={"tautan": "javascript:alert(1)"})

    with pytest.raises(ArchiveError, match=f"{2:016x}"):
        write(tmp_path, "alfa", [entry(1), bad], STATE, Archive())
    assert tree(tmp_path) == {}


def test_a_disk_that_takes_no_more_is_an_error_with_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)

    with pytest.raises(ArchiveError, match="arsip umpan alfa tidak dapat ditulis"):
        write(tmp_path, "alfa", [entry()], STATE, Archive())


def test_an_unfinished_file_is_swept_and_never_followed(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside", "precious")
    put(tmp_path, f"root/{BASE}/2025/.{9:016x}.json.part", "half")
    (tmp_path / f"root/{BASE}/2025/.{1:016x}.json.part").symlink_to(outside)

    write(tmp_path / "root", "alfa", [entry()], None, Archive())

    assert (list(tree(tmp_path / "root")), outside.read_text()) == (
        [f"{BASE}/2025/{1:016x}.json"],
        "precious",
    )


def test_the_state_is_written_after_all_entries_are_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    calls: dict[str, Callable[..., Any]] = {"replace": os.replace, "fsync": os.fsync}
    for name, real in calls.items():

        def call(*arguments: Any, name: str = name, real: Callable[..., Any] = real) -> Any:
            steps.append(f"{name} {Path(arguments[1]).name}" if name == "replace" else name)
            return real(*arguments)

        monkeypatch.setattr(os, name, call)
    (tmp_path / BASE / "2025").mkdir(parents=True)
    write(tmp_path, "alfa", [entry(1), entry(2)], STATE, Archive())

    assert steps == [
        *("fsync", f"replace {1:016x}.json"),
        *("fsync", f"replace {2:016x}.json"),
        "fsync",
        *("fsync", "replace keadaan.json"),
        "fsync",
    ]


NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
CHECK = Check(NOW, None, datetime(2026, 11, 24, 5, 0, tzinfo=UTC))


def test_checks_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_checks(tmp_path, {URL: CHECK})

    assert checks(tmp_path) == {URL: CHECK}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"[" * 100_000,
        json.dumps({URL: []}).encode(),
        json.dumps({URL: {"next_check": 5}}).encode(),
        json.dumps({URL: {"next_check": "besok"}}).encode(),
        json.dumps({URL: {"next_check": "2026-11-24T02:00:00"}}).encode(),
    ],
)
def test_damaged_checks_are_missing_and_no_error(tmp_path: Path, content: bytes) -> None:
    put(tmp_path, "umpan/cek.json", content)

    assert checks(tmp_path) == {}


def test_one_damaged_check_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    write_checks(tmp_path, {URL: CHECK})
    data = json.loads((tmp_path / "umpan/cek.json").read_bytes())
    put(tmp_path, "umpan/cek.json", json.dumps(data | {"https://beta.example/": 1}))

    assert checks(tmp_path) == {URL: CHECK}


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    place = put(tmp_path, "cache", "a file where the folder should be")

    write_checks(place, {URL: CHECK})
    keep_body(place, SOURCE, b"x", {}, True)

    assert (checks(place), held_body(place, SOURCE)) == ({}, False)


def test_the_last_two_bodies_of_each_kind_are_kept(tmp_path: Path) -> None:
    for number in range(4):
        keep_body(tmp_path, SOURCE, b"good %d" % number, {"etag": "x"}, True)
        keep_body(tmp_path, SOURCE, b"bad %d" % number, {}, False)

    kept = [content for path, content in sorted(tree(tmp_path).items()) if path.endswith(".isi")]
    assert kept == [b"good 2", b"good 3", b"bad 2", b"bad 3"]
    assert sum(path.endswith(".json") for path in tree(tmp_path)) == 4


def test_the_same_body_again_does_not_push_out_the_one_before(tmp_path: Path) -> None:
    for body in (b"one", b"two", b"two", b"two"):
        keep_body(tmp_path, SOURCE, body, {}, True)

    assert {b"one", b"two"} == {body for path, body in tree(tmp_path).items() if path.endswith(".isi")}


def test_a_body_is_held_only_when_it_was_good_and_of_this_source(tmp_path: Path) -> None:
    keep_body(tmp_path, SOURCE, b"bad", {}, False)
    before = held_body(tmp_path, SOURCE)
    keep_body(tmp_path, SOURCE, b"good", {}, True)

    assert (before, held_body(tmp_path, SOURCE)) == (False, True)
    assert not held_body(tmp_path, Source("alfa", "https://alfa.example/lain/"))
    assert [True, False] == [
        held_body(tmp_path, SOURCE, hashlib.sha256(body).hexdigest()) for body in (b"good", b"bad")
    ]
