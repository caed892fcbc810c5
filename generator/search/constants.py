"""The numbers and word lists of the engine, from the one file that both languages use.

`level` and `files` are read here; `ask` goes into the core file as it is, for the engine in the browser.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).parent
_ALL: Final[dict[str, Any]] = json.loads((_FOLDER / "engine.json").read_text(encoding="utf-8"))

ASK: Final[dict[str, Any]] = _ALL["ask"]
LEVEL: Final[dict[str, Any]] = _ALL["level"]
FILES: Final[dict[str, Any]] = _ALL["files"]

STOP_WORDS: Final = frozenset(ASK["stop"].split())
QUESTION_WORDS: Final = frozenset(ASK["question"].split())
FORMAT: Final = 2  # of the files; the engine refuses another one


def roots() -> frozenset[str]:
    """The words that stems end in; `roots.LICENSE.txt` says where they are from."""
    return frozenset((_FOLDER / "roots.txt").read_text(encoding="ascii").split())
