"""The types of single fields, and how a model says its label and hint.

Every scalar arrives as text (the reader gives no scalar a type); a type here turns it into its value or
raises one clear Indonesian message. Knows nothing of any kind of record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Final, NamedTuple, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from generator.problems import found
from generator.wording import DAYS, WIB


class Isian(BaseModel):
    """Base of every group of fields: closed, frozen, and silent about values it was not asked for.

    `terlarang` are keys that are refused for a reason of their own: a code and what its message says.
    """

    terlarang: ClassVar[Mapping[str, tuple[str, str]]] = {}

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,
        str_strip_whitespace=True,
        hide_input_in_errors=True,
    )


class Rekaman(Isian):
    """Base of every kind of record."""


def isian(
    label: str,
    hint: str = "",
    *,
    istilah: str = "",
    contoh: str = "",
    hukum: str = "",
    kode: str = "",
    **options: Any,
) -> Any:
    """A field with its Indonesian label (as a visitor reads it) and hint (as an editor reads it).

    `istilah` is the law's own term where it differs from the label, `contoh` a value as it would be written. Where the
    field must be there, `hukum` is the article that says so and `kode` the problem's code, if not the usual one.
    """
    given = {"istilah": istilah, "contoh": contoh, "hukum": hukum, "kode": kode}
    extra: dict[str, Any] = {key: value for key, value in given.items() if value}
    return Field(title=label, description=hint or None, json_schema_extra=extra or None, **options)


def label(model: type[BaseModel], field: str) -> str:
    """The field's label; a KeyError where the model has no such field."""
    return model.model_fields[field].title or field


def istilah(model: type[BaseModel], field: str) -> str:
    """The law's term of the field, else its label."""
    extra = model.model_fields[field].json_schema_extra
    term = extra.get("istilah") if isinstance(extra, dict) else None
    return str(term) if term else label(model, field)


def wajib(model: type[BaseModel], field: str) -> tuple[str, str]:
    """The code of the problem that the field is missing, and what its message says."""
    extra = model.model_fields[field].json_schema_extra
    said = extra if isinstance(extra, dict) else {}
    law = f"; {said['hukum']}" if "hukum" in said else ""
    return str(said.get("kode", "ISI-01")), f"wajib diisi ({label(model, field)}){law}"


def salah(code: str, message: str, *at: str | int) -> PydanticCustomError:
    """A refusal with a code of `problems.CODES` and a message that needs no translation.

    `at` leads from the group that is refused to the field to be changed.
    """
    return PydanticCustomError(code, "{message}", {"message": message, "at": at})


Value = TypeVar("Value")


def _from_text(parse: Callable[[str], Value]) -> PlainValidator:
    """A validator of text; lets a value that is already of its type through, for models built in code."""

    def validate(value: Any) -> Any:
        if isinstance(value, str):
            return parse(value.strip())
        if value is None or isinstance(value, Mapping | list):
            raise salah("ISI-04", "harus teks satu baris, bukan daftar atau kelompok isian")
        return value

    return PlainValidator(validate, json_schema_input_type=str)


# Plain text ---------------------------------------------------------------------------------------------------

Teks = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Uraian = Annotated[str, StringConstraints(min_length=1, max_length=5000)]
Naskah = Annotated[str, StringConstraints(max_length=200_000, strip_whitespace=False)]

SLUG_RULE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED_SLUGS: Final = frozenset(
    {"a-z", "menurut", "bagian", "satker", "wilayah", "layanan", "berita", "berkas", "umpan", "ppid"}
)


def slug_fault(text: str) -> str:
    """Why the text cannot be a slug, or nothing."""
    if not SLUG_RULE.fullmatch(text):
        return "hanya huruf kecil a–z, angka, dan tanda hubung di antaranya"
    if len(text) > 80:
        return "paling panjang 80 huruf"
    if text in RESERVED_SLUGS or re.fullmatch(r"\d{4}", text):
        return "nama ini dipakai portal untuk alamatnya sendiri"
    return ""


def _slug(text: str) -> str:
    if fault := slug_fault(text):
        raise salah("ISI-10", f"bukan nama pendek yang sah, ditemukan {found(text)}; {fault}")
    return text


Slug = Annotated[str, _from_text(_slug)]


