"""A child process in which bytes from strangers are taken apart: it may fail alone, within its time and its memory.

The child is a fresh Python without the environment's secrets; it is given a file and answers on a pipe. Knows
processes; knows nothing of what is taken apart.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from types import TracebackType
from typing import IO, Final

# What a child may inherit: the path of a Python built as a shared library, and what Windows needs; no token of CI.
_INHERITED: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")


class Child:
    """A running child. Starting one raises OSError where the system has no process left to give."""

    def __init__(self, code: str, given: bytes, *arguments: str) -> None:
        self._is_over = threading.Event()
        with tempfile.TemporaryFile() as file:  # a file: a child that dies early cannot block the writer
            file.write(given)
            file.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", code, *arguments],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _INHERITED if name in os.environ},
            )

    @property
    def is_over(self) -> bool:
        """Whether it was ended because its time was over."""
        return self._is_over.is_set()

    def answer(self, read: Callable[[IO[bytes]], bytes], *, seconds: float) -> bytes:
        """What `read` takes from the child's pipe; after so many seconds the child is killed and the pipe ends."""
        assert self._process.stdout
        timer = threading.Timer(seconds, self._end)
        timer.start()
        try:
            return read(self._process.stdout)
        finally:
            timer.cancel()
            timer.join()  # a process with a second thread had better not fork, and a build does

    def _end(self) -> None:
        self._is_over.set()
        self._process.kill()

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def limit(*, seconds: int, megabytes: int) -> None:
    """Called by the child: limits it by the system, where it has limits; the parent's clock holds everywhere.

    `seconds` of processor time are counted from now on, so that a child with several tasks can renew them.
    """
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    for kind, most in (
        (resource.RLIMIT_AS, megabytes << 20),
        (resource.RLIMIT_CPU, int(used) + seconds + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard < 0 else min(most, hard), hard))
