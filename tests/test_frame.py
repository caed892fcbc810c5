"""Shells: a page is cut at its marks once and filled many times."""

from hypothesis import given
from hypothesis import strategies as st

from generator.frame import SLOTS, Shell, cut, escaped, mark

PAGE = f'<a href="{mark("base")}x">{mark("title")}</a>\n<!-- ultra:a-z -->\n{mark("body")}{mark("base")}.'


def test_a_page_is_cut_at_its_marks() -> None:
    assert Shell(
        "Judul",
        "Isi",
        "layanan",
        "content/a.md",
        ('<a href="', 'x">', "</a>\n", "\n", "", "."),
        ("base", "title", ":a-z", "body", "base"),
    ) == cut(PAGE, title="Judul", description="Isi", section="layanan", source="content/a.md")


def test_a_shell_is_filled_by_the_names_of_its_slots() -> None:
    values = {"base": "../", "title": "T", ":a-z": "<ul>", "body": "B"}

    assert '<a href="../x">T</a>\n<ul>\nB../.' == cut(PAGE).filled(values)


def test_a_slot_without_a_value_stays_empty() -> None:
    assert '<a href="x"></a>\n\n.' == cut(PAGE).filled({})


def test_a_shell_for_one_depth_gives_the_same_page() -> None:
    shell = cut(PAGE)
    values = {"title": "T", "body": "B"}

    based = shell.based("../../")

    assert (shell.filled({**values, "base": "../../"}), False) == (
        based.filled(values),
        "base" in based.slots,
    )


def test_the_live_parts_of_a_page_are_known() -> None:
    assert ("a-z",) == cut(PAGE).parts


def test_a_page_without_marks_is_one_text() -> None:
    assert ("x", (), ()) == (cut("x").filled({}), cut("x").slots, cut("x").parts)


def test_empty_lines_of_templates_are_dropped() -> None:
    assert "a\nb\n  c" == cut("a\n   \n\n\nb\n  c").filled({})


@given(st.text())
def test_a_value_is_never_cut_again(text: str) -> None:
    assert f"[{text}]" == cut(f"[{mark('body')}]").filled({"body": text})


def test_every_slot_has_a_mark_that_is_found_again() -> None:
    assert SLOTS == cut("".join(map(mark, SLOTS))).slots


@given(st.text())
def test_escaped_text_ends_no_element_and_no_attribute(text: str) -> None:
    assert not set("<>\"'") & set(escaped(text))
