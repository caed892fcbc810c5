"""The command `ultra`: reads arguments, calls one thing, prints what it says.

Every message is Indonesian; problems go to standard output (they are the result of `check`), the rest to standard
error. Knows nothing of how anything is done.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from generator import pipeline, shells
from generator.config import Config
from generator.errors import UltraError
from generator.pipeline import Outcome
from generator.problems import Problem
from generator.wording import angka


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except UltraError as error:
        _say(str(error))
        return 1
    except KeyboardInterrupt:
        _say("dihentikan; situs lama tetap ada")
        return 130
    except BrokenPipeError:  # the reader of our output left early (`ultra check | head`)
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  # Python would complain once more at its end
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ultra", description="Menyusun portal layanan dari satker/, content/, dan mkdocs.yml."
    )
    commands = parser.add_subparsers(title="perintah", required=True, metavar="PERINTAH")

    build = commands.add_parser("build", help="susun portal ke folder situs")
    _portal(build)
    build.add_argument("--site-dir", type=Path, metavar="FOLDER", help="folder situs (biasanya site/)")
    build.add_argument("--strict", action="store_true", help="jangan terbitkan apa pun bila ada galat")
    build.add_argument("--full", action="store_true", help="susun semuanya dari awal")
    build.add_argument(
        "--allow-loss", action="store_true", help="terbitkan walau rekaman berkurang lebih dari separuh"
    )
    build.add_argument(
        "--without",
        choices=("search",),
        metavar="BAGIAN",
        help="lewati bagian ini: search (indeks pencarian)",
    )
    build.add_argument(
        "--jobs", type=_positive, default=0, metavar="N", help="banyaknya proses (biasanya sebanyak inti)"
    )
    build.set_defaults(run=_build)

    check = commands.add_parser("check", help="periksa semua rekaman, tanpa menyusun portal")
    _portal(check)
    check.add_argument(
        "paths", nargs="*", metavar="BERKAS", help="tampilkan hanya masalah berkas atau folder ini"
    )
    check.add_argument("--format", choices=("text", "github", "json"), default="text", help="bentuk keluaran")
    check.add_argument(
        "--summary", type=Path, metavar="FILE", help="tambahkan ringkasan Markdown ke berkas ini"
    )
    check.set_defaults(run=_check)

    fetch = commands.add_parser(
        "fetch", help="ambil umpan berita satker ke arsip (satu-satunya yang memakai jaringan)"
    )
    _portal(fetch)
    fetch.add_argument(
        "satker", nargs="*", metavar="SATKER", help="hanya umpan satker ini, dan sekarang juga"
    )
    fetch.add_argument("--now", action="store_true", help="tanyai semua umpan, walau belum waktunya")
    fetch.add_argument(
        "--demo",
        action="store_true",
        help="peragaan tanpa jaringan: umpan contoh dalam salinan portal sekali pakai",
    )
    fetch.add_argument(
        "--discover",
        metavar="SATKER",
        help="cari umpan di situs satker ini dan usulkan, tanpa menulis apa pun",
    )
    fetch.add_argument("--dry-run", action="store_true", help="ambil dan tunjukkan, tanpa menulis apa pun")
    fetch.add_argument(
        "--allow-host",
        action="append",
        default=[],
        type=_host_and_port,
        metavar="HOST:PORTA",
        help="izinkan alamat dan porta ini walau di jaringan dalam (untuk uji)",
    )
    fetch.add_argument(
        "--summary", type=Path, metavar="FILE", help="tambahkan ringkasan Markdown ke berkas ini"
    )
    fetch.set_defaults(run=_fetch)

    queries = commands.add_parser("queries", help="tanyai pencarian portal yang sudah disusun")
    _portal(queries)
    queries.add_argument("file", type=Path, metavar="FILE", help="daftar pertanyaan (YAML): tanya dan harap")
    queries.add_argument("--site-dir", type=Path, metavar="FOLDER", help="folder situs (biasanya site/)")
    queries.add_argument(
        "--floor",
        type=_percent,
        default=0,
        metavar="PERSEN",
        help="keluar 1 bila yang terjawab kurang dari ini",
    )
    queries.set_defaults(run=_queries)

    feeds = commands.add_parser("feeds", help="lihat dan putuskan entri umpan yang ditahan")
    _decisions(feeds.add_subparsers(title="perintah", required=True, metavar="PERINTAH"))

    preview = commands.add_parser("serve", help="pratinjau yang memperbarui diri")
    _portal(preview)
    preview.add_argument("--port", type=int, default=8000, help="nomor porta (biasanya 8000)")
    preview.set_defaults(run=_serve)
    return parser


class _Parser(argparse.ArgumentParser):
    """argparse with its own few words in Indonesian."""

    def error(self, message: str) -> None:  # type: ignore[override]  # exits, as argparse's own does
        words = {
            "the following arguments are required:": "perintah belum disebut:",
            "unrecognized arguments:": "tidak dikenal:",
            "invalid choice:": "pilihan tidak dikenal:",
            "choose from": "pilihan:",
            "expected one argument": "perlu satu nilai",
            "argument ": "",
        }
        for english, indonesian in words.items():
            message = message.replace(english, indonesian)
        self.exit(2, f"{self.prog}: {message}; lihat {self.prog} --help\n")


def _portal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-C",
        dest="root",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="folder portal (biasanya di sini)",
    )


def _decisions(commands: argparse._SubParsersAction[_Parser]) -> None:
    held = commands.add_parser("held", help="daftar entri yang ditahan")
    _portal(held)
    held.set_defaults(run=_held)
    for name, verb, words in (
        ("approve", "setujui", "terbitkan entri"),
        ("reject", "tolak", "jangan pernah terbitkan entri"),
        ("hide", "sembunyikan", "tarik entri yang sudah terbit"),
        ("release", "lepaskan", "lepaskan umpan yang ditahan karena diduga diretas"),
    ):
        command = commands.add_parser(name, help=words)
        _portal(command)
        if verb == "lepaskan":
            command.add_argument("satker", metavar="SATKER")
            command.add_argument(
                "url", nargs="?", default="", metavar="UMPAN", help="bila satker punya lebih dari satu"
            )
        else:
            command.add_argument("id", metavar="ID", help="awal id entri, dari: ultra feeds held")
        command.add_argument("--by", required=True, metavar="JABATAN", help="siapa yang memutuskan (jabatan)")
        command.add_argument("--why", default="", metavar="ALASAN", help="mengapa")
        command.set_defaults(run=_decide, what=verb)


def _host_and_port(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise argparse.ArgumentTypeError(f"harus HOST:PORTA seperti 127.0.0.1:8080, ditemukan “{text}”")
    return host.strip("[]").lower(), int(port)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"harus bilangan mulai dari 1, ditemukan “{text}”")
    return int(text)


def _percent(text: str) -> float:
    try:
        share = float(text.replace(",", "."))
    except ValueError:
        share = -1
    if not 0 <= share <= 100:
        raise argparse.ArgumentTypeError(f"harus persen dari 0 sampai 100, ditemukan “{text}”")
    return share / 100


def _build(options: argparse.Namespace) -> int:
    config = pipeline.configured(options.root, site_dir=options.site_dir)
    outcome = pipeline.build(
        config,
        shells=shells.make,
        now=pipeline.clock(),
        jobs=options.jobs,
        full=options.full,
        strict=options.strict,
        allow_loss=options.allow_loss,
        searchable=options.without != "search",
        progress=_progress,
    )
    report(config, outcome)
    return 0


def report(config: Config, outcome: Outcome) -> None:
    """Says what a build did: each error with its place, then the sum in a line or two."""
    errors = [problem for problem in outcome.problems if problem.is_error]
    for problem in errors:
        _say(str(problem))
    if outcome.reason:
        _say(f"build penuh: {outcome.reason}")
    _say(
        f"{angka(outcome.records)} rekaman, {angka(outcome.pages)} halaman; {angka(outcome.written)} berkas ditulis, "
        f"{angka(outcome.removed)} dihapus, {angka(outcome.seconds, 2)} detik: {config.site_dir}"
    )
    warnings = len(outcome.problems) - len(errors)
    if outcome.left_out:
        _say(f"dikeluarkan karena galat: {', '.join(outcome.left_out)}")
    if warnings:
        _say(f"{angka(warnings)} peringatan; lihat: ultra check")


def _check(options: argparse.Namespace) -> int:
    config = pipeline.configured(options.root)
    problems = pipeline.check(config, now=pipeline.clock(), progress=_progress)
    if options.paths:
        problems = tuple(
            problem for problem in problems if _is_under(config.root, problem.file, options.paths)
        )
    for line in _formatted(problems, options.format):
        print(line)
    counts = Counter(problem.severity for problem in problems)
    if options.summary:
        with options.summary.open("a", encoding="utf-8") as file:
            file.write(_summary(problems))
    _say(f"{angka(counts['galat'])} galat, {angka(counts['peringatan'])} peringatan")
    return 1 if counts["galat"] else 0


def _is_under(root: Path, file: str, paths: Sequence[str]) -> bool:
    full = root / file
    return any(full == Path(path).resolve() or full.is_relative_to(Path(path).resolve()) for path in paths)


def _formatted(problems: Sequence[Problem], form: str) -> list[str]:
    if form == "json":
        rows = [
            {
                "berkas": p.file, "baris": p.line, "kolom": p.column, "tingkat": p.severity,
                "kode": p.code, "isian": p.field, "pesan": p.message,
            }
            for p in problems
        ]  # fmt: skip
        return [json.dumps(rows, ensure_ascii=False, indent=1)]
    if form == "github":
        return [_annotation(problem) for problem in problems]
    return [str(problem) for problem in problems]


def _annotation(problem: Problem) -> str:
    """A line that GitHub shows beside the file; a record's own text may not end it and begin a command."""
    kind = "error" if problem.is_error else "warning"
    title = f"{problem.code} {problem.field}".strip()
    where = (
        f"file={_property(problem.file)},line={problem.line},col={problem.column},title={_property(title)}"
    )
    message = problem.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{kind} {where}::{message}"


