"""Stage 2: data to records; every problem of a file at once, each with its place and in plain Indonesian.

Knows the model and how pydantic complains; knows nothing of other records (that is `link`'s work).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator import privacy
from generator.portal import Acuan, Record
from generator.problems import CODES, Problem, Severity, found, suggestion
from generator.prose import Prose, prose
from generator.records.acuan import (
    DaftarBukanDataPribadi,
    DaftarHariLibur,
    DaftarJenis,
    DaftarKataTerkait,
    DaftarKebutuhan,
    DaftarSinonim,
    DaftarWilayah,
)
from generator.records.berita import Berita
from generator.records.fields import label
from generator.records.layanan import DIANJURKAN, WAJIB, Layanan
from generator.records.satker import Satker
from generator.records.umpan import DaftarPutusan, Entri, Keadaan
from generator.sources import File, Source, Steps, dotted

MODELS: Final[dict[str, type[BaseModel]]] = {
    "satker": Satker,
    "layanan": Layanan,
    "berita": Berita,
    "keputusan": DaftarPutusan,
}
LISTS: Final[dict[str, type[BaseModel]]] = {
    "wilayah": DaftarWilayah,
    "jenis_layanan": DaftarJenis,
    "kebutuhan": DaftarKebutuhan,
    "sinonim": DaftarSinonim,
    "kata_terkait": DaftarKataTerkait,
    "bukan_data_pribadi": DaftarBukanDataPribadi,
    "hari_libur": DaftarHariLibur,
}
OPTIONAL: Final = ("sinonim", "kata_terkait", "bukan_data_pribadi", "hari_libur")
CONTACTS: Final = frozenset({"telepon", "whatsapp", "nilai"})  # fields that are there to hold a number
Model = TypeVar("Model", bound=BaseModel)


def decisions(source: Source) -> tuple[DaftarPutusan | None, tuple[Problem, ...]]:
    """The decisions by hand on a satker's feeds, or None where the file has an error."""
    data, problems = _checked(DaftarPutusan, source)
    problems = [*source.problems, *problems]
    broken = data is None or any(problem.is_error for problem in problems)
    return None if broken else data, tuple(problems)


