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
from generator.papers import office, table
from generator.papers.passages import DamageError, Found, Passage, found

MOST_FOUND = 1000  # of one document; who has so many needs no longer list


def answer() -> None:
    """Reads the paths from standard input and writes an answer a line to standard output."""
    seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
    for path in json.load(sys.stdin.buffer):
        limit(seconds=seconds * 2, megabytes=megabytes)
        sys.stdout.buffer.write(json.dumps(looked_into(Path(path), seconds=seconds)).encode() + b"\n")
        sys.stdout.buffer.flush()


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
