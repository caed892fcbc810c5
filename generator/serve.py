"""Live preview: serves the built site from this machine, builds again when something changes, reloads the page.

The pages keep their security policy: the reload is a module of its own from the same address. Knows HTTP and
files; what a build is, it is told.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from generator.config import Config
from generator.errors import UltraError

_PAUSE_S: Final = 0.5
_SCRIPT: Final = "/__pratinjau.js"
_STATE: Final = "/__pratinjau"
_MODULE: Final = f"""\
let known;
setInterval(async () => {{
  try {{
    const state = await (await fetch("{_STATE}", {{ cache: "no-store" }})).text();
    if (known && state !== known) location.reload();
    known = state;
  }} catch {{ /* the preview was stopped; the page stays readable */ }}
}}, 700);
"""


class _Handler(SimpleHTTPRequestHandler):
    """The site's files, with the reload module in every page, and 404.html where there is nothing."""

    version: list[int]

    def do_GET(self) -> None:  # the name that http.server calls
        if self.path == _STATE:
            self._answer(200, "text/plain; charset=utf-8", str(self.version[0]).encode())
        elif self.path == _SCRIPT:
            self._answer(200, "text/javascript; charset=utf-8", _MODULE.encode())
        else:
            self._page()

    def _page(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not self.path.split("?")[0].endswith("/"):
            super().do_GET()  # answers with the address that ends in a slash
            return
        page = path / "index.html" if path.is_dir() else path
        status = 200
        if not page.is_file():
            page, status = Path(self.directory) / "404.html", 404
        if page.suffix != ".html" or not page.is_file():
            super().do_GET()
            return
        script = f'<script type="module" src="{_SCRIPT}"></script></body>'.encode()
        self._answer(status, "text/html; charset=utf-8", page.read_bytes().replace(b"</body>", script, 1))

    def _answer(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name that http.server uses
        """A preview need not report every request."""


def preview(config: Config, *, port: int, build: Callable[[], None], say: Callable[[str], None]) -> None:
    """Serves until interrupted. A failing build leaves the last good site and says why."""
    version = [0]
    _attempt(build, say)
    handler = type("Handler", (_Handler,), {"version": version})
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(handler, directory=str(config.site_dir)))
    except OSError as error:
        raise UltraError(
            f"porta {port} tidak dapat dipakai ({error.strerror}); pilih yang lain dengan --port"
        ) from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"pratinjau di http://127.0.0.1:{server.server_port}/ ; hentikan dengan Ctrl+C")
    seen = _stamps(config)
    try:
        while True:
            time.sleep(_PAUSE_S)
            now = _stamps(config)
            if now != seen:
                seen = now
                _attempt(build, say)
                version[0] += 1
    except KeyboardInterrupt:
        say("pratinjau berhenti")
    finally:
        server.shutdown()


def _attempt(build: Callable[[], None], say: Callable[[str], None]) -> None:
    try:
        build()
    except UltraError as error:
        say(str(error))


def _stamps(config: Config) -> dict[str, tuple[int, int]]:
    """Every file that a page can come from, with its time and size."""
    stamps = {}
    for folder in (config.root / "satker", config.root / "content", config.theme, config.root / "mkdocs.yml"):
        for path in (folder, *folder.rglob("*")) if folder.is_dir() else (folder,):
            try:
                stat = path.stat()
            except OSError:
                continue  # gone between listing and looking: the next look sees it
            stamps[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return stamps
