"""Dates as feeds and people write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.feeds.dates import moment
from generator.wording import WIB

NOW = datetime(2026, 11, 24, 12, tzinfo=WIB)
EIGHT = "2026-11-24T08:00:00+07:00"
NIGHT = "2026-11-24T00:00:00+07:00"
NONE = ("", "tidak_ada")

FULL = {
    # RFC 822, 2822, 1123
    "Tue, 24 Nov 2026 08:00:00 +0700": EIGHT,
    "Tue, 24 Nov 2026 01:00:00 GMT": EIGHT,
    "Tue, 24 Nov 2026 01:00:00 Z": EIGHT,
    "Tue, 24 Nov 2026 01:00:00 UT": EIGHT,
    "Tue, 24 Nov 26 01:00 +0000": EIGHT,
    "24 Nov 2026 01:00:00 -0000": EIGHT,
    "Mon, 23 Nov 2026 20:00:00 EST": EIGHT,
    "Tuesday, 24-Nov-26 01:00:00 GMT": EIGHT,
    "  Tue,  24  Nov  2026  08:00:00  +0700  ": EIGHT,
    "TUE, 24 NOV 2026 08:00:00 +07:00": EIGHT,
    # ISO 8601, RFC 3339
    "2026-11-24T08:00:00+07:00": EIGHT,
    "2026-11-24T08:00:00+0700": EIGHT,
    "2026-11-24T08:00:00+07": EIGHT,
    "2026-11-24T01:00:00Z": EIGHT,
    "2026-11-24t01:00:00z": EIGHT,
    "2026-11-24T01:00:00.123456Z": EIGHT,
    "2026-11-24 01:00:00 UTC": EIGHT,
    "2026-11-24T01:00Z": EIGHT,
    "20261124T010000Z": EIGHT,
    "2026-11-23T20:00:00-05:00": EIGHT,
    "2026-11-23 20:00 -05:00": EIGHT,
    "2026-11-23T19:00:00\u22126:00": EIGHT,
    "2026-11-24T00:59:60Z": "2026-11-24T07:59:59+07:00",
    # programs
    "Tue Nov 24 08:00:00 WIB 2026": EIGHT,
    "Tue Nov 24 08:00:00 +0700 2026": EIGHT,
    "Tue Nov 24 2026 08:00:00 GMT+0700 (Western Indonesia Time)": EIGHT,
    "24 November 2026 08:00 GMT+7": EIGHT,
    "November 24, 2026 1:00 AM UTC": EIGHT,
    # Indonesian
    "Sel, 24 Nov 2026 08:00:00 WIB": EIGHT,
    "Selasa, 24 November 2026 pukul 08.00 WIB": EIGHT,
    "Selasa, 24 November 2026 | 09:00 WITA": EIGHT,
    "24 Nopember 2026 10.00 WIT": EIGHT,
    "24 Nop 2026, jam 08.00 wib": EIGHT,
    "24/11/2026 08.00 WIB": EIGHT,
    "Selasa, 24 November 2026 pukul 8 WIB": EIGHT,
    "24 November 2026 08.00 - 10.00 WIB": EIGHT,
    "24 November 2026 08:00 – 10:00 WIB": EIGHT,
    "24 November 2026 08:00-10:00 WIB": EIGHT,
    "24 November 2026 08.00-10.00 WIB": EIGHT,
    "24 November 2026 08.00 s.d. 10.00 WIB": EIGHT,
    "Diposting Selasa, 24 November 2026 08:00 WIB oleh Humas": EIGHT,
    "Jum'at, 20 Pebruari 2026 14:05 WIB": "2026-02-20T14:05:00+07:00",
    "Jumat, 1 Mei 2026 14.05 WIB": "2026-05-01T14:05:00+07:00",
    "Sen, 17 Agu 2026 09.00 WIB": "2026-08-17T09:00:00+07:00",
    "Rab, 28 Okt 2025 07:00:00 +0700": "2025-10-28T07:00:00+07:00",
    "Kam, 25 Des 2025 07:00:00 +0700": "2025-12-25T07:00:00+07:00",
}
WITHOUT_ZONE = {
    "2026-11-24T08:00:00": EIGHT,
    "2026-11-24T08:00": EIGHT,
    "2026-11-24 08:00:00": EIGHT,
    "2026-11-24 8.00": EIGHT,
    "2026/11/24 08:00": EIGHT,
    "20261124080000": EIGHT,
    "2026-11-24T08:00:00 Asia/Jakarta": EIGHT,
    "2026-11-23 24:00": NIGHT,
    "Tue, 24 Nov 2026 08:00:00": EIGHT,
    "Tue Nov 24 08:00:00 2026": EIGHT,
    "Nov 24, 2026 8:00 am": EIGHT,
    "Nov 24, 2026 8:05 p.m.": "2026-11-24T20:05:00+07:00",
    "24/11/2026 14:05": "2026-11-24T14:05:00+07:00",
    "24-11-2026 14.05": "2026-11-24T14:05:00+07:00",
    "24.11.2026 14.05.33": "2026-11-24T14:05:33+07:00",
    "24/11/26 08:00": EIGHT,
    "24 Agt 2026 pkl. 08.00": "2026-08-24T08:00:00+07:00",
}
WITHOUT_TIME = {
    "2026-11-24": NIGHT,
    "2026-11-24Z": NIGHT,
    "20261124": NIGHT,
    "24 November 2026": NIGHT,
    "Selasa, 24 November 2026": NIGHT,
    "24 Nov 26": NIGHT,
    "24-Nov-2026": NIGHT,
    "24/11/2026": NIGHT,
    "24-11-26": NIGHT,
    "11/24/2026": NIGHT,
    "November 24th, 2026": NIGHT,
    "2026 Nov 24": NIGHT,
    "5/8/2026": "2026-08-05T00:00:00+07:00",
    "31/12/99": "1999-12-31T00:00:00+07:00",
    "1 Januari 1995": "1995-01-01T00:00:00+07:00",
    "24 September 2026": "2026-09-24T00:00:00+07:00",
}
NO_DATE = (
    "",
    "kemarin",
    "0000-00-00",
    "0000-00-00 00:00:00",
    "0001-01-01T00:00:00Z",
    "-0001-11-30T00:00:00+00:00",
    "1970-01-01T00:00:00Z",
    "Thu, 01 Jan 1970 00:00:00 +0000",
    "31 Desember 1994",
    "25 November 2027",
    "9999-12-31T23:59:59Z",
    "30 Februari 2026",
    "2026-13-01",
    "99/99/2026",
    "2026-11-24T25:00:00Z",
    "2026-11-24T24:01:00Z",
    "2026-11-24T08:61:00Z",
    "2026-11-24T08:00:00+99:00",
    "Nov 24, 2026 13:00 pm",
    "24 Nov",
    "November 2026",
    "24 Maretan 2026",
    "08:00",
    "1764000000",
    "24 November 2026 7 8",
    "2026-11-24 " * 30,
    "\u0662\u0664/11/2026",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, (date, "lengkap")) for text, date in FULL.items()),
        *((text, (date, "tanpa_zona")) for text, date in WITHOUT_ZONE.items()),
        *((text, (date, "tanpa_jam")) for text, date in WITHOUT_TIME.items()),
        *((text, NONE) for text in NO_DATE),
    ],
)
def test_a_date_is_read_as_it_was_meant(text: str, expected: tuple[str, str]) -> None:
    assert expected == moment(text, zone=WIB, now=NOW)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        *(("Januari", 1), ("Jan", 1), ("Februari", 2), ("Pebruari", 2), ("Feb", 2), ("Peb", 2), ("Maret", 3)),
        *(
            ("Mar", 3),
            ("March", 3),
            ("April", 4),
            ("Apr", 4),
            ("Mei", 5),
            ("May", 5),
            ("Juni", 6),
            ("Jun", 6),
        ),
        *(
            ("Juli", 7),
            ("Jul", 7),
            ("July", 7),
            ("Agustus", 8),
            ("Agu", 8),
            ("Agt", 8),
            ("Ags", 8),
            ("Aug", 8),
        ),
        *(("September", 9), ("Sept", 9), ("Sep", 9), ("Oktober", 10), ("Okt", 10), ("Oct", 10), ("Nov", 11)),
        *(("Nopember", 11), ("Nop", 11), ("Desember", 12), ("Des", 12), ("Dec", 12), ("Des.", 12)),
    ],
)
def test_a_month_has_many_names(name: str, number: int) -> None:
    assert (f"2025-{number:02}-09T00:00:00+07:00", "tanpa_jam") == moment(f"9 {name} 2025", zone=WIB, now=NOW)


def test_a_date_without_a_zone_is_its_sources() -> None:
    wit = timezone(timedelta(hours=9))

    assert ("2026-11-24T08:00:00+09:00", "tanpa_zona") == moment("2026-11-24 08:00", zone=wit, now=NOW)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2027-11-24T12:00:00+07:00", "2027-11-24T12:00:00+07:00"),
        ("2027-11-24T12:00:01+07:00", ""),
        ("1994-12-31T23:59:59+07:00", ""),
    ],
)
def test_the_future_ends_after_a_year_and_the_past_in_1995(text: str, date: str) -> None:
    assert date == moment(text, zone=WIB, now=NOW)[0]


def test_a_year_from_29_february_ends_on_1_march() -> None:
    leap = datetime(2028, 2, 29, tzinfo=UTC)

    assert [True, False] == [
        bool(moment(text, zone=UTC, now=leap)[0]) for text in ("2029-03-01", "2029-03-02")
    ]


WORDS = st.sampled_from(
    [
        "24",
        "11",
        "2026",
        "00",
        "99",
        " ",
        "/",
        "-",
        ".",
        ":",
        "T",
        "Z",
        "+",
        "nov",
        "mei",
        "wib",
        "pukul",
        "pm",
        "0700",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map("".join)))
def test_no_text_raises_and_no_date_is_out_of_range(text: str) -> None:
    date, confidence = moment(text, zone=WIB, now=NOW)

    assert (date == "") == (confidence == "tidak_ada")
    if date:
        read = datetime.fromisoformat(date)
        assert (1995 <= read.year, read <= datetime(2027, 11, 24, 12, tzinfo=WIB)) == (True, True)
