"""The commands export and import, and every other command with files of other programs."""

from __future__ import annotations

import gzip
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from small_timeline import SMALL

from openai_timeline.files.check import check_bytes
from openai_timeline.files.read import read_bytes

DATA = Path(__file__).parent.parent / "data" / "formats"


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(SMALL, ensure_ascii=False), encoding="utf-8")
    return path


def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "openai_timeline", *map(str, arguments)]
    if not (Path(__file__).parents[2] / "tui/openai_timeline/__main__.py").exists():
        command[1:3] = ["-c", "from openai_timeline.cli import main; main()"]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=60)


def test_export_to_a_file_and_to_standard_output(small_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ics"
    done = run("export", "--to", "icalendar", small_file, "-o", out)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"not in icalendar: " in done.stderr
    piped = run("export", "--to", "ics", "-", stdin=small_file.read_bytes())
    assert piped.stdout == out.read_bytes() == run("export", "--to", "ics", small_file, "-o", "-").stdout
    assert run("export", small_file, "-o", tmp_path / "same.ics").returncode == 0
    assert (tmp_path / "same.ics").read_bytes() == out.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.ics", "same.ics", "small.json"]


def test_a_part_is_a_timeline_of_its_own(small_file: Path) -> None:
    done = run("export", "--to", "timeline", small_file, "--person", "murati", "--from", "2018", "--to", "2024")
    assert done.returncode == 0, done.stderr
    timeline = read_bytes(done.stdout, "part").timeline
    assert {event.id for event in timeline.events} == {"removed", "interim", "leaves", "joins"}
    assert {person.id for person in timeline.people} >= {"mira-murati", "sam-altman"}
    assert "ilya-sutskever" not in {person.id for person in timeline.people}
    assert {memo.id for memo in timeline.memos} >= {"farewell", "removal"}
    assert {source.id for source in timeline.sources} == {"blog", "post", "book"}
    checked = check_bytes(done.stdout, "part")
    assert checked.errors == 0
    assert {finding.rule for finding in checked.findings}.isdisjoint({"uncited-source", "unmentioned-person"})
    assert run("format", "--check", "-", stdin=done.stdout).returncode == 0


def test_a_memo_that_no_event_names_can_be_a_part(small_file: Path) -> None:
    done = run("export", "--to", "json", small_file, "--text", "almost a decade", "--kind", "statement")
    assert done.returncode == 0, done.stderr
    timeline = read_bytes(done.stdout, "part").timeline
    assert (timeline.events, [memo.id for memo in timeline.memos]) == ((), ["lone"])


USAGE = [
    (("--to", "xml"), b"'xml' is no format; --to takes timeline, timelinejs"),
    ((), b"no format is named"),
    (("--to", "html", "--to", "csv"), b"one format and one date"),
    (("--to", "sqlite"), b"name a file for it with -o"),
    (("--to", "html", "--person", "nobody"), b"no person is called 'nobody'"),
]


@pytest.mark.parametrize(("arguments", "said"), USAGE)
def test_wrong_usage(small_file: Path, arguments: tuple[str, ...], said: bytes) -> None:
    done = run("export", small_file, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr
    assert b"Traceback" not in done.stderr


def test_where_nothing_matches_nothing_is_written(small_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    done = run("export", "--to", "html", small_file, "--from", "2050", "-o", out)
    assert (done.returncode, out.exists()) == (1, False)


def test_a_file_that_cannot_be_written_is_said_and_stays_as_it_was(small_file: Path, tmp_path: Path) -> None:
    done = run("export", "--to", "html", small_file, "-o", tmp_path / "none" / "out.html")
    assert done.returncode == 74
    assert done.stderr.count(b"\n") == 1
    assert run("export", "--to", "html", small_file, "-o", tmp_path).returncode == 74


@pytest.mark.parametrize("form", ["timelinejs", "html", "jsonl"])
def test_a_pipe_that_is_closed_early_is_no_fault(form: str) -> None:
    command = f"{sys.executable} -c 'from openai_timeline.cli import main; main()' export --to {form} | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=60)
    assert done.returncode in (0, 141)
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full is here")
def test_a_full_disk_is_said(small_file: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [
            sys.executable,
            "-c",
            "from openai_timeline.cli import main; main()",
            "export",
            "--to",
            "md",
            str(small_file),
        ]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 74
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["google.ics", "outlook.ics", "apple.ics", "nextcloud.ics"])
def test_what_is_imported_is_a_timeline_without_faults(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = run("import", DATA / name, "-o", out)
    assert done.returncode == 0, done.stderr
    assert check_bytes(out.read_bytes(), "out").errors == 0
    assert run("format", "--check", out).returncode == 0


def test_import_of_a_file_with_bad_parts(tmp_path: Path) -> None:
    done = run("import", DATA / "messy.json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"messy.json:7:" in done.stderr
    assert b"an era without its end_date" in done.stderr
    done = run("import", DATA / "messy.json", "--skip-bad")
    assert done.returncode == 0
    assert len(read_bytes(done.stdout, "out").timeline.events) == 10


def test_repeated_events_are_unrolled_on_demand() -> None:
    once = read_bytes(run("import", DATA / "google.ics").stdout, "out").timeline
    many = read_bytes(run("import", DATA / "google.ics", "--expand", "2024").stdout, "out").timeline
    assert (len(once.events), len(many.events)) == (4, 5)
    assert run("import", DATA / "google.ics", "--expand", "never").returncode == 2
    assert b"this is none" in run("import", DATA / "messy.json", "--expand", "2024", "--skip-bad").stderr


def test_import_of_our_own_format_loses_nothing(small_file: Path) -> None:
    document: dict[str, Any] = {**SMALL, "x-own": {"a": 1}}
    done = run("import", "-", stdin=json.dumps(document).encode())
    assert json.loads(done.stdout)["x-own"] == {"a": 1}
    done = run("export", "--to", "timeline", "-", stdin=json.dumps(document).encode())
    assert (json.loads(done.stdout)["x-own"], done.stderr) == ({"a": 1}, b"")
    done = run("export", "--to", "jsonl", "-", stdin=json.dumps(document).encode())
    assert b"1 of the author's own keys" in done.stderr


def test_a_part_keeps_the_keys_of_its_author() -> None:
    document = {
        "x-own": {"a": 1},
        "people": [
            {"id": "jane", "name": "Jane", "x-height": 170, "links": [{"url": "https://e.com", "x-seen": True}]}
        ],
        "eras": [{"title": "E", "start": "2000", "end": "2030", "x-colour": "red"}],
        "events": [
            {"date": "2019", "title": "Before", "x-colour": "blue"},
            {"date": "2020", "title": "Now", "people": ["jane"], "x-colour": "\u202egreen", "unknown": 1},
        ],
    }
    done = run("export", "--to", "timeline", "-", "--from", "2020", stdin=json.dumps(document).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    part = json.loads(done.stdout)
    assert part["events"] == [{"id": "2020-now", **document["events"][1]}]  # type: ignore[dict-item]
    for key in ("x-own", "people", "eras"):
        assert part[key] == document[key]
    assert "\u202e" not in done.stdout.decode()


def test_import_and_export_of_a_damaged_file_leave_out_what_is_bad() -> None:
    document = {"events": [{"date": "2020", "title": "A", "x-a": 1}, {"date": "20x0", "title": "B"}]}
    data = json.dumps(document).encode()
    assert run("import", "-", stdin=data).returncode == 2
    for command in (["import"], ["export", "--to", "timeline"]):
        done = run(*command, "-", "--skip-bad", stdin=data)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["events"] == [{"id": "2020-a", "date": "2020", "title": "A", "x-a": 1}]


FILES = sorted(DATA.glob("*.ics")) + [
    DATA / "golden" / name for name in ("small.csv", "small.timelinejs.json", "small.jsonl")
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_opens_them(path: Path, tmp_path: Path) -> None:
    done = run("list", path)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= len(read_bytes(path.read_bytes(), "f").timeline.events)
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert run("list", packed).stdout == done.stdout
    assert run("check", path).returncode == 0


@pytest.mark.parametrize("command", ["export", "import"])
def test_help_has_examples(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert b"examples:" in done.stdout


def test_what_is_no_file_is_written_to_and_keeps_its_place(small_file: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    assert run("export", "--to", "html", small_file, "-o", pipe).returncode == 0
    got, _ = reader.communicate(timeout=60)
    assert got == run("export", "--to", "html", small_file).stdout
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    # A device that the test makes itself: a fault must not cost the machine one of its own.
    device = tmp_path / "full"
    try:
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 7))
        device.open("wb").close()
    except OSError:
        pytest.skip("no right to make or open a device")
    done = run("export", "--to", "html", small_file, "-o", device)
    assert (done.returncode, stat.S_ISCHR(device.stat().st_mode)) == (74, True)
