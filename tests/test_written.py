"""Numbers that stay text until somebody looks are the same numbers."""

from __future__ import annotations

import json
from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openai_timeline.index import written

NUMBERS = st.lists(st.integers(0, 2_000_000), max_size=60, unique=True).map(sorted)


@given(NUMBERS, st.integers(0, 60), st.integers(40, 200), st.integers(0, 2_000_000), st.slices(60))
def test_they_are_the_numbers_of_a_list(numbers: list[int], cut: int, part: int, wanted: int, some: slice) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(written, "_PART", part)
        patch.setattr(written, "_KEPT", 2)
        lists = [json.dumps(half, separators=(",", ":")) for half in (numbers[:cut], numbers[cut:])]
        found = written.written(lists)
        assert len(found) == len(numbers)
        assert list(found) == numbers
        assert [found[n] for n in range(-len(numbers), len(numbers))] == numbers * 2
        assert bisect_left(found, wanted) == bisect_left(numbers, wanted)
        assert list(found[some]) == numbers[some]
        with pytest.raises(IndexError):
            found[len(numbers)]
