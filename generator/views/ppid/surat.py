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
        intro="Berdasarkan UU 14/2008 Pasal 35 dan 36, saya mengajukan keberatan atas pelayanan permohonan informasi berikut.",
        rows=(
            *_SENDER,
            _WHAT,
            ("nomor", "Nomor pendaftaran dan tanggal permohonan"),
            ("alasan", "Alasan keberatan"),
            ("uraian", "Jawaban PPID dan tanggalnya"),
        ),
        ask="Mohon tanggapan tertulis paling lambat 30 hari kerja sejak keberatan ini diterima (Pasal 36 ayat (2)).",
    ),
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A satker and the ways to hand a letter to it, each empty where its records name none.

    They are those of its information service, else of the satker itself; WhatsApp's number has the country's code.
    """

    slug: str
    name: str
    mail: str
    whatsapp: str
    request_form: str
    objection_form: str


def recipients(portal: Portal) -> tuple[Recipient, ...]:
    """All satker in the order of their names."""
    found = (_recipient(portal, slug) for slug in portal.satker)
    return tuple(sorted(found, key=lambda office: office.name.casefold()))


def _recipient(portal: Portal, slug: str) -> Recipient:
    data, profile = portal.satker[slug].data, portal.ppid.get(slug)
    return Recipient(
        slug,
        data.nama,
        (profile.pos_el if profile else "") or next(iter(data.pos_el), ""),
        _digits((profile.whatsapp if profile else "") or data.whatsapp or ""),
        profile.url_permohonan if profile else "",
        profile.url_keberatan if profile else "",
    )


def _digits(number: str) -> str:
    """As WhatsApp's links want a number."""
    digits = "".join(sign for sign in number if sign.isdigit())
    return f"62{digits[1:]}" if digits.startswith("0") else digits
