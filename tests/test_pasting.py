"""Pasted text never acts as keys, wherever the pieces in which it comes end."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from openai_timeline.ui.pasting import BEGIN, END, Pasting

PIECES = st.sampled_from([BEGIN, END, "\x1b", "[", "2", "00~", "q", "\x1b[A", "\x03", "words\n", "\x9b31m", "\t", "日"])


@given(st.lists(PIECES, max_size=12).map("".join), st.lists(st.integers(1, 9), max_size=40))
def test_only_pastes_lose_controls_and_only_those(text: str, lengths: list[int]) -> None:
    pasting, out, rest = Pasting(), "", text
    for length in lengths:
        out, rest = out + pasting.feed(rest[:length]), rest[length:]
    out += pasting.feed(rest)

    def cleaned(found: re.Match[str]) -> str:
        return BEGIN + re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", found[1]) + found[2]

    whole = re.sub(f"{re.escape(BEGIN)}(.*?)({re.escape(END)}|\\Z)", cleaned, text, flags=re.DOTALL)
    held = len(whole) - len(out)
    assert whole.startswith(out) or whole == out
    assert held <= 5  # of what may be the beginning of the end
