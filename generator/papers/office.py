"""The text of docx and xlsx, every part of them: what is hidden, struck out or only kept by the program is there too.

Both are XML in a zip. They are read as they are unpacked, in small pieces, by expat: a document that declares
anything (and with it entities) is refused at once, for the standard knows no such document (ISO/IEC 29500-2, 8.2.5).
Knows parts and elements; knows nothing of personal data.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.parsers import expat

from generator.papers.passages import DamageError, Passage, Piece, Prose, Table, shown

MOST_PARTS: Final = 5000
MOST_BYTES: Final = 300 << 20  # unpacked, of all parts together
_MOST_EMBEDDED: Final = 32 << 20  # unpacked, of one document within another
_DEEP: Final = 2  # documents within documents
# Parts that are long and rarely hold text; bytes of any encoding in which figures or their references are written.
_PLAIN: Final = (
    "word/styles",
    "word/theme/",
    "word/settings",
    "word/numbering",
    "xl/styles",
    "xl/theme/",
    "_rels/",
)
_MOST_PLAIN: Final = 1 << 20
_TEXT: Final = re.compile(rb">[^<]*[0-9\x80-\xff]")
_AT_ONCE: Final = 64 << 10
_EMBEDDED: Final = (".docx", ".xlsx", ".docm", ".xlsm")
_MARKUP: Final = (".xml", ".rels", ".vml")
_WORD_PARTS: Final = (  # the parts of a docx that hold paragraphs, and what an editor calls them
    (re.compile(r"word/document\d*\.xml"), "isi"),
    (re.compile(r"word/header\d*\.xml"), "kepala halaman"),
    (re.compile(r"word/footer\d*\.xml"), "kaki halaman"),
    (re.compile(r"word/footnotes\.xml"), "catatan kaki"),
    (re.compile(r"word/endnotes\.xml"), "catatan akhir"),
    (re.compile(r"word/comments\.xml"), "komentar"),
)
Attributes = dict[str, str]


class _Locals(dict[str, str]):
    """Names without their namespace: a document may choose any prefix."""

    def __missing__(self, name: str) -> str:
        if len(self) > 10_000:
            self.clear()
        self[name] = local = name.rpartition(" ")[2]
        return local


LOCAL: Final = _Locals()


@dataclass(slots=True)
class Budget:
    """What may still be unpacked, in bytes, over all parts and the documents within the document."""

    left: int = MOST_BYTES

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise DamageError("besar")


class Handler:
    """What a part's elements mean; passages gather in `ready`, where any are wanted."""

    def __init__(self) -> None:
        self.ready: list[Passage] = []

    def start(self, name: str, attributes: Attributes) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def text(self, text: str) -> None:
        raise NotImplementedError

    def close(self) -> None:
        """The part is over."""


def word(content: bytes) -> Iterator[Passage]:
    """The passages of a docx. Raises DamageError."""
    return _document(content, Budget(), _DEEP, "")


def sheets(content: bytes) -> Iterator[Passage]:
    """The passages of an xlsx. Raises DamageError."""
    return _document(content, Budget(), _DEEP, "")


def _document(content: bytes, budget: Budget, deep: int, within: str) -> Iterator[Passage]:
    """The passages of either, whatever its name says; `within` names the document that holds it."""
    with opened(content) as package:
        for passage in _parts(package, budget, deep):
            yield passage._replace(field=f"{within}{passage.field}") if within else passage


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The package, closed in the end; what goes wrong with it meanwhile is a DamageError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if len(package.infolist()) > MOST_PARTS:
                raise DamageError("besar")
            yield package
    except (
        zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, EOFError, OSError, ValueError, LookupError,
    ) as error:  # fmt: skip
        raise DamageError("rusak") from error
    except RuntimeError as error:
        raise DamageError("sandi") from error  # what zipfile raises for an entry with a password


