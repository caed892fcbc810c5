"""Personal data are masked in all that is kept of an entry, and no tag breaks by it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import privacy
from generator.feeds.mask import with_clean_names, with_personal_data
from generator.feeds.values import Draft

NIK = "1871014708050003"  # of nobody: made of a region, a date and a running number
PHONE = "081200001234"


def draft_of(title: str = "Pengumuman", text: str = "", html: str = "", **names: str) -> Draft:
    key = names.get("key", "https://dinas.contoh.go.id/?p=1")
    return Draft(
        key=key,
        aliases=(key,),
        link=names.get("link", ""),
        title=title,
        author=names.get("author", ""),
        categories=(),
        html=html,
        text=text,
        date="",
        date_confidence="tidak_ada",
        date_text="",
        raw_html="",
    )


def test_personal_data_is_masked_in_all_that_is_shown() -> None:
    entry = draft_of(
        f"NIK {NIK}",
        f"Hubungi {PHONE}",
        html=f'<p title="x">Hubungi {PHONE}</p>',
        author=f"Admin {PHONE}",
    )

    clean = with_personal_data(entry)

    assert (
        "NIK [NIK disamarkan]",
        "Hubungi [nomor telepon disamarkan]",
        '<p title="x">Hubungi [nomor telepon disamarkan]</p>',
        "Admin [nomor telepon disamarkan]",
        ("nik", "telepon"),
    ) == (clean.title, clean.text, clean.html, clean.author, clean.masked)


def test_a_draft_without_personal_data_stays_as_it_is() -> None:
    entry = draft_of("Rapat", "Telepon (0721) 481234", "<p>NPSN 10801234 &amp; 2026</p>")

    assert entry == with_personal_data(entry)


@pytest.mark.parametrize(
    ("markup", "clean"),
    [
        (f"<b>{NIK[:6]}</b>{NIK[6:]} ya", "<b>[NIK disamarkan]</b> ya"),
        (f"<b>{NIK[:4]}</b> <i>{NIK[4:8]}</i> {NIK[8:12]} {NIK[12:]}", "<b>[NIK disamarkan]</b><i></i>"),
        ("0812&nbsp;0000&nbsp;1234", "[nomor telepon disamarkan]"),
        (f"&lt;{PHONE}&gt;", "&lt;[nomor telepon disamarkan]&gt;"),
        (f"{NIK} {PHONE}", "[NIK disamarkan] [nomor telepon disamarkan]"),
        ("<td>Budi Karyadi</td><td>0051000123</td>", "<td>Budi Karyadi</td><td>[NISN disamarkan]</td>"),
        (
            "<td>1871</td><td>0147</td><td>0805</td><td>0003</td>",
            "<td>1871</td><td>0147</td><td>0805</td><td>0003</td>",
        ),
        (
            f'<a href="https://wa.example/62{PHONE[1:]}">WA</a>',
            '<a href="https://wa.example/disamarkan">WA</a>',
        ),
        ("<p>1 < 2 & 3</p>", "<p>1 < 2 & 3</p>"),
    ],
)
def test_numbers_in_html_are_masked_without_breaking_tags(markup: str, clean: str) -> None:
    assert clean == with_personal_data(draft_of(html=markup)).html


PIECES = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "&nbsp;",
        " ",
        "-",
        ".",
        "NISN ",
        "Budi Karyadi ",
        "0051000123",
        NIK,
        PHONE,
        "1871",
        "0147",
        "&",
        "<",
        '"',
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_html_is_masked_once_and_for_all(pieces: list[str]) -> None:
    once = with_personal_data(draft_of(html="".join(pieces)))

    assert once == with_personal_data(once)


def test_a_name_with_personal_data_is_kept_as_a_digest() -> None:
    entry = draft_of(key=f"https://dinas.contoh.go.id/{NIK}", link=f"https://dinas.contoh.go.id/{NIK}")

    clean = with_clean_names(entry)

    assert clean.key.startswith("sha256:")
    assert ("", ()) == (clean.link, clean.aliases)
    assert clean == with_clean_names(entry)
    assert draft_of() == with_clean_names(draft_of())


def test_personal_numbers_are_known_to_the_scan() -> None:
    assert ["nik", "telepon"] == [finding.kind for finding in privacy.findings(f"{NIK}, {PHONE}")]
