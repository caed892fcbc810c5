"""The QR codes of the counter sheet, held against another's encoder."""

from __future__ import annotations

import gzip
import json
import random
import string
import subprocess
import sys
from itertools import groupby, product
from pathlib import Path

from qrcodegen import QrCode, QrSegment  # type: ignore[import-untyped]

from generator.config import HOUSE
from generator.documents import assets
from generator.pipeline import configured

NODE = Path(sys.executable).parent / "node"
SCRIPT = Path(__file__).parent / "qr.mjs"
MOST = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)  # bytes in each version
Rows = list[str]


def codes(texts: list[str]) -> list[Rows]:
    """What our module makes of each text."""
    done = subprocess.run(
        [NODE, SCRIPT], input=json.dumps(texts), capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    made: list[Rows] = json.loads(done.stdout)
    return made


def under_each_mask(text: str) -> list[Rows]:
    """The other's codes of a text in the smallest version, one a mask."""
    segments = [QrSegment.make_bytes(text.encode())]
    made = (
        QrCode.encode_segments(segments, QrCode.Ecc.MEDIUM, mask=mask, boostecl=False) for mask in range(8)
    )
    return [
        ["".join("01"[code.get_module(x, y)] for x in range(code.get_size())) for y in range(code.get_size())]
        for code in made
    ]


def penalty(rows: Rows) -> int:
    """ISO/IEC 18004:2015, table 11, counted module by module. Outside of the code all is light."""
    size = len(rows)
    columns = ["".join(column) for column in zip(*rows, strict=True)]
    found = 0
    for line in (*rows, *columns):
        found += sum(run - 2 for run in (len(list(same)) for _, same in groupby(line)) if run >= 5)
        wide, at = f"0000{line}0000", 4
        while (at := wide.find("1011101", at)) > 0:
            alone = "0000" in (wide[at - 4 : at], wide[at + 7 : at + 11])
            found += 40 * alone
            at += 7 if alone else 1
    for x, y in product(range(size - 1), repeat=2):
        found += 3 * (len({rows[y][x], rows[y][x + 1], rows[y + 1][x], rows[y + 1][x + 1]}) == 1)
    dark = 100 * "".join(rows).count("1") / size**2
    return found + 10 * int(abs(dark - 50) / 5)


def test_a_code_of_any_length_is_the_other_encoders_under_the_mask_that_disturbs_least() -> None:
    chance = random.Random(18004)
    signs = string.ascii_letters + string.digits + "/-.:?=%"
    lengths = sorted({1, 8, *MOST, *(most + 1 for most in MOST[:-1]), *chance.sample(range(213), 20)})
    texts = ["".join(chance.choices(signs, k=length)) for length in lengths]
    texts += ["https://ultra.example/satker/disdikbud-metro/layanan/legalisir-ijazah/", "jalan “é”"]

    made = codes(texts)

    for text, rows in zip(texts, made, strict=True):
        others = under_each_mask(text)
        assert rows in others, text
        assert rows == min(others, key=penalty), text


def test_a_text_that_is_too_long_has_no_code() -> None:
    done = subprocess.run([NODE, SCRIPT], input=json.dumps(["a" * 214]), capture_output=True, text=True)

    assert "RangeError: 214 bytes are too many for a code" in done.stderr


def test_the_scripts_of_the_sheet_are_small() -> None:
    served = assets(configured(HOUSE))

    sizes = {name: len(gzip.compress(served[f"lembar/{name}.js"])) for name in ("qr", "salin", "dengar")}

    assert sizes["qr"] <= 3 * 1024
    assert all(size <= 2 * 1024 for name, size in sizes.items() if name != "qr"), sizes
