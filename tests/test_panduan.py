"""The guide for editors: every example in it is checked, and every message that it quotes is really printed."""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import papers
import portals
import pytest
import yaml
from PIL import Image
from portals import NOW, REPO
from test_privacy import MAN

from generator import cli, pipeline
from generator.portal import EntriCard
from generator.problems import CODES, Problem
from generator.records.acuan import JENIS_SATKER
from generator.records.berita import Berita, SertaMerta
from generator.records.dik import Dik, UjiKonsekuensi
from generator.records.dip import BENTUK, PEMBARUAN, RINCIAN, Dip
from generator.records.jawaban import Jawaban
from generator.records.laporan import AlasanPenolakan, Laporan
from generator.records.layanan import Layanan
from generator.records.ppid import STANDAR, ProfilPpid
from generator.records.satker import Pengaduan, Satker, Umpan
from generator.records.umpan import Putusan

GUIDE = REPO / "content" / "panduan"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
WHOLE = re.compile(
    r"^# (satker/[a-z-]+/(?:(?:layanan|berita|berkas|umpan|ppid|ppid/jawaban)/)?[\w .-]+\.\w+)$", re.MULTILINE
)
PART = re.compile(r"# bagian (satker/\S+)\n")
QUOTED = re.compile(r"# kutipan (satker/\S+)\n")
WRONG = re.compile(r"^# (salah|diperingatkan): ([A-Z]+-\d\d)$", re.MULTILINE)
MENDS = re.compile(r"# ganti baris (\d+)(?: sampai (\d+))?\n")
PRINTED = re.compile(r":\d+:\d+: (?:galat|peringatan) [A-Z]+-\d\d")
AROUND = {  # what a part of a file is set into
    "layanan": "nama: Legalisir ijazah\njenis: IJZ-01\ncontoh: true\n{}",
    "satker": 'nama: Dinas Pendidikan Contoh\njenis: DK\nwilayah: ["18.72"]\ncontoh: true\n{}',
}


FROM_A_FEED = {
    "kunci": "contoh",
    "pertama_dilihat": "2026-11-20T09:00:00+07:00",
    "asal": {
        "umpan": "https://dinas-contoh.invalid/feed/",
        "alamat_akhir": "https://dinas-contoh.invalid/feed/",
        "waktu": "2026-11-20T09:00:00+07:00",
        "sha256": "0" * 64,
        "pengurai": "feedparser",
    },
}
HELD = (  # what waits on the page about feeds, and one entry that does not
    {
        "id": "3f9c0a51b2d84e76",
        "tautan": "https://dinas-contoh.invalid/2026/11/bahaya-judi/",
        "judul": "Sekolah belajar mengenali bahaya judi daring",
        "keadaan": "tinjau",
        "alasan": [{"kode": "judi-istilah", "bobot": 2, "keterangan": "menyebut judi daring"}],
    },
    {
        "id": "81d2f06e4c7a95b3",
        "tautan": "https://dinas-contoh.invalid/2026/11/sisipan/",
        "judul": "Halaman contoh yang disusupi iklan",
        "keadaan": "karantina",
        "alasan": [
            {"kode": "judi-promosi", "bobot": 3, "keterangan": "memuat kalimat promosi"},
            {"kode": "tautan-tersembunyi", "bobot": 3, "keterangan": "memuat tautan tersembunyi"},
        ],
    },
    {
        "id": "c04e7b19a3f5d628",
        "tautan": "https://dinas-contoh.invalid/2026/11/lomba/",
        "judul": "Juara lomba",
    },
)


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block and where it begins."""

    place: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A block that is a record.

    A whole file names itself in a comment (`# satker/…`), a part of one says so (`# bagian satker/…`). A file that is
    wrong on purpose names its code above that: `# salah: ISI-05`, or `# diperingatkan: ISI-14`. Then the next block
    quotes the message, and one that begins with `# ganti baris 5` mends it.
    """

    place: str
    path: str
    text: str
    is_whole: bool = True
    code: str = ""
    severity: str = ""
    quote: str = ""
    mend: str = ""

    @property
    def kind(self) -> str:
        folder = self.path.split("/")[2]
        return "satker" if folder == "satker.yml" else folder


