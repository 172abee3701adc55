"""What is remembered between runs: written whole or not at all, never fatal when damaged or not writable."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from openai_timeline import state
from openai_timeline.paths import identity, state_directory
from openai_timeline.state import MOST_TIMELINES, Place, Session, load, save

PLACE = Place(event="leaves", people=("mira-murati",), all_people=True, organisations=("openai",), kinds=("left",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "session.json"


def files_beside(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir()}


def test_what_is_saved_is_loaded(path: Path) -> None:
    session = Session(theme="timeline-light", own_clock=True, timelines={"bundled": PLACE, "/a/b.json": Place()})
    assert save(path, session) == ""
    assert load(path) == (session, "")
    assert files_beside(path) == {"session.json"}


def test_without_a_file_the_session_is_empty(path: Path) -> None:
    assert load(path) == (Session(), "")
    assert not path.parent.exists()


def test_sessions_do_not_share_their_timelines() -> None:
    Session().timelines["a"] = Place()
    assert Session().timelines == {}


def test_only_its_owner_may_read_it(path: Path) -> None:
    save(path, Session())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"theme": 5}', b'{"timelines": {"a": []}}', b"\x00" * 100, b"[" * 10**5],
    ids=repr,
)
def test_a_damaged_file_is_set_aside_with_a_notice(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    session, notice = load(path)
    assert session == Session()
    assert "could not be read" in notice
    assert "session.damaged" in notice
    assert files_beside(path) == {"session.damaged"}
    assert (path.parent / "session.damaged").read_bytes() == data
    assert save(path, session) == ""
    assert load(path) == (session, "")


def test_what_a_newer_version_wrote_is_no_damage(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"theme":"nord","bookmarks":["a"],"timelines":{"x":{"event":"e","zoom":3}}}')
    assert load(path) == (Session(theme="nord", timelines={"x": Place(event="e")}), "")


def test_a_directory_in_its_place_is_not_fatal(path: Path) -> None:
    path.mkdir(parents=True)
    assert load(path)[0] == Session()
    assert save(path, Session()) != ""
    assert files_beside(path) == {"session.json"}  # nothing half written is left


def test_a_file_where_the_directory_should_be_is_reported(path: Path) -> None:
    path.parent.write_text("not a directory")
    assert load(path) == (Session(), "")
    assert save(path, Session()) != ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_that_may_not_be_written_is_reported(path: Path) -> None:
    path.parent.mkdir(mode=0o500)
    assert save(path, Session()) == "Permission denied"


def test_a_directory_that_cannot_be_written_is_reported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(state.tempfile, "mkstemp", refuse)
    assert save(path, Session()) == "Permission denied"


def test_the_old_file_stays_whole_when_the_disk_is_full(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(path, Session(theme="before"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(state.os, "fsync", full)
    assert save(path, Session(theme="after")) == "No space left on device"
    assert load(path)[0].theme == "before"
    assert files_beside(path) == {"session.json"}


def test_a_reader_never_sees_half_a_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All is written to a neighbour first, and only then does that take the place."""
    save(path, Session(theme="before"))
    seen: list[str] = []
    rename = Path.replace

    def watched(self: Path, target: Path) -> Path:
        seen.append(load(path)[0].theme)
        seen.append(load(self)[0].theme)
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    save(path, Session(theme="after"))
    assert seen == ["before", "after"]


def test_the_oldest_timelines_are_forgotten(path: Path) -> None:
    session = Session(timelines={str(n): Place(event=str(n)) for n in range(MOST_TIMELINES + 20)})
    save(path, session)
    names = list(load(path)[0].timelines)
    assert names == [str(n) for n in range(20, MOST_TIMELINES + 20)]


def test_what_json_cannot_hold_is_reported(path: Path) -> None:
    assert "surrogates" in save(path, Session(timelines={"\udcff": Place(event="e")}))
    assert files_beside(path) == set()


def test_names_of_files_that_are_not_utf_8_are_no_trouble(path: Path) -> None:
    name = identity(os.fsdecode(b"/tmp/\xff.json"), from_stdin=False)
    assert save(path, Session(timelines={name: Place(event="e")})) == ""
    assert load(path)[0].timelines == {"/tmp/\\xff.json": Place(event="e")}


def test_a_timeline_has_a_name_unless_it_was_piped_in(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    assert identity(str(tmp_path / "link.json"), from_stdin=False) == str(tmp_path / "real.json")
    assert identity(None, from_stdin=False) == "bundled"
    assert identity("-", from_stdin=True) == ""


def test_it_is_kept_where_the_machine_keeps_such_things(own_directories: Path) -> None:
    assert state_directory() == own_directories / "state" / "openai-timeline"
