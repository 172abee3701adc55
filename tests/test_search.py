"""Searching: what people type finds what stands in a text, whatever the language, and nothing they type breaks it."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_timeline import index_of, index_of_events

from openai_timeline.index import search
from openai_timeline.index.ask import Index
from openai_timeline.index.finder import Finder, make
from openai_timeline.model.folding import fold
from openai_timeline.model.selection import Selection
from openai_timeline.model.words import Term, split_words, terms

TITLES = [
    "Joaquín Quiñonero leaves the board",
    "The boarding school",
    "Sam Altman returns to the board of directors",
    "北京的一次会议，“大模型”与未来",
    "東京の人工知能学会",
    "Mira’s note: GPT-4 and 模型 in O'Brien's hands",
    "Ærø, Łódź and Großbritannien",
    "a b c",
]


@pytest.fixture(scope="module")
def titles() -> Index:
    return index_of_events(*({"id": str(n), "date": f"{2000 + n}", "title": title} for n, title in enumerate(TITLES)))


def found(index: Index, typed: str) -> list[int]:
    """The numbers of the titles that are found."""
    view = index.view(Selection(words=split_words(typed)))
    return [int(event.id) for event in index.events(view.positions)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("board", [0, 1, 2]),  # and what begins with it
        ("boar*", [0, 1, 2]),
        ('"board"', [0, 2]),  # as it is
        ("board -boarding", [0, 2]),
        ("-board", [3, 4, 5, 6, 7]),
        ('-"board"', [1, 3, 4, 5, 6, 7]),
        ('"board of"', [2]),
        ('"of board"', []),
        ('"to the board', [2]),  # still being typed
        ("joaquin", [0]),
        ("JOAQUÍN QUINO", [0]),
        ("oaqu", []),  # the middle of a word
        ("会议", [3]),
        ("会", [3, 4]),  # 会 stands in 学会 too
        ("大模", [3]),
        ("模型", [3, 5]),
        ("型模", []),
        ("模型 -北京", [5]),
        ("人工知能", [4]),
        ('"知能学"', [4]),
        ("gpt-4", [5]),
        ("GPT 4", [5]),
        ("o'brien", [5]),
        ("mira's", [5]),
        ("aero lodz grossb", [6]),
        ("a", [7]),  # a single letter is a word of its own
        ("the a", []),
        ("", list(range(8))),
        ('"', list(range(8))),
        ('""', list(range(8))),
        ("—", []),
        ("— board", [0, 1, 2]),
        ("AND", [5, 6]),
        ("NOT board", []),
        ("title:board", []),
        ("board OR school", []),
        ("NEAR(the board)", []),
        ("^the", [0, 1, 2]),
        ("(board)", [0, 1, 2]),
        ("\x00board\x00", [0, 1, 2]),
    ],
)
def test_what_is_found(titles: Index, typed: str, expected: list[int]) -> None:
    assert found(titles, typed) == expected


def test_words_are_looked_for_in_everything_of_an_event_together() -> None:
    index = index_of(
        {
            "people": [{"id": "m", "name": {"en": "Mira Murati", "zh": "米拉·穆拉蒂"}, "aliases": ["Ermira"]}],
            "organisations": [{"id": "o", "name": "OpenAI"}],
            "memos": [{"id": "x", "title": "Farewell", "text": "our exploration"}],
            "events": [
                {
                    "id": "0",
                    "date": "2024",
                    "title": {"en": "She leaves", "zh": "离职"},
                    "text": "An account",
                    "place": "Zürich",
                    "tags": ["departure"],
                    "people": ["m", "Bo Li"],
                    "organisations": ["o"],
                    "memos": ["x"],
                },
                {"id": "1", "date": "2025", "title": "nothing"},
            ],
        }
    )
    everything = "leaves 离职 account zurich departure murati 穆拉蒂 ermira bo li openai farewell exploration"
    for word in everything.split():
        assert found(index, word) == [0], word
    assert found(index, everything) == [0]
    assert found(index, everything + " nothing") == []


def test_pieces_give_what_one_gives() -> None:
    events = [
        {"date": f"{1900 + n}", "title": TITLES[n % 8], "people": ["Ann"] * (n % 2), "sources": ["s"]}
        for n in range(100)
    ]
    index = index_of({"events": events, "sources": [{"id": "s"}]})
    whole = [index.view(Selection(words=(word,))).positions for word in ("board", "会议", "-the", "ann")]
    pieces = [sqlite3.connect(":memory:", isolation_level=None) for _ in range(3)]
    for number, piece in enumerate(pieces):
        make(index.store, piece, number, 3)
    index.attach(Finder(pieces))
    assert [index.view(Selection(words=(word,))).positions for word in ("board", "会议", "-the", "ann")] == whole
    assert len(index.resting_on("s").events) == 100


# -- whatever is typed

TYPED = st.text(st.sampled_from('ab中国"-*()^:{}+,.\\/é’ \t\0ORANDNOTnear1'), max_size=30) | st.text(max_size=12)


@settings(max_examples=200)
@given(TYPED)
@example("(" * 2000)
@example('"' * 999)
@example("-" * 50)
@example("a* " * 100)
@example('-"" -"')
@example("\ud800")
def test_nothing_that_is_typed_is_wrong(titles: Index, typed: str) -> None:
    assert set(found(titles, typed)) <= set(range(8))


ALPHABET = st.sampled_from("abBéÉ中国学 .-'")


@settings(max_examples=200)
@given(
    st.lists(st.text(ALPHABET, max_size=12), max_size=5),
    st.text(ALPHABET, min_size=1, max_size=6),
    st.sampled_from(['""', "-", ""]),
)
def test_it_finds_what_looking_finds(texts: list[str], word: str, how: str) -> None:
    """Against the meaning of a query said plainly: words, and where they begin."""
    typed = f'"{word}"' if how == '""' else how + word
    index = index_of_events(
        *({"id": str(n), "date": f"{2000 + n}", "title": f"x {text}"} for n, text in enumerate(texts))
    )
    meant = terms(split_words(typed))
    said = [term for term in meant if words_of(term.text)]
    # Signs say nothing beside words; alone, they are what nothing contains.
    if any(not term.excluded for term in meant) and all(term.excluded for term in said):
        assert found(index, typed) == []
        return
    expected = [n for n, text in enumerate(texts) if all(holds(f"x {text}", term) for term in said)]
    assert found(index, typed) == expected


def words_of(text: str) -> list[str]:
    """The words as they are compared: runs of letters and digits, a Chinese character each by itself."""
    parts = "".join(c if c.isalnum() else " " for c in fold(text))
    return search.apart(parts).split()


def holds(text: str, meant: Term) -> bool:
    """Whether one term is fulfilled."""
    words, wanted = words_of(text), words_of(meant.text)
    whole = meant.phrase or len(wanted[-1]) < 2
    there = any(
        words[n : n + len(wanted) - 1] == wanted[:-1]
        and len(words) >= n + len(wanted)
        and (
            words[n + len(wanted) - 1] == wanted[-1]
            or (not whole and words[n + len(wanted) - 1].startswith(wanted[-1]))
        )
        for n in range(len(words))
    )
    return there != meant.excluded


@given(st.text(max_size=40))
def test_text_for_the_index_is_folded_and_apart(text: str) -> None:
    indexed: Any = search.indexed(text)
    assert "中" not in indexed.replace(" 中 ", "").replace(" 中", "").replace("中 ", "")
    if not text.isascii():
        assert indexed.split() == search.apart(fold(text)).split()
