"""The gate: whatever is in a file, what comes out of `clean` can only be shown."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import unicodedata
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from openai_timeline.model.folding import fold
from openai_timeline.text import (
    ELLIPSIS,
    cell_width,
    clean,
    cut,
    escaped,
    fit,
    hides,
    is_clean,
    pad,
    wrap,
)

HOSTILE = (
    "ab \t\n\r\x00\x07\x1b\x7f\x85\x9b\u2028\u200b\u200c\u200d\u0301\u0302\u0903\u093f\ufe0f中漢、（」👨👩🕵♂❤🏽⚕␛🇦🇧"
    "…\ud800\ue000\u202e\u2066\u3164\U000e0041\U0001fae9ｱ゙é“”—\u0378\ufffe"
)
hostile = st.text(st.one_of(st.sampled_from(HOSTILE), st.characters(codec=None)), max_size=40)

CLEANED = [
    ("plain", "plain"),
    ("Sam Altman’s “return” — Łukasz, naïve…", "Sam Altman’s “return” — Łukasz, naïve…"),
    ("山姆·阿尔特曼，（回来）", "山姆·阿尔特曼，（回来）"),
    ("a\x1b]52;c;UFdORUQ=\x1b\\b", "a␛]52;c;UFdORUQ=␛\\b"),
    ("\x00\x07\x08\x0e\x1f\x7f", "␀␇␈␎␟␡"),
    ("\x80\x9b\x9d\x9f", "\ufffd" * 4),
    ("a\r\nb\tc\x0bd\x0ce\x85f\u2028g\u2029h", "a b c d e f g h"),
    ("\u202eabc\u202c \u2066x\u2069\u061c\u200e\u200f", "\ufffdabc\ufffd \ufffdx" + "\ufffd" * 4),
    ("a\u200bb\u2060c\ufeffd\xade\u180ef\u034fg\ufe00h\U000e0041i\ufff9j\u206fk", "abcdefghijk"),
    ("\u115f\u1160\u3164\uffa0", "\ufffd" * 4),
    ("\ue000\ud800\ufffe\U0010ffff\u0378\U000f0000", "\ufffd" * 6),
    ("e" + "\u0301" * 10_000, "e" + "\u0301" * 4),
    ("e\u0301\u0302\u0303\u0304", "e\u0301\u0302\u0303\u0304"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("a\u200cb \u200d漢 中\u200c\u200c文 क\u094d\u200dष", "ab 漢 中文 क\u094dष"),
    ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ("👍🏽 ❤\ufe0f 1\ufe0f\u20e3 🕵\ufe0f\u200d♂", "👍 ❤ 1\u20e3 🕵♂"),
    ("\U0001fae9", "\ufffd"),
]


@pytest.mark.parametrize(("text", "expected"), CLEANED)
def test_clean(text: str, expected: str) -> None:
    assert clean(text, limit=20_000) == expected
    assert is_clean(text) is (text == expected)


def test_lines_are_kept_when_asked_for() -> None:
    text = "a\r\nb\n\tc\x0bd\x0ce\x85f\u2028g\u2029h\x1b"
    assert clean(text, multiline=True) == "a\nb\n    c\nd\ne\nf\ng\nh␛"


@pytest.mark.parametrize("limit", [0, 1, 5])
def test_the_limit_counts_code_points_and_says_so(limit: int) -> None:
    assert clean("abcdefgh", limit=limit) == "abcdefgh"[:limit] + ELLIPSIS
    assert clean("a" * limit, limit=limit) == "a" * limit


@settings(max_examples=400, deadline=None)
@given(hostile, st.booleans(), st.sampled_from([0, 3, 7, 100]))
def test_clean_is_idempotent_total_and_encodes(text: str, multiline: bool, limit: int) -> None:
    once = clean(text, multiline=multiline, limit=limit)
    assert clean(once, multiline=multiline, limit=limit) == once
    once.encode("utf-8")
    assert len(once) <= limit + 1
    shown = once.replace("\n", "") if multiline else once
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") for char in shown)
    assert {char for char in shown if unicodedata.category(char) == "Cf"} <= {"\u200c", "\u200d"}


def test_many_random_strings_are_cleaned() -> None:
    """Of all characters there are: 300,000 strings by `make soak`."""
    chance = Random(6)
    for _ in range(int(os.environ.get("STRINGS", "20000"))):
        text = "".join(
            chance.choice(HOSTILE) if chance.random() < 0.7 else chr(chance.randrange(0x110000)) for _ in "x" * 9
        )
        once = clean(text)
        assert clean(once) == once
        assert (once.encode("utf-8") and not once.isspace()) or text.isspace() or not hides(text)
        assert not any(unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") for char in once)


@pytest.mark.parametrize("piece", ["a", "\x1b", "\u0301", "\u200d", "\u202e", "漢\u200b", "\ud800"])
def test_a_flood_is_cleaned_in_seconds_and_cut_at_once(piece: str) -> None:
    """Ten million characters by `make soak`; a hundredth of the processor's time where it is cut first."""
    flood = piece * (int(os.environ.get("FLOOD", "1000000")) // len(piece))
    begun = time.process_time()
    clean(flood, limit=300)
    cut = time.process_time() - begun
    clean(flood, limit=len(flood))
    assert cut < 0.01 + (time.process_time() - begun) / 2
    assert time.process_time() - begun < 10


HIDING = [
    ("\u200b", True), ("\u200b\ufeff", True), ("\u2800", True), ("a\u200bb", True), ("\u202egnp.exe", True),
    ("a\x1b[2J", True), ("\U000e0041", True), ("\u3164", True), ("\ud800", True), ("\ue000", True), ("x\x9b", True),
    ("plain", False), ("Łukasz", False), ("中文", False), ("a\tb\nc\r\n", False), ("❤\ufe0f 👍🏽 👨\u200d👩", False),
    ("می\u200cخواهم", False), ("so\xadft", False), ("", False), (" ", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hidden"), HIDING)
def test_what_hides_is_known(text: str, hidden: bool) -> None:
    assert hides(text) is hidden
    assert clean(text).strip(" \u2800") or not hidden  # and never looks like nothing


@settings(max_examples=400, deadline=None)
@given(hostile, st.integers(-1, 12), st.sampled_from(["left", "center", "right"]))
def test_cells_are_exact(text: str, width: int, align: str) -> None:
    text = clean(text)
    assert cell_width(text) == cell_len(text)
    assert cell_len(cut(text, width)) <= max(width, 0)
    assert cell_len(fit(text, width, align)) == max(width, 0)  # type: ignore[arg-type]
    assert cell_len(pad(text, width)) == max(width, cell_len(text))


@settings(max_examples=400, deadline=None)
@given(hostile, st.integers(2, 12))
def test_wrap_loses_nothing_but_spaces(text: str, width: int) -> None:
    text = clean(text, multiline=True)
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split(" ")) == "".join(text.replace("\n", "").split(" "))


@settings(max_examples=400, deadline=None)
@given(hostile, hostile)
def test_the_view_of_hidden_characters_is_clean_and_tells_texts_apart(one: str, other: str) -> None:
    assert is_clean(escaped(one))
    assert (escaped(one) == escaped(other)) is (one == other)


def test_escaped() -> None:
    assert escaped("a\x1b\u202e中é\\\n\U000e0041e\u0301") == "a\\u001b\\u202e中é\\\\\\u000a\\U000e0041e\\u0301"


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_fold_is_idempotent_and_encodes(text: str) -> None:
    folded = fold(text)
    folded.encode("utf-8")
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łukasz KAISER", "lukasz kaiser"),
        ("École Polytechnique", "ecole polytechnique"),
        ("Don’t “ask” – 2023‑11", 'don\'t "ask" - 2023-11'),
        ("Straße", "STRASSE"),
        ("ＯｐｅｎＡＩ", "openai"),
        ("Zar\u200bemba so\xadft", "zaremba soft"),
        ("Ærø Þór", "aero thor"),
    ],
)
def test_fold_lets_people_type_plainly(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_keeps_letters_apart_that_are_not_accented() -> None:
    assert fold("が") != fold("か")
    assert fold("हि") != fold("हु")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one\n\ntwo", 9, ["one", "", "two"]),
        ("    indented text", 12, ["    indented", "text"]),
        ("abcdefghij k", 4, ["abcd", "efgh", "ij k"]),
        ("it’s a dash—like this", 11, ["it’s a", "dash—like", "this"]),
        ("他说：“我们一起走！”然后", 8, ["他说：", "“我们一", "起走！”", "然后"]),
        ("第（一）章，完", 6, ["第", "（一）", "章，完"]),
        ("使用OpenAI的模型", 8, ["使用", "OpenAI的", "模型"]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_cut_does_not_halve_a_wide_character() -> None:
    assert cut("中文字", 4) == "中…"
    assert fit("中文字", 4) == "中… "
    assert cut("e\u0301e\u0301e\u0301", 2) == "e\u0301…"


@pytest.mark.parametrize("piece", ["a\x1b", "e\u0301", "漢\u200d", "漢\u200c", "\t", "a b"])
def test_time_is_linear_and_short_with_the_limit(piece: str) -> None:
    small, large = piece * 20_000, piece * 200_000

    def best(text: str, limit: int) -> float:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            clean(text, multiline=True, limit=limit)
            times.append(time.perf_counter() - start)
        return min(times)

    assert best(large, 300) < 0.005
    assert best(large, 10**9) < 40 * best(small, 10**9) + 0.01


def test_a_long_text_wraps_in_linear_time() -> None:
    start = time.perf_counter()
    for text in ("a" * 300_000, "漢a " * 30_000, "é" * 200_000 + "中", "（" * 100_000):
        wrap(text, 40)
    assert time.perf_counter() - start < 3


def test_plain_text_needs_neither_rich_nor_textual() -> None:
    program = (
        "import sys; from openai_timeline.text import clean, fit, wrap;"
        "clean('a\\x1b中'); fit('naïve…', 3); wrap('a b', 2);"
        "print([name for name in sys.modules if name.split('.')[0] in ('rich', 'textual')])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
