"""How wide text is, near enough to lay a picture out without knowing the reader's fonts.

The widths are those of a wide sans serif, so that what fits here fits with any that the style sheet names.
"""

from __future__ import annotations

from ..text import ELLIPSIS, cell_width

# Thousandths of an em.
_WIDTHS = {
    **dict.fromkeys("iljI'|!:;.,·", 320),
    **dict.fromkeys('ftr()[]{}-/\\ "', 400),
    **dict.fromkeys("mwMW@%", 960),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&#+=<>~", 730),
    ELLIPSIS: 1000,
    "–": 500,
    "—": 1000,
}
_OTHER = 630
_BOLD = 1.1


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of cleaned text at a font size."""
    thousandths = sum(_width(char) for char in text)
    return thousandths * size * (_BOLD if bold else 1) / 1000


def _width(char: str) -> int:
    known = _WIDTHS.get(char)
    if known is not None:
        return known
    cells = 1 if char.isascii() else cell_width(char)
    return (0, _OTHER, 1000)[min(cells, 2)]


def shortened(text: str, size: float, room: float, bold: bool = False) -> str:
    """Text that fits into `room`; what does not gives way to an ellipsis. Empty where not even three letters fit."""
    if width_of(text, size, bold) <= room:
        return text
    kept, used = 0, width_of(ELLIPSIS, size, bold)
    for char in text:
        used += width_of(char, size, bold)
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS if kept >= 3 else ""


def lines_of(text: str, size: float, room: float, most: int = 99) -> list[str]:
    """Text in lines that fit, broken at blanks and between wide characters; the last of `most` is shortened."""
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if line and width_of(line + word.rstrip(), size) > room:
            lines.append(line.rstrip())
            line = ""
        line += word
    lines.append(line.rstrip())
    if len(lines) > most:
        lines[most - 1] = shortened(" ".join(lines[most - 1 :]), size, room)
    return [shortened(line, size, room) or line[:3] for line in lines[:most]]


def _words(text: str) -> list[str]:
    words: list[str] = []
    word = ""
    for char in text:
        word += char
        if char == " " or (not char.isascii() and cell_width(char) == 2):
            words.append(word)
            word = ""
    return [*words, word] if word else words
