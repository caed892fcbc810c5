"""Work shared out over copies of this process, which keep what they have read between two tasks.

A record in full is too big to send: each worker keeps the records it checked, gets the cards of all the others,
and renders the pages of its own. Knows processes and bytes; knows nothing of the work itself.
"""

from __future__ import annotations

import marshal
import os
import struct
import sys
import traceback
from collections.abc import Callable
from typing import Any, Final

FORKS: Final = hasattr(os, "fork") and sys.platform.startswith(
    "linux"
)  # elsewhere a fork is not safe, or not there

Worker = Callable[["Line", int], None]


class WorkerError(RuntimeError):
    """A worker ended before it had answered."""


class Line:
    """One end of a pair of pipes; values are plain (marshal), since both ends are the same program."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming = os.fdopen(incoming, "rb")
        self._outgoing = os.fdopen(outgoing, "wb")

    def send(self, value: Any) -> None:
        """Sends a plain value."""
        body = marshal.dumps(value)
        self._outgoing.write(struct.pack("<Q", len(body)))
        self._outgoing.write(body)
        self._outgoing.flush()

    def receive(self) -> Any:
        """Waits for a value. Raises WorkerError when the other end is gone."""
        head = self._incoming.read(8)
        if len(head) < 8:
            raise WorkerError("a worker ended before it had answered")
        return marshal.loads(self._incoming.read(struct.unpack("<Q", head)[0]))

    def close(self) -> None:
        """Closes both pipes; a worker that waits for more then ends."""
        self._outgoing.close()
        self._incoming.close()


class Crew:
    """Forked workers, numbered from 1; the parent itself is number 0 and takes its share of the work."""

    def __init__(self, workers: int, work: Worker) -> None:
        self.lines: list[Line] = []
        self._children: list[int] = []
        for number in range(1, workers + 1):
            self._start(number, work)

    def _start(self, number: int, work: Worker) -> None:
        from_parent, to_child = os.pipe()
        from_child, to_parent = os.pipe()

        def life() -> None:
            os.close(to_child)
            os.close(from_child)
            for line in self.lines:
                line.close()
            work(Line(from_parent, to_parent), number)

        self._children.append(_forked(life, on_failure=traceback.print_exc))
        os.close(from_parent)
        os.close(to_parent)
        self.lines.append(Line(from_child, to_child))

    def close(self) -> None:
        """Waits for the workers to end."""
        for line in self.lines:
            line.close()
        for child in self._children:
            os.waitpid(child, 0)
        self.lines, self._children = [], []


class Aside:
    """A task that a copy of this process does beside it, for what it leaves on disk.

    Whatever goes wrong there is left to the parent, which does the task again and says why.
    """

    def __init__(self, task: Callable[[], object]) -> None:
        self._child = _forked(task, on_failure=lambda: None)

    def wait(self) -> None:
        """Waits for the task to end; a second wait has nothing to wait for."""
        if self._child:
            os.waitpid(self._child, 0)
            self._child = 0


def _forked(task: Callable[[], object], *, on_failure: Callable[[], object]) -> int:
    """Starts a copy of this process that does the task and ends; the copy's number, to wait for."""
    sys.stdout.flush()
    sys.stderr.flush()
    if child := os.fork():
        return child
    status = 1
    try:
        task()
        status = 0
    except BaseException:  # nothing of the parent's may run in the child, whatever went wrong
        on_failure()
    finally:
        sys.stderr.flush()
        os._exit(status)