def fences() -> list[Fence]:
    found = []
    for path in sorted(GUIDE.glob("**/*.md")):
        page = path.read_text(encoding="utf-8")
        for match in FENCE.finditer(page):
            line = page.count("\n", 0, match.start()) + 1
            found.append(Fence(f"{path.name}:{line}", match[1], match[2]))
    return found


def examples(blocks: list[Fence]) -> list[Example]:
    found = []
    for index, block in enumerate(blocks):
        head = "\n".join(block.text.splitlines()[:3])
        if part := PART.match(block.text):
            kind = "layanan" if "/layanan/" in part[1] else "satker"
            found.append(Example(block.place, part[1], AROUND[kind].format(block.text), is_whole=False))
        elif (whole := WHOLE.search(head)) and (wrong := WRONG.search(head)):
            following = blocks[index + 1 : index + 3]
            found.append(
                Example(
                    block.place,
                    whole[1],
                    block.text,
                    code=wrong[2],
                    severity={"salah": "galat", "diperingatkan": "peringatan"}[wrong[1]],
                    quote=following[0].text,
                    mend=next((mend.text for mend in following if MENDS.match(mend.text)), ""),
                )
            )
        elif whole:
            found.append(Example(block.place, whole[1], block.text))
    return found


FENCES = fences()
EXAMPLES = examples(FENCES)
SOUND = [example for example in EXAMPLES if not example.code]
WRONG_ONES = [example for example in EXAMPLES if example.code]
MENDED = [example for example in WRONG_ONES if example.mend]


def each(cases: list[Example]) -> pytest.MarkDecorator:
    names = [f"{case.place} {case.code}".strip() for case in cases]
    return pytest.mark.parametrize("example", cases, ids=names)


