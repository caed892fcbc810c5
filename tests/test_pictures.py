"""Pictures: made small, upright, and silent about where they were taken."""

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.pictures import MAX_BYTES, MAX_PIXELS, PictureError, Size, small, tells_place

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def packed(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    content = io.BytesIO()
    image.save(content, form, **options)
    return content.getvalue()


def photo(*, place: bool = True, turned: bool = False) -> bytes:
    """A JPEG of 40 × 20, red at the left, with what a camera writes into it."""
    image = Image.new("RGB", (40, 20), "white")
    image.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[MAKER] = "Kamera rahasia"
    if turned:
        exif[ORIENTATION] = 6
    if place:
        exif.get_ifd(GPS).update({1: "S", 2: (5.0, 25.0, 0.0), 3: "E", 4: (105.0, 15.0, 0.0)})
    return packed(image, "JPEG", exif=exif)


def noise(width: int, height: int) -> bytes:
    return packed(Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3)))


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(("place", "expected"), [(True, True), (False, False)])
def test_a_picture_that_says_where_it_was_taken_is_known(place: bool, expected: bool) -> None:
    assert expected is tells_place(photo(place=place))


def test_the_published_copy_says_nothing_of_place_or_camera() -> None:
    content, _ = small(photo())

    assert (False, {}, False) == (
        tells_place(content),
        dict(opened(content).getexif()),
        b"rahasia" in content,
    )


def test_the_published_copy_has_no_xmp_either() -> None:
    image = opened(photo(place=False))

    content, _ = small(packed(image, "JPEG", xmp=b"<x:xmpmeta exif:GPSLatitude='rahasia'/>"))

    assert b"rahasia" not in content


def test_a_turned_photo_stands_upright() -> None:
    content, size = small(photo(turned=True))

    assert (Size(20, 40), (20, 40)) == (size, opened(content).size)


def test_the_copy_of_a_small_picture_keeps_its_measure() -> None:
    content, size = small(photo())

    assert (Size(40, 20), "WEBP") == (size, opened(content).format)


def test_a_wide_picture_is_made_narrower() -> None:
    _, size = small(packed(Image.new("RGB", (4000, 1000), "white")))

    assert Size(1280, 320) == size


def test_the_worst_picture_has_at_most_80_kilobytes() -> None:
    content, size = small(noise(1000, 700))

    assert len(content) <= MAX_BYTES
    assert size.width < 1000


def test_transparency_stays() -> None:
    content, _ = small(packed(Image.new("RGBA", (8, 8), (255, 0, 0, 0))))

    assert (0, 0) == opened(content).convert("RGBA").getchannel("A").getextrema()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_can_be_published(mode: str) -> None:
    assert Size(9, 5) == small(packed(Image.new(mode, (9, 5))))[1]


def test_a_cmyk_photo_can_be_published() -> None:
    assert Size(9, 5) == small(packed(Image.new("CMYK", (9, 5)), "JPEG"))[1]


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert small(photo()) == small(photo())


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    side = int(MAX_PIXELS**0.5) + 1
    bomb = packed(Image.new("1", (side, side)))

    with pytest.raises(PictureError, match=rf"^gambar {side} × {side} terlalu besar; perkecil dahulu$"):
        small(bomb)


def test_a_bomb_that_pillow_knows_is_refused_in_our_words() -> None:
    bomb = packed(Image.new("1", (15_000, 15_000)))

    with pytest.raises(PictureError, match="terlalu besar"):
        small(bomb)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"\x89PNG\r\n\x1a\n", photo()[:200], b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(PictureError, match=r"^berkas gambar rusak atau bukan gambar$"):
        small(content)


@given(st.integers(0, 600), st.integers(0, 255), st.sampled_from(["PNG", "JPEG", "WEBP"]))
@settings(deadline=None, max_examples=150)
def test_a_damaged_picture_is_published_or_refused(position: int, byte: int, form: str) -> None:
    content = bytearray(photo() if form == "JPEG" else packed(opened(photo()), form))
    content[position % len(content)] = byte

    for judge in (small, tells_place):
        try:
            judge(bytes(content))
        except PictureError as error:
            assert str(error)  # noqa: PT017