def _property(text: str) -> str:
    for sign in "%\r\n:,":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _summary(problems: Sequence[Problem]) -> str:
    lines = ["## Hasil pemeriksaan", ""]
    if not problems:
        return "\n".join([*lines, "Tidak ada masalah.", ""])
    lines += ["| berkas | tingkat | isian | pesan |", "| --- | --- | --- | --- |"]
    for problem in problems:
        cells = (f"{problem.file}:{problem.line}", problem.severity, problem.field, problem.message)
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    escapes = str.maketrans(
        {"|": "\\|", "<": "&lt;", "\n": " ", "`": "\\`", "[": "\\[", "*": "\\*", "_": "\\_"}
    )
    return text.translate(escapes)


def _fetch(options: argparse.Namespace) -> int:
    from generator.feeds import report, run  # the network, which no other command needs to load

    if options.demo:
        return _demo(options.root)
    config = pipeline.configured(options.root)
    work = pipeline.assembled(config, now=pipeline.clock())
    settings = run.Settings(
        root=config.root,
        cache=config.cache,
        user_agent=run.user_agent(config.site_name, config.site_url),
        named=tuple(options.satker),
        at_once=options.now,
        dry=options.dry_run,
        allow=frozenset(options.allow_host),
    )
    if options.discover:
        found = run.discovered(settings, work.satker, options.discover, now=pipeline.clock())
        for line in report.discovered(options.discover, found):
            _say(line)
        return 0
    lines = run.run(
        settings,
        run.sources_of(work.satker, options.satker),
        now=pipeline.clock(),
        released={slug: made.releases for slug, made in work.decisions.items()},
        progress=lambda done, total: _progress("mengambil umpan", done, total),
    )
    for line in report.table(lines):
        _say(line)
    if options.summary:
        with options.summary.open("a", encoding="utf-8") as file:
            file.write(report.summary(lines))
    return 0


