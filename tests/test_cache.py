"""The cache of indexes: when it is used, when not, and that nothing that happens to it changes what is shown."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_timeline import SMALL

from openai_timeline.commands.cache import size, when
from openai_timeline.files.problems import Unreadable
from openai_timeline.index import cache as cache_module
from openai_timeline.index import fast, keeper, making, opening
from openai_timeline.index.ask import AGAIN, Index
from openai_timeline.index.opening import Opener
from openai_timeline.index.workers import Crew
from openai_timeline.model.selection import Selection


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Of the cache."""
    return tmp_path / "cache"


@pytest.fixture
def opener(directory: Path) -> Opener:
    return Opener(directory)


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The small timeline as a file, old enough that no later change could hide."""
    return written(tmp_path / "small.json", SMALL)


@pytest.fixture
def always_big(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every index is made in a file of its own."""
    for module in (opening, keeper):
        monkeypatch.setattr(module, "SMALL", 0)


def written(path: Path, document: Any) -> str:
    path.write_text(json.dumps(document), encoding="utf-8")
    aged(path)
    return os.fspath(path)


def aged(path: Path) -> None:
    """Let a file have been changed a minute ago."""
    then = time.time_ns() - 60 * 10**9
    os.utime(path, ns=(then, then))


def seen(index: Index) -> list[Any]:
    """All that there is to see of an index, words among it."""
    views = [index.everything] + [index.view(Selection(words=(word,))) for word in ("murati", "candid", "大模型")]
    return [
        index.head,
        [(list(view.positions), view.headings, view.years) for view in views],
        index.events(range(index.total)),
        list(index.people()),
        [index.companions(person.id) for person, _, _ in index.people()],
        [index.resting_on(source) for source in ("blog", "book")],
        index.organisations(),
        index.problems("f"),
    ]


def complete(opener: Opener, file: str) -> Index:
    """The index of a file, with everything of it kept."""
    index = opener.open(file)
    assert index.keeper is not None
    assert index.keeper.complete(index) == ""
    # What was made in memory is written by the next program that searches.
    again = opener.known(file)
    assert again is not None
    assert again.keeper is not None
    assert again.keeper.complete(again) == ""
    return again


