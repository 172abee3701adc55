"""Timelines made up by hypothesis, for the round trips: every kind of date, text in several languages, hostile text."""

from __future__ import annotations

from typing import Any

import msgspec
from edtf_texts import edtf_texts, parsed
from hypothesis import strategies as st

from openai_timeline.files.codec import encoder
from openai_timeline.files.read import read_bytes
from openai_timeline.model.timeline import Timeline

IDS = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
PLAIN = st.sampled_from(
    [
        "Mira Murati leaves",
        "北京的会议",
        "Привет, мир",
        "a <b>bold</b> claim",
        "AT&T; \\n, or so",
        "=1+1",
        "'quoted'",
        "two\n\nparagraphs\nof *text*",
        "[a link](https://e.com/a,b;c)",
        "<script>alert(1)</script>",
        "-",
        " spaced  out ",
        "— Sources —\nnot really",
        "x" * 200,
        "\u202eright to left",
        "1. one\n2. two",
        "e\u0301 𝔸 👩‍👩",
        "100%\r\n",
    ]
)
WORDS = st.one_of(
    PLAIN, st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20)
)
TEXTS = st.one_of(WORDS, st.dictionaries(st.sampled_from(["en", "zh", "de"]), WORDS, min_size=1))
DATES = edtf_texts.filter(lambda text: parsed(text) is not None)
LINKS = st.fixed_dictionaries({"url": st.just("https://e.com/l")}, optional={"label": TEXTS})
ZONES = st.sampled_from(["UTC", "America/Los_Angeles", "Asia/Shanghai"])


def things(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Objects of which every field but id may be absent."""
    return st.fixed_dictionaries({"id": IDS}, optional=fields)


def _unique(items: st.SearchStrategy[dict[str, Any]], most: int = 4) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(items, max_size=most, unique_by=lambda item: item["id"])


def _is_era(era: dict[str, Any]) -> bool:
    """Whether an era ends after it starts."""
    start, end = parsed(era["start"]), parsed(era.get("end", era["start"]))
    return start is not None and end is not None and start.earliest <= end.latest


@st.composite
def timelines(draw: st.DrawFn, dates: st.SearchStrategy[str] = DATES) -> Timeline:
    """A timeline whose references hold."""
    sources = draw(
        _unique(things(title=TEXTS, url=st.just("https://e.com/s?a=1&b=2"), publisher=WORDS, published=dates))
    )
    cited = st.lists(st.sampled_from([s["id"] for s in sources]), max_size=2, unique=True) if sources else st.just([])
    people = draw(_unique(things(name=TEXTS, born=dates, text=TEXTS, sources=cited)))
    organisations = draw(_unique(things(name=TEXTS), 2))
    memos = draw(_unique(things(title=TEXTS, text=TEXTS, date=dates, sources=cited), 2))

    def of(items: list[dict[str, Any]]) -> st.SearchStrategy[list[str]]:
        return st.lists(st.sampled_from([i["id"] for i in items]), max_size=2, unique=True) if items else st.just([])

    event = things(
        text=TEXTS, kind=st.sampled_from(["left", "other", "own kind"]), people=of(people), sources=cited, zone=ZONES,
        organisations=of(organisations), memos=of(memos), place=TEXTS, tags=st.lists(WORDS, max_size=2),
        importance=st.sampled_from([1, 2, 3]), confidence=st.sampled_from(["high", "low"]), disputed=TEXTS,
        links=st.lists(LINKS, max_size=2),
    )  # fmt: skip
    events = draw(_unique(event))
    for item in events:
        item["date"], item["title"] = draw(dates), draw(TEXTS)
    era = st.fixed_dictionaries({"title": TEXTS, "start": dates}, optional={"end": dates}).filter(_is_era)
    document = {
        "title": draw(TEXTS), "description": draw(TEXTS), "language": draw(st.sampled_from(["en", "zh"])),
        "zone": draw(ZONES), "updated": draw(dates), "eras": draw(st.lists(era, max_size=2)), "events": events,
        "people": people, "organisations": organisations, "memos": memos, "sources": sources,
    }  # fmt: skip
    return read_bytes(msgspec.json.encode(document), "made up").timeline


def plain(timeline: Timeline) -> Any:
    """A timeline as plain values, for comparing."""
    return msgspec.json.decode(encoder.encode(timeline))