def _pattern(rule: str, code: str, expected: str) -> PlainValidator:
    compiled = re.compile(rule)

    def parse(text: str) -> str:
        if len(text) > 200 or not compiled.fullmatch(text):  # names of files are made of some of them
            raise salah(code, f"harus {expected}, ditemukan {found(text)}")
        return text

    return _from_text(parse)


KodeJenis = Annotated[
    str,
    _pattern(
        r"[A-Z]{3}-\d{2}",
        "ISI-10",
        "kode jenis layanan seperti IJZ-01 (lihat satker/_acuan/jenis_layanan.yml)",
    ),
]
KodeKelompok = Annotated[str, _pattern(r"[A-Z]{3}", "ISI-10", "tiga huruf besar seperti IJZ")]
Kata = Annotated[
    str,
    _pattern(
        r"[a-z0-9]+(?:[ -][a-z0-9]+)*",
        "ISI-10",
        "kata atau frasa dengan huruf kecil tanpa tanda baca, seperti surat keterangan",
    ),
]
KodeSyarat = Annotated[
    str, _pattern(r"[a-z0-9]+(?:_[a-z0-9]+)*", "ISI-10", "kode syarat: huruf kecil, angka, dan garis bawah")
]
KodeWilayah = Annotated[
    str, _pattern(r"\d\d(?:\.\d\d)?", "ISI-10", 'kode wilayah Kemendagri seperti "18" atau "18.02"')
]
KodeBps = Annotated[str, _pattern(r"\d\d(?:\d\d)?", "ISI-10", 'kode BPS seperti "18" atau "1805"')]
Rujukan = Annotated[
    str,
    _pattern(
        r"[A-Z]{3}-\d{2}|[a-z0-9-]+(?:/(?:layanan|berita)/[a-z0-9-]+)?",
        "ISI-10",
        "rujukan seperti IJZ-01, unila, atau unila/layanan/legalisir-ijazah",
    ),
]
Jalur = Annotated[
    str,
    _pattern(
        r"/(?:[a-z0-9][a-z0-9_-]*/)+",
        "ISI-10",
        "alamat di portal ini, dimulai dan diakhiri garis miring",
    ),
]
NamaBerkas = Annotated[
    str,
    _pattern(
        r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\.(?:pdf|png|jpg|jpeg|webp|docx|xlsx|csv)",
        "ISI-13",
        "nama berkas di folder berkas/ satker, tanpa spasi, seperti maklumat.pdf",
    ),
]
NamaDokumen = Annotated[  # no picture: that is published made small, and would not be the file that was named
    str,
    _pattern(
        r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\.(?:pdf|docx|xlsx|csv)",
        "ISI-13",
        "nama dokumen (pdf, docx, xlsx, csv) di folder berkas/ satker, tanpa spasi, seperti daftar-aset.csv",
    ),
]
DasarPengecualian = Annotated[  # huruf h has five numbers; h.5 are records of pupils
    str,
    _pattern(
        r"[a-j]|h\.[1-5]",
        "ISI-10",
        "huruf a sampai j dari UU 14/2008 Pasal 17, atau h dengan angkanya seperti h.5",
    ),
]
RujukanDip = Annotated[
    str,
    _pattern(
        r"[a-z0-9-]+/dip/[a-z0-9-]+",
        "ISI-10",
        "rujukan ke informasi di DIP seperti unila/dip/rencana-strategis",
    ),
]
AkunGithub = Annotated[
    str, _pattern(r"@?[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}", "ISI-08", "nama akun GitHub seperti nama-akun")
]

# Contacts -----------------------------------------------------------------------------------------------------

PosEl = Annotated[
    str,
    _pattern(
        r"[^@\s<>\"']{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
        "ISI-08",
        "alamat pos-el seperti layanan@contoh.go.id",
    ),
]
Telepon = Annotated[
    str,
    _pattern(r"\+?[0-9(][0-9 ()./-]{4,24}[0-9]", "ISI-08", "nomor telepon: angka, spasi, dan tanda hubung"),
]


def _url(text: str) -> str:
    """http(s) with a host; no credentials, control characters, spaces or backslashes (they mean other hosts)."""
    if len(text) > 2000 or re.search(r"[\x00-\x20\x7f\\<>\"^`{|}]", text):
        raise salah(
            "ISI-07",
            f"alamat web terlalu panjang, atau memuat spasi atau tanda terlarang, ditemukan {found(text)}",
        )
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or not host or "." not in host or port == 0:
        raise salah(
            "ISI-07", f"harus alamat web lengkap seperti https://contoh.go.id/, ditemukan {found(text)}"
        )
    if "@" in parts.netloc:
        raise salah(
            "ISI-07", f"alamat web tidak boleh memuat nama pengguna atau sandi, ditemukan {found(text)}"
        )
    return text


