"""Dates, hours, money and counts as Indonesian writes them."""

from datetime import UTC, date, datetime, time

import pytest

from generator import wording


def plain(text: str) -> str:
    return text.replace(wording.NBSP, " ")


def test_a_date_does_not_break() -> None:
    assert "30\u00a0Juni\u00a02020" == wording.tanggal(date(2020, 6, 30))


def test_a_full_date_begins_with_its_day() -> None:
    assert "Selasa, 30 Juni 2020" == plain(wording.tanggal_lengkap(date(2020, 6, 30)))


def test_months_and_days_are_all_there() -> None:
    assert (12, 7, "Desember 2026") == (len(wording.MONTHS), len(wording.DAYS), wording.bulan(2026, 12))


def test_an_hour_has_a_point() -> None:
    assert "08.05" == wording.jam(time(8, 5))


def test_a_moment_is_told_in_western_indonesian_time() -> None:
    assert "25 November 2026 pukul 06.59 WIB" == plain(
        wording.waktu(datetime(2026, 11, 24, 23, 59, tzinfo=UTC))
    )


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [(0, 0, "0"), (999, 0, "999"), (1234567, 0, "1.234.567"), (88.305, 1, "88,3"), (1234.5, 2, "1.234,50")],
)
def test_a_number_has_points_and_a_comma(number: float, decimals: int, expected: str) -> None:
    assert expected == wording.angka(number, decimals)


@pytest.mark.parametrize(
    ("amount", "expected"), [(0, "Tidak dipungut biaya"), (500, "Rp500"), (100_000, "Rp100.000")]
)
def test_zero_rupiah_is_free(amount: int, expected: str) -> None:
    assert expected == wording.rupiah(amount)


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (19, "sembilan belas"), (20, "dua puluh"), (21, "21"), (1500, "1.500")],
)  # fmt: skip
def test_a_small_count_is_a_word(count: int, expected: str) -> None:
    assert expected == wording.bilangan(count)


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")]
)
def test_a_list_is_joined_as_eyd_says(words: list[str], expected: str) -> None:
    assert expected == wording.daftar(words)


def test_a_list_may_end_with_another_word() -> None:
    assert "a, b, atau c" == wording.daftar(["a", "b", "c"], "atau")


@pytest.mark.parametrize(("text", "expected"), [("", ""), ("dua SMA", "Dua SMA"), ("IJZ", "IJZ")])
def test_only_the_first_letter_is_made_large(text: str, expected: str) -> None:
    assert expected == wording.kapital(text)


def test_neighbouring_days_of_the_same_hours_are_one_line() -> None:
    hours = ["08–15"] * 4 + ["08–11", "tutup", "tutup"]

    assert [("Senin–Kamis", "08–15"), ("Jumat", "08–11"), ("Sabtu–Minggu", "tutup")] == wording.hari_bersama(
        hours
    )


def test_days_apart_are_not_joined() -> None:
    assert ["Senin", "Selasa", "Rabu–Minggu"] == [
        days for days, _ in wording.hari_bersama(["a", "b", *["a"] * 5])
    ]
