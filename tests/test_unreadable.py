"""Files of which nothing can be read: one line each that says why, and where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import read_bytes, read_path


def refusal(data: bytes | str) -> str:
    """The one line that is said of a file that cannot be read at all."""
    with pytest.raises(Unreadable) as caught:
        read_bytes(data if isinstance(data, bytes) else data.encode(), "f")
    assert str(caught.value) == caught.value.problem.one_line()
    return str(caught.value)


UTF8 = "(save it as UTF-8)"
READ = "(read are timelines of our own format, TimelineJS (JSON and CSV), calendars (iCalendar), Markwhen, JSON lines)"
MINIMAL = '(a timeline is at least {"events": []})'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", f"f: the file is empty {MINIMAL}"),
        (b" \r\n\t", f"f: the file is empty {MINIMAL}"),
        (b"\xef\xbb\xbf", f"f: the file is empty {MINIMAL}"),
        ('{"events": []}'.encode("utf-16"), f"f: this file is in UTF-16, not UTF-8 {UTF8}"),
        ('{"events": []}'.encode("utf-16-le"), f"f: this file is in UTF-16, not UTF-8 {UTF8}"),
        ('{"events": []}'.encode("utf-16-be"), f"f: this file is in UTF-16, not UTF-8 {UTF8}"),
        ('{"events": []}'.encode("utf-32"), f"f: this file is in UTF-32, not UTF-8 {UTF8}"),
        ('{"events": []}'.encode("utf-32-le"), f"f: this file is in UTF-32, not UTF-8 {UTF8}"),
        ('{"events": []}'.encode("utf-32-be"), f"f: this file is in UTF-32, not UTF-8 {UTF8}"),
        (b"\x7fELF\x02\x01\n\0", "f:2:1: this is a binary file, not JSON (it holds a NUL byte)"),
        (b"\x1f\x8b\x08\0", "f: this file is compressed with gzip, and cut off (copy or download it again)"),
        (
            b"PK\x03\x04\0",
            "f: this file is a zip archive (unpack it first; save a spreadsheet (.xlsx, .ods) as CSV in UTF-8)",
        ),
        (b"%PDF-1.7\n%\xe2\xe3", "f: this is a PDF"),
        (
            b'<?xml version="1.0"?>\n<icalendar xmlns="urn:ietf:params:xml:ns:icalendar-2.0">',
            "f: this is a calendar as XML (xCal), which is not read (export it as iCalendar (.ics))",
        ),
        (
            b'[ "vcalendar", [["version", {}, "text", "2.0"]]]',
            "f: this is a calendar as JSON (jCal), which is not read (export it as iCalendar (.ics))",
        ),
        (b"<?xml version='1.0'?><data/>", f"f: this is XML, which is not read {READ}"),
        (b"once upon a time", f"f:1:1: this is no timeline in a format that is read {READ}"),
        (b"\x1b[31m", f"f:1:1: this is no timeline in a format that is read {READ}"),
        (b"# A page\n\nof Markdown", f"f:1:1: this is no timeline in a format that is read {READ}"),
        (
            b"date,title,text\n2020,A,B\n",
            "f:1:1: this is a table whose columns are not known (the first row of a spreadsheet of TimelineJS names its"
            " columns: Year, Month, Day, Headline, Text …)",
        ),
        (
            b"\n<!DOCTYPE html><p>404",
            "f: this is a web page (HTML), not a timeline (download the file itself, not the page that shows it)",
        ),
        (
            b"<HTML>",
            "f: this is a web page (HTML), not a timeline (download the file itself, not the page that shows it)",
        ),
        (
            '{"events": [{"title": "é'.encode() + b"\n\xc3\xa9\xe9",
            f"f:2:2: this file is not UTF-8: byte 0xe9 cannot stand here {UTF8}",
        ),
    ],
)
def test_no_json_at_all(data: bytes, said: str) -> None:
    assert refusal(data) == said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('{"events": [1,]}', "1:14: broken JSON: a comma before the closing bracket (take the last comma away)"),
        (
            '{"events": [],\r\n}',
            "1:14: broken JSON: a comma before the closing bracket (take the last comma away)",
        ),
        ('{"a": 1,\n"events": [1,,2]}', '2:14: broken JSON: expected a value, found ","'),
        ("{'events': []}", '1:2: broken JSON: single quotes (JSON has double quotes: "…")'),
        ("{“events”: []}", '1:2: broken JSON: typographic quotes (JSON has straight double quotes: "…")'),
        (
            '{"events": [] // all\n}',
            '1:15: broken JSON: a comment (JSON has none; a key such as "x-note" may hold one)',
        ),
        (
            '# mine\n{"events": []}',
            '1:1: broken JSON: a comment (JSON has none; a key such as "x-note" may hold one)',
        ),
        (
            '{"title": "日本語"\n  "events": []}',
            "2:3: broken JSON: expected a comma or the end of the list or object, found a string"
            " (is a comma missing before it?)",
        ),
        (
            '{"events" []}',
            '1:11: broken JSON: expected a colon after the key, found "[" (a pair is written "key": value)',
        ),
        (
            "{events: []}",
            '1:2: broken JSON: expected a key in double quotes, found "e" (JSON has "key": where JavaScript has key:)',
        ),
        ('{"é": NaN, "events": []}', "1:7: JSON has no NaN (write null, or leave the key out)"),
        ('{"NaN": [-Infinity]}', "1:10: JSON has no -Infinity (write null, or leave the key out)"),
        ('{"a": nan}', "1:7: broken JSON: JSON has no NaN or Infinity (write null, or leave the key out)"),
        ('{"a": True}', "1:7: broken JSON: True, False or None (JSON writes true, false and null)"),
        ('{"events": [', "1:13: broken JSON: the file ends too early (is it cut off?)"),
        ('{"events": [\n', "2:1: broken JSON: the file ends too early (is it cut off?)"),
        (
            '{"events": ["\\n',
            "1:13: broken JSON: the string that begins here has no closing quote (is the file cut off?)",
        ),
        (
            '{"a": "b\nc"}',
            "1:9: broken JSON: a line break, tab or control character inside a string (write \\n or \\t)",
        ),
        ('{"a": "\\q"}', "1:8: broken JSON: an unknown escape in a string (a backslash itself is written \\\\)"),
        ('{"events": []}{}', "1:15: broken JSON: text after the end of the document (a file holds one JSON object)"),
        (
            '{"a":' + "[" * 200_000 + "]" * 200_000 + "}",
            "1:505: nested too deeply (more than 500 levels) (a timeline needs about six)",
        ),
    ],
)
def test_broken_json(data: str, said: str) -> None:
    assert refusal(data) == f"f:{said}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("[]", f'1:1: not a timeline: expected an object with "events", found a list {MINIMAL}'),
        ('\n "x"', f'2:2: not a timeline: expected an object with "events", found a string {MINIMAL}'),
        ("1e400", f'1:1: not a timeline: expected an object with "events", found a number {MINIMAL}'),
        ("{}", f'1:1: not a timeline: an object without "events" {MINIMAL}'),
        ('{"events": {}}', "1:12: $.events: expected a list, found an object"),
        ('{"events": null}', "1:12: $.events: expected a list, found null"),
        (
            '{"format": 2, "events": 3}',
            "1:12: $.format: format 2 is newer than this program reads (format 1) (upgrade openai-timeline)",
        ),
    ],
)
def test_json_that_is_no_timeline(data: str, said: str) -> None:
    assert refusal(data) == f"f:{said}"


def test_what_is_no_file(tmp_path: Path) -> None:
    def said(path: Path) -> str:
        with pytest.raises(Unreadable) as caught:
            read_path(path)
        return str(caught.value).removeprefix(f"{path}: ")

    assert said(tmp_path) == "this is a folder, not a file"
    assert said(tmp_path / "none.json") == "there is no such file"
    assert said(tmp_path / "none" / "a.json") == "there is no such file"
    assert said(Path("/dev/null")) == ("this is a pipe or a device, not a file (give - to read from standard input)")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert said(pipe) == "this is a pipe or a device, not a file (give - to read from standard input)"
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert said(loop) == "this file cannot be read (Too many levels of symbolic links)"
    with pytest.raises(Unreadable, match="cannot be read"):
        read_path("a\0b")
    closed = tmp_path / "closed.json"
    closed.write_text('{"events": []}')
    closed.chmod(0)
    if not os.access(closed, os.R_OK):
        assert said(closed) == "this file may not be read (permission denied)"


def test_a_file_larger_than_the_limit_is_not_begun(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate((2 << 30) + 1)
    with pytest.raises(Unreadable, match="larger than 2 GiB"):
        read_path(path)


def test_a_number_of_any_length_is_a_number() -> None:
    assert "newer than" in refusal('{"format": ' + "9" * 6000 + ', "events": []}')