def photo(*, place: bool = False) -> bytes:
    exif = Image.Exif()
    if place:
        exif.get_ifd(0x8825).update({1: "S", 2: (5.0, 25.0, 0.0)})
    content = io.BytesIO()
    Image.new("RGB", (4, 3)).save(content, "JPEG", exif=exif)
    return content.getvalue()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal with the first whole, sound example of each path, so that examples may point at each other."""
    root = portals.portal(tmp_path_factory.mktemp("panduan") / "portal")
    for slug in {example.path.split("/")[1] for example in SOUND}:
        if (REPO / "satker" / slug).is_dir():
            portals.write(root, f"satker/{slug}/satker.yml", portals.SATKER.format(name=slug, region="18.13"))
    for example in reversed(SOUND):
        if example.is_whole:
            portals.write(root, example.path, example.text)
    (root / "satker/dinas-contoh/berkas").mkdir(parents=True, exist_ok=True)
    (root / "satker/dinas-contoh/berkas/formulir-legalisir.pdf").write_bytes(papers.pdf(["Formulir"]))
    portals.write(root, "satker/dinas-contoh/berkas/ringkasan-kinerja.csv", "indikator,capaian\n")
    for name in ("rapat-layanan.jpg", "rambu-loket.jpg"):
        (root / "satker/dinas-contoh/berkas" / name).write_bytes(photo())
    return root


@pytest.fixture(scope="module")
def before(base: Path) -> set[Problem]:
    return checked(base)


@pytest.fixture
def root(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(base, tmp_path / "portal"))


def checked(root: Path) -> set[Problem]:
    return set(pipeline.check(pipeline.configured(root), now=NOW))


def lines(problems: set[Problem]) -> list[str]:
    """All but the warning of empty components, which a short example cannot be without."""
    return [str(problem) for problem in sorted(problems) if problem.code != "ISI-14"]


def test_the_guide_has_examples_of_every_kind_and_of_the_common_mistakes() -> None:
    kinds = Counter(example.kind for example in SOUND)

    assert kinds["layanan"] >= 8
    assert kinds["berita"] >= 5
    assert kinds["satker"] >= 3
    assert kinds["ppid"] == 5  # the five files of public information
    assert len({example.code for example in WRONG_ONES}) >= 15


def test_no_example_goes_unchecked() -> None:
    known = {example.place for example in EXAMPLES}
    other = [block for block in FENCES if block.language not in ("sh", "text") and block.place not in known]

    assert [block.place for block in other if not (MENDS.match(block.text) or QUOTED.match(block.text))] == []


def test_an_example_says_that_it_is_one() -> None:
    records = [example for example in EXAMPLES if example.kind not in ("berkas", "umpan")]

    assert [example.place for example in records if "contoh: true\n" not in example.text] == []


@each(SOUND)
def test_an_example_is_right(example: Example, root: Path, before: set[Problem]) -> None:
    portals.write(root, example.path, example.text)

    assert lines(checked(root) - before) == []


def test_the_examples_are_right_together(before: set[Problem]) -> None:
    assert lines(before) == []


@each(WRONG_ONES)
def test_a_wrong_example_is_refused_with_the_message_that_is_quoted(
    example: Example, root: Path, before: set[Problem]
) -> None:
    portals.write(root, example.path, example.text)

    problems = checked(root) - before
    said = {(problem.severity, problem.code) for problem in problems}
    expected = {(example.severity, example.code)}
    assert expected <= said <= expected | {("peringatan", "ISI-14")}
    assert example.quote in "".join(f"{problem}\n" for problem in sorted(problems))


@each(MENDED)
def test_the_new_lines_mend_it(example: Example, root: Path, before: set[Problem]) -> None:
    match = MENDS.match(example.mend)
    assert match
    first, last = int(match[1]), int(match[2] or match[1])
    text = example.text.splitlines(keepends=True)
    text[first - 1 : last] = [example.mend[match.end() :]]

    portals.write(root, example.path, "".join(text))

    assert lines(checked(root) - before) == []


def test_every_quoted_message_stands_after_its_example_or_is_tested_here(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that no record brings about: a picture's and documents', and what the first service's page shows of `check`."""
    folder = root / "satker/dinas-contoh/berkas"
    (folder / "rapat-layanan.jpg").write_bytes(photo(place=True))
    (folder / "daftar-hadir.xlsx").write_bytes(papers.xlsx({"Peserta": [["Nama", "NIK"], ["Budi", MAN]]}))
    (folder / "surat-edaran.pdf").write_bytes(papers.pdf([""], scanned=[1]))
    cli.main(["check", "-C", str(root)])
    printed = capsys.readouterr().out.splitlines()

    quotes = {example.quote for example in WRONG_ONES}
    left = [line for block in FENCES if block.text not in quotes for line in block.text.splitlines()]
    assert {line for line in left if PRINTED.search(line)} <= {*printed}


