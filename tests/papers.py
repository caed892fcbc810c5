"""Documents made at test time: PDFs by hand, sheets and texts by the libraries that people's programs resemble."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import docx
import openpyxl

PICTURE = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"


def pdf(
    pages: Sequence[str], *, scanned: Sequence[int] = (), more: Mapping[str, bytes] | None = None
) -> bytes:
    """A PDF with a page for each text, whose letters may be any of UTF-16; a scanned page holds a picture.

    `more` adds entries to the catalog.
    """
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(body: bytes, head: bytes = b"<<") -> bytes:
        packed = zlib.compress(body)
        return head + b" /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)

    catalog, tree = add(b""), add(b"")
    letters = sorted(set("".join(pages)) - {"\n"}) or ["x"]
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + b"".join(b"1 beginbfchar <%04X> <%04X> endbfchar\n" % (ord(each), ord(each)) for each in letters)
        + b"endcmap end end"
    )
    mapping = add(stream(cmap))
    inner = add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    font = add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
        b"/DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (inner, mapping)
    )
    picture = add(stream(b"\0", PICTURE))
    kids = []
    for number, text in enumerate(pages, 1):
        lines = [b"<%b> Tj 0 -14 Td" % line.encode("utf-16-be").hex().encode() for line in text.split("\n")]
        content = b"BT /F 11 Tf 50 780 Td %b ET" % b"\n".join(lines) if text else b""
        body = add(stream(content + (b" q 500 0 0 700 50 50 cm /P Do Q" if number in scanned else b"")))
        drawn = b"/XObject << /P %d 0 R >>" % picture if number in scanned else b""
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F %d 0 R >> %b >> >>" % (tree, body, font, drawn)
            )
        )
    objects[tree - 1] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    extra = b" ".join(b"/%b %b" % (name.encode(), value) for name, value in (more or {}).items())
    objects[catalog - 1] = b"<< /Type /Catalog /Pages %d 0 R %b >>" % (tree, extra)
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    """A PDF of objects, the first of which is its catalog."""
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(made)


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook with these rows in each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def word(paragraphs: Sequence[str] = (), tables: Sequence[Sequence[Sequence[str]]] = ()) -> bytes:
    """A document with paragraphs, then tables."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def with_parts(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The docx or xlsx with parts added, or replaced where they are there already."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()
