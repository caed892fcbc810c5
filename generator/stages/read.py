"""Stage 1: finds the record files and reads them: text in, plain data with the place of every key out.

Knows disk and YAML; knows nothing of what a record means. Every scalar stays text (PyYAML would turn `10:00`
into 600 and `0721` into an octal number), an empty value counts as left out, and whatever a record does not need is
refused with its place: tags, anchors, aliases, merge keys, duplicate keys, more than one document, deep nesting.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Final, NoReturn

import yaml

from generator import privacy
from generator.problems import Problem, found
from generator.records.fields import slug_fault
from generator.sources import (
    WITH_BODY,
    Attachment,
    File,
    Kind,
    Place,
    Source,
    Stamp,
    Steps,
    Tree,
    Unreadable,
)

MAX_BYTES: Final = 256 * 1024
MAX_ATTACHMENT_BYTES: Final = 10 * 1024 * 1024
MAX_DEPTH: Final = 20
ACUAN: Final = (
    "wilayah",
    "jenis_layanan",
    "kebutuhan",
    "sinonim",
    "kata_terkait",
    "bukan_data_pribadi",
    "hari_libur",
)
ARCHIVE: Final[dict[str, Kind]] = {"keadaan.json": "keadaan", "keputusan.yml": "keputusan"}
FOLDERS: Final[dict[str, tuple[Kind, str]]] = {"layanan": ("layanan", ".yml"), "berita": ("berita", ".md")}
INFORMATION: Final[dict[str, Kind]] = {"profil.yml": "ppid", "dip.yml": "dip", "dik.yml": "dik"}

_MAGIC: Final[dict[str, tuple[bytes, ...]]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".csv": (b"",),
}


# Finding files ------------------------------------------------------------------------------------------------


def tree(root: Path) -> Tree:
    """Lists every record and attachment under satker/, without opening a record."""
    finder = _Finder(root)
    finder.acuan()
    for entry in finder.folder("satker"):
        if entry.name != "_acuan" and finder.is_folder(entry, slug=True):
            finder.satker(entry.name)
    return Tree(tuple(finder.records), tuple(finder.attachments), tuple(finder.problems))


class _Finder:
    """Walks one portal; what cannot be used becomes a problem."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.records: list[File] = []
        self.attachments: list[Attachment] = []
        self.problems: list[Problem] = []

    def refuse(self, path: str, code: str, message: str) -> None:
        shown = path.encode("utf-8", "backslashreplace").decode()  # a name on disk need not be UTF-8
        shown = privacy.starred(shown)  # nor is a refused name free of a person's number
        self.problems.append(Problem(shown, 1, 1, "galat", code, "", message))

    def folder(self, path: str) -> list[os.DirEntry[str]]:
        """The entries of a folder in the order of their names; those that begin with a dot are passed over."""
        try:
            with os.scandir(self.root / path) as entries:
                return sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
        except (FileNotFoundError, NotADirectoryError):
            return []

    def relative(self, entry: os.DirEntry[str]) -> str:
        return os.path.relpath(entry.path, self.root).replace(os.sep, "/")

    def is_folder(self, entry: os.DirEntry[str], *, slug: bool) -> bool:
        path = self.relative(entry)
        if entry.is_symlink():
            self.refuse(path, "BACA-10", "tautan simbolis tidak diterima; salin isinya ke sini")
            return False
        if not entry.is_dir(follow_symlinks=False):
            self.refuse(path, "BACA-12", "hanya folder satker yang boleh ada di sini")
            return False
        if slug and (fault := slug_fault(entry.name)):
            self.refuse(path, "BACA-11", f"nama folder satker tidak sah; {fault}")
            return False
        return True

    def stamp(self, path: str, entry: os.DirEntry[str]) -> Stamp | None:
        """The stamp of a plain file; a link or a device is refused, since its content lies elsewhere."""
        if entry.is_symlink() or not entry.is_file(follow_symlinks=False):
            self.refuse(
                path,
                "BACA-10",
                "bukan berkas biasa (tautan simbolis atau folder); hapus atau salin isinya ke sini",
            )
            return None
        stat = entry.stat(follow_symlinks=False)
        return Stamp(stat.st_mtime_ns, stat.st_size, stat.st_ino)

    def acuan(self) -> None:
        for entry in self.folder("satker/_acuan"):
            path = f"satker/_acuan/{entry.name}"
            name, ending = os.path.splitext(entry.name)
            if ending != ".yml" or name not in ACUAN:
                known = ", ".join(f"{name}.yml" for name in ACUAN)
                self.refuse(path, "BACA-12", f"berkas acuan tidak dikenal; yang dikenal: {known}")
            elif stamp := self.stamp(path, entry):
                self.records.append(File(path, "acuan", "_acuan", name, stamp))

    def satker(self, slug: str) -> None:
        has_profile = False
        for entry in self.folder(f"satker/{slug}"):
            path = f"satker/{slug}/{entry.name}"
            if entry.name == "satker.yml":
                if stamp := self.stamp(path, entry):
                    has_profile = True
                    self.records.append(File(path, "satker", slug, "satker", stamp))
            elif entry.name == "berkas" and self.is_folder(entry, slug=False):
                self.attachments_of(slug)
            elif entry.name == "umpan" and self.is_folder(entry, slug=False):
                self.archive_of(slug)
            elif entry.name == "ppid" and self.is_folder(entry, slug=False):
                self.information_of(slug)
            elif entry.name in FOLDERS and self.is_folder(entry, slug=False):
                self.records_of(slug, entry.name, *FOLDERS[entry.name])
            elif entry.name not in (*FOLDERS, "ppid", "berkas", "umpan"):
                known = "satker.yml, layanan/, berita/, ppid/, berkas/, dan umpan/"
                self.refuse(path, "BACA-12", f"tidak dikenal; di sini hanya {known}")
        if not has_profile:
            self.refuse(
                f"satker/{slug}/satker.yml", "BACA-15", "berkas ini wajib ada di setiap folder satker"
            )

    def records_of(self, slug: str, folder: str, kind: Kind, ending: str) -> None:
        for entry in self.folder(f"satker/{slug}/{folder}"):
            path = f"satker/{slug}/{folder}/{entry.name}"
            if not entry.name.endswith(ending):
                self.refuse(path, "BACA-12", f"hanya berkas {ending} yang dibaca di folder {folder}/")
                continue
            name = entry.name.removesuffix(ending)
            if fault := slug_fault(name):
                self.refuse(path, "BACA-11", f"nama berkas tidak sah; {fault}")
            elif stamp := self.stamp(path, entry):
                self.records.append(File(path, kind, slug, name, stamp))

    def information_of(self, slug: str) -> None:
        """Public information: the profile of the PPID, the two lists, a report a year, and answers."""
        for entry in self.folder(f"satker/{slug}/ppid"):
            path = f"satker/{slug}/ppid/{entry.name}"
            report = re.fullmatch(r"laporan-(\d{4})\.yml", entry.name)
            if entry.name == "jawaban" and self.is_folder(entry, slug=False):
                self.records_of(slug, "ppid/jawaban", "jawaban", ".md")
            elif entry.name in INFORMATION:
                if stamp := self.stamp(path, entry):
                    self.records.append(File(path, INFORMATION[entry.name], slug, "", stamp))
            elif report:
                if stamp := self.stamp(path, entry):
                    self.records.append(File(path, "laporan", slug, report[1], stamp))
            elif entry.name != "jawaban":
                known = f"{', '.join(INFORMATION)}, laporan-<tahun>.yml, dan jawaban/"
                self.refuse(path, "BACA-12", f"tidak dikenal; di folder ppid/ hanya {known}")

    def archive_of(self, slug: str) -> None:
        """The archive of its feeds: the state, the decisions, and a folder a year with an entry a file."""
        for entry in self.folder(f"satker/{slug}/umpan"):
            path = f"satker/{slug}/umpan/{entry.name}"
            if entry.name in ARCHIVE:
                if stamp := self.stamp(path, entry):
                    self.records.append(File(path, ARCHIVE[entry.name], slug, "umpan", stamp))
            elif re.fullmatch(r"\d{4}", entry.name) and self.is_folder(entry, slug=False):
                self.entries_of(slug, entry.name)
            else:
                known = f"{', '.join(ARCHIVE)}, dan folder tahun"
                self.refuse(path, "BACA-12", f"tidak dikenal; di folder umpan/ hanya {known}")

    def entries_of(self, slug: str, year: str) -> None:
        for entry in self.folder(f"satker/{slug}/umpan/{year}"):
            path = f"satker/{slug}/umpan/{year}/{entry.name}"
            if not re.fullmatch(r"[0-9a-f]{16}\.json", entry.name):
                self.refuse(path, "BACA-12", "nama entri umpan harus 16 angka heksadesimal lalu .json")
            elif stamp := self.stamp(path, entry):
                self.records.append(File(path, "umpan", slug, entry.name.removesuffix(".json"), stamp))

    def attachments_of(self, slug: str) -> None:
        for entry in self.folder(f"satker/{slug}/berkas"):
            path = f"satker/{slug}/berkas/{entry.name}"
            if (stamp := self.stamp(path, entry)) is None:
                continue
            if fault := _attachment_fault(entry.path, entry.name, stamp.size):
                self.refuse(path, "BACA-13", fault)
            else:
                self.attachments.append(Attachment(path, slug, entry.name, stamp))


