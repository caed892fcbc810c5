"""Has documents read in child processes, and words what came of it.

A document that is too slow, too big or that ends its reader is a fault of its own; the next one has a new child.
Knows nothing of records and of what is published.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Final, NamedTuple

from generator import privacy
from generator.confined import Child
from generator.papers.passages import CHANCE, Fault, Found
from generator.problems import Problem

ENDINGS: Final = (".pdf", ".docx", ".xlsx", ".csv")
OF_NAME: Final = "nama berkas"  # the field that stands for a file's name
SECONDS: Final = 60  # of reading one document; what was found by then counts
MEGABYTES: Final = 768  # of the child's memory; Python and pypdf alone take a fifth
_GRACE: Final = 5  # seconds more until the child is ended, with all that it has found
_MOST_ANSWER: Final = 1 << 20
_A_CHILD: Final = 8  # documents for which it is worth starting one
_CHILD: Final = "from generator.papers.child import answer; answer()"
_FAULTS: Final[dict[Fault, str]] = {
    "pindai": "hasil pindai, tidak dapat diperiksa{}",
    "sandi": "dikunci dengan sandi, tidak dapat diperiksa",
    "rusak": "rusak atau bukan dokumen seperti akhiran namanya, tidak dapat diperiksa{}",
    "besar": "isinya terlalu besar setelah dibuka, tidak selesai diperiksa",
    "lama": "belum selesai diperiksa setelah waktunya habis",
    "memori": "terlalu besar untuk memori pemeriksa, tidak selesai diperiksa",
    "berhenti": "pemeriksanya berhenti di dokumen ini, tidak selesai diperiksa",
    "banyak": "terlalu panjang atau terlalu banyak temuan, tidak selesai diperiksa",
    "sisipan": "memuat berkas sisipan yang tidak diperiksa",
}


class Scan(NamedTuple):
    """What was found in a document, in plain values; `fault` is a Fault and the pages that it is about, or empty."""

    findings: tuple[Found, ...] = ()
    fault: tuple[str, ...] = ()

    @property
    def lasts(self) -> bool:
        """Whether the same bytes always give the same: not what the machine's speed or memory has decided."""
        return not self.fault or self.fault[0] not in CHANCE

    def plain(self) -> tuple[object, ...]:
        """As tuples of texts and numbers, to be kept."""
        return tuple(map(tuple, self.findings)), self.fault


def revived(value: Sequence[Sequence[Sequence[object]]]) -> Scan:
    """A scan from its plain values. Raises ValueError or TypeError for others."""
    findings, fault = value
    made = []
    for line, field, place, kind, preview in findings:
        if kind not in privacy.KINDS:
            raise ValueError("unknown kind")
        made.append(Found(int(line), str(field), str(place), kind, str(preview)))  # type: ignore[call-overload]
    if fault and fault[0] not in _FAULTS:
        raise ValueError("unknown fault")
    return Scan(tuple(made), tuple(map(str, fault)))


def scans(
    paths: Sequence[Path], *, jobs: int, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> list[Scan]:
    """The scan of each document, in their order, by as many children as are worth it."""
    if not paths:
        return []
    workers = min(jobs, math.ceil(len(paths) / _A_CHILD))
    shares = [paths[number::workers] for number in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        limits = seconds, megabytes
        done = [iter(share) for share in pool.map(lambda share: _one_after_another(share, limits), shares)]
    return [next(done[number % workers]) for number in range(len(paths))]


def _one_after_another(paths: Sequence[Path], limits: tuple[int, int]) -> list[Scan]:
    found: list[Scan] = []
    while len(found) < len(paths):
        found += _by_one_child(paths[len(found) :], *limits)
    return found


def _by_one_child(paths: Sequence[Path], seconds: int, megabytes: int) -> Iterator[Scan]:
    """The scans by one child, until it has failed: at least one."""
    given = json.dumps([str(path) for path in paths]).encode()
    with Child(_CHILD, given, str(seconds), str(megabytes)) as child:
        for _ in paths:
            said = child.answer(_line, seconds=seconds + _GRACE)
            if not said.endswith(b"\n"):
                yield Scan(fault=("lama" if child.is_over else "berhenti", ""))
                return
            scan = _understood(said)
            yield scan
            if not scan.lasts:
                return  # what was too much for it may still fill its memory


def _line(pipe: IO[bytes]) -> bytes:
    return pipe.readline(_MOST_ANSWER)


def _understood(said: bytes) -> Scan:
    """A child's answer. It was in hostile hands: what does not have the shape is a fault."""
    try:
        value = json.loads(said)
        return revived((value["temuan"], value["galat"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return Scan(fault=("berhenti", ""))


# In words -----------------------------------------------------------------------------------------------------


def problems(path: str, scan: Scan, exempt: Collection[tuple[str, str, str]]) -> Iterator[Problem]:
    """What is to be said of a document. `exempt` names false alarms by file, field and kind."""
    for found in scan.findings:
        if (path, found.field, found.kind) in exempt:
            continue
        place = f"{found.place}: " if found.place else ""
        message = place + privacy.complaint(found.kind, found.preview)
        yield Problem(path, found.line, 1, "galat", "ISI-16", found.field, message)
    if scan.fault:
        fault, pages = scan.fault
        message = _FAULTS[fault].format(f" (halaman {pages})" if pages else "")  # type: ignore[index]
        advice = "pastikan sendiri tidak ada data pribadi di dalamnya"
        yield Problem(path, 1, 1, "peringatan", "BACA-18", "", f"{message}; {advice}")
