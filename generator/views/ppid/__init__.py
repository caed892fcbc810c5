"""Pages of public information: one function a kind of page, by the name of its template in theme/ppid/."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from generator.records.dip import KATEGORI
from generator.views.ppid import bukti, daftar, dik, jawaban, laporan
from generator.views.ppid.at import At, View
from generator.views.ppid.bukti import bukti_list_view, bukti_view
from generator.views.ppid.daftar import dip_list_view, kategori_view, lampiran_view
from generator.views.ppid.dik import dik_view
from generator.views.ppid.dip import dip_view
from generator.views.ppid.jawaban import jawaban_list_view, jawaban_view
from generator.views.ppid.laporan import laporan_list_view, laporan_view
from generator.views.ppid.satker import maklumat_list_view, maklumat_view, ppid_view

MAKLUMAT: Final = "maklumat/"
STANDING: Final[
    dict[str, str]
] = {  # lists that every portal has, even where nothing is in them, and their names
    daftar.DIP: "Daftar Informasi Publik",
    **{daftar.ADDRESS[name]: f"Informasi {words.lower()}" for name, words in KATEGORI.items()},
    dik.ADDRESS: "Informasi yang dikecualikan",
    laporan.ADDRESS: "Laporan layanan informasi",
    jawaban.ADDRESS: "Yang sudah pernah dijawab",
    MAKLUMAT: "Maklumat pelayanan",
    bukti.ADDRESS: "Bukti keterbukaan informasi",
}
INFORMATION: Final[dict[str, Callable[[At], View]]] = {
    "dip-daftar": dip_list_view,
    "kategori": kategori_view,
    "dip-satker": lampiran_view,
    "dip": dip_view,
    "dik": dik_view,
    "laporan-daftar": laporan_list_view,
    "laporan": laporan_view,
    "jawaban-daftar": jawaban_list_view,
    "jawaban": jawaban_view,
    "satker": ppid_view,
    "maklumat-daftar": maklumat_list_view,
    "maklumat": maklumat_view,
    "bukti-daftar": bukti_list_view,
    "bukti": bukti_view,
}