def _attachment_fault(path: str, name: str, size: int) -> str:
    """Why the file may not be published: an html or svg would run scripts at the portal's own address."""
    ending = os.path.splitext(name)[1]
    if ending not in _MAGIC or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        return f"hanya {', '.join(_MAGIC)} dengan akhiran huruf kecil; pada namanya huruf, angka, titik, garis bawah, dan tanda hubung"
    if size > MAX_ATTACHMENT_BYTES:
        return f"paling besar 10 MB, ditemukan {size / 1024 / 1024:.1f} MB"
    with open(path, "rb") as file:
        head = file.read(12)
    if not head.startswith(_MAGIC[ending]) or (ending == ".webp" and head[8:12] != b"WEBP"):
        return f"isi berkas bukan {ending.removeprefix('.')} seperti akhiran namanya"
    return ""


# Reading a file -----------------------------------------------------------------------------------------------


class _Unreadable(Exception):
    """The file gives no data at all; carries the problems found on the way."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("unreadable")
        self.problems = problems


def source(file: File, content: bytes) -> Source | Unreadable:
    """The file's data. It may carry problems (a duplicate key): the rest can still be checked in the same run."""
    try:
        text = _decoded(file.path, content)
        if file.kind not in WITH_BODY:
            return Source(file, *_Composer(file.path).compose(text))
        head, body, lines = _split(file, text)
        return Source(file, *_Composer(file.path, offset=1).compose(head), body, lines)
    except _Unreadable as error:
        return Unreadable(file, tuple(error.problems))


