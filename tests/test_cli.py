"""The command: what it says, where it says it, and with which status it ends."""

import json
import subprocess
import sys
from pathlib import Path

import portals
import pytest
from portal_on_disk import BERITA, HOUSE, LAYANAN, ONE, SATKER, portal, write

from generator import cli
from generator.problems import Problem

BROKEN = {
    "satker/unila/layanan/legalisir.yml": LAYANAN.replace("jenis: IJZ-05", "jenis: IJZ-5"),
    "satker/unila/berita/rapat.md": "bukan berita",
}
HOSTILE = 'x\n::error file=a,line=1::disusupi\r%0A "kutip"'


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], list[str]]:
    """Exit status, lines of standard output and of standard error."""
    status = cli.main(arguments)
    printed = capsys.readouterr()
    return status, printed.out.splitlines(), printed.err.splitlines()


def usage(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, list[str]]:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    return ended.value.code, capsys.readouterr().err.splitlines()


# Check --------------------------------------------------------------------------------------------------------


def test_a_sound_portal_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, problems, said = run(capsys, "check", "-C", str(portal(tmp_path)))

    assert (0, ["0 galat, 2 peringatan"], ["ISI-14", "ISI-14"]) == (
        status,
        said,
        [p.split()[2][:6] for p in problems],
    )


def test_an_error_ends_with_1_and_every_problem_has_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, problems, said = run(capsys, "check", "-C", str(portal(tmp_path, {**ONE, **BROKEN})))

    assert (1, "2 galat") == (status, said[-1].split(",")[0])
    assert [
        "satker/unila/berita/rapat.md:1:1: galat BACA-09: berita diawali kepala di antara dua baris --- lalu isinya",
        "satker/unila/layanan/legalisir.yml:2:1: galat ISI-10 jenis: harus kode jenis layanan seperti IJZ-01 (lihat satker/_acuan/jenis_layanan.yml), ditemukan “IJZ-5”",
    ] == [line for line in problems if ": galat " in line]  # fmt: skip


def test_a_check_writes_nothing_into_the_portal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = portal(tmp_path)
    before = sorted(root.rglob("*"))

    run(capsys, "check", "-C", str(root))

    assert before == sorted(root.rglob("*"))


def test_a_check_may_show_one_file_or_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(portal(tmp_path, {**ONE, **BROKEN}))

    news = run(capsys, "check", "satker/unila/berita/rapat.md")
    other = run(capsys, "check", "satker/polinela")

    assert ((1, 1, "1 galat, 0 peringatan"), (0, [], ["0 galat, 0 peringatan"])) == (
        (news[0], len(news[1]), news[2][-1]),
        other,
    )


RUINS: dict[str, dict[str, str | bytes]] = {
    "records of bytes": {"satker/unila/layanan/legalisir.yml": bytes(range(256)), "satker/unila/satker.yml": b"\xff\xfe"},
    "no satker file": {"satker/polinela/layanan/a.yml": LAYANAN},
    "empty files": {"satker/unila/satker.yml": "", "satker/unila/berita/rapat.md": "", "satker/unila/layanan/legalisir.yml": ""},
    "broken reference data": {"satker/_acuan/jenis_layanan.yml": "jenis: [", "satker/_acuan/wilayah.yml": "wilayah: []\n"},
    "reference data of nulls": {"satker/_acuan/kebutuhan.yml": "kebutuhan:\n  -\n"},
    "file where a folder belongs": {"satker/polinela": "x", "satker/unggul/layanan": "x", "satker/unggul/satker.yml": SATKER},
    "broken picture": {"satker/unila/berkas/a.png": b"\x89PNG\r\n\x1a\n\0"},
    "live part that is not": {"content/tentang.md": "# Tentang\n\n<!-- ultra:tiada -->\n"},
    "content of bytes": {"content/tentang.md": b"\xff\xfe\0\x80"},
    "depth": {"satker/unila/layanan/legalisir.yml": "a: " + "[" * 100_000},
    "conflict": {"satker/unila/berita/rapat.md": BERITA.replace("Isi", "<<<<<<< HEAD\nIsi")},
}  # fmt: skip


@pytest.mark.parametrize("ruin", RUINS.values(), ids=RUINS)
def test_a_check_of_a_ruin_tells_errors_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ruin: dict[str, str | bytes]
) -> None:
    kept = {name: content for name, content in ONE.items() if name not in ruin}

    status, problems, said = run(capsys, "check", "-C", str(write(portal(tmp_path, kept), ruin)))

    if "content/tentang.md" in ruin and isinstance(ruin["content/tentang.md"], bytes):
        assert status in (0, 1)
    else:
        assert 1 == status
        assert any(": galat " in line for line in problems)
    assert "peringatan" in said[-1]


