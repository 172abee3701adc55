"""Pictures: the same bytes every time, well-formed whatever the record says, legible, written whole or not at all."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_timeline import SMALL, index_of

from openai_timeline.commands import picture
from openai_timeline.files.bundled import bundled_path
from openai_timeline.files.read import read_path
from openai_timeline.index.ask import Index
from openai_timeline.model.dates import parse
from openai_timeline.pictures import png
from openai_timeline.pictures.draw import draw
from openai_timeline.pictures.measure import lines_of, shortened, width_of
from openai_timeline.pictures.palette import PALETTES
from openai_timeline.pictures.request import VIEWS, Request

COMMAND = str(Path(sys.executable).parent / "openai-timeline")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>&\"'\x1b[31m\u202egnp.exe\x00\ud800]]>\ufffe"


@pytest.fixture(scope="module")
def record() -> Index:
    """The bundled record."""
    return Index.in_memory(read_path(bundled_path()).timeline)


def request(view: str, **others: Any) -> Request:
    people = ("mira-murati",) if view == "person" else ()
    return Request(**{"view": view, "people": people, **others})


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg.encode())


def words(svg: str) -> str:
    return "\n".join(element.text or "" for element in parsed(svg).iter(f"{SVG}text"))


def run(*arguments: str, file: str | None = None) -> subprocess.CompletedProcess[bytes]:
    extra = ["-f", file] if file else []
    return subprocess.run([COMMAND, "picture", *arguments, *extra], capture_output=True, timeout=60, check=False)


# -- what it shows


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_names_the_record_its_date_and_its_sources(small: Index, view: str, theme: str) -> None:
    svg = draw(small, request(view, theme=theme))
    root = parsed(svg)
    assert root.get("width") == "1200" and int(root.get("height") or 0) > 200
    assert "OpenAI: a small history" in words(svg)
    assert "as of 1 October 2024" in words(svg)
    assert "Sources" in words(svg)
    assert (root.find(f"{SVG}title") is not None) and f'fill="{PALETTES[theme].ground}"' in svg


def test_tenures_have_letters_titles_legend_and_a_marked_date(small: Index) -> None:
    on = parse("2023-11-18", "America/Los_Angeles")
    found = words(draw(small, request("tenures", organisation="openai", on=on))).split("\n")
    for word in ("Tenures at OpenAI", "Executive", "acting", "day not known exactly", "Chief technology officer", "E",
                 "18 Nov 2023",
                 "2 people, 5 roles · by first day · in bold who was in office on 18 November 2023"):  # fmt: skip
        assert word in found
    assert "e" in found  # a small letter: acting


def test_only_what_is_asked_for_is_drawn(record: Index) -> None:
    zone = "America/Los_Angeles"
    after, before = parse("2023-11-15", zone), parse("2023-11-24", zone)
    some = words(draw(record, request("tenures", organisation="openai", after=after, before=before)))
    assert "Emmett Shear" in some and "Elon Musk" not in some and "18 Nov" in some
    board = words(draw(record, request("tenures", organisation="openai", kinds=("board",))))
    assert "Helen Toner" in board and "Mira Murati" not in board
    chinese = words(draw(record, request("person", language="zh")))
    assert "米拉·穆拉蒂" in chinese.split("\n")


def test_a_person_with_numbered_sources_and_the_years_with_turning_points(small: Index) -> None:
    person = words(draw(small, request("person", people=("sam-altman",))))
    assert "1  OpenAI, OpenAI announces leadership transition, 17 Nov 2023" in person and "Turning points" in person
    years = words(draw(small, request("years")))
    assert "2023" in years and "The board removes Sam Altman" in years and "11 events" in years


def test_long_spans_fold_and_group_their_years() -> None:
    events = [{"date": date, "title": date} for date in ("-0043", "0476", "1492-10-12", "2001", "Y-17000000")]
    found = words(draw(index_of({"events": events}), request("years", people=())))
    assert "years without events" in found and "17,000,001 BC" in found
    many = [{"date": f"{year}", "title": "A year"} for year in range(1700, 2000)]
    assert words(draw(index_of({"events": many}), request("years"))).count("\n") < 1200


def test_text_on_its_ground_can_be_read() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        low, high = sorted((luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)

    for palette in PALETTES.values():
        for colour in (palette.text, palette.strong, palette.dim, palette.accent):
            for ground in (palette.ground, palette.band):
                assert contrast(colour, ground) >= 4.5, (colour, ground)
        for colour in palette.kinds.values():
            assert contrast(palette.on_bar, colour) >= 4.5, colour
            assert contrast(colour, palette.ground) >= 3
        assert contrast(palette.ground, palette.mark) >= 4.5


def test_text_is_measured_cut_and_broken() -> None:
    assert width_of("iii", 10) < width_of("mmm", 10) < width_of("中中中中", 10)
    assert shortened("A long name of somebody", 10, 60).endswith("…")
    assert width_of(shortened("A long name of somebody", 10, 60), 10) <= 60
    assert shortened("abc", 10, 5) == ""
    lines = lines_of("one two three four five six", 10, 60, most=2)
    assert len(lines) == 2 and all(width_of(line, 10) <= 60 for line in lines)


# -- the same bytes, well-formed


@pytest.mark.parametrize("view", VIEWS)
def test_the_same_bytes_on_every_run(view: str) -> None:
    person = ["--person", "murati"] if view == "person" else []
    first, second = (
        subprocess.run(
            [COMMAND, "picture", "--view", view, *person, "-o", "-"], capture_output=True, check=True, timeout=60,
            env={"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
    )  # fmt: skip
    assert first == second and first.startswith(b"<?xml")


def hostile(text: str) -> Index:
    """A timeline in which every text is this one."""
    document = {
        "title": text, "updated": "2024",
        "eras": [{"title": text, "start": "2019", "end": "2022"}],
        "organisations": [{"id": "x", "name": text}],
        "people": [{"id": "mira-murati", "name": text, "aliases": [text], "birthplace": text, "roles": [
            {"organisation": "x", "title": text, "kind": "staff", "start": "2019~", "end": "2023", "acting": True,
             "disputed": text, "sources": ["s"]},
            {"organisation": "x", "title": text, "end": "2020"}, {"organisation": "x", "title": text}]}],
        "events": [{"date": "2020", "title": text, "people": ["mira-murati"], "sources": ["s"]}],
        "sources": [{"id": "s", "title": text, "publisher": text}],
    }  # fmt: skip
    return index_of(document)


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_text_stays_text(view: str) -> None:
    svg = draw(hostile(HOSTILE.replace("\ud800", "")), request(view))
    root = parsed(svg)
    assert not list(root.iter(f"{SVG}script")) and "<script" not in svg
    assert "\x1b" not in svg and "\u202e" not in svg and "\x00" not in svg
    assert "<script>" in words(svg) or "<scri" in words(svg)


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=60))
def test_any_text_gives_well_formed_xml(text: str) -> None:
    index = hostile(text.encode("utf-8", "replace").decode() or "x")
    for view in VIEWS:
        parsed(draw(index, request(view)))


def test_no_picture_fetches_or_runs_anything(record: Index) -> None:
    for view in VIEWS:
        svg = draw(record, request(view))
        tags = {element.tag.removeprefix(SVG) for element in parsed(svg).iter()}
        assert tags <= {"svg", "title", "desc", "defs", "linearGradient", "stop", "pattern", "rect", "line", "path",
                        "text"}  # fmt: skip
        assert "href" not in svg and "url(http" not in svg


# -- the command


def test_png_is_twice_as_large(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    path = tmp_path / "p.png"
    assert run("--person", "murati", "-o", str(path)).returncode == 0
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(data[16:20], "big") == 2400


def test_without_the_library_a_png_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(png.NoPng, match=r"pip install 'openai-timeline\[png\]'"):
        png.png_of("<svg/>")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.svg"
    path.write_text("before", encoding="utf-8")

    def fail(self: Path, target: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    arguments = picture.parser().parse_args(["-o", str(path)])
    assert picture.run(arguments) == 74
    assert path.read_text(encoding="utf-8") == "before" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["-o", "x.gif"], 2, b".svg or .png"),
        (["-o", "x.svg", "--person", "nobody at all"], 2, b"no person is called"),
        (["-o", "x.svg", "--roles", "boss"], 2, b"there are: founder"),
        (["-o", "x.svg", "--view", "person"], 2, b"needs one --person"),
        (["-o", "x.svg", "--from", "1700", "--to", "1701"], 1, b"no picture"),
        (["-o", "absent/x.svg"], 74, b"No such file"),
    ],
)
def test_what_cannot_be_drawn_is_said(tmp_path: Path, arguments: list[str], code: int, said: bytes) -> None:
    done = subprocess.run([COMMAND, "picture", *arguments], capture_output=True, cwd=tmp_path, timeout=60, check=False)
    assert done.returncode == code and said in done.stderr and not list(tmp_path.iterdir())


def test_pictures_of_odd_timelines() -> None:
    for document in ({"events": []}, {"events": [{"date": "1895", "title": "A patent", "people": ["Louis"]}]}):
        index = index_of(document)
        for view in ("tenures", "years"):
            parsed(draw(index, Request(view=view)))
    parsed(draw(index_of(SMALL), Request(people=("joaquin",))))