def _queries(options: argparse.Namespace) -> int:
    from generator.editing import queries

    config = pipeline.configured(options.root, site_dir=options.site_dir)
    asked = queries.read(options.file)
    answers = queries.ask(config.site_dir, config.theme / "assets/search/engine.js", asked)
    for line in queries.report(answers):
        print(line)
    return 1 if queries.share(answers) < options.floor else 0


def _demo(root: Path) -> int:
    from generator.feeds import demo, report, run

    now = pipeline.clock()
    target = Path(tempfile.mkdtemp(prefix="ultra-peragaan-"))
    feeds = demo.samples(now)
    with demo.served(feeds) as port:
        demo.copy(pipeline.configured(root).root, target, port, feeds)
        config = pipeline.configured(target)
        work = pipeline.assembled(config, now=now)
        settings = run.Settings(
            root=target,
            cache=config.cache,
            user_agent=run.user_agent(config.site_name, ""),
            allow=frozenset({(demo.HOST, port)}),
            apart_s=0,
            limits=run.DEMO_LIMITS,
        )
        lines = run.run(settings, run.sources_of(work.satker, ()), now=now, released={})
    for line in report.table(lines):
        _say(line)
    _say(f"{angka(demo.marked(target))} entri contoh tersimpan di salinan ini, bukan di portal Anda")
    report_ = pipeline.build(config, shells=shells.make, now=now)
    _say(f"{angka(report_.pages)} halaman disusun; lihat berita/ dan status/ dengan: ultra serve -C {target}")
    _say(f"yang ditahan: ultra feeds held -C {target}; setelah selesai hapus folder itu")
    return 0


