"""Asks a built portal's search a set of questions, with the engine that visitors use, and says what it did not find.

A set is a YAML file with a list `pertanyaan`: `tanya`, what a person types; `harap`, the addresses of which one must be among the first
three (none: the search must honestly find nothing); `bagian`, a word by which results are counted apart.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.errors import UltraError
from generator.export.cari import FOLDER
from generator.stages.read import settings

FIRST: Final = 3  # results of which one must be right
_RUNNER: Final = Path(__file__).with_suffix(".mjs")


class QueriesError(UltraError):
    """A set of questions cannot be asked; the text is Indonesian."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person types, and the addresses (without the first slash) of which one is right."""

    text: str
    wanted: tuple[str, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: the first addresses, how many there are in all, and which words were read as others."""

    question: Question
    found: tuple[str, ...]
    total: int
    corrections: tuple[tuple[str, str], ...]

    @property
    def is_right(self) -> bool:
        """Whether a wanted address is among the first, or nothing was found where nothing is wanted."""
        if not self.question.wanted:
            return not self.total
        return any(address in self.question.wanted for address in self.found[:FIRST])


def read(path: Path) -> tuple[Question, ...]:
    """A set's file. Raises QueriesError where it cannot be read, with the line where it is no YAML."""
    root, name = path.resolve().parent, path.name
    data, problems = settings(root, name)
    if problems:
        raise QueriesError("\n".join(map(str, problems)))
    return questions(data, str(path))


def questions(data: Mapping[str, Any], name: str) -> tuple[Question, ...]:
    """A set as it was read from YAML. Raises QueriesError with the number of the question that is none."""
    items = data.get("pertanyaan")
    if not isinstance(items, list) or not items:
        raise QueriesError(f"{name}: harus memuat pertanyaan: daftar, masing-masing dengan tanya dan harap")
    return tuple(_question(item, f"{name}: pertanyaan ke-{number}") for number, item in enumerate(items, 1))


def _question(item: Any, place: str) -> Question:
    if not isinstance(item, dict) or not isinstance(item.get("tanya"), str) or not item["tanya"].strip():
        raise QueriesError(f"{place}: tanya belum diisi")
    wanted = item.get("harap")
    if isinstance(wanted, str):
        wanted = [wanted]
    if not isinstance(wanted, list) or not all(isinstance(address, str) for address in wanted):
        raise QueriesError(
            f"{place}: harap harus daftar alamat seperti [/layanan/ukbi/], atau [] bila tidak ada"
        )
    addresses = tuple(address.removeprefix("/") for address in wanted)
    return Question(item["tanya"], addresses, str(item.get("bagian") or ""))


def ask(site: Path, engine: Path, asked: Sequence[Question]) -> tuple[Answer, ...]:
    """Asks the search of a built site. Raises QueriesError where there is no index or no node."""
    node = shutil.which("node")
    if node is None:
        raise QueriesError("tidak ada node, yang menjalankan mesin pencari di luar peramban; pasang Node.js")
    if not (site / FOLDER / "core.json").exists():
        raise QueriesError(f"{site}: belum ada indeks pencarian; jalankan: ultra build")
    job = {
        "engine": str(engine),
        "folder": str(site / FOLDER),
        "questions": [question.text for question in asked],
        "limit": 10,
    }
    done = subprocess.run([node, str(_RUNNER)], input=json.dumps(job), capture_output=True, text=True)
    if done.returncode:
        raise QueriesError(f"mesin pencari gagal: {done.stderr.strip().splitlines()[-1:]}")
    return tuple(
        Answer(
            question,
            tuple(said["found"]),
            said["total"],
            tuple((each["from"], each["to"]) for each in said["corrections"]),
        )
        for question, said in zip(asked, json.loads(done.stdout), strict=True)
    )


def report(answers: Iterable[Answer]) -> list[str]:
    """Each question that was not answered, then the share of each part."""
    lines = []
    parts: dict[str, list[bool]] = {}
    for answer in answers:
        parts.setdefault(answer.question.part, []).append(answer.is_right)
        if not answer.is_right:
            lines.append(_miss(answer))
    for part, right in sorted(parts.items()):
        name = f"{part}: " if part else ""
        share = f"{100 * sum(right) / len(right):.1f}".replace(".", ",")
        lines.append(f"{name}{sum(right)} dari {len(right)} terjawab di {FIRST} hasil pertama ({share} %)")
    return lines


def _miss(answer: Answer) -> str:
    read = "".join(f" [{before} dibaca {after}]" for before, after in answer.corrections)
    if not answer.question.wanted:
        return f"“{answer.question.text}”{read}: seharusnya tidak menemukan apa-apa, menemukan {answer.total}"
    wanted = " atau ".join(f"/{address}" for address in answer.question.wanted)
    got = ", ".join(f"/{address}" for address in answer.found[:FIRST]) or "tidak ada"
    return f"“{answer.question.text}”{read}: seharusnya {wanted}; ditemukan: {got}"


def share(answers: Sequence[Answer]) -> float:
    """The share of right answers, 0 to 1."""
    return sum(answer.is_right for answer in answers) / len(answers)