def record(
    source: Source, digest: bytes, exempt: Collection[tuple[str, str, str]] = ()
) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record, or None where it has an error; and all that is to be said of it.

    `exempt` names false alarms of the scan for personal data, by file, field and kind.
    """
    data, problems = _checked(MODELS[source.file.kind], source)
    problems = [*source.problems, *problems, *_personal_data(source, exempt)]
    body = prose(source.body) if source.file.kind == "berita" else Prose("", (), ())
    problems += [
        Problem(source.file.path, source.body_line + fault.line, 1, "galat", fault.code, "isi", fault.message)
        for fault in body.faults
    ]
    if isinstance(data, Berita) and not body.html and data.serta_merta is None:
        problems.append(_problem(source, (), "peringatan", "ISI-09", "isi berita masih kosong", "isi"))
    if isinstance(data, Layanan):
        problems += _missing_components(source, data)
    if data is None or any(problem.is_error for problem in problems):
        return None, tuple(problems)
    assert isinstance(data, Satker | Layanan | Berita)
    return Record(source.file, digest, data, body.html, body.files), tuple(problems)


def archived(file: File, content: bytes) -> tuple[Entri | Keadaan | None, tuple[Problem, ...]]:
    """An entry of a feed or the state of the feeds. A program wrote it: a fault means that somebody else changed it."""
    model: type[Entri | Keadaan] = Entri if file.kind == "umpan" else Keadaan
    try:
        value = model.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        message = "arsip umpan rusak; berkas ini hanya ditulis ultra fetch, kembalikan dari git"
        return None, (Problem(file.path, 1, 1, "galat", "BACA-17", where, message),)
    if isinstance(value, Entri) and value.id != file.name:
        message = f"id di dalam berkas bukan {file.name}; kembalikan dari git"
        return None, (Problem(file.path, 1, 1, "galat", "BACA-17", "id", message),)
    return value, ()


def acuan(sources: dict[str, Source]) -> tuple[Acuan | None, tuple[Problem, ...]]:
    """The reference data from its files, by name; None where any of it is wrong or missing."""
    problems: list[Problem] = []
    lists: dict[str, Any] = {}
    for name, model in LISTS.items():
        if name not in sources and name in OPTIONAL:
            lists[name] = model()
            continue
        if name not in sources:
            path = f"satker/_acuan/{name}.yml"
            problems.append(
                Problem(path, 1, 1, "galat", "BACA-15", "", "berkas acuan ini wajib ada dan dapat dibaca")
            )
            continue
        source = sources[name]
        lists[name], found_problems = _checked(model, source)
        problems += [*source.problems, *found_problems]
    if any(problem.is_error for problem in problems):
        return None, tuple(problems)
    problems += _acuan_faults(lists["wilayah"], lists["jenis_layanan"], lists["kebutuhan"], sources)
    problems += _words_in_two_groups(lists["sinonim"], sources)
    problems += [
        _problem(sources["hari_libur"], steps, "galat", "ISI-11", message)
        for steps, message in lists["hari_libur"].faults()
    ]
    codes = [kind.kode for kind in lists["jenis_layanan"].jenis]
    for index, each in enumerate(lists["kata_terkait"].kata_terkait):
        steps = ("kata_terkait", index, "jenis")
        named = [each.jenis] if each.jenis else []
        problems += _unknown(sources["kata_terkait"], steps, named, codes, "jenis layanan")
    if problems:
        return None, tuple(problems)
    return (
        Acuan(
            wilayah={item.kode: item for item in lists["wilayah"].wilayah},
            kelompok=lists["jenis_layanan"].kelompok,
            jenis={item.kode: item for item in lists["jenis_layanan"].jenis},
            kebutuhan=lists["kebutuhan"].kebutuhan,
            sinonim=lists["sinonim"].sinonim,
            pokok=lists["sinonim"].pokok,
            terkait={
                each.jenis or (each.halaman or "").lstrip("/"): each.kata
                for each in lists["kata_terkait"].kata_terkait
            },
            bukan_pribadi=frozenset(
                (item.berkas, item.isian_, item.jenis)
                for item in lists["bukan_data_pribadi"].bukan_data_pribadi
            ),
            hari_libur=lists["hari_libur"],
        ),
        (),
    )


def _acuan_faults(
    regions: DaftarWilayah, types: DaftarJenis, needs: DaftarKebutuhan, sources: dict[str, Source]
) -> Iterator[Problem]:
    """Codes and slugs that stand twice, and codes that lead nowhere."""
    kinds = sources["jenis_layanan"]
    yield from _repeated(sources["wilayah"], "wilayah", regions.wilayah, ("kode", "slug"))
    yield from _repeated(kinds, "kelompok", types.kelompok, ("kode", "slug"))
    yield from _repeated(kinds, "jenis", types.jenis, ("kode", "slug"))
    yield from _repeated(sources["kebutuhan"], "kebutuhan", needs.kebutuhan, ("slug",))
    groups = [group.kode for group in types.kelompok]
    codes = [kind.kode for kind in types.jenis]
    for index, kind in enumerate(types.jenis):
        yield from _unknown(kinds, ("jenis", index, "kode"), [kind.kelompok], groups, "kelompok")
        yield from _unknown(kinds, ("jenis", index, "mirip"), kind.mirip, codes, "jenis layanan")
    for index, need in enumerate(needs.kebutuhan):
        yield from _unknown(
            sources["kebutuhan"], ("kebutuhan", index, "jenis"), need.jenis, codes, "jenis layanan"
        )


def _words_in_two_groups(synonyms: DaftarSinonim, sources: dict[str, Source]) -> Iterator[Problem]:
    """A word that stands in two groups would join them without anybody having said so."""
    seen: dict[str, int] = {}
    for index, group in enumerate(synonyms.sinonim):
        for place, word in enumerate(group.kata):
            if word in seen:
                line, _ = sources["sinonim"].place(("sinonim", seen[word], "kata"))
                message = (
                    f"{found(word)} sudah ada di kelompok baris {line}; gabungkan keduanya, atau pilih satu"
                )
                yield _problem(
                    sources["sinonim"], ("sinonim", index, "kata", place), "galat", "ISI-11", message
                )
            seen.setdefault(word, index)


def _repeated(
    source: Source, key: str, items: Sequence[BaseModel], fields: tuple[str, ...]
) -> Iterator[Problem]:
    for field in fields:
        seen: set[str] = set()
        for index, item in enumerate(items):
            value = getattr(item, field)
            if value in seen:
                yield _problem(
                    source, (key, index, field), "galat", "TAUT-02", f"{found(value)} sudah dipakai"
                )
            seen.add(value)


def _unknown(
    source: Source, steps: Steps, codes: Sequence[str], known: Sequence[str], what: str
) -> Iterator[Problem]:
    for code in codes:
        if code not in known:
            message = f"tidak ada {what} {found(code)}{suggestion(code, known)}"
            yield _problem(source, steps, "galat", "TAUT-01", message)


def _missing_components(source: Source, data: Layanan) -> Iterator[Problem]:
    """One warning for all empty components: an office that is just beginning is not scolded fourteen times."""
    for names, duty in ((WAJIB, "wajib"), (DIANJURKAN, "dianjurkan")):
        missing = [name for name in names if not getattr(data, name)]
        if missing:
            message = (
                f"{len(missing)} dari {len(names)} komponen yang {duty} belum diisi: {', '.join(missing)}"
            )
            yield _problem(source, (), "peringatan", "ISI-14", message)


# Complaints in Indonesian -------------------------------------------------------------------------------------


def _personal_data(source: Source, exempt: Collection[tuple[str, str, str]]) -> Iterator[Problem]:
    """Numbers that name a person, each with its place and masked: the portal's git forgets nothing."""
    for steps, text in _texts(source.data, ()):
        contact = any(step in CONTACTS for step in steps)
        for finding in privacy.findings(text, contact=contact):
            if (source.file.path, dotted(steps), finding.kind) not in exempt:
                yield _problem(
                    source, steps, "galat", "ISI-16", privacy.complaint(finding.kind, finding.preview)
                )
    for number, line in enumerate(source.body.split("\n"), 1):
        for finding in privacy.findings(line):
            if (source.file.path, "isi", finding.kind) not in exempt:
                place = source.body_line + number, finding.start + 1
                yield Problem(
                    source.file.path,
                    *place,
                    "galat",
                    "ISI-16",
                    "isi",
                    privacy.complaint(finding.kind, finding.preview),
                )


