"""Every input that the fuzzers kept or that once failed, again: what they found stays found."""

from __future__ import annotations

import pytest
from fuzzing import CORPUS, TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_holds(name: str) -> None:
    inputs = sorted((CORPUS / name).iterdir())
    assert inputs
    for path in inputs:
        try:
            TARGETS[name](path.read_bytes())
        except Exception as error:
            raise AssertionError(f"{path.name} of {name} no longer holds") from error


@pytest.mark.parametrize("name", TARGETS)
def test_short_inputs(name: str) -> None:
    """Nothing, any one byte, and bytes that begin as many files do."""
    for data in (
        b"",
        *(bytes([byte]) * 3 for byte in range(0, 256, 5)),
        b"\xef\xbb\xbf{}",
        b"\xff\xfe{\0",
        b"[[[",
        b'{"',
    ):
        TARGETS[name](data)