Url = Annotated[str, _from_text(_url)]

# Numbers ------------------------------------------------------------------------------------------------------


def _whole(low: int, high: int, advice: str) -> PlainValidator:
    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,12}", text):
            raise salah("ISI-05", f"harus bilangan bulat, ditemukan {found(text)}{advice}")
        number = int(text)
        if not low <= number <= high:
            raise salah("ISI-05", f"harus antara {low} dan {high}, ditemukan {found(text)}")
        return number

    return _from_text(parse)


Jumlah = Annotated[int, _whole(0, 999_999_999_999, "; tulis angka saja tanpa titik")]
Rupiah = Annotated[
    int, _whole(0, 999_999_999_999, "; tulis angka saja tanpa Rp dan titik, dan 0 bila tanpa biaya")
]
Lama = Annotated[int, _whole(1, 10_000, "; tulis angka saja, satuannya di isian satuan")]
Selang = Annotated[int, _whole(60, 1_440, "; tulis menit, paling cepat 60 dan paling lambat 1440 (sehari)")]
YEARS: Final = range(1945, 2201)
Tahun = Annotated[int, _whole(YEARS[0], YEARS[-1], "; tulis tahun dengan empat angka")]
Petak = Annotated[int, _whole(1, 50, "; tulis nomor baris atau kolom")]


def _mean(text: str) -> Decimal:
    """A mean as a report prints it."""
    if not re.fullmatch(r"[0-9]{1,4}(?:[.,][0-9]{1,4})?", text):
        raise salah("ISI-05", f"harus bilangan seperti 6,5, ditemukan {found(text)}")
    return Decimal(text.replace(",", "."))


RataRata = Annotated[Decimal, _from_text(_mean)]


def _skor(text: str) -> Decimal:
    """A score as a survey prints it; Decimal would also take `nan`, which cannot be compared."""
    if not re.fullmatch(r"[0-9](?:[.,][0-9]{1,9})?", text) or not 1 <= Decimal(text.replace(",", ".")) <= 4:
        raise salah("ISI-05", f"harus bilangan antara 1 dan 4, ditemukan {found(text)}")
    return Decimal(text.replace(",", "."))


Skor = Annotated[Decimal, _from_text(_skor)]


def _yes_or_no(text: str) -> bool:
    known = {"true": True, "ya": True, "false": False, "tidak": False}
    if text.lower() not in known:
        raise salah("ISI-03", f"harus true (ya) atau false (tidak), ditemukan {found(text)}")
    return known[text.lower()]


YaTidak = Annotated[bool, _from_text(_yes_or_no)]

# Days and hours -----------------------------------------------------------------------------------------------