def _parts(package: zipfile.ZipFile, budget: Budget, deep: int) -> Iterator[Passage]:
    entries = package.infolist()  # two of one name too: programs differ in which of them they show
    names = {entry.filename for entry in entries}
    is_word, is_sheets = "word/document.xml" in names, "xl/workbook.xml" in names
    if not (is_word or is_sheets):
        raise DamageError("rusak")
    strings = strings_of(package, entries, budget)
    titles = titles_of(package, entries, budget)
    yield from (Passage("nama lembar", (Piece("", title),)) for title in titles.values())
    has_words = False
    for entry in entries:
        name = entry.filename
        if name.lower().endswith(_EMBEDDED) and not entry.is_dir():
            yield from _embedded(package, entry, budget, deep)
        elif name.lower().endswith(_MARKUP) and name != "xl/sharedStrings.xml":
            if _is_empty(package, entry, budget):
                continue
            for passage in read_part(package, entry, _handler(name, strings, titles), budget):
                has_words = has_words or passage.field == "isi" or passage.field.startswith("tabel")
                yield passage
    if is_word and not has_words and any(name.startswith("word/media/") for name in names):
        raise DamageError("pindai")


def _is_empty(package: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> bool:
    """Whether a small part of styles, settings or relations has no text in which a figure could stand."""
    if not entry.filename.startswith(_PLAIN) or entry.file_size > _MOST_PLAIN:
        return False
    with package.open(entry) as file:
        content = file.read(_MOST_PLAIN)
    budget.spend(len(content))
    return not _TEXT.search(content) and b"External" not in content


def _embedded(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget, deep: int
) -> Iterator[Passage]:
    if not deep or entry.file_size > _MOST_EMBEDDED:
        raise DamageError("sisipan")
    with package.open(entry) as file:
        content = file.read(_MOST_EMBEDDED + 1)
    budget.spend(len(content))
    yield from _document(content, budget, deep - 1, f"sisipan {shown(posixpath.basename(entry.filename))}, ")


def _handler(name: str, strings: list[str], titles: dict[str, str]) -> Handler:
    for pattern, field_name in _WORD_PARTS:
        if pattern.fullmatch(name):
            return _Paragraphs(field_name)
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        title = titles.get(name) or posixpath.basename(name).removesuffix(".xml")
        return _Sheet(f"lembar {shown(title)}", strings)
    return _Rest(f"bagian {shown(name)}", values=name.startswith("xl/pivotCache/"))


def read_part(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, handler: Handler, budget: Budget
) -> Iterator[Passage]:
    """Unpacks and reads a part in pieces, and gives its passages as they come."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: handler.start(LOCAL[name], attributes)
    parser.EndElementHandler = lambda name: handler.end(LOCAL[name])
    parser.CharacterDataHandler = handler.text
    with package.open(entry) as file:
        while piece := file.read(_AT_ONCE):
            budget.spend(len(piece))
            parser.Parse(piece)
            yield from _taken(handler)
    parser.Parse(b"", True)
    handler.close()
    yield from _taken(handler)


def _taken(handler: Handler) -> list[Passage]:
    ready, handler.ready = handler.ready, []
    return ready


def _refuse(*_: object) -> None:
    raise DamageError("rusak")


# docx ----------------------------------------------------------------------------------------------------------

_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TEXTS: Final = ("t", "delText", "instrText")


@dataclass(slots=True)
class _Grid:
    """A table that is open: its number, the place in it, and the cells of its row."""

    table: Table
    number: int
    row: int = 0
    column: int = 0
    cells: list[tuple[int, Piece]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class _Paragraphs(Handler):
    """The paragraphs and tables of a part of a docx; a text box is a paragraph within a paragraph."""

    def __init__(self, field_name: str) -> None:
        super().__init__()
        self._field = field_name
        self._prose = Prose(field_name)
        self._paragraphs = 0
        self._tables = 0
        self._open: list[list[str]] = []
        self._grids: list[_Grid] = []
        self._skipped = 0  # a fallback repeats in old forms what stands before it
        self._takes = False

    def start(self, name: str, _attributes: Attributes) -> None:
        if self._skipped or name == "Fallback":
            self._skipped += 1
        elif name in _TEXTS:
            self._takes = True
        elif name == "p":
            self._open.append([])
        elif name in _SIGNS and self._open:
            self._open[-1].append(_SIGNS[name])
        elif name == "tbl":
            self._tables += 1
            self._grids.append(_Grid(Table(self._table_field()), self._tables))
        elif self._grids:
            self._start_in_table(self._grids[-1], name)

    def _table_field(self) -> str:
        of = "" if self._field == "isi" else f" di {self._field}"
        return f"tabel {self._tables}{of}"

    def _start_in_table(self, grid: _Grid, name: str) -> None:
        if name == "tr":
            grid.row, grid.column, grid.cells = grid.row + 1, 0, []
        elif name == "tc":
            grid.column, grid.words = grid.column + 1, []

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name in _TEXTS:
            self._takes = False
        elif name == "p" and self._open:
            self._end_paragraph("".join(self._open.pop()))
        elif self._grids and name in ("tc", "tr", "tbl"):
            self._end_in_table(self._grids[-1], name)

    def _end_paragraph(self, text: str) -> None:
        if self._grids:
            self._grids[-1].words.append(text)
            return
        self._paragraphs += 1
        if text.strip():
            self.ready += self._prose.add(Piece(f"paragraf {self._paragraphs}", text))

    def _end_in_table(self, grid: _Grid, name: str) -> None:
        if name == "tc":
            place = f"baris {grid.row}, kolom {grid.column}"
            grid.cells.append((grid.column, Piece(place, "\n".join(grid.words))))
            grid.words = []
        elif name == "tr":
            self.ready.append(grid.table.row(grid.cells))
            grid.cells = []
        else:
            self._grids.pop()

    def text(self, text: str) -> None:
        if self._takes and not self._skipped and self._open:
            self._open[-1].append(text)

    def close(self) -> None:
        self.ready += self._prose.rest()


# xlsx ----------------------------------------------------------------------------------------------------------


class _Strings(Handler):
    """The texts that the cells of all sheets refer to by number; how a text is pronounced is no part of it."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._words: list[str] = []
        self._takes = False
        self._spoken = False

    def start(self, name: str, _attributes: Attributes) -> None:
        if name == "si":
            self._words = []
        elif name == "rPh":
            self._spoken = True
        elif name == "t":
            self._takes = not self._spoken

    def end(self, name: str) -> None:
        if name == "si":
            self.strings.append("".join(self._words))
        elif name == "rPh":
            self._spoken = False
        elif name == "t":
            self._takes = False

    def text(self, text: str) -> None:
        if self._takes:
            self._words.append(text)


class Rows(Handler):
    """The rows and cells of a sheet, hidden ones too, and what stands above and below its pages.

    What a cell says is what the program has stored: nothing is computed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.row = 0
        self._column = -1
        self._kind = ""
        self._style = ""
        self._words: list[str] = []
        self._in_cell = False
        self._takes = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._in_cell, self._words = True, []
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            letters = re.match(r"[A-Z]{1,3}", attributes.get("r", ""))
            self._column = column_of(letters[0]) if letters else self._column + 1
        elif name == "row":
            number = attributes.get("r", "")
            self.row = int(number) if re.fullmatch(r"[0-9]{1,7}", number) else self.row + 1
            self._column = -1
            self.begin_row(attributes)
        else:
            self._takes = name in ("v", "t") if self._in_cell else True

    def end(self, name: str) -> None:
        if name == "c":
            self._in_cell = False
            self.cell(self._column, self._kind, self._style, "".join(self._words).strip())
            self._words = []
        elif name == "row":
            self.end_row()
        elif not self._in_cell and self._words:
            if text := "".join(self._words).strip():
                self.beside(text)
            self._words = []
        self._takes = False

    def text(self, text: str) -> None:
        if self._takes:
            self._words.append(text)

    def begin_row(self, attributes: Attributes) -> None:
        """A row begins; its number is in `row`."""
        raise NotImplementedError

    def cell(self, column: int, kind: str, style: str, value: str) -> None:
        """A cell as it is stored: its column from 0, its type and style, its value."""
        raise NotImplementedError

    def end_row(self) -> None:
        """The row is complete."""
        raise NotImplementedError

    def beside(self, text: str) -> None:
        """A text of the sheet outside its cells."""
        raise NotImplementedError


class _Sheet(Rows):
    """The rows as passages."""

    def __init__(self, field_name: str, strings: list[str]) -> None:
        super().__init__()
        self._field = field_name
        self._strings = strings
        self._table = Table(field_name)
        self._cells: list[tuple[int, Piece]] = []

    def begin_row(self, _attributes: Attributes) -> None:
        self._cells = []

    def cell(self, column: int, kind: str, _style: str, value: str) -> None:
        self._cells.append((column, self._piece(f"sel {_letters(column)}{self.row}", kind, value)))

    def end_row(self) -> None:
        self.ready.append(self._table.row(self._cells))
        self._cells = []

    def beside(self, text: str) -> None:
        self.ready.append(Passage(self._field, (Piece("", text),)))

    def _piece(self, place: str, kind: str, value: str) -> Piece:
        if kind == "s":
            return Piece(place, looked_up(self._strings, value))
        if kind == "n":
            return Piece(place, _whole(value), number=True)
        return Piece(place, value)


def looked_up(strings: list[str], value: str) -> str:
    """The shared text that a cell refers to by its number, or nothing where there is none."""
    is_known = re.fullmatch(r"[0-9]{1,9}", value) and int(value) < len(strings)
    return strings[int(value)] if is_known else ""


def _whole(value: str) -> str:
    """A number's digits, or nothing where it has a fraction: 1.871012908040007E+15 is one of 16 digits."""
    try:
        number = Decimal(value)
        return str(int(number)) if abs(number.adjusted()) < 30 and number == int(number) else ""
    except (InvalidOperation, ValueError, OverflowError):
        return ""


def column_of(letters: str) -> int:
    """`A` is 0, `AB` 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Elements(Handler):
    """Calls back for every element that begins; for the small parts that list others."""

    def __init__(self, seen: Callable[[str, Attributes], None]) -> None:
        super().__init__()
        self._seen = seen

    def start(self, name: str, attributes: Attributes) -> None:
        self._seen(name, attributes)

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def strings_of(package: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo], budget: Budget) -> list[str]:
    """The texts that cells refer to by their number."""
    handler = _Strings()
    for entry in entries:
        if entry.filename == "xl/sharedStrings.xml":
            list(read_part(package, entry, handler, budget))
    return handler.strings


def titles_of(package: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo], budget: Budget) -> dict[str, str]:
    """The names of sheets by their part."""
    names: dict[str, str] = {}
    parts: dict[str, str] = {}

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            wanted = next((value for key, value in attributes.items() if LOCAL[key] == "id"), "")
            names[wanted] = attributes.get("name", "")

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            parts[attributes.get("Id", "")] = posixpath.normpath(path)

    readers = {"xl/workbook.xml": sheet, "xl/_rels/workbook.xml.rels": relation}
    for entry in entries:
        if seen := readers.get(entry.filename):
            list(read_part(package, entry, Elements(seen), budget))
    return {parts[wanted]: name for wanted, name in names.items() if wanted in parts}


# All other parts ----------------------------------------------------------------------------------------------


_ENDS: Final = ("p", "si", "text", "comment")  # what holds runs, in the languages of drawings and sheets


class _Rest(Handler):
    """Every text of a part of which nothing is known, and where its links lead; a pivot table's memory is in `v`."""

    def __init__(self, field_name: str, *, values: bool) -> None:
        super().__init__()
        self._prose = Prose(field_name)
        self._values = values
        self._words: list[str] = []
        self._is_direct = False  # the open element itself holds text

    def start(self, name: str, attributes: Attributes) -> None:
        self._is_direct = False
        if name == "Relationship" and attributes.get("TargetMode") == "External":
            self.ready += self._prose.add(Piece("tautan", attributes.get("Target", "")))
        elif self._values and "v" in attributes:
            self.ready += self._prose.add(Piece("", _whole(attributes["v"]) or attributes["v"]))

    def end(self, name: str) -> None:
        if name in _ENDS or (self._is_direct and name != "t"):
            self._flush()
        self._is_direct = False

    def text(self, text: str) -> None:
        if text.strip():
            self._is_direct = True
        if "\n" not in text or text.strip():  # not what only indents the next element
            self._words.append(text)

    def _flush(self) -> None:
        if text := "".join(self._words).strip():
            self.ready += self._prose.add(Piece("", text))
        self._words = []

    def close(self) -> None:
        self._flush()
        self.ready += self._prose.rest()
