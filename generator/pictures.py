"""Pictures made small and freed of what a camera writes into them.

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

from PIL import Image, ImageOps

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