def _held(options: argparse.Namespace) -> int:
    from generator.editing import decisions

    work = pipeline.assembled(pipeline.configured(options.root), now=pipeline.clock())
    waiting = list(decisions.held(work.entries(), work.decided()))
    for entry in waiting:
        print(f"{entry.id}  {entry.satker}  {entry.state.lower()}  {entry.title}")
        print(f"                  {entry.link}  [{', '.join(entry.reasons)}]")
    _say(f"{angka(len(waiting))} entri menunggu keputusan")
    return 0


def _decide(options: argparse.Namespace) -> int:
    from generator.editing import decisions

    config = pipeline.configured(options.root)
    work = pipeline.assembled(config, now=pipeline.clock())
    entry = source = ""
    if options.what == "lepaskan":
        satker = options.satker
        source = decisions.source_of(work.portal, satker, options.url)
    else:
        card = decisions.find(work.entries(), options.id)
        satker, entry = card.satker, card.id.rsplit("/", 1)[-1]
    path = decisions.write(
        config.root,
        satker,
        what=options.what,
        by=options.by,
        day=work.today,
        why=options.why,
        entry=entry,
        source=source,
    )
    _say(f"{options.what}: {entry or source}; ditulis di {path.relative_to(config.root)}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from generator import serve  # a web server, which no other command needs to load

    config = pipeline.configured(options.root)
    serve.preview(config, port=options.port, build=lambda: _preview_build(config.root), say=_say)
    return 0


def _preview_build(root: Path) -> None:
    config = pipeline.configured(root)
    report(config, pipeline.build(config, shells=shells.make, now=pipeline.clock(), progress=_progress))


def _progress(stage: str, done: int, total: int) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{stage}: {angka(done)} dari {angka(total)}\x1b[K", end="\r", file=sys.stderr, flush=True)


def _say(text: str) -> None:
    clear = "\x1b[K" if sys.stderr.isatty() else ""
    print(f"{text}{clear}", file=sys.stderr)


def run() -> None:
    """The console's entry: ends at once, since to free a big portal value by value takes a quarter of a second."""
    status = main()
    with suppress(BrokenPipeError):  # the reader of our output left early
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