def parse_day(text: str) -> date:
    """A day written `2026-11-24`; raises a refusal with the calendar's reason."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise salah("ISI-06", f"harus tanggal tahun-bulan-hari seperti 2026-11-24, ditemukan {found(text)}")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise salah("ISI-06", f"tanggal {found(text)} tidak ada di kalender") from None


def parse_hour(text: str) -> time:
    """An hour written `08.00` or `08:00`."""
    match = re.fullmatch(r"([01]?\d|2[0-3])[.:]([0-5]\d)", text)
    if not match:
        raise salah("ISI-06", f"harus jam seperti 08.00, ditemukan {found(text)}")
    return time(int(match[1]), int(match[2]))


def _moment(text: str) -> datetime | date:
    day, _, hour = text.partition(" ")
    if not hour:
        return parse_day(day)
    return datetime.combine(parse_day(day), parse_hour(hour.strip()), WIB)


def _day_or_year(text: str) -> date | int:
    if re.fullmatch(r"[0-9]{4}", text) and int(text) in YEARS:
        return int(text)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise salah(
            "ISI-06", f"harus tahun seperti 2026 atau tanggal seperti 2026-11-24, ditemukan {found(text)}"
        )
    return parse_day(text)


Tanggal = Annotated[date, _from_text(parse_day)]
TanggalAtauTahun = Annotated[date | int, _from_text(_day_or_year)]
Saat = Annotated[datetime | date, _from_text(_moment)]


class Rentang(NamedTuple):
    """An opening from one hour to a later one."""

    buka: time
    tutup: time


def _opening(text: str) -> tuple[Rentang, ...]:
    """`08.00-12.00, 13.00-15.30`; `tutup` is an empty tuple."""
    if text.lower() == "tutup":
        return ()
    ranges = []
    for part in text.split(","):
        ends = re.split(r"\s*[-–]\s*", part.strip())
        if len(ends) != 2:
            raise salah(
                "ISI-06", f"harus jam seperti 08.00-12.00, 13.00-15.30 atau tutup, ditemukan {found(text)}"
            )
        ranges.append(Rentang(parse_hour(ends[0]), parse_hour(ends[1])))
    moments = [moment for pair in ranges for moment in pair]
    if any(earlier >= later for earlier, later in pairwise(moments)):
        raise salah("ISI-06", f"jam harus berurutan dari pagi ke sore, ditemukan {found(text)}")
    return tuple(ranges)


JamSehari = Annotated[tuple[Rentang, ...] | None, _from_text(_opening)]


class JamLayanan(Isian):
    """Opening hours, a field a day; a day left out is not known."""

    senin: JamSehari = isian(
        "Senin", "Jam buka, misalnya 08.00-12.00, 13.00-15.30; tulis tutup bila tutup.", default=None
    )
    selasa: JamSehari = isian("Selasa", default=None)
    rabu: JamSehari = isian("Rabu", default=None)
    kamis: JamSehari = isian("Kamis", default=None)
    jumat: JamSehari = isian("Jumat", default=None)
    sabtu: JamSehari = isian("Sabtu", default=None)
    minggu: JamSehari = isian("Minggu", default=None)
    catatan: Teks | None = isian(
        "Catatan", "Misalnya: pendaftaran ditutup 30 menit lebih awal.", default=None
    )

    @property
    def sepekan(self) -> tuple[tuple[Rentang, ...] | None, ...]:
        """The seven days from Monday."""
        return tuple(getattr(self, day.lower()) for day in DAYS)


# Groups that several kinds share ------------------------------------------------------------------------------


class Sumber(Isian):
    """Where a fact comes from: a title or an address, and the day of what was read."""

    untuk: tuple[str, ...] = isian("Untuk isian", "Nama isian yang didukung sumber ini.", default=())
    judul: Teks | None = isian("Judul sumber", default=None)
    url: Url | None = isian("Alamat sumber", default=None)
    tanggal: TanggalAtauTahun | None = isian("Tanggal sumber", default=None)
    catatan: Teks | None = isian("Catatan", "Seberapa pasti sumber ini.", default=None)


class Verifikasi(Isian):
    """Who in the satker vouched for the record, and when; an office, never a person's name."""

    tanggal: Tanggal = isian("Tanggal verifikasi")
    oleh: Teks = isian("Jabatan pemeriksa", "Jabatan, bukan nama orang.")


class Dokumen(Isian):
    """A document: a file in the satker's `berkas/` folder, or an address elsewhere."""

    judul: Teks = isian("Judul dokumen")
    berkas: NamaBerkas | None = isian("Nama berkas", "Berkas di folder berkas/ satker ini.", default=None)
    url: Url | None = isian("Alamat dokumen", default=None)


class Pejabat(Isian):
    """A post; the person's name only where the office itself publishes it."""

    jabatan: Teks = isian("Jabatan")
    nama: Teks | None = isian("Nama", default=None)
    tugas: Uraian | None = isian("Tugas", default=None)


def wrapped(shape: Callable[[Any], Any]) -> BeforeValidator:
    """A validator that lets an editor write the short form of a group."""
    return BeforeValidator(shape)


def as_list(value: Any) -> Any:
    """A single group where a list is expected is a list of one."""
    return [value] if isinstance(value, Mapping | str) else value


def as_group(key: str) -> Callable[[Any], Any]:
    """Plain text where a group is expected is that group with one key."""
    return lambda value: {key: value} if isinstance(value, str) else value


def dates_in_order(earlier: date | None, later: date | None) -> bool:
    """True unless both are known and stand in the wrong order."""
    return earlier is None or later is None or _day(earlier) <= _day(later)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def repeated(values: Sequence[str]) -> str:
    """The first value that stands twice, or nothing."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return ""