def test_a_portal_without_any_record_has_no_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (0, [], ["0 galat, 0 peringatan"]) == run(capsys, "check", "-C", str(portal(tmp_path, {})))


def test_missing_reference_data_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = portal(tmp_path)
    (root / "satker/_acuan/wilayah.yml").unlink()

    status, problems, _ = run(capsys, "check", "-C", str(root))

    assert (
        1,
        ["satker/_acuan/wilayah.yml:1:1: galat BACA-15: berkas acuan ini wajib ada dan dapat dibaca"],
    ) == (
        status,
        problems,
    )


def test_json_is_one_list_of_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, printed, _ = run(capsys, "check", "-C", str(portal(tmp_path, {**ONE, **BROKEN})), "--format", "json")

    rows = json.loads("\n".join(printed))

    assert {
        "berkas": "satker/unila/berita/rapat.md",
        "baris": 1,
        "kolom": 1,
        "tingkat": "galat",
        "kode": "BACA-09",
        "isian": "",
        "pesan": "berita diawali kepala di antara dua baris --- lalu isinya",
    } == rows[0]


def test_an_annotation_cannot_be_ended_by_a_records_own_text() -> None:
    problem = Problem(f"satker/{HOSTILE}.yml", 3, 2, "galat", "ISI-02", HOSTILE, HOSTILE)

    line = cli._annotation(problem)

    assert (1, 1) == (len(line.splitlines()), line.count("::error "[2:]) and line.startswith("::error file="))
    assert line.split("::")[1].count(",line=") == 1
    assert "%250A" in line
    assert line.split(",title=")[1].startswith("ISI-02 x%0A%3A%3Aerror file=a%2Cline=1%3A%3A")


def test_annotations_say_what_a_warning_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, printed, _ = run(
        capsys, "check", "-C", str(portal(tmp_path, {**ONE, **BROKEN})), "--format", "github"
    )

    assert (1, {"::error"}) == (status, {line.split()[0] for line in printed})
    assert printed[0].startswith(
        "::error file=satker/unila/berita/rapat.md,line=1,col=1,title=BACA-09::berita "
    )


def test_a_hostile_key_cannot_command_github(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {**ONE, "satker/unila/layanan/legalisir.yml": LAYANAN + '"a\\n::stop-commands::x": 1\n'}

    _, printed, _ = run(capsys, "check", "-C", str(portal(tmp_path, files)), "--format", "github")

    assert [] == [line for line in printed if not line.startswith(("::error file=", "::warning file="))]


def test_a_hostile_key_stays_on_its_line_of_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {**ONE, "satker/unila/layanan/legalisir.yml": LAYANAN + '"a\\nb:1:1: galat X": 1\n'}

    _, printed, _ = run(capsys, "check", "-C", str(portal(tmp_path, files)))

    assert [] == [line for line in printed if not line.startswith("satker/unila/")]


def test_a_summary_is_added_to_what_the_file_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = tmp_path / "ringkasan.md"
    summary.write_text("# Ada\n")
    files = {**ONE, "satker/unila/layanan/legalisir.yml": LAYANAN + '"<b>|x|": 1\n'}

    run(capsys, "check", "-C", str(portal(tmp_path / "portal", files)), "--summary", str(summary))

    text = summary.read_text()
    assert (True, True, False) == (
        text.startswith("# Ada\n"),
        "&lt;b>\\|x\\|" in text,
        "<b>" in text,
    )


# What is no portal, and what is no command --------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_a_folder_that_is_no_portal_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert (1, [], [f"{tmp_path}: bukan folder portal (berkas mkdocs.yml tidak ada)"]) == run(
        capsys, command, "-C", str(tmp_path)
    )