def test_the_second_opening_reads_nothing_of_the_file(
    opener: Opener, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = seen(complete(opener, file))

    def read(*_: object) -> Any:
        raise AssertionError("the file was read")

    monkeypatch.setattr(making, "read_settled", read)
    index = Opener(opener.cache.directory).open(file)
    assert index.is_searchable
    assert seen(index) == fresh


def test_problems_are_remembered(opener: Opener, tmp_path: Path) -> None:
    file = written(
        tmp_path / "bad.json", {"events": [{"date": "2023-02-30", "title": "t"}, {"date": "2023", "title": "u"}]}
    )
    first = complete(opener, file).problems("bad.json")
    index = opener.known(file)
    assert index is not None
    assert [problem.one_line() for problem in index.problems("x")] == [
        p.one_line().replace("bad", "x").replace(".json", "") for p in first
    ]
    assert len(first) == 1


def test_what_cannot_be_read_leaves_nothing_behind(opener: Opener, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    for _ in range(2):
        with pytest.raises(Unreadable):
            opener.open(os.fspath(tmp_path / "bad.json"))
    assert list_of(opener.cache.directory) == []


def list_of(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir()) if directory.exists() else []


CHANGES: dict[str, Callable[[Path], None]] = {
    "longer": lambda path: path.write_text(json.dumps({"events": [], "title": "changed"})),
    "as long, of another time": lambda path: path.write_text(path.read_text().replace("OpenAI", "OpenBI")),
    "as long, of the same time": lambda path: (
        status := path.stat(),
        path.write_text(path.read_text().replace("OpenAI", "OpenBI")),
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns)),
    )[0],
    "another in its place": lambda path: (
        Path(f"{path}.new").write_text(path.read_text().replace("OpenAI", "OpenBI")),
        Path(f"{path}.new").replace(path),
    )[0],
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_file_is_indexed_anew(opener: Opener, file: str, change: str) -> None:
    before = seen(complete(opener, file))
    CHANGES[change](Path(file))
    index = opener.open(file)
    assert seen(index) != before
    assert index.notice == ""


def test_a_change_right_after_a_file_was_written_shows(opener: Opener, tmp_path: Path) -> None:
    """Clocks of file systems are coarse: a new file is looked into until it has been left alone for a while."""
    path = tmp_path / "new.json"
    path.write_text(json.dumps(SMALL))
    complete(opener, written(path, SMALL))
    path.write_text(json.dumps(SMALL))
    index = opener.open(os.fspath(path))
    assert index.keeper is not None
    index.keeper.keep(index)
    assert opener.cache.content_at(os.path.realpath(path)) is None


def test_the_same_content_elsewhere_is_not_indexed_again(
    opener: Opener, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = seen(complete(opener, file))
    other = written(tmp_path / "copy.json", SMALL)

    def build(*_: object) -> None:
        raise AssertionError("it was indexed")

    monkeypatch.setattr(fast, "build_from", build)
    assert seen(opener.open(other)) == fresh
    assert opener.known(other) is not None


def test_another_program_has_indexes_of_its_own(opener: Opener, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    complete(opener, file)
    monkeypatch.setattr(opening, "edition", lambda: "another")
    assert Opener(opener.cache.directory).known(file) is None


# -- damage


def damage(path: Path, chance: random.Random) -> None:
    """Do something to a file that must not happen to it."""
    size = path.stat().st_size
    kind = chance.randrange(8)
    if kind == 0:
        os.truncate(path, chance.randrange(size + 1))
    elif kind == 1:
        path.write_bytes(b"")
    elif kind == 2:
        path.write_bytes(chance.randbytes(chance.randrange(1, 5000)))
    elif kind == 3:
        path.unlink()
    elif kind == 4:
        path.unlink()
        path.mkdir()
    elif kind == 5:
        path.unlink()
        path.symlink_to("/dev/zero")
    else:
        data = bytearray(path.read_bytes())
        start = chance.randrange(size)
        for place in range(start, min(size, start + chance.choice([1, 4096]))):
            data[place] = 0 if kind == 6 else data[place] ^ 1 << chance.randrange(8)
        path.write_bytes(data)


def test_no_damage_changes_what_is_shown(opener: Opener, file: str, directory: Path) -> None:
    fresh = seen(complete(opener, file))
    kept = {path.name: path.read_bytes() for path in directory.iterdir()}
    assert {name.partition(".")[2] for name in kept} == {"seen", "seal", "index", "find-0-1"}
    chance = random.Random(26)
    for number in range(int(os.environ.get("DAMAGES", "200"))):
        name = chance.choice(sorted(kept))
        if (directory / name).exists():  # not made again yet
            damage(directory / name, chance)
        index = Opener(directory).open(file)
        assert seen(index) == fresh, (number, name)
        assert index.keeper is not None
        index.keeper.complete(index)
        if (directory / name).is_dir():
            (directory / name).rmdir()
        if number % 10 == 0:
            complete(Opener(directory), file)


def test_damage_while_an_index_is_open_is_made_good_once_and_said(opener: Opener, file: str) -> None:
    fresh = seen(complete(opener, file))
    index = opener.open(file)
    content = opener.cache.content_at(os.path.realpath(file))
    assert content is not None
    files = opener.cache.files(content)
    assert files is not None
    for path in files.values():
        path.write_bytes(bytes(path.stat().st_size))
    assert seen(index) == fresh
    assert index.notice == AGAIN
    assert opener.known(file) is None


def test_damage_that_no_check_of_files_shows_is_found_where_sqlite_finds_it(opener: Opener, file: str) -> None:
    index = complete(opener, file)
    fresh = seen(index)
    index = opener.open(file)
    index._store.connection = sqlite3.connect(":memory:", isolation_level=None)
    assert seen(index) == fresh


# -- where nothing can be written


@pytest.mark.skipif(os.geteuid() == 0 and not sys.platform.startswith("linux"), reason="needs a device that is full")
@pytest.mark.parametrize("place", ["a file", "/proc/cache", "/dev/null/cache"])
@pytest.mark.parametrize("big", [False, True])
def test_where_the_cache_cannot_be_it_opens_and_says_so(
    file: str, tmp_path: Path, place: str, big: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = seen(Opener(tmp_path / "good").open(file))
    (tmp_path / "a file").write_text("")
    if big:
        for module in (opening, keeper):
            monkeypatch.setattr(module, "SMALL", 0)
    index = Opener(tmp_path / place).open(file)
    assert seen(index) == fresh
    said = index.notice if index.keeper is None else index.keeper.complete(index)
    assert said.startswith("The index could not be kept, so that it is made each time: ")


@pytest.mark.usefixtures("always_big")
@pytest.mark.parametrize("call", range(1, 9))
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), sqlite3.OperationalError("disk is full")])
def test_a_disk_that_is_full_at_any_moment(
    opener: Opener, file: str, call: int, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The n-th thing that is done to the disk fails, and all after it in the cache."""
    calls = [0]
    for module, name in (
        (making, "settle"), (making, "make_index"), (cache_module.Cache, "new_file"), (cache_module.Cache, "add"),
        (cache_module.Cache, "saw"), (cache_module.Cache, "prune"),
    ):  # fmt: skip
        before = getattr(module, name)

        def failing(*arguments: Any, before: Any = before, **more: Any) -> Any:
            calls[0] += 1
            if calls[0] == call:
                raise error
            return before(*arguments, **more)

        monkeypatch.setattr(module, name, failing)
    index = opener.open(file)
    assert index.total == 11
    said = index.notice or (index.keeper.complete(index) if index.keeper else "")
    assert said.startswith("The index could not be kept") == (calls[0] >= call)
    assert list(index.view(Selection(words=("candid",))).positions) == [7]
    del index
    assert [name for name in list_of(opener.cache.directory) if name.startswith("new-")] == []


def test_a_timeline_without_a_file_is_not_kept(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.dumps(SMALL).encode()
    assert opener.open_bytes(data, "standard input").total == 11
    for module in (opening, keeper):
        monkeypatch.setattr(module, "SMALL", 0)
    index = opener.open_bytes(data, "standard input")
    assert list(index.view(Selection(words=("candid",))).positions) == [7]
    assert list_of(opener.cache.directory) == []


# -- several at once, and those that are killed


@pytest.mark.usefixtures("always_big")
def test_a_crew_makes_what_one_alone_makes(file: str, tmp_path: Path) -> None:
    fresh = seen(Opener(tmp_path / "alone").open(file))
    told: list[float] = []
    index = Opener(tmp_path / "crew", Crew(), lambda events, share: told.append(share)).open(file)
    assert index.keeper is not None
    assert index.keeper.complete(index, told.append) == ""
    assert told
    assert seen(index) == fresh
    again = Opener(tmp_path / "crew").known(file)
    assert again is not None
    assert again.is_searchable
    assert seen(again) == fresh
    with pytest.raises(Unreadable, match="empty"):
        Path(file).write_text("")
        Opener(tmp_path / "crew", Crew()).open(file)


def big_file(tmp_path: Path) -> str:
    """Big enough for an index that is made in a file."""
    title = "A title that is as long as a whole account " * 5
    events = [{"date": f"{1900 + n % 100}", "title": title, "people": [f"Ann {n % 50}"]} for n in range(20_000)]
    file = written(tmp_path / "big.json", {"events": events})
    assert not opening.is_small(file)
    return file


def whole_ones() -> list[str]:
    """What indexes are kept; each has a seal, and nothing half written is there."""
    names = list_of(cache_directory())
    assert not any(name.startswith("new-") for name in names)
    contents = [name.partition(".")[0] for name in names if name.endswith(".index")]
    assert contents == [name.partition(".")[0] for name in names if name.endswith(".seal")]
    return contents


LIST = [sys.executable, "-c", "from openai_timeline.cli import main; main()", "list"]


def test_two_programs_at_once(tmp_path: Path) -> None:
    """Both open; one index is left."""
    file = big_file(tmp_path)
    both = [subprocess.Popen([*LIST, file, "--person", "ann-7"], stdout=subprocess.PIPE) for _ in range(2)]
    outputs = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") == 400
    assert whole_ones()


def cache_directory() -> Path:
    from openai_timeline.paths import cache_directory

    return cache_directory()


def test_killed_at_any_moment_it_leaves_nothing_broken(tmp_path: Path) -> None:
    file = big_file(tmp_path)
    began = time.monotonic()
    whole = subprocess.run([*LIST, file], capture_output=True, check=True).stdout
    took = time.monotonic() - began
    Opener(cache_directory()).cache.clear()
    chance = random.Random(5)
    for _ in range(6):
        process = subprocess.Popen([*LIST, file], stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, 0.9) * took)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert subprocess.run([*LIST, file], capture_output=True, check=True).stdout == whole
    opener = Opener(cache_directory())
    opener.cache.prune()
    assert whole_ones()


# -- pruning, and what people see of it


def many(opener: Opener, tmp_path: Path, count: int) -> list[str]:
    files = []
    for number in range(count):
        file = written(tmp_path / f"t{number}.json", {"events": [{"date": "2023", "title": f"Event {number}"}]})
        complete(opener, file)
        os.utime(opener.cache._seen(os.path.realpath(file)), (number, number))
        files.append(file)
    return files


def test_the_oldest_go_when_there_are_too_many(opener: Opener, tmp_path: Path) -> None:
    files = many(opener, tmp_path, 5)
    opener.cache.touch(os.path.realpath(files[0]))
    opener.cache.prune(most=3)
    assert [opener.known(file) is not None for file in files] == [True, False, False, True, True]
    assert len(opener.cache.kept()) == 3
    assert len([name for name in list_of(opener.cache.directory) if name.endswith("seen")]) == 3


def test_the_oldest_go_when_they_are_too_big(opener: Opener, tmp_path: Path) -> None:
    files = many(opener, tmp_path, 3)
    opener.cache.prune(most_bytes=1)
    assert [opener.known(file) is not None for file in files] == [False, False, True]


def test_the_one_in_use_stays_whatever_its_size(opener: Opener, tmp_path: Path) -> None:
    files = many(opener, tmp_path, 2)
    content = opener.cache.content_at(os.path.realpath(files[0]))
    assert content is not None
    opener.cache.prune(content, most_bytes=1)
    assert [opener.known(file) is not None for file in files] == [True, False]


def test_what_was_abandoned_goes(opener: Opener, tmp_path: Path) -> None:
    many(opener, tmp_path, 1)
    directory = opener.cache.directory
    for name in ("new-999999999-x", "new-x", "0123-456.index", "0123-456.find-0-1"):
        (directory / name).write_text("")
        os.utime(directory / name, (0, 0))
    mine = directory / f"new-{os.getpid()}-y"
    mine.write_text("")
    opener.cache.prune()
    assert {name.partition(".")[2] for name in list_of(directory)} == {"seen", "seal", "index", "find-0-1", ""}
    assert mine.exists()


def test_clearing_leaves_nothing(opener: Opener, tmp_path: Path) -> None:
    many(opener, tmp_path, 2)
    assert [kept.events for kept in opener.cache.clear()] == [1, 1]
    assert list_of(opener.cache.directory) == []
    assert opener.cache.clear() == []


def test_the_command_lists_and_clears(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from openai_timeline.cli import run

    opener = Opener(cache_directory())
    files = many(opener, tmp_path, 2)
    opener.cache.touch(os.path.realpath(files[1]))
    assert run(["cache"]) == 0
    first, second, total, where = capsys.readouterr().out.splitlines()
    assert first.split()[:2] == ["1", "event"]
    assert first.endswith(f"today          {os.path.realpath(files[1])}")
    assert second.endswith(os.path.realpath(files[0]))
    assert total.startswith("2 indexes, ")
    assert where == f"in {cache_directory()}"
    assert run(["cache", "clear"]) == 0
    assert capsys.readouterr().out.startswith("removed 2 indexes, ")
    assert run(["cache", "list"]) == 0
    assert capsys.readouterr().out.startswith("0 indexes, 0 B\n")


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (345_571_328, "346 MB"), (4 << 30, "4.3 GB")]
)
def test_sizes(count: int, said: str) -> None:
    assert size(count) == said


@pytest.mark.parametrize(("days", "said"), [(0, "today"), (1.5, "yesterday"), (40, "40 days ago")])
def test_how_long_ago(days: float, said: str) -> None:
    assert when(1e9, 1e9 + days * 86400) == said
    assert when(0, 1e9) == "not since"
