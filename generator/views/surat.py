"""The letters by which a citizen asks for information or objects, and the satker that they may go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.portal import Portal

WAYS: Final = (
    "melihat atau membacanya di kantor",
    "salinan cetak",
    "salinan digital",
)  # to get what is asked for
GROUNDS: Final = (  # of an objection: UU 14/2008 Pasal 35(1)
    "permohonan ditolak karena dianggap dikecualikan",
    "informasi berkala tidak disediakan",
    "permohonan tidak ditanggapi",
    "permohonan ditanggapi tidak sebagaimana diminta",
    "permohonan tidak dipenuhi",
    "biaya yang dikenakan tidak wajar",
    "informasi disampaikan melebihi waktu",
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with blanks; `rows` are the names of blanks and what stands before each."""

    kind: str
    title: str
    to: str
    intro: str
    rows: tuple[tuple[str, str], ...]
    ask: str


_SENDER: Final = (("nama", "Nama"), ("alamat", "Alamat"), ("kontak", "Telepon atau pos-el"))
_WHAT: Final = ("informasi", "Informasi yang diminta")
LETTERS: Final = (
    Letter(
        kind="permohonan",
        title="Permohonan informasi publik",
        to="PPID",
        intro="Berdasarkan UU 14/2008 tentang Keterbukaan Informasi Publik, saya meminta informasi berikut.",
        rows=(*_SENDER, _WHAT, ("tujuan", "Tujuan penggunaan"), ("cara", "Cara memperoleh")),
        ask="Mohon nomor pendaftaran permohonan ini, dan pemberitahuan tertulis paling lambat 10 hari kerja sejak permohonan diterima (Pasal 22 ayat (7)).",
    ),
    Letter(
        kind="keberatan",
        title="Keberatan atas pelayanan informasi publik",
        to="Atasan PPID",
        intro="Berdasarkan UU 14/2008 Pasal 35 dan 36, saya mengajukan keberatan atas permohonan berikut.",
        rows=(
            *_SENDER,
            _WHAT,
            ("nomor", "Nomor pendaftaran dan tanggal permohonan"),
            ("alasan", "Alasan keberatan"),
        ),
        ask="Mohon tanggapan tertulis paling lambat 30 hari kerja sejak keberatan ini diterima (Pasal 36 ayat (2)).",
    ),
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A satker; its e-mail and its WhatsApp (digits with the country's code) are empty where its record has none."""

    slug: str
    name: str
    mail: str
    whatsapp: str


def recipients(portal: Portal) -> tuple[Recipient, ...]:
    """All satker in the order of their names."""
    found = (
        Recipient(slug, unit.data.nama, next(iter(unit.data.pos_el), ""), _digits(unit.data.whatsapp or ""))
        for slug, unit in portal.satker.items()
    )
    return tuple(sorted(found, key=lambda office: office.name.casefold()))


def _digits(number: str) -> str:
    """As WhatsApp's links want a number."""
    digits = "".join(sign for sign in number if sign.isdigit())
    return f"62{digits[1:]}" if digits.startswith("0") else digits
