"""The child's whole life: it opens one document after another and answers a line for each.

What leaves it is where something was found, masked: no text and no number. Whatever a document does to its reader
ends here, or ends this process.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.confined import limit
from generator.papers import office, table, workbook
from generator.papers.grid import Grid
from generator.papers.passages import DamageError, Found, Passage, found

MOST_FOUND = 1000  # of one document; who has so many needs no longer list


def answer() -> None:
    """Reads the paths from standard input and writes an answer a line to standard output."""
    seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
    for path in json.load(sys.stdin.buffer):
        limit(seconds=seconds * 2, megabytes=megabytes)
        sys.stdout.buffer.write(json.dumps(looked_into(Path(path), seconds=seconds)).encode() + b"\n")
        sys.stdout.buffer.flush()


def show() -> None:
    """Reads one path from standard input and writes the sheets of that table to standard output."""
    limit(seconds=int(sys.argv[1]) * 2, megabytes=int(sys.argv[2]))
    sys.stdout.buffer.write(json.dumps(shown(Path(json.load(sys.stdin.buffer)))).encode() + b"\n")


def shown(path: Path) -> dict[str, Any]:
    """The grids of a table and at most one fault; a number is a list of its digits, to be told from a text."""
    try:
        sheets = [_plain(grid) for grid in _grids(path.suffix, path.read_bytes())]
    except DamageError as error:
        return {"lembar": [], "galat": error.fault}
    except MemoryError:
        return {"lembar": [], "galat": "memori"}
    except Exception:  # noqa: BLE001 - as above
        return {"lembar": [], "galat": "rusak"}
    return {"lembar": sheets, "galat": ""}


def _plain(grid: Grid) -> list[Any]:
    rows = [[cell if isinstance(cell, str) else [f"{cell:f}"] for cell in row] for row in grid.rows]
    return [grid.title, rows, grid.total, grid.more, grid.left_out, grid.spans]


def _grids(ending: str, content: bytes) -> Iterator[Grid]:
    return {".xlsx": workbook.grids, ".csv": table.grids}[ending](content)


def looked_into(path: Path, *, seconds: float) -> dict[str, Any]:
    """The findings of a document and at most one fault, each as a list; what was found before a fault counts."""
    until = time.monotonic() + seconds
    findings: list[Found] = []
    fault: list[str] = []
    try:
        for passage in _passages(path.suffix, path.read_bytes()):
            findings += found(passage)
            if len(findings) > MOST_FOUND:
                fault = ["banyak", ""]
                break
            if time.monotonic() > until:
                fault = ["lama", ""]
                break
    except DamageError as error:
        fault = [error.fault, error.pages]
    except MemoryError:
        fault = ["memori", ""]
    except Exception:  # noqa: BLE001 - libraries raise what they like of a damaged file
        fault = ["rusak", ""]
    return {"temuan": findings[:MOST_FOUND], "galat": fault}


def _passages(ending: str, content: bytes) -> Iterator[Passage]:
    if ending == ".pdf":
        from generator.papers import pdf

        return pdf.passages(content)
    return {".docx": office.word, ".xlsx": office.sheets, ".csv": table.passages}[ending](content)