def settings(root: Path, name: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """A file that is no record (mkdocs.yml, a set of questions) by the same strict rules; no data where it cannot be read."""
    try:
        content = (root / name).read_bytes()
    except OSError:
        return {}, (Problem(name, 1, 1, "galat", "BACA-08", "", "berkas tidak ada atau tidak dapat dibuka"),)
    try:
        data, _, problems = _Composer(name).compose(_decoded(name, content))
    except _Unreadable as error:
        return {}, tuple(error.problems)
    return data, problems


def _stop(path: str, line: int, column: int, code: str, message: str) -> NoReturn:
    raise _Unreadable([Problem(path, line, column, "galat", code, "", message)])


_CONFLICT: Final = ("<" * 7, "=" * 7, ">" * 7)
_CONFLICT_LINE: Final = re.compile(r"^(<{7} |={7}$|>{7} )", re.MULTILINE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_SPACES: Final = dict.fromkeys((0x85, 0x2028, 0x2029), " ")  # line ends to YAML 1.1, but to no editor


def _decoded(path: str, content: bytes) -> str:
    if len(content) > MAX_BYTES:
        _stop(path, 1, 1, "BACA-07", f"paling besar 256 KB, ditemukan {len(content) // 1024} KB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        _stop(path, line, column, "BACA-01", "bukan UTF-8; simpan ulang berkas dengan pengodean UTF-8")
    text = text.replace("\r\n", "\n")
    if not text.isascii():
        text = text.translate(_SPACES)
    if bad := _CONTROL.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        _stop(
            path,
            line,
            column,
            "BACA-01",
            f"tanda kendali U+{ord(bad[0]):04X} tidak boleh ada; hapus tanda itu",
        )
    if conflict := any(sign in text for sign in _CONFLICT) and _CONFLICT_LINE.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        _stop(
            path,
            line,
            1,
            "BACA-02",
            "tanda bentrok git (<<<<<<<, =======, >>>>>>>) masih ada; pilih satu isi, hapus tandanya",
        )
    return text


def _split(file: File, text: str) -> tuple[str, str, int]:
    """The head between the two lines of `---`, the body, and the number of lines above the body."""
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if not match:
        _stop(file.path, 1, 1, "BACA-09", f"{file.kind} diawali kepala di antara dua baris --- lalu isinya")
    return match[1], text[match.end() :], text.count("\n", 0, match.end())


# YAML ----------------------------------------------------------------------------------------------------------

_ADVICE: Final = (
    ("mapping values are not allowed", "titik dua di tempat yang salah; apit isi yang memuat titik dua dengan tanda kutip"),
    ("did not find expected key", "susunan baris rusak; periksa indentasi dan tanda kutip di sekitar baris ini"),
    ("could not find expected ':'", "titik dua setelah nama isian belum ada"),
    ("did not find expected '-'", "indentasi daftar tidak sejajar; setiap tanda - harus lurus"),
    ("found character that cannot start any token", "tab, @, atau ` tidak boleh mengawali isi; pakai spasi, atau apit dengan tanda kutip"),
    ("found unexpected end of stream", "tanda kutip dibuka tetapi tidak ditutup"),
    ("did not find expected ',' or ']'", "kurung siku [ dibuka tetapi tidak ditutup"),
    ("did not find expected ',' or '}'", "kurung kurawal { dibuka tetapi tidak ditutup"),
    ("did not find expected node content", "isi belum ada di antara tanda koma atau kurung"),
    ("found unknown escape character", "garis miring terbalik \\ di dalam tanda kutip ganda; pakai tanda kutip tunggal"),
    ("block sequence entries are not allowed", "daftar (-) tidak boleh sebaris dengan nama isian; mulai di baris berikutnya"),
    ("found undefined tag handle", "tanda seru mengawali isi; apit isi dengan tanda kutip"),
    ("did not find expected whitespace", "tanda seru mengawali isi; apit isi dengan tanda kutip"),
    ("did not find expected tag URI", "tanda seru mengawali isi; apit isi dengan tanda kutip"),
    ("did not find URI escaped octet", "tanda seru mengawali isi; apit isi dengan tanda kutip"),
    ("did not find expected alphabetic", "& atau * mengawali isi; apit isi dengan tanda kutip"),
    ("did not find expected comment", "| atau > mengawali isi; apit isi dengan tanda kutip, atau mulai teksnya di baris berikutnya"),
    ("found invalid Unicode", "garis miring terbalik \\ di dalam tanda kutip ganda; pakai tanda kutip tunggal"),
    ("did not find expected hexdecimal", "garis miring terbalik \\ di dalam tanda kutip ganda; pakai tanda kutip tunggal"),
    ("found unexpected ':'", "titik dua di dalam kurung; apit isi dengan tanda kutip"),
    ("found a tab", "tab di awal baris; pakai spasi"),
    ("mapping keys are not allowed", "tanda tanya mengawali baris; apit isi dengan tanda kutip"),
    ("did not find expected <document start>", "baris ini tidak termasuk isian mana pun; periksa indentasi dan kurung di atasnya"),
    ("could not find expected directive", "tanda persen mengawali baris; apit isi dengan tanda kutip"),
    ("found unexpected non-alphabetical", "tanda persen mengawali baris; apit isi dengan tanda kutip"),
    ("found unknown directive", "tanda persen mengawali baris; apit isi dengan tanda kutip"),
)  # fmt: skip

_NEVER_CLOSED: Final = ("found unexpected end of stream", "did not find expected ',' or")


class _Composer:
    """Builds data and places from PyYAML's events; refuses what a record does not need, and goes on."""

    def __init__(self, path: str, *, offset: int = 0) -> None:
        self.path = path
        self.offset = offset
        self.places: dict[Steps, Place] = {}
        self.problems: list[Problem] = []
        self.last_line = 0

    def compose(self, text: str) -> tuple[dict[str, Any], dict[Steps, Place], tuple[Problem, ...]]:
        """The data, the place of every key and item, and what was refused. Raises _Unreadable."""
        self.last_line = text.count("\n")
        data = self._data(text)
        if " #" in text or "\t#" in text:
            self._swallowed(text)
        if not isinstance(data, dict):
            self._problem(None, "BACA-08", "berkas harus berisi baris “nama isian: isi”")
            raise _Unreadable(self.problems)
        return data, self.places, tuple(self.problems)

    def _data(self, text: str) -> Any:
        loader = yaml.CSafeLoader(text)
        self.next = loader.get_event  # without yaml.parse around it: a third of the time of reading
        data: Any = None
        documents = 0
        try:
            while (event := self.next()) is not None:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._problem(
                            event, "BACA-14", "hanya satu dokumen per berkas; hapus baris --- di tengah"
                        )
                        raise _Unreadable(self.problems)
                elif isinstance(event, yaml.NodeEvent):
                    data = self._node(event, ())
        except yaml.MarkedYAMLError as error:
            raise _Unreadable([*self.problems, self._syntax(error)]) from None
        except yaml.YAMLError as error:
            raise _Unreadable(
                [*self.problems, Problem(self.path, 1, 1, "galat", "BACA-02", "", str(error))]
            ) from None
        finally:
            loader.dispose()
        return data

    def _swallowed(self, text: str) -> None:
        """Warns of `Loket 3 #lantai satu`: to YAML a comment, which usually has a space after its sign."""
        lines = text.split("\n")
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if not isinstance(event, yaml.ScalarEvent) or event.style or not (end := event.end_mark):
                continue
            lost = re.match(r"[ \t]+(#[^\s#].*)", lines[min(end.line, self.last_line)][end.column :])
            if lost:
                message = (
                    f"{found(lost[1])} dianggap catatan dan tidak tampil; apit seluruh isi dengan tanda kutip"
                )
                line, column = end.line + 1 + self.offset, end.column + lost.start(1) + 1
                self.problems.append(Problem(self.path, line, column, "peringatan", "BACA-16", "", message))

    def _node(self, event: yaml.Event | None, path: Steps) -> Any:
        if type(event) is yaml.ScalarEvent and not event.anchor and not event.tag:  # nearly every node
            value = event.value
            return None if not event.style and value in ("", "~", "null") else self._text(event)
        if isinstance(event, yaml.AliasEvent):
            self._problem(
                event, "BACA-04", "alias (*) tidak diterima; tulis isinya lagi, atau apit dengan tanda kutip"
            )
            return ""
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)  # what else begins a node
        if event.anchor:
            self._problem(
                event,
                "BACA-04",
                "jangkar (&) tidak diterima; tulis isinya lagi, atau apit dengan tanda kutip",
            )
        if event.tag:
            self._problem(
                event,
                "BACA-05",
                f"tanda jenis {found(event.tag)} tidak diterima; apit isi dengan tanda kutip",
            )
        if isinstance(event, yaml.ScalarEvent):
            return None if not event.style and event.value in ("", "~", "null") else self._text(event)
        if len(path) >= MAX_DEPTH:
            self._problem(event, "BACA-06", f"isian bersarang lebih dari {MAX_DEPTH} tingkat")
            raise _Unreadable(self.problems)
        return self._list(path) if isinstance(event, yaml.SequenceStartEvent) else self._group(path)

    def _list(self, path: Steps) -> list[Any]:
        items: list[Any] = []
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            here = (*path, len(items))
            self.places[here] = self._place(event)
            items.append(self._node(event, here))
        return items

    def _group(self, path: Steps) -> dict[str, Any]:
        group: dict[str, Any] = {}
        while type(event := self.next()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                self._problem(event, "BACA-02", "nama isian harus satu kata, bukan daftar atau kelompok")
                raise _Unreadable(self.problems)
            key = self._text(event)
            here = (*path, key)
            if key == "<<" and not event.style:
                self._problem(event, "BACA-04", "kunci gabungan (<<) tidak diterima; tulis isinya lagi")
            if here in self.places:
                line = self.places[here][0]
                self._problem(
                    event, "BACA-03", f"kunci {found(key)} sudah ada di baris {line}; hapus salah satu"
                )
            else:
                self.places[here] = self._place(event)
            value = self._node(self.next(), here)
            if value is not None:
                group.setdefault(key, value)
        return group

    def _text(self, event: yaml.ScalarEvent) -> str:
        """The scalar; an escape in double quotes could otherwise bring in what `_decoded` refuses."""
        if event.style != '"':
            return str(event.value)
        text = str(event.value).replace("\r\n", "\n")
        if bad := _CONTROL.search(text):
            self._problem(
                event, "BACA-01", f"tanda kendali U+{ord(bad[0]):04X} tidak boleh ada; hapus tanda itu"
            )
            return _CONTROL.sub("\ufffd", text)
        return text

    def _place(self, event: yaml.Event | None) -> Place:
        mark = event.start_mark if event else None
        return (mark.line + 1 + self.offset, mark.column + 1) if mark else (self.offset + 1, 1)

    def _problem(self, event: yaml.Event | None, code: str, message: str) -> None:
        line, column = self._place(event) if event else (self.offset + 1, 1)
        self.problems.append(Problem(self.path, line, column, "galat", code, "", message))

    def _syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        reason = error.problem or ""
        mark = error.problem_mark or error.context_mark
        if reason.startswith(_NEVER_CLOSED):
            mark = error.context_mark or mark  # where it was opened: where it ends is any line below
        line, column = (mark.line, mark.column + 1) if mark else (0, 1)
        line = (
            min(line, self.last_line) + 1 + self.offset
        )  # PyYAML ends a file without a newline one line later
        advice = next(
            (text for start, text in _ADVICE if reason.startswith(start)), f"susunan YAML rusak ({reason})"
        )
        return Problem(self.path, line, column, "galat", "BACA-02", "", advice)
