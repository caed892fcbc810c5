"""What a run did, in words: a table for a terminal, and a summary in Markdown for the CI's page.

Nothing here is a feed's own text: addresses stand as satker.yml names them.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.feeds.decide import NEVER
from generator.feeds.discover import Found
from generator.feeds.run import Line
from generator.records.umpan import GANGGUAN
from generator.wording import angka, waktu

HEADS = ("satker", "jawaban", "baru", "berubah", "ditahan", "ditanya lagi")


def table(lines: Sequence[Line]) -> list[str]:
    """The rows of the closing table, as wide as their widest cell."""
    rows = [HEADS, *(_cells(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    printed = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return [*printed, *_details(lines), total(lines)]


def _cells(line: Line) -> tuple[str, ...]:
    due = line.next_check
    again = "tidak lagi" if due in (None, NEVER) else waktu(due)
    return line.satker, line.answer, angka(line.new), angka(line.changed), angka(line.held), again


def _details(lines: Sequence[Line]) -> list[str]:
    return [f"{line.satker}: {line.url}: {line.detail}" for line in lines if line.detail]


def total(lines: Sequence[Line]) -> str:
    """The run in one line."""
    if not lines:
        return "tidak ada umpan yang perlu ditanya sekarang"
    new, held = sum(line.new for line in lines), sum(line.held for line in lines)
    failed = sum(line.fault for line in lines)
    return (
        f"{angka(len(lines))} umpan ditanya; {angka(new)} entri baru, {angka(held)} ditahan, "
        f"{angka(failed)} umpan gagal"
    )


def discovered(satker: str, found: Found) -> list[str]:
    """What a site was found to have, and the lines to put into satker.yml."""
    lines = []
    if found.fault:
        lines.append(
            f"beranda situsnya tidak terbaca: {GANGGUAN[found.fault][0]}; hanya alamat yang lazim dicoba"
        )
    if not found.proposals:
        tried = f"; {angka(found.tried)} alamat dicoba" if found.tried else ""
        return [*lines, f"{satker}: tidak ada umpan yang ditemukan{tried}"]
    lines.append(f"{satker}: {angka(len(found.proposals))} umpan ditemukan, tidak ada yang ditulis")
    lines.append(f"Bila benar milik satker, salin ke satker/{satker}/satker.yml:")
    lines.append("umpan:")
    for feed in found.proposals:
        newest = f", terbaru {feed.newest}" if feed.newest else ""
        where = ", di host lain: pastikan milik satker" if feed.foreign else ""
        lines.append(f"  - url: {feed.url}  # {angka(feed.entries)} entri{newest}{where}")
    return lines


def summary(lines: Sequence[Line]) -> str:
    """The same as Markdown."""
    rows = ["## Umpan satker", "", f"| {' | '.join(HEADS)} |", f"|{' --- |' * len(HEADS)}"]
    rows += [f"| {' | '.join(_cells(line))} |" for line in lines]
    rows += ["", *(f"- {detail.replace('|', '/')}" for detail in _details(lines)), "", total(lines), ""]
    return "\n".join(rows)
