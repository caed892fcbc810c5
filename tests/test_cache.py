"""The memory between builds, and the lock that keeps two of them apart."""

import marshal
import subprocess
import sys
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import cache
from generator.cache import Known, Memory, digest, digest_of_folder, lock, read_memory, unpacked
from generator.errors import BusyError
from generator.sources import Stamp

STAMP = Stamp(1_700_000_000_123_456_789, 12, 99)
FULL = Memory(
    whole=b"w" * 16,
    site="/situs",
    token="ab12",
    seen_ns=2**62,
    records={
        "satker/a/layanan/b.yml": Known(STAMP, b"d" * 16, (("a", 1, True, ("x",), ""),), ()),
        "satker/a/layanan/c.yml": Known(
            STAMP, b"e" * 16, (), (("f", 1, 2, "galat", "ISI-01", "nama", "“x”"),), ("a/layanan/c",)
        ),
    },
    pages={"": b"k", "a/": b"l"},
    files={
        "satker/a/berkas/x.png": (STAMP, b"m", (3, 4), None),
        "satker/a/berkas/x.pdf": (
            STAMP,
            b"n",
            None,
            (((1, "halaman 1", "", "nik", "18**"),), ("pindai", "2")),
        ),
    },
    sums={b"n": (12, "0" * 64)},
)
PACKED = FULL.packed()


def test_a_memory_comes_back_as_it_was() -> None:
    assert FULL == unpacked(PACKED)


def test_an_empty_memory_comes_back_as_it_was() -> None:
    assert Memory() == unpacked(Memory().packed())


def test_stamps_come_back_as_stamps() -> None:
    memory = unpacked(PACKED)

    assert memory is not None
    assert STAMP.size == memory.records["satker/a/layanan/b.yml"].stamp.size


@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_a_damaged_byte_anywhere_is_noticed(position: int, change: int) -> None:
    damaged = bytearray(PACKED)
    damaged[position] ^= change

    assert unpacked(bytes(damaged)) is None


@given(st.integers(0, len(PACKED) - 1))
def test_a_memory_cut_short_is_noticed(length: int) -> None:
    assert unpacked(PACKED[:length]) is None


@given(st.binary(max_size=200))
def test_what_follows_a_memory_or_is_none_is_noticed(content: bytes) -> None:
    assert unpacked(content) is None
    assert unpacked(PACKED + content + b"x") is None


def test_a_memory_of_another_python_is_not_read() -> None:
    body = marshal.dumps(())
    other = b"ultra 1 3.99.0\n" + blake2b(body, digest_size=16).digest() + body

    assert unpacked(other) is None


def test_a_missing_memory_is_none(tmp_path: Path) -> None:
    assert read_memory(tmp_path) is None


SEEN = 10_000_000_000


@pytest.mark.parametrize(
    ("stamp", "known", "expected"),
    [
        (Stamp(SEEN - 2_000_000_001, 5, 1), Stamp(SEEN - 2_000_000_001, 5, 1), True),
        (
            Stamp(SEEN - 2_000_000_000, 5, 1),
            Stamp(SEEN - 2_000_000_000, 5, 1),
            False,
        ),  # may change within its tick
        (Stamp(SEEN + 1, 5, 1), Stamp(SEEN + 1, 5, 1), False),  # from the future
        (Stamp(1, 6, 1), Stamp(1, 5, 1), False),
        (Stamp(1, 5, 2), Stamp(1, 5, 1), False),  # replaced by a file of the same time and size
        (Stamp(2, 5, 1), Stamp(1, 5, 1), False),
        (Stamp(1, 5, 1), Stamp(2, 5, 1), False),  # put back from a copy
    ],
)
def test_a_file_is_trusted_when_it_is_the_same_and_was_at_rest(
    stamp: Stamp, known: Stamp, expected: bool
) -> None:
    assert expected is Memory(seen_ns=SEEN).trusts(stamp, known)


HOLDER = """\
import sys
from pathlib import Path
from generator.cache import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_lock_that_another_process_holds_names_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        assert "held\n" == holder.stdout.readline()

        with pytest.raises(BusyError) as caught, lock(tmp_path):
            pass

        holder.communicate("")
    assert f"build lain sedang berjalan di folder ini (proses {holder.pid}); tunggu sampai selesai" == str(
        caught.value
    )


def test_a_lock_is_free_after_its_process_was_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        holder.kill()
        holder.communicate()

    with lock(tmp_path):
        pass


def test_a_lock_is_given_back_by_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), lock(tmp_path):
        raise KeyError

    with lock(tmp_path):
        pass


def test_a_lock_makes_its_folder(tmp_path: Path) -> None:
    with lock(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b" / "lock").is_file()


def test_a_digest_tells_parts_apart_by_their_lengths() -> None:
    assert 4 == len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")})


def test_a_digest_of_text_is_that_of_its_bytes() -> None:
    assert digest("é".encode()) == digest("é")


def test_a_folder_is_told_by_names_and_contents_of_the_endings_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    marks = [digest_of_folder(tmp_path, ".md")]
    (tmp_path / "b.txt").write_text("x")
    marks.append(digest_of_folder(tmp_path, ".md"))
    (tmp_path / "a.md").rename(tmp_path / "c.md")
    marks.append(digest_of_folder(tmp_path, ".md"))
    (tmp_path / "c.md").write_text("y")
    marks.append(digest_of_folder(tmp_path, ".md"))
    marks.append(digest_of_folder(tmp_path))

    assert [True, False, False, False] == [a == b for a, b in pairwise(marks)]


def test_a_memory_begins_with_its_version() -> None:
    assert PACKED.startswith(cache._MAGIC)
