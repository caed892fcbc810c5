"""Pictures made small and freed of what a camera writes into them; and the portal's own two, drawn in its colours.

A picture of berkas/ is published only as the WebP made here, never as it was uploaded: the original may tell where
it was taken. Knows Pillow; knows nothing of records or pages.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from PIL import Image, ImageDraw, ImageFont, ImageOps

MAX_BYTES: Final = 80 * 1024
MAX_SIDE: Final = 1280
MAX_PIXELS: Final = 60_000_000  # a larger one is a decompression bomb, or far too large for its purpose
_GPS: Final = 0x8825  # Exif tag of the GPS directory


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


class PictureError(ValueError):
    """The bytes are no picture that can be published; the text is Indonesian."""


def small(content: bytes) -> tuple[bytes, Size]:
    """At most 80 KB of WebP, upright, without metadata. Raises PictureError."""
    with _reading():
        image = ImageOps.exif_transpose(_opened(content))
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    side = MAX_SIDE
    while True:
        fitted = image.copy()
        fitted.thumbnail((side, side), Image.Resampling.LANCZOS)
        for quality in (80, 65, 50):
            packed = io.BytesIO()
            fitted.save(packed, "WEBP", quality=quality, method=4)
            if packed.tell() <= MAX_BYTES:
                return packed.getvalue(), Size(fitted.width, fitted.height)
        side = side * 3 // 4


def tells_place(content: bytes) -> bool:
    """Whether the file says where it was taken. Raises PictureError."""
    with _reading():
        return bool(_opened(content).getexif().get_ifd(_GPS))


# The portal's own: the band's woven triangle as in theme/assets/, for programs that show no SVG ---------------------

_ICON: Final = (
    (4, 8, 28),
    (7, 13, 25),
    (10, 18, 22),
    (13, 23, 19),
)  # threads on 32 × 32: left, middle, right
_BAND: Final = ((0, 1, 28), (2, 5, 26), (5, 8, 23), (8, 11, 20), (11, 14, 17), (25, 14, 28), (0, 14, 3))


def icon(cloth: str, gold: str) -> bytes:
    """The portal's sign as PNG, 180 × 180, for home screens and old browsers."""
    side = 180
    image, draw = _cloth((side, side), cloth)
    for left, middle, right in _ICON:
        box = [round(value * side / 32) for value in (left, middle - 1.5, right, middle + 1.5)]
        draw.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=gold)
    return _png(image)


def sharing_card(cloth: str, gold: str, name: str) -> bytes:
    """What goes with a link that is passed on, as PNG, 1200 × 630: the name between two woven edges."""
    width, height, scale = 1200, 630, 6
    image, draw = _cloth((width, height), cloth)
    for start in range(0, width, 28 * scale):
        for left, middle, right in _BAND:
            box = (
                start + left * scale,
                (middle - 1) * scale,
                start + right * scale - 1,
                (middle + 1) * scale - 1,
            )
            draw.rectangle(box, fill=gold)
            draw.rectangle((box[0], height - 1 - box[3], box[2], height - 1 - box[1]), fill=gold)
    words = name.split(" ", 1)
    size = 120
    while (length := sum(_font(size).getlength(f"{word} ") for word in words)) > width * 0.85:
        size -= 4
    place = (width - length) / 2
    for word, colour in zip(words, (gold, "#f7eff3"), strict=False):
        draw.text((place, height / 2), word, fill=colour, font=_font(size), anchor="lm")
        place += _font(size).getlength(f"{word} ")
    return _png(image)


def _cloth(size: tuple[int, int], colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", size, colour)
    return image, ImageDraw.Draw(image)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)  # the one that Pillow brings: the same on every machine


def _png(image: Image.Image) -> bytes:
    packed = io.BytesIO()
    image.quantize(32).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP"))
    if image.width * image.height > MAX_PIXELS:
        raise PictureError(f"gambar {image.width} × {image.height} terlalu besar; perkecil dahulu")
    image.load()
    return image


# What Pillow raises for damaged files (UnidentifiedImageError is an OSError, PictureError a ValueError).
_DAMAGE: Final = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, struct.error)


@contextmanager
def _reading() -> Iterator[None]:
    """Turns all that Pillow says of a file, its warnings too, into a PictureError or nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Image.DecompressionBombError as error:
            raise PictureError("gambar terlalu besar; perkecil dahulu") from error
        except PictureError:
            raise
        except _DAMAGE as error:
            raise PictureError("berkas gambar rusak atau bukan gambar") from error