def test_a_folder_that_is_not_there_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, printed, said = run(capsys, "check", "-C", str(tmp_path / "tiada"))

    assert (1, [], 1) == (status, printed, len(said))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "perintah belum disebut: PERINTAH"),
        (("susun",), "pilihan tidak dikenal: 'susun'"),
        (("build", "--cepat"), "tidak dikenal: --cepat"),
        (("build", "--jobs", "0"), "harus bilangan mulai dari 1, ditemukan “0”"),
        (("build", "--jobs", "²"), "harus bilangan mulai dari 1, ditemukan “²”"),
        (("build", "--site-dir"), "perlu satu nilai"),
        (("check", "--format", "xml"), "pilihan tidak dikenal: 'xml'"),
    ],
)
def test_a_wrong_command_is_told_in_an_indonesian_line_and_ends_with_2(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    status, said = usage(capsys, *arguments)

    assert (2, 1, True) == (status, len(said), expected in said[0]), said


# Build --------------------------------------------------------------------------------------------------------


def test_a_build_into_a_foreign_folder_is_refused_and_leaves_it_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = write(tmp_path / "foto", {"keluarga.jpg": "x"})

    status, _, said = run(capsys, "build", "-C", str(portal(tmp_path / "portal")), "--site-dir", str(foreign))

    assert (1, 1, ["keluarga.jpg"]) == (status, len(said), [path.name for path in foreign.iterdir()])


def test_a_build_of_mostly_broken_records_publishes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = portal(tmp_path, {**ONE, **BROKEN})

    status, _, said = run(capsys, "build", "-C", str(root), "--jobs", "1")

    assert (
        1,
        "2 dari 3 rekaman bermasalah; tidak ada yang diterbitkan, situs lama tetap ada",
        False,
    ) == (
        status,
        said[-1],
        (root / "site").exists(),
    )


def test_a_strict_build_with_an_error_publishes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = portal(tmp_path, {**ONE, "satker/unila/berita/rapat.md": "bukan berita"})

    status, _, said = run(capsys, "build", "-C", str(root), "--strict", "--jobs", "1")

    assert (1, True, False) == (status, "--strict" in said[-1], (root / "site").exists())


def test_a_build_without_its_broken_records_ends_with_0_and_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = portal(tmp_path, {**ONE, "satker/unila/berita/rapat.md": "bukan berita"})

    status, printed, said = run(capsys, "build", "-C", str(root), "--jobs", "1")

    assert (0, [], True, True) == (
        status,
        printed,
        "dikeluarkan karena galat: unila/berita/rapat" in said,
        (root / "site/satker/unila/layanan/legalisir/index.html").is_file(),
    )
    assert said[0].startswith("satker/unila/berita/rapat.md:1:1: galat BACA-09")
    assert not any("berita/rapat/" in path.as_posix() for path in (root / "site").rglob("*"))


def test_the_command_runs_as_a_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator.cli", "check", "-C", str(tmp_path)],
        cwd=HOUSE,
        capture_output=True,
        text=True,
    )

    assert (1, "", f"{tmp_path}: bukan folder portal (berkas mkdocs.yml tidak ada)\n") == (
        done.returncode,
        done.stdout,
        done.stderr,
    )


def test_a_reader_that_leaves_early_causes_no_traceback(tmp_path: Path) -> None:
    many = {f"satker/unila/layanan/l{index}.yml": "x" for index in range(800)}
    command = [sys.executable, "-m", "generator.cli", "check", "-C", str(portal(tmp_path, {**ONE, **many}))]
    with subprocess.Popen(
        command, cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as left:
        assert left.stdout
        assert left.stderr
        left.stdout.readline()
        left.stdout.close()
        said = left.stderr.read()

    assert (1, "") == (left.returncode, said)


# Feeds --------------------------------------------------------------------------------------------------------


def test_the_demonstration_shows_an_aggregation_a_quarantine_and_a_fault_and_leaves_the_portal_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = portals.portal(tmp_path / "portal")
    (root / "satker/delta").mkdir()
    text = portals.SATKER.format(name="Dinas Delta", region="18.72")
    (root / "satker/delta/satker.yml").write_text(text)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    status = cli.main(["fetch", "--demo", "-C", str(root)])

    said = capsys.readouterr().err
    (copy,) = tmp_path.glob("ultra-peragaan-*")
    page = (copy / "site/berita/index.html").read_text()
    assert status == 0
    assert "4 umpan ditanya; 10 entri baru, 7 ditahan, 2 umpan gagal" in said
    assert page.count("situs asal") == 3
    assert "slot" not in page
    assert "ditahan" in (copy / "site/status/index.html").read_text()
    assert not list(root.rglob("umpan"))


def test_a_satker_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = portals.portal(tmp_path / "portal")

    status = cli.main(["fetch", "alfaa", "-C", str(root)])

    assert (1, "tidak ada satker “alfaa”; maksud Anda “alfa”?") == (status, capsys.readouterr().err.strip())


def test_without_feeds_there_is_nothing_to_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = portals.portal(tmp_path / "portal")

    assert cli.main(["fetch", "-C", str(root)]) == 0
    assert "tidak ada umpan yang perlu ditanya sekarang" in capsys.readouterr().err