def test_the_first_service_is_checked_as_its_page_says(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (GUIDE / "layanan-pertama.md").read_text(encoding="utf-8")
    command = re.search(r"^\./ultra (check satker/\S+)$", page, re.MULTILINE)
    assert command
    monkeypatch.chdir(root)

    status = cli.main(command[1].split())

    said = capsys.readouterr()
    assert status == 0
    assert f"```text\n{said.out}{said.err}```\n" in page


def test_every_command_of_the_guide_exists() -> None:
    commands = {
        match[1]
        for block in FENCES
        if block.language == "sh"
        for match in re.finditer(r"^\./ultra (\w+)", block.text, re.MULTILINE)
    }

    assert commands >= {"check", "feeds", "serve"}
    for command in commands:
        with pytest.raises(SystemExit) as ended:
            cli.main([command, "--help"])
        assert ended.value.code == 0


def test_what_is_said_of_a_code_is_its_meaning() -> None:
    page = (GUIDE / "pesan.md").read_text(encoding="utf-8")
    told = re.findall(r"^### ([A-Z]+-\d\d): (.+)$", page, re.MULTILINE)
    listed = re.findall(r"\[([A-Z]+-\d\d)\]\(#([^)]+)\)", page.split("\n## ")[0])

    assert dict(told) == CODES
    assert len(told) == len(CODES)
    assert [code for code, _ in listed] == list(CODES)
    assert [code for code, anchor in listed if not anchor.startswith(f"{code.lower()}-")] == []


def test_a_caption_says_what_each_box_of_an_example_is() -> None:
    page = (GUIDE / "pesan.md").read_text(encoding="utf-8")
    captions, expected = [], []
    for match in FENCE.finditer(page):
        kind = WRONG.search(match[2])
        if PRINTED.search(match[2]) or kind or MENDS.match(match[2]):
            captions.append(page[: match.start()].rsplit("\n\n", 2)[-2])
            wrong = {"salah": "Salah:", "diperingatkan": "Diperingatkan:"}[kind[1]] if kind else ""
            expected.append(wrong or ("Gantinya:" if MENDS.match(match[2]) else "Pesannya:"))

    assert captions == expected
    assert len(captions) > 60


def test_what_is_quoted_from_a_file_stands_in_it() -> None:
    quotes = [
        (match[1], block.text[match.end() :]) for block in FENCES if (match := QUOTED.match(block.text))
    ]

    assert quotes != []
    assert [path for path, text in quotes if text not in (REPO / path).read_text(encoding="utf-8")] == []


def test_what_is_said_of_a_field_s_source_is_where_the_page_shows_it() -> None:
    page = (GUIDE / "satker.md").read_text(encoding="utf-8")
    theme = (REPO / "theme" / "records" / "satker.html").read_text(encoding="utf-8")
    beside = re.search(r"^- Tampil juga di bawah isiannya: (.+)$", page, re.MULTILINE)
    below = re.search(r"^- Hanya di kaki halaman: (.+)$", page, re.MULTILINE)
    assert beside
    assert below

    shown = {*re.findall(r"\bsource\(\"(\w+)\"\)", theme)}
    assert {*re.findall(r"`(\w+)`", beside[1])} == shown
    assert {*re.findall(r"`(\w+)`", below[1])} <= {*Satker.model_fields} - shown


def test_every_rubric_form_and_standard_of_public_information_is_named() -> None:
    page = (GUIDE / "ppid.md").read_text(encoding="utf-8")
    tables = re.findall(r"^\| (\w+) \| isinya \|\n\| --- \| --- \|\n((?:\|.+\n)+)", page, re.MULTILINE)

    assert {kategori: re.findall(r"^\| `(\w+)`", rows, re.MULTILINE) for kategori, rows in tables} == {
        kategori: list(names) for kategori, names in RINCIAN.items()
    }
    for names in (STANDAR, BENTUK, PEMBARUAN):
        assert ", ".join(f"`{name}`" for name in names).replace(", `bila", ", atau `bila") in page


def test_the_endings_of_documents_are_those_that_a_message_lists() -> None:
    page = (GUIDE / "berkas.md").read_text(encoding="utf-8")
    listed = re.search(r"^- Jenis yang diterima: (.+?)\. ", page, re.MULTILINE)
    message = next(example.quote for example in WRONG_ONES if example.code == "BACA-13")
    assert listed

    assert re.findall(r"`(\w+)`", listed[1]) == re.findall(r"(?<=[ ,])\.(\w+)", message)


@pytest.mark.parametrize(
    ("name", "is_allowed"),
    [
        ("formulir-legalisir.pdf", True),
        ("Formulir_2026.v2-final.pdf", True),
        ("2026.pdf", True),
        ("Formulir Legalisir (1).pdf", False),
        ("_formulir.pdf", False),
        ("formulir..pdf", False),
        ("formulir.PDF", False),
        (f"{'a' * 196}.pdf", True),
        (f"{'a' * 197}.pdf", False),
    ],
)
def test_a_document_may_be_named_as_its_page_says(name: str, is_allowed: bool, root: Path) -> None:
    portals.write(root, f"satker/dinas-contoh/berkas/{name}", "%PDF-1.7\n")
    document = f'dokumen:\n  - judul: Formulir\n    berkas: "{name}"\n'
    portals.write(root, "satker/dinas-contoh/satker.yml", AROUND["satker"].format(document))

    said = {problem.code for problem in checked(root)} & {"BACA-13", "ISI-13", "TAUT-07"}

    assert (not said) is is_allowed


def test_held_news_is_decided_as_its_page_says(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands, in their order, print what is quoted and make the file that is shown below them."""
    page = (GUIDE / "umpan.md").read_text(encoding="utf-8")
    own = {example.kind: example for example in SOUND if example.place.startswith("umpan.md:")}
    portals.write(root, own["satker"].path, own["satker"].text)
    (root / own["umpan"].path).unlink()
    for held in HELD:
        portals.write(
            root, f"satker/dinas-contoh/umpan/2026/{held['id']}.json", json.dumps(FROM_A_FEED | held)
        )
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    commands = [shlex.split(line)[1:] for line in re.findall(r"^\./ultra feeds .+$", page, re.MULTILINE)]

    said = []
    for command in commands:
        assert cli.main(command) == 0
        printed = capsys.readouterr()
        said.append(f"{printed.out}{printed.err}")

    assert [command[1] for command in commands] == ["held", "approve", "reject", "hide", "release"]
    assert f"```text\n{said[0]}```\n" in page
    assert f"```text\n{said[1]}```\n" in page
    written = (root / own["umpan"].path).read_text(encoding="utf-8")
    made, shown = (yaml.load(text, yaml.BaseLoader) for text in (written, own["umpan"].text))
    assert made == shown
    assert lines(checked(root)) == []
    portal = pipeline.assembled(pipeline.configured(root), now=NOW).portal
    assert [card.judul for card in portal.kabar if isinstance(card, EntriCard)] == [HELD[0]["judul"]]


def test_every_field_that_the_guide_names_exists() -> None:
    """Names in code type at the start of an item: what an editor is told that he may write."""
    fields: dict[str, set[str]] = {
        "layanan.md": {*Layanan.model_fields},
        "berita.md": {*Berita.model_fields, *SertaMerta.model_fields},
        "satker.md": {*Satker.model_fields, *Pengaduan.model_fields, *JENIS_SATKER},
        "umpan.md": {
            *Umpan.model_fields,
            *get_args(Umpan.model_fields["terbit"].annotation),
            *Putusan.model_fields,
        },
        "ppid.md": {
            name
            for model in (ProfilPpid, Dip, Dik, UjiKonsekuensi, Laporan, AlasanPenolakan, Jawaban)
            for name in model.model_fields
        },
    }
    named, unknown = 0, []
    for name, known in fields.items():
        page = (GUIDE / name).read_text(encoding="utf-8")
        for match in re.finditer(r"^(?:-|\d+\.) ((?:`[A-Za-z_]+`(?:, | dan )?)+)", page, re.MULTILINE):
            words = re.findall(r"`(\w+)`", match[1])
            named += len(words)
            unknown += [f"{name}: {word}" for word in words if word not in known]

    assert named > 60
    assert unknown == []


@pytest.mark.parametrize("path", sorted(GUIDE.glob("*.md")), ids=lambda path: path.name)
def test_a_page_has_a_title_and_leads_only_to_pages_and_headings_that_exist(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert re.match(r"---\ntitle: .+\ndescription: .+\n---\n\n# ", page)

    prose = FENCE.sub("", page)
    wrong = []
    for target, anchor in re.findall(r"\]\(([^)#:\s]*\.md)?(?:#([^)\s]+))?\)", re.sub(r"`[^`]+`", "", prose)):
        goal = (path.parent / target).resolve() if target else path
        if not goal.is_file() or (anchor and anchor not in anchors(goal)):
            wrong.append(f"{target}#{anchor}")
    assert wrong == []


def anchors(path: Path) -> set[str]:
    """The ids that MkDocs gives to a page's headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    words = (re.sub(r"[^\w\s-]", "", heading).strip().lower() for heading in headings)
    return {re.sub(r"[-\s]+", "-", text) for text in words}
