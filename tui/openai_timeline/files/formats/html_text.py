"""HTML of a slide to the rich text (Markdown) of our format, or to plain text. Scripts and styles are dropped.

Nothing of the HTML is trusted: what is no paragraph, list, quotation, emphasis or link with a web address becomes text,
and text that would mean something in Markdown is escaped.
"""

from __future__ import annotations

import re
from html import unescape

from .html_tokens import Tag, tokens

DROPPED = frozenset({"script", "style", "template", "noscript", "svg", "math", "object", "applet", "head", "textarea"})
_BLOCKS = frozenset(
    (
        "p", "div", "section", "article", "header", "footer", "main", "aside", "figure", "figcaption", "h1", "h2", "h3",
        "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "pre", "table", "thead", "tbody", "tfoot",
        "tr", "center", "address", "form", "fieldset", "details", "summary",
    )
)  # fmt: skip
_EMPTY = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "source"})
_CONTAINERS = frozenset({"blockquote", "ul", "ol", "li", "pre"})
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "code": "`", "tt": "`", "kbd": "`"}
_DEEPEST = 30
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)
_LOOKS_LIKE_HTML = re.compile(r"<[A-Za-z/!?]|&(?:#[0-9xX]|[A-Za-z]+;)")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_INLINE = re.compile(
    r"([\\`*]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)|\[(?=[^\]\n]{0,300}\][(\[:])|\](?=[(\[:]))"
)
_AT_START = re.compile(r"^( {0,3})(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-{2,}\s*$|=+\s*$|_{3,}\s*$|~{3,}|\d{1,9}[.)](?=\s|$))")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def to_markdown(text: str, drop_class: str = "") -> str:
    """HTML, or plain text with blank lines between paragraphs, as Markdown.

    Elements of the class `drop_class` are left out.
    """
    if not _LOOKS_LIKE_HTML.search(text):
        return "\n\n".join(map(_escaped_lines, filter(None, map(str.strip, _BLANK_LINES.split(text)))))
    parser = _Markdown(drop_class)
    if not re.search(r"<\s*(?:p|div|br|li|blockquote)\b", text, re.IGNORECASE):
        text = _BLANK_LINES.sub("<p>", text)
    for token in tokens(text):
        if isinstance(token, str):
            parser.text(token)
        elif token.is_end:
            parser.end(token.name)
        else:
            parser.start(token)
    return parser.result()


def to_plain(text: str) -> str:
    """HTML as plain text on one line."""
    if not _LOOKS_LIKE_HTML.search(text):
        return _SPACE.sub(" ", text).strip()
    dropped = ""
    parts = []
    for token in tokens(text):
        if isinstance(token, str):
            parts.append("" if dropped else token)
        elif dropped:
            dropped = "" if token.is_end and token.name == dropped else dropped
        elif token.name in DROPPED and not token.is_end and not token.is_empty:
            dropped = token.name
        elif token.name in _BLOCKS or token.name == "br":
            parts.append(" ")
    return _SPACE.sub(" ", "".join(parts)).strip()


def address_in(text: str) -> str:
    """The web address that a piece of HTML embeds (`<iframe src=…>`), or the text itself where it is none."""
    match = re.search(r"(?:src|href|cite)\s*=\s*[\"']?([^\"'\s>]+)", text, re.IGNORECASE) if "<" in text else None
    address = unescape(match[1]) if match else "" if "<" in text else text.strip()
    return f"https:{address}" if address.startswith("//") else address


def escaped(text: str) -> str:
    """Plain text on one line as Markdown that shows it."""
    return _INLINE.sub(r"\\\1", text)


def _escaped_lines(paragraph: str) -> str:
    return "\n".join(_escaped_start(escaped(line.strip())) for line in paragraph.splitlines())


def _escaped_start(line: str) -> str:
    match = _AT_START.match(line)
    if match is None:
        return line
    at = match.end() - 1 if match[2][0].isdigit() else match.start(2)
    return f"{line[:at]}\\{line[at:]}"


class _Box:
    """An element that holds paragraphs (or lines of a list), while it is open."""

    def __init__(self, tag: str, start: int = 1) -> None:
        self.tag = tag
        self.number = start
        self.blocks: list[str] = []


