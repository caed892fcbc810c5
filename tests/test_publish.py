"""Publishing: the old site or the new one, at whatever step a build is stopped."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.stages import publish
from generator.stages.publish import MARKER, Staging, file_of, is_ours, recover, token_of

OLD = {"": b"old", "a/": b"old a", "a/b/": b"old b", "gone/deep/": b"x", "assets/x.css": b"{}", MARKER: b"1"}
NEW = {"": b"new", "a/": b"new a", "a/b/": b"old b", "fresh/page/": b"y", "assets/x.css": b"{}", MARKER: b"2"}
CHANGED = ["", "a/", "fresh/page/", MARKER]
REMOVED = ["gone/deep/"]
STEPS = ("replace", "rename", "unlink", "rmdir", "mkdir", "open", "fsync")


class KilledError(BaseException):
    """The process ends here: nothing that catches errors may catch this."""


def tree(folder: Path) -> dict[str, bytes]:
    """Every file by its path, and every folder, which has no content but may be left over."""
    return {
        path.relative_to(folder).as_posix() + ("/" if path.is_dir() else ""): path.read_bytes()
        if path.is_file()
        else b""
        for path in folder.rglob("*")
    }


def expected(pages: dict[str, bytes]) -> dict[str, bytes]:
    files = {file_of(address): content for address, content in pages.items()}
    folders = {f"{parent.as_posix()}/": b"" for name in files for parent in Path(name).parents if parent.name}
    return files | folders


def staged(site: Path, *, full: bool) -> Staging:
    staging = Staging(site, full=full)
    staging.open()
    for address in NEW if full else CHANGED:
        staging.write(address, NEW[address])
    return staging


def publish_new(site: Path, *, full: bool) -> None:
    memory = (site.parent / "cache" / "memory", b"new")
    staged(site, full=full).publish(written=CHANGED, removed=REMOVED, memory=memory)


def old_site(folder: Path) -> Path:
    """The site of the build before, with the memory of it."""
    site = folder / "site"
    staging = Staging(site, full=True)
    staging.open()
    for address, content in OLD.items():
        staging.write(address, content)
    staging.publish(written=list(OLD), removed=[], memory=(folder / "cache" / "memory", b"old"))
    return site


@contextmanager
def killed_at(step: int, *, done: bool) -> Iterator[list[str]]:
    """Ends the process at a step that touches the disk, before it is done or right after."""
    calls: list[str] = []

    def stopping(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            calls.append(name)
            if len(calls) == step and not done:
                raise KilledError
            result = real(*arguments, **options)
            if len(calls) == step:
                raise KilledError
            return result

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, stopping(name, getattr(os, name)))
        yield calls


def steps_of(act: Callable[[], None]) -> int:
    with killed_at(0, done=False) as calls:
        act()
    return len(calls)


def is_killed(act: Callable[[], None], step: int, *, done: bool) -> bool:
    try:
        with killed_at(step, done=done):
            act()
    except KilledError:
        return True
    return False


@pytest.mark.parametrize("full", [True, False])
def test_a_published_site_is_the_new_one_and_nothing_else(tmp_path: Path, full: bool) -> None:
    site = old_site(tmp_path)

    publish_new(site, full=full)

    assert (expected(NEW), ["cache", "site"], b"new", "2") == (
        tree(site),
        sorted(path.name for path in tmp_path.iterdir()),
        (tmp_path / "cache" / "memory").read_bytes(),
        token_of(site),
    )


def test_an_incremental_build_leaves_other_files_alone(tmp_path: Path) -> None:
    site = old_site(tmp_path)
    before = (site / "a/b/index.html").stat()

    publish_new(site, full=False)

    after = (site / "a/b/index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("full", [True, False], ids=["full", "incremental"])
def test_a_build_stopped_at_any_step_leaves_one_site_or_the_other(
    tmp_path: Path, full: bool, done: bool
) -> None:
    count = steps_of(lambda: publish_new(old_site(tmp_path / "measured"), full=full))
    seen = set()
    for step in range(1, count + 1):
        folder = tmp_path / str(step)
        site = old_site(folder)
        if not is_killed(lambda site=site: publish_new(site, full=full), step, done=done):  # type: ignore[misc]
            continue

        recover(site)

        memory = (folder / "cache" / "memory").read_bytes()
        is_new = tree(site) == expected(NEW)
        assert is_new or tree(site) == expected(OLD), step
        assert sorted(path.name for path in folder.iterdir()) == ["cache", "site"], step
        # A memory that is older than its site is told by the site's token and means a full build.
        assert (memory, token_of(site)) in [
            (b"new", "2"),
            (b"old", "1"),
            *([(b"old", "2")] if full else []),
        ], step
        seen.add(is_new)
    assert seen == {True, False}


def test_a_recovery_may_itself_be_stopped_at_any_step(tmp_path: Path) -> None:
    runs = 0
    for full in (True, False):
        count = steps_of(lambda full=full: publish_new(old_site(tmp_path / f"m{full}"), full=full))  # type: ignore[misc]
        for step in range(1, count + 1, 2):
            for again in range(1, 40, 2):
                folder = tmp_path / f"{full}{step}-{again}"
                site = old_site(folder)
                if not is_killed(lambda site=site, full=full: publish_new(site, full=full), step, done=True):  # type: ignore[misc]
                    break
                if not is_killed(lambda site=site: recover(site), again, done=False):  # type: ignore[misc]
                    break

                recover(site)

                runs += 1
                assert tree(site) in (expected(NEW), expected(OLD)), (step, again)
    assert runs > 30


@pytest.mark.parametrize("full", [True, False])
def test_after_a_stop_the_next_build_publishes_as_if_nothing_had_happened(tmp_path: Path, full: bool) -> None:
    site = old_site(tmp_path)
    assert is_killed(lambda: publish_new(site, full=full), 8, done=True)

    recover(site)
    publish_new(site, full=True)

    assert expected(NEW) == tree(site)


def test_what_an_interrupted_build_staged_is_swept(tmp_path: Path) -> None:
    site = old_site(tmp_path)
    staged(site, full=True)
    staged(site, full=False)

    recover(site)

    assert (expected(OLD), ["cache", "site"]) == (
        tree(site),
        sorted(path.name for path in tmp_path.iterdir()),
    )


def test_recovering_a_site_that_needs_nothing_changes_nothing(tmp_path: Path) -> None:
    site = old_site(tmp_path)

    recover(site)
    recover(tmp_path / "none")

    assert (expected(OLD), ["cache", "site"]) == (
        tree(site),
        sorted(path.name for path in tmp_path.iterdir()),
    )


def test_a_stale_staging_folder_does_not_reach_the_site(tmp_path: Path) -> None:
    site = old_site(tmp_path)
    staged(site, full=True).write("stale/", b"stale")

    publish_new(site, full=True)

    assert expected(NEW) == tree(site)


def test_only_a_folder_of_ours_may_be_replaced(tmp_path: Path) -> None:
    ours = old_site(tmp_path)
    foreign, empty = tmp_path / "foto", tmp_path / "kosong"
    foreign.mkdir()
    (foreign / "keluarga.jpg").write_bytes(b"x")
    empty.mkdir()

    assert [True, True, True, False] == [is_ours(path) for path in (ours, empty, tmp_path / "tiada", foreign)]


def test_a_folder_without_a_token_has_none(tmp_path: Path) -> None:
    assert "" == token_of(tmp_path)


def test_published_files_can_be_read_by_a_server(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        site = old_site(tmp_path)
    finally:
        os.umask(before)

    assert {0o644} == {path.stat().st_mode & 0o777 for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("address", "file"),
    [("", "index.html"), ("a/", "a/index.html"), ("a/b.css", "a/b.css"), ("404.html", "404.html")],
)
def test_an_address_is_served_from_its_file(address: str, file: str) -> None:
    assert file == publish.file_of(address)
