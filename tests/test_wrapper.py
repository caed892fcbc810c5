"""The wrapper, run for real in a folder of its own; only what it would install is played by small scripts."""

import ast
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]

posix = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")


def load_wrapper() -> ModuleType:
    loader = SourceFileLoader("wrapper", str(ROOT / "ultra"))
    spec = spec_from_loader("wrapper", loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


wrapper = load_wrapper()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the wrapper and what it reads, and a bin/ that is all of its PATH."""
    folder = (tmp_path / "proyek").resolve()
    for name in ("requirements", "tests/browser/node_modules", "bin"):
        (folder / name).mkdir(parents=True)
    shutil.copy(ROOT / "ultra", folder)
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n\n[tool.ruff]\nline-length = 110\n')
    (folder / "requirements/run.txt").write_text("a==1\n")
    (folder / "requirements/dev.txt").write_text("a==1\nb==1\n")
    (folder / "tests/browser/package-lock.json").write_text("{}")
    (folder / "tests/browser/node_modules/ultra.stamp").write_text(wrapper.digest(b"{}"))
    return folder


def script(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines]) + "\n")
    path.chmod(0o755)


def finish_environment(project: Path, *, dev: bool = False) -> None:
    """What an installation leaves: its stamp, and an `ultra` that repeats its arguments."""
    script(project / ".venv/bin/ultra", 'printf "<%s>" "$@"', "exit 3")
    stamp = wrapper.wanted_stamp(project, sys.version, dev=dev)
    (project / ".venv/ultra.stamp").write_text("\n".join(stamp))


def run(project: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "ultra"), *arguments]
    env = {"PATH": str(project / "bin"), **env}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


# --- what a machine may lack


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_an_old_python_is_told_so_in_one_line(version: tuple[int, ...]) -> None:
    line = wrapper.too_old(version)

    expected = (
        f"ultra: perlu Python 3.11 atau lebih baru, ini 3.{version[1]}. Pasang, lalu: python3.11 ultra build"
    )
    assert expected == line


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_a_new_enough_python_is_told_nothing(version: tuple[int, ...]) -> None:
    assert wrapper.too_old(version) == ""


def test_an_old_python_can_parse_the_wrapper() -> None:
    ast.parse((ROOT / "ultra").read_text("utf-8"), feature_version=(3, 6))


def test_a_python_without_ensurepip_is_told_so_in_one_line(project: Path) -> None:
    (project / "sitecustomize.py").write_text('import sys\nsys.modules["ensurepip"] = None\n')

    result = run(project, "build", PYTHONPATH=str(project))

    assert (1, f"{wrapper.NO_VENV}\n") == (result.returncode, result.stderr)


# --- the stamp


def change(path: str, old: str, new: str) -> Callable[[Path], None]:
    def apply(project: Path) -> None:
        file = project / path
        file.write_text(file.read_text().replace(old, new))

    return apply


@pytest.mark.parametrize(
    ("edit", "lines_that_differ"),
    [
        (change("requirements/run.txt", "a==1", "a==2"), [True, False]),
        (change("requirements/dev.txt", "b==1", "b==2"), [False, True]),
        (change("pyproject.toml", '"x"', '"y"'), [True, False]),
        (change("pyproject.toml", "110", "120"), [False, False]),
    ],
    ids=["run lock", "dev lock", "project", "a linter's setting"],
)
def test_the_stamp_follows_what_is_installed(
    project: Path, edit: Callable[[Path], None], lines_that_differ: list[bool]
) -> None:
    before = wrapper.wanted_stamp(project, "3.11", dev=True)
    edit(project)
    after = wrapper.wanted_stamp(project, "3.11", dev=True)

    assert lines_that_differ == [old != new for old, new in zip(before, after, strict=True)]


def test_another_python_or_folder_needs_another_environment(project: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(project, tmp_path / "pindah")

    stamps = {
        *wrapper.wanted_stamp(project, "3.11", dev=False),
        *wrapper.wanted_stamp(project, "3.12", dev=False),
        *wrapper.wanted_stamp(moved, "3.11", dev=False),
    }

    assert len(stamps) == 3


def test_an_environment_without_a_stamp_is_unfinished(tmp_path: Path) -> None:
    assert wrapper.stamp_in(tmp_path) == []


# --- installing


@pytest.fixture
def uv(project: Path) -> Path:
    """A uv that notes its calls; `uv venv` lays the `ultra` of finish_environment, and a file
    named `broken` makes `uv pip` fail."""
    log = project / "calls"
    finish_environment(project)
    (project / ".venv/bin/ultra").rename(project / "bin/installed")
    shutil.rmtree(project / ".venv")
    script(
        project / "bin/uv",
        f'echo "$1 $2" >> "{log}"',
        f'[ "$1" = venv ] && {shutil.which("mkdir")} -p .venv/bin && {shutil.which("cp")} bin/installed .venv/bin/ultra',
        '[ "$1" = venv ] || [ ! -e broken ]',
    )
    return log


@posix
def test_a_failed_installation_is_redone_from_nothing(project: Path, uv: Path) -> None:
    (project / "broken").touch()
    failed = run(project, "build")
    (project / "broken").unlink()
    (project / ".venv/half").touch()
    repaired = run(project, "build")

    assert (1, "pemasangan gagal" in failed.stderr) == (failed.returncode, True)
    assert (3, "<build>") == (repaired.returncode, repaired.stdout)
    assert not (project / ".venv/half").exists()
    assert [
        "venv --quiet",
        "pip install",
        "venv --quiet",
        "pip install",
        "pip install",
    ] == uv.read_text().splitlines()


@posix
def test_a_finished_environment_is_left_alone(project: Path, uv: Path) -> None:
    run(project, "build")
    uv.unlink()
    run(project, "build")

    assert not uv.exists()


@posix
def test_a_changed_lock_makes_the_environment_anew(project: Path, uv: Path) -> None:
    run(project, "build")
    uv.unlink()
    (project / "requirements/run.txt").write_text("a==2\n")
    run(project, "build")

    assert "venv --quiet" in uv.read_text()


@posix
def test_tests_add_to_the_environment_of_a_build(project: Path, uv: Path) -> None:
    run(project, "build")
    uv.unlink()
    run(project, "test", ULTRA_BROWSER="/bin/sh")

    assert ["pip install", "pip install"] == uv.read_text().splitlines()


# --- passing on


@posix
def test_arguments_and_exit_status_pass_through(project: Path) -> None:
    finish_environment(project)

    result = run(project, "build", "-C", "dua kata", "--strict")

    assert (3, "<build><-C><dua kata><--strict>", "") == (result.returncode, result.stdout, result.stderr)


@posix
def test_pytest_gets_its_arguments_and_the_browser(project: Path) -> None:
    finish_environment(project, dev=True)
    script(project / ".venv/bin/python", 'printf "<%s>" "$@"', 'printf "$ULTRA_BROWSER"', "exit 5")

    result = run(project, "test", "-k", "a or b", ULTRA_BROWSER="/bin/sh")

    assert (5, "<-m><pytest><-k><a or b>/bin/sh") == (result.returncode, result.stdout)


@posix
def test_all_runs_every_check_and_names_the_failed_ones(project: Path) -> None:
    finish_environment(project, dev=True)
    for name in ("ruff", "mypy", "lint-imports", "zizmor"):
        script(project / ".venv/bin" / name, f'echo "{name} $1 $2"', f"exit {1 if name == 'mypy' else 0}")
    script(project / ".venv/bin/python", 'printf "<%s>" "$@"')

    result = run(project, "test", "--all", "-x", ULTRA_BROWSER="/bin/sh")

    expected = [
        "ruff format --check",
        "ruff check ",
        "mypy  ",
        "lint-imports --no-logo ",
        "zizmor --offline --persona=auditor",
        "ultra: tidak lulus: mypy",
    ]
    assert (1, expected) == (result.returncode, result.stderr.splitlines())
    assert result.stdout == "<-m><pytest><--numprocesses=logical><--maxprocesses=4><--dist=worksteal><-x>"


# --- browsers


def test_a_browser_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapper, "BROWSERS", ("chromium", "google-chrome"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert wrapper.find_browser({}) == ""

    script(tmp_path / "google-chrome")
    assert wrapper.find_browser({}) == str(tmp_path / "google-chrome")


def test_a_chosen_browser_that_is_not_there_is_named() -> None:
    with pytest.raises(SystemExit, match="ULTRA_BROWSER berisi /tidak/ada"):
        wrapper.find_browser({"ULTRA_BROWSER": "/tidak/ada"})


@posix
def test_without_a_browser_the_rest_is_run_unless_all_is_asked(project: Path) -> None:
    finish_environment(project, dev=True)
    script(project / ".venv/bin/python", 'printf "<%s>" "$@"')
    script(project / ".venv/bin/playwright", "exit 1")

    rest = run(project, "test", "-x")
    everything = run(project, "test", "--all")

    assert (0, "<-m><pytest><-x><--without-browser>") == (rest.returncode, rest.stdout)
    assert (1, True) == (everything.returncode, everything.stderr.endswith(f"{wrapper.NO_BROWSER}\n"))


def test_browser_tests_that_did_not_run_are_counted_last(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser\n")
    (tmp_path / "test_x.py").write_text(
        "import pytest\n"
        "def test_plain(): pass\n"
        "@pytest.mark.browser\n"
        "@pytest.mark.parametrize('n', [1, 2])\n"
        "def test_page(n): pass\n"
    )

    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--without-browser",
        str(tmp_path),
    ]
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    result = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    assert "1 passed, 2 deselected" in result.stdout
    assert result.stderr.strip().startswith("2 uji peramban tidak dijalankan")
    assert result.stderr.strip().endswith("./ultra test")


# --- no test on the network


@pytest.mark.parametrize("address", ["192.0.2.1", "contoh.example"])
def test_a_test_cannot_reach_the_outside(address: str) -> None:
    with pytest.raises(Exception, match=rf"socket\.\w+ .*{address}"):
        socket.create_connection((address, 80), timeout=0.1)


def test_a_test_can_reach_its_own_machine() -> None:
    with socket.create_server(("localhost", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_an_environment_made_by_uv_is_known_to_lack_pip(tmp_path: Path) -> None:
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    assert not wrapper.has_pip(tmp_path)

    (packages / "pip").mkdir()

    assert wrapper.has_pip(tmp_path)