def _texts(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    """Every text of a record that is long enough to hold such a number, with the keys that lead there."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*steps, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*steps, index))
    elif isinstance(value, str) and privacy.MANY_DIGITS.search(value):
        yield steps, value


def _checked(model: type[Model], source: Source) -> tuple[Model | None, list[Problem]]:
    try:
        return model.model_validate(source.data), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    deep = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    return None, [
        _complaint(model, source, detail)
        for detail in details
        if not (
            detail["type"] == "too_short" and detail["loc"] in deep
        )  # only an echo of the faults inside it
    ]


def _complaint(model: type[BaseModel], source: Source, detail: ErrorDetails) -> Problem:
    steps = _steps(source.data, detail["loc"], missing=detail["type"] == "missing")
    steps += detail.get("ctx", {}).get("at", ())
    code, message = _message(model, detail, steps)
    return _problem(source, steps, "galat", code, message)


def _problem(
    source: Source, steps: Steps, severity: Severity, code: str, message: str, name: str | None = None
) -> Problem:
    line, column = source.place(steps)
    return Problem(
        source.file.path, line, column, severity, code, dotted(steps) if name is None else name, message
    )


def _steps(data: Any, loc: Steps, *, missing: bool) -> Steps:
    """pydantic's path without what the editor did not write: names of unions, an index into a lone group."""
    steps: list[str | int] = []
    for position, step in enumerate(loc):
        if isinstance(data, dict) and isinstance(step, str) and step in data:
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif not (missing and position == len(loc) - 1):
            continue
        steps.append(step)
    return tuple(steps)


_EXPECTED: Final[dict[str, str]] = {
    "string_type": "harus teks, bukan daftar atau kelompok isian",
    "tuple_type": "harus daftar: satu isi per baris yang diawali tanda -",
    "list_type": "harus daftar: satu isi per baris yang diawali tanda -",
    "model_type": "harus kelompok isian: baris “nama: isi” yang menjorok ke dalam",
    "model_attributes_type": "harus kelompok isian: baris “nama: isi” yang menjorok ke dalam",
    "dict_type": "harus kelompok isian: baris “nama: isi” yang menjorok ke dalam",
}


def _message(model: type[BaseModel], detail: ErrorDetails, steps: Steps) -> tuple[str, str]:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind in CODES:
        return kind, detail["msg"]
    if kind == "missing":
        return "ISI-01", f"wajib diisi{_label(model, steps)}"
    if kind == "extra_forbidden":
        known = _fields_beside(model, steps)
        return (
            "ISI-02",
            f"kunci tidak dikenal{suggestion(str(steps[-1]), known) or f'; yang dikenal: {_some(known)}'}",
        )
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return (
            "ISI-03",
            f"harus salah satu dari {', '.join(choices)}; ditemukan {found(value)}{suggestion(str(value), choices)}",
        )
    if kind == "string_too_long":
        return "ISI-09", f"paling panjang {context['max_length']} huruf, ditemukan {len(str(value))}"
    if kind == "string_too_short":
        return "ISI-09", "teks kosong; isi, atau hapus barisnya"
    if kind in ("too_short", "too_long"):
        edge = (
            f"paling sedikit {context['min_length']}"
            if kind == "too_short"
            else f"paling banyak {context['max_length']}"
        )
        return (
            "ISI-04",
            f"harus berisi {edge} isi, ditemukan {len(value) if isinstance(value, list) else 'kurang'}",
        )
    if kind in _EXPECTED:
        return "ISI-04", f"{_EXPECTED[kind]}{_shown(value)}"
    return "ISI-11", f"isi tidak sah{_shown(value)} ({detail['msg']})"


def _shown(value: Any) -> str:
    return f"; ditemukan {found(value)}" if isinstance(value, str) else ""


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "")


def _label(model: type[BaseModel], steps: Steps) -> str:
    for owner in _models_at(model, steps[:-1]):
        if steps and steps[-1] in owner.model_fields:
            return f" ({label(owner, str(steps[-1]))})"
    return ""


def _fields_beside(model: type[BaseModel], steps: Steps) -> list[str]:
    """The fields that may stand where the unknown one stands."""
    return [name for owner in _models_at(model, steps[:-1]) for name in owner.model_fields]


def _models_at(model: type[BaseModel], steps: Steps) -> list[type[BaseModel]]:
    models = [model]
    for step in steps:
        if isinstance(step, str):
            models = [
                inner
                for owner in models
                if step in owner.model_fields
                for inner in _models_in(owner.model_fields[step].annotation)
            ]
    return models


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