class _Markdown:
    """Turns HTML into Markdown, in one pass."""

    def __init__(self, drop_class: str) -> None:
        self._drop_class = drop_class
        self._boxes = [_Box("")]
        self._line: list[str] = []
        self._open: list[tuple[str, int, str]] = []  # inline tags: name, where they begin in the line, address
        self._dropped: list[str] = []
        self._heading = ""

    def result(self) -> str:
        """The Markdown, once all is fed."""
        while len(self._boxes) > 1:
            self._close_box()
        self._flush()
        return "\n\n".join(self._boxes[0].blocks)

    # -- what is met

    def start(self, token: Tag) -> None:
        """The start of an element, or an element without content."""
        tag, values = token.name, token.attributes
        classes = values.get("class", "").split()
        if self._dropped or tag in DROPPED or (self._drop_class and self._drop_class in classes):
            if tag not in _EMPTY and not token.is_empty:
                self._dropped.append(tag)
        elif tag in _BLOCKS:
            self._start_block(tag, values)
        elif tag == "br":
            self._line.append("\n")
        elif tag == "hr":
            self._flush()
            self._boxes[-1].blocks.append("---")
        elif tag in ("img", "iframe", "embed", "video", "audio"):
            self._medium(tag, values)
        elif (tag in _MARKS or tag == "a") and not token.is_empty and len(self._open) < _DEEPEST:
            self._open.append((tag, len(self._line), values.get("href", "").strip()))
        elif tag in ("td", "th") and "".join(self._line).strip():
            self._line.append(" — ")

    def end(self, tag: str) -> None:
        """The end of an element, which may never have begun."""
        if self._dropped:
            if tag in self._dropped:
                while self._dropped.pop() != tag:
                    pass
        elif tag in _BLOCKS:
            self._end_block(tag)
        elif tag in _MARKS or tag == "a":
            self._end_inline(tag)

    def text(self, data: str) -> None:
        """Text."""
        if self._dropped:
            return
        if self._boxes[-1].tag == "pre":
            self._line.append(data)
        else:
            in_code = any(_MARKS.get(tag) == "`" for tag, _, _ in self._open)
            text = _SPACE.sub(" ", data)
            self._line.append(text if in_code else escaped(text))

    # -- blocks

    def _start_block(self, tag: str, values: dict[str, str]) -> None:
        self._flush()
        if tag == "li":  # ends the item before it, which need not have an end of its own
            inner = next((n for n in range(len(self._boxes) - 1, 0, -1) if self._boxes[n].tag in ("li", "ul", "ol")), 0)
            while inner and self._boxes[inner:] and self._boxes[inner].tag == "li":
                self._close_box()
        if tag in _CONTAINERS and len(self._boxes) < _DEEPEST:
            start = values.get("start", "")
            self._boxes.append(_Box(tag, int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1))
        self._heading = "#" * int(tag[1]) + " " if tag[0] == "h" and tag[1:].isdigit() else ""

    def _end_block(self, tag: str) -> None:
        self._flush()
        self._heading = ""
        if tag in _CONTAINERS and any(box.tag == tag for box in self._boxes):
            while self._close_box() != tag:
                pass

    def _flush(self) -> None:
        """End the paragraph."""
        for tag, _, _ in reversed(self._open.copy()):
            self._end_inline(tag)
        text = "".join(self._line)
        self._line.clear()
        box = self._boxes[-1]
        if box.tag == "pre":
            if text.strip():
                box.blocks.append(text)
            return
        lines = [_escaped_start(_SPACE.sub(" ", line).strip()) for line in text.split("\n")]
        for paragraph in re.split(r"\n{2,}", "\n".join(lines)):
            if stripped := paragraph.strip("\n"):
                box.blocks.append(self._heading + stripped.replace("\n", " " if self._heading else "\\\n"))

    def _close_box(self) -> str:
        """End the innermost box: it becomes one block of the one around it."""
        self._flush()
        box = self._boxes.pop()
        outer = self._boxes[-1]
        if not box.blocks:
            return box.tag
        if box.tag == "pre":
            text = "".join(box.blocks).strip("\n")
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", text))) if "`" in text else "```"
            outer.blocks.append(f"{fence}\n{text}\n{fence}")
        elif box.tag == "blockquote":
            outer.blocks.append(_prefixed("\n\n".join(box.blocks), "> ", "> "))
        elif box.tag == "li":
            ordered = outer.tag == "ol"
            mark = f"{outer.number}. " if ordered else "- "
            outer.number += 1
            tight = "\n" if len(box.blocks) == 2 and box.blocks[1].startswith(("- ", "1. ")) else "\n\n"
            outer.blocks.append(_prefixed(tight.join(box.blocks), mark, " " * len(mark)))
        else:
            outer.blocks.append("\n".join(box.blocks))
        return box.tag

    # -- within a line

    def _end_inline(self, tag: str) -> None:
        place = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), None)
        if place is None:
            return
        _, start, address = self._open.pop(place)
        content = "".join(self._line[start:])
        del self._line[start:]
        # Those that began within it end with it, without a mark of their own.
        del self._open[place:]
        self._line.append(_spaced(content, tag, address))

    def _medium(self, tag: str, values: dict[str, str]) -> None:
        address = values.get("src", "").strip()
        address = f"https:{address}" if address.startswith("//") else address
        words = values.get("alt") or values.get("title") or ("image" if tag == "img" else tag)
        self._line.append(_link(escaped(_SPACE.sub(" ", words)), address) if _ADDRESS.fullmatch(address) else "")


def _spaced(content: str, tag: str, address: str) -> str:
    """An element within a line as Markdown, the spaces at its ends outside its marks."""
    inner = content.strip()
    before = content[: len(content) - len(content.lstrip())]
    after = content[len(content.rstrip()) :] if inner else ""
    if not inner:
        return content
    if tag == "a":
        address = f"https:{address}" if address.startswith("//") else address
        inner = _link(inner, address) if _ADDRESS.fullmatch(address) else inner
    else:
        mark = _MARKS[tag]
        if mark != "`" or "`" not in inner:
            inner = "\n".join(f"{mark}{line.strip()}{mark}" if line.strip() else "" for line in inner.split("\n"))
    return f"{before}{inner}{after}"


def _link(words: str, address: str) -> str:
    if re.search(r"[()\\]", address):
        address = f"<{address}>"
    return f"[{words.replace(chr(10), ' ')}]({address})"


def _prefixed(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((others + line).rstrip() for line in lines[1:])])
