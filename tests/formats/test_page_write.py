"""The page of HTML: nothing in it but text and links, every link leads somewhere, and a browser shows it."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from small_timeline import SMALL, reading_of
from test_writers import hostile

from openai_timeline.files.bundled import bundled_path
from openai_timeline.files.formats import page_write
from openai_timeline.files.read import read_path
from openai_timeline.model.timeline import Timeline

TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "nav", "ul", "ol", "li", "a", "main", "section",
    "article", "time", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "dl", "dt", "dd", "span", "footer", "em",
    "strong", "code", "pre", "blockquote", "br", "hr",
}  # fmt: skip
ATTRIBUTES = {"id", "class", "href", "rel", "lang", "name", "content", "charset", "http-equiv", "aria-label", "start"}
EMPTY = {"meta", "br", "hr"}


class Page(HTMLParser):
    """What is in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.style = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        values = {key: value or "" for key, value in attrs}
        assert set(values) <= ATTRIBUTES
        if "id" in values:
            self.ids.append(values["id"])
        if "href" in values:
            self.links.append(values["href"])
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            self.style += data


def page_of(timeline: Timeline) -> Page:
    return Page(page_write.write(timeline, "en").data.decode())


def bundled() -> Timeline:
    return read_path(bundled_path()).timeline


@pytest.mark.parametrize("make", [lambda: reading_of(SMALL).timeline, hostile, bundled, Timeline], ids=range(4))
def test_a_page_is_well_formed_and_its_links_lead_somewhere(make: object) -> None:
    assert callable(make)
    page = page_of(make())
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        assert link.startswith(("http://", "https://", "mailto:", "#"))
        assert not link.startswith("#") or link[1:] in page.ids


def test_every_source_is_linked_and_everybody_is_met() -> None:
    timeline = bundled()
    page = page_of(timeline)
    assert {source.url for source in timeline.sources if source.url} <= set(page.links)
    assert {f"p-{person.id}" for person in timeline.people} <= set(page.ids)
    assert {f"m-{memo.id}" for memo in timeline.memos} <= set(page.ids)
    without = {f"#s-{source.id}" for source in timeline.sources if not source.url}
    cited = {f"#s-{id_}" for event in timeline.events for id_ in event.sources}
    assert without & cited <= set(page.links)


def test_the_policy_allows_its_own_style_and_nothing_else() -> None:
    from base64 import b64encode
    from hashlib import sha256

    text = page_write.write(reading_of(SMALL).timeline, "en").data.decode()
    digest = b64encode(sha256(Page(text).style.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert "url(" not in text
    assert "<script" not in text


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pixels(path: Path) -> Iterator[tuple[int, ...]]:
    """Some pixels of a PNG, its first row decoded and no more: the paper's colour."""
    data = path.read_bytes()
    width, _, _, kind = struct.unpack(">IIBB", data[16:26])
    packed = b""
    place = 8
    while place < len(data):
        length, name = struct.unpack(">I4s", data[place : place + 8])
        if name == b"IDAT":
            packed += data[place + 8 : place + 8 + length]
        place += 12 + length
    size = {2: 3, 6: 4}[kind]
    row = zlib.decompress(packed)[1 : 1 + width * size]  # the first row is filtered by None or Sub
    yield tuple(row[:3])


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is here")
@pytest.mark.parametrize(("scheme", "is_light"), [("1", True), ("0", False)], ids=["light", "dark"])
def test_a_browser_shows_it_in_light_and_in_dark(tmp_path: Path, scheme: str, is_light: bool) -> None:
    page, picture = tmp_path / "page.html", tmp_path / "page.png"
    page.write_bytes(page_write.write(reading_of(SMALL).timeline, "en").data)
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=600,800",
        f"--user-data-dir={tmp_path / 'profile'}", f"--blink-settings=preferredColorScheme={scheme}",
        f"--screenshot={picture}", page.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if not picture.exists():
        pytest.skip(f"Chromium does not run here: {done.stderr[-200:]}")
    assert "Refused to" not in done.stderr  # what the policy forbids
    (corner,) = pixels(picture)
    assert (min(corner) > 200) is is_light
    assert picture.stat().st_size > 10_000
