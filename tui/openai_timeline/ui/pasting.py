"""What is pasted, as the terminal sends it: its control characters are taken out.

Textual reads keys in them: text with an escape in it, copied from a file, would act on the program it is pasted into.
"""

from __future__ import annotations

import re

BEGIN, END = "\x1b[200~", "\x1b[201~"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Pasting:
    """A filter of all that comes from the terminal, in pieces that may end anywhere."""

    def __init__(self) -> None:
        self._inside = False
        self._before = ""  # the end of what was given on last, in which a paste may begin
        self._held = ""  # what may become the end of a paste

    def feed(self, text: str) -> str:
        """The next piece, with no control character inside a paste but tabs and line ends."""
        given: list[str] = []
        text, self._held = self._held + text, ""
        while text:
            text = self._within(text, given) if self._inside else self._outside(text, given)
        return "".join(given)

    def _outside(self, text: str, given: list[str]) -> str:
        joined = self._before + text
        begins = joined.find(BEGIN)
        self._inside = begins >= 0
        after = joined[begins + len(BEGIN) :] if self._inside else ""
        given.append(text[: len(text) - len(after)])
        self._before = "" if self._inside else joined[-len(BEGIN) + 1 :]
        return after

    def _within(self, text: str, given: list[str]) -> str:
        pasted, end, after = text.partition(END)
        self._inside = not end
        if self._inside:
            length = next(n for n in range(len(END) - 1, -1, -1) if pasted.endswith(END[:n]))
            pasted, self._held = pasted[: len(pasted) - length], pasted[len(pasted) - length :]
        given += [_CONTROL.sub("", pasted), end]
        return after
