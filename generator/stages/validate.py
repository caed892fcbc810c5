"""Stage 2: data to records; every problem of a file at once, each with its place and in plain Indonesian.

Knows the model and how pydantic complains; knows nothing of other records (that is `link`'s work).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator import privacy
from generator.cache import digest as digest_of
from generator.portal import Acuan, Record
from generator.problems import CODES, Problem, Severity, found, suggestion
from generator.prose import BASE, Prose, prose
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
from generator.records.dik import TANPA_JANGKA_WAKTU, TERLARANG, DaftarDik, Dik
from generator.records.dip import DaftarDip, Dip
from generator.records.fields import Isian, slug_fault, wajib
from generator.records.jawaban import Jawaban
from generator.records.laporan import Laporan, impossible
from generator.records.layanan import DIANJURKAN, WAJIB, Layanan
from generator.records.ppid import ProfilPpid
from generator.records.satker import Satker
from generator.records.umpan import DaftarPutusan, Entri, Keadaan
from generator.sources import LISTS, WITH_BODY, File, Source, Steps, dotted

MODELS: Final[dict[str, type[BaseModel]]] = {
    "satker": Satker,
    "layanan": Layanan,
    "berita": Berita,
    "keputusan": DaftarPutusan,
    "ppid": ProfilPpid,
    "dip": Dip,
    "dik": Dik,
    "laporan": Laporan,
    "jawaban": Jawaban,
}
LIST_FILES: Final[dict[str, type[BaseModel]]] = {"dip": DaftarDip, "dik": DaftarDik}
ACUAN_FILES: Final[dict[str, type[BaseModel]]] = {
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
    body = _body(source)
    problems += [
        Problem(source.file.path, source.body_line + fault.line, 1, "galat", fault.code, "isi", fault.message)
        for fault in body.faults
    ]
    problems += _own_faults(source, data, body)
    if data is None or any(problem.is_error for problem in problems):
        return None, tuple(problems)
    assert isinstance(data, Satker | Layanan | Berita | ProfilPpid | Dip | Dik | Laporan | Jawaban)
    line, _ = source.place(())
    return Record(source.file, digest, data, body.html, body.files, line), tuple(problems)


class Checked(NamedTuple):
    """The records of a file, the ids of what is broken in it, and all that is to be said of it."""

    records: tuple[Record, ...]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]


def records(source: Source, digest: bytes, exempt: Collection[tuple[str, str, str]] = ()) -> Checked:
    """Every record of a file: one, or each item of a list, so that a broken item leaves out itself alone."""
    if source.file.kind in LISTS:
        return _items(source, exempt)
    found_record, problems = record(source, digest, exempt)
    if found_record is None:
        return Checked((), (source.file.id,), problems)
    return Checked((found_record,), (), problems)


def _items(source: Source, exempt: Collection[tuple[str, str, str]]) -> Checked:
    """The items of a list. What is wrong beside them leaves out the whole: it may be the word that they are samples."""
    key, whole = source.file.kind, source.file.id
    items = source.data.get(key)
    is_list = isinstance(items, list)
    head = replace(source, data={**source.data, key: []} if is_list else source.data)
    data, problems = _checked(LIST_FILES[key], head)
    problems += _personal_data(head, exempt)
    own, of_items = _shared_out(source, len(items) if isinstance(items, list) else 0)
    problems += own
    if data is None or not isinstance(items, list) or any(problem.is_error for problem in problems):
        return Checked((), (whole,), (*problems, *(said for group in of_items for said in group)))
    made: list[Record] = []
    left_out: list[str] = []
    lines: dict[str, int] = {}
    is_sample = getattr(data, "contoh", False)
    for index, item in enumerate(items):
        one = source.item(key, index)
        code = item.get("kode") if isinstance(item, dict) else None
        name = code if isinstance(code, str) and not slug_fault(code) else f"#{index + 1}"
        one = replace(one, file=source.file._replace(name=name), problems=tuple(of_items[index]))
        if isinstance(item, dict) and is_sample:
            one = replace(one, data={**item, "contoh": "true"})
        mark = digest_of(source.file.path, json.dumps(one.data, sort_keys=True))
        one_record, said = record(one, mark, exempt)
        problems += said
        if name in lines:
            message = f"{found(name)} sudah dipakai di baris {lines[name]}; pilih kode lain"
            problems.append(_problem(one, ("kode",), "galat", "TAUT-02", message))
            left_out.append(f"{whole}/#{index + 1}")
            continue
        lines[name] = one.place(("kode",))[0]
        if one_record is None:
            left_out.append(one.file.id)
        else:
            made.append(one_record)
    return Checked(tuple(made), tuple(left_out), tuple(problems))


def _shared_out(source: Source, count: int) -> tuple[list[Problem], list[list[Problem]]]:
    """What the reader said, of the file itself and of each item: by the last item that begins before it."""
    own: list[Problem] = []
    of_items: list[list[Problem]] = [[] for _ in range(count)]
    starts = [source.place((source.file.kind, index)) for index in range(count)]
    for problem in source.problems:
        index = bisect_right(starts, (problem.line, problem.column)) - 1
        # A key to the left of the items is the file's own.
        if index >= 0 and (problem.column >= starts[index][1] or problem.line == starts[index][0]):
            of_items[index].append(problem)
        else:
            own.append(problem)
    return own, of_items


def item_of(source: Source, id_: str) -> Source:
    """The item with this id of a list file, or the source as it is where the id is the file's own."""
    items = source.data.get(source.file.kind) if source.file.kind in LISTS else None
    code = id_.rpartition("/")[2]
    for index, item in enumerate(items if isinstance(items, list) and id_ != source.file.id else ()):
        if isinstance(item, dict) and item.get("kode") == code:
            return source.item(source.file.kind, index)
    return source


