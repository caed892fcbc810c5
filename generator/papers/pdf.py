"""The text of a PDF: its pages, what is written beside them, its form fields, and its description.

Knows pypdf, which is Python from end to end: a damaged file can make it slow or wrong, and can do nothing else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import DictionaryObject

from generator.papers.passages import DamageError, Passage, Piece, ranges

MOST_PAGES: Final = 3000
_LEAST_LETTERS: Final = 30  # a scanned page may carry the stamp of a scanner's program
_MOST_FIELDS: Final = 20_000
_DEEPEST_FIELD: Final = 20  # fields within fields
_DEEP: Final = 3  # forms within forms in which pictures are looked for


@dataclass(slots=True)
class _Pages:
    """What the pages were like, by their numbers from 1."""

    count: int = 0
    wordless: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)


def passages(content: bytes) -> Iterator[Passage]:
    """A passage a page, then those of the whole. Raises DamageError, also at the end, and what pypdf raises."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        _unlock(reader)
    yield from _description(reader)
    pages = _Pages()
    for page in reader.pages:
        pages.count += 1
        if pages.count > MOST_PAGES:
            raise DamageError("banyak")
        yield from _page(page, pages)
    yield from _fields(reader)
    _judge(pages)
    if reader.attachments:
        raise DamageError("sisipan")


def _page(page: PageObject, pages: _Pages) -> Iterator[Passage]:
    place = f"halaman {pages.count}"
    try:
        text = page.extract_text()
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - one page that pypdf cannot read says nothing of the others
        pages.unread.append(pages.count)
        return
    yield Passage(place, (Piece("", text),))
    if beside := [Piece("catatan atau isian", words) for words in _beside(page)]:
        yield Passage(place, tuple(beside))
    if not text.strip():
        pages.wordless.append(pages.count)
    if sum(map(str.isalnum, text)) < _LEAST_LETTERS and _has_picture(page, _DEEP):
        pages.pictures.append(pages.count)


def _judge(pages: _Pages) -> None:
    """Raises DamageError where pages have not been read, or are pictures of pages."""
    if pages.unread:
        raise DamageError("rusak", ranges(pages.unread))
    if len(pages.wordless) == pages.count:
        raise DamageError("pindai")
    if pages.pictures:
        raise DamageError("pindai", ranges(pages.pictures))


def _unlock(reader: PdfReader) -> None:
    """Many are locked against changes only and open without a password."""
    try:
        opened = reader.decrypt("")
    except (DependencyError, NotImplementedError) as error:
        raise DamageError("sandi") from error  # AES needs a library that the portal does not carry
    except FileNotDecryptedError as error:
        raise DamageError("sandi") from error
    if not opened:
        raise DamageError("sandi")


def _description(reader: PdfReader) -> Iterator[Passage]:
    words = [str(value) for value in (reader.metadata or {}).values() if isinstance(value, str)]
    if words:
        yield Passage("keterangan dokumen", tuple(Piece("", word) for word in words))


def _beside(page: Any) -> Iterator[str]:
    """Comments, what form fields hold, and where links lead."""
    for reference in _array(page, "/Annots"):
        note = reference.get_object()
        if isinstance(note, dict):
            held = note.get("/Contents"), note.get("/V"), _dictionary(note, "/A").get("/URI")
            yield from (str(value.get_object()) for value in held if value is not None)


def _fields(reader: PdfReader) -> Iterator[Passage]:
    """What the fields of the form hold: one of several boxes keeps its value above them, off every page."""
    form = _dictionary(reader.trailer["/Root"], "/AcroForm")
    waiting = [(each, 0) for each in _array(form, "/Fields")]
    count = 0
    while waiting and count < _MOST_FIELDS:
        reference, deep = waiting.pop()
        held = reference.get_object()
        count += 1
        if not isinstance(held, dict):
            continue
        if deep < _DEEPEST_FIELD:
            waiting += [(each, deep + 1) for each in _array(held, "/Kids")]
        if (value := held.get("/V")) is not None:
            words = f"{held.get('/T', '')}: {value.get_object()}"
            yield Passage("isian formulir", (Piece("", words),))


def _dictionary(holder: Any, name: str) -> Any:
    """A dictionary by its name, or an empty one: any entry may be missing, elsewhere or something else."""
    value = holder.get_object().get(name) if holder is not None else None
    value = value.get_object() if value is not None else None
    return value if isinstance(value, dict) else DictionaryObject()


def _array(holder: Any, name: str) -> list[Any]:
    value = holder.get(name)
    value = value.get_object() if value is not None else None
    return list(value) if isinstance(value, list) else []


def _has_picture(holder: Any, deep: int) -> bool:
    """Whether a page or a form in it draws a picture."""
    for reference in _dictionary(_dictionary(holder, "/Resources"), "/XObject").values():
        each = reference.get_object()
        if not isinstance(each, dict):
            continue
        if each.get("/Subtype") == "/Image":
            return True
        if deep and each.get("/Subtype") == "/Form" and _has_picture(each, deep - 1):
            return True
    return False