def _body(source: Source) -> Prose:
    """The body of a file that has one; the page of an answer does not lie in its satker's folder."""
    if source.file.kind not in WITH_BODY:
        return Prose("", (), ())
    if source.file.kind == "jawaban":
        return prose(source.body, files=f"{BASE}satker/{source.file.satker}/berkas/")
    return prose(source.body)


def _own_faults(source: Source, data: BaseModel | None, body: Prose) -> Iterator[Problem]:
    """What only one kind of record can have."""
    kind = source.file.kind
    if isinstance(data, Berita) and not body.html and data.serta_merta is None:
        yield _problem(source, (), "peringatan", "ISI-09", "isi berita masih kosong", "isi")
    elif isinstance(data, Layanan):
        yield from _missing_components(source, data)
    elif isinstance(data, Laporan):
        for steps, message in impossible(data):
            yield _problem(source, steps, "galat", "PPID-05", message)
        if str(data.tahun) != source.file.name:
            message = f"ditemukan “{data.tahun}”, padahal nama berkasnya laporan-{source.file.name}.yml"
            yield _problem(source, ("tahun",), "galat", "ISI-11", message)
    elif kind == "jawaban" and not body.html:
        yield _problem(source, (), "galat", "ISI-09", "jawaban masih kosong", "isi")
    elif kind == "dik" and isinstance(source.data, dict):
        yield from _exclusion_faults(source)


def _exclusion_faults(source: Source) -> Iterator[Problem]:
    """What an excluded information may not be without, and what none of its texts may carry."""
    if not source.data.get("jangka_waktu_pengecualian") and not source.data.get("berlaku_sampai"):
        yield _problem(source, (), "galat", "PPID-03", TANPA_JANGKA_WAKTU)
    for steps, text in _every_text(source.data, ()):
        if TERLARANG.keys().isdisjoint(steps) and (address := _LEADS_AWAY.search(text)):
            message = (
                f"teks memuat {found(address[0])}; daftar informasi yang dikecualikan tidak memuat berkas atau alamat "
                "(UU 14/2008 Pasal 17)"
            )
            yield _problem(source, steps, "galat", "PPID-04", message)


_LEADS_AWAY: Final = re.compile(r"(?:https?://|www\.|\bberkas/)\S+", re.IGNORECASE)


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
    for name, model in ACUAN_FILES.items():
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
            if (source.file.path, dotted((*source.at, *steps)), finding.kind) not in exempt:
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
    return ((path, text) for path, text in _every_text(value, steps) if privacy.MANY_DIGITS.search(text))


def _every_text(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _every_text(item, (*steps, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _every_text(item, (*steps, index))
    elif isinstance(value, str):
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
    field = dotted((*source.at, *steps)) if name is None else name
    return Problem(source.file.path, line, column, severity, code, field, message)


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
        return _absent(model, steps)
    if kind == "extra_forbidden":
        return _unasked(model, steps)
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


def _absent(model: type[BaseModel], steps: Steps) -> tuple[str, str]:
    """What is said of a field that must be there."""
    for owner in _models_at(model, steps[:-1]):
        if steps and steps[-1] in owner.model_fields:
            return wajib(owner, str(steps[-1]))
    return "ISI-01", "wajib diisi"


def _unasked(model: type[BaseModel], steps: Steps) -> tuple[str, str]:
    """What is said of a key that the model does not know, or refuses for a reason of its own."""
    for owner in _models_at(model, steps[:-1]):
        if issubclass(owner, Isian) and (refused := owner.terlarang.get(str(steps[-1]))):
            return refused
    known = _fields_beside(model, steps)
    near = suggestion(str(steps[-1]), known) or f"; yang dikenal: {_some(known)}"
    return "ISI-02", f"kunci tidak dikenal{near}"


def _shown(value: Any) -> str:
    return f"; ditemukan {found(value)}" if isinstance(value, str) else ""


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "")


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
