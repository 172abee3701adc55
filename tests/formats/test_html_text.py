"""HTML of other programs as Markdown, and Markdown as HTML: what is said stays, what could do harm does not."""

from __future__ import annotations

import re
import time
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openai_timeline.files.formats.html_text import address_in, to_markdown, to_plain
from openai_timeline.files.formats.rich import inert, is_web, to_html

CASES = [
    ("", ""),
    ("plain", "plain"),
    ("two\n\nparagraphs", "two\n\nparagraphs"),
    ("<p>One <b>two </b>three</p><p>4<br>5<br/><br/>6</p>", "One **two** three\n\n4\\\n5\n\n6"),
    ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>", "- a\n  - b\n- c\n\n  d"),
    ('<ol start="3"><li>x<li>y</ol>', "3. x\n4. y"),
    ("<blockquote>q <cite>me</cite></blockquote>after", "> q *me*\n\nafter"),
    ("<h2>A\nheading</h2>text", "## A heading\n\ntext"),
    ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
    ("<code>a*b</code>", "`a*b`"),
    ('<a href="https://e.com/a(b)">z</a>', "[z](<https://e.com/a(b)>)"),
    ('<a href="//e.com/x">z</a>', "[z](https://e.com/x)"),
    ('<a href="javascript:alert(1)">z</a>', "z"),
    ('<a href="/page">z</a>', "z"),
    ('<img src="https://e.com/a.png" alt="A [picture]">', "[A [picture]](https://e.com/a.png)"),
    ('<iframe src="https://youtu.be/x"></iframe>', "[iframe](https://youtu.be/x)"),
    ("<script>alert(1)</script>x<style>p{}</style>y", "xy"),
    ("<script>never closed", ""),
    ("&lt;script&gt; AT&amp;T", "\\<script> AT&T"),
    ("5 * 3 * 2 and snake_case and _x_", "5 \\* 3 \\* 2 and snake_case and \\_x\\_"),
    ("1. not a list\n- nor this\n# nor this", "1\\. not a list\n\\- nor this\n\\# nor this"),
    ("<i>a<b>c</i>d</b>", "*ac*d"),
    ("<p>x</p></div></ul>", "x"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a — b\n\nc"),
    ("Привет, <em>мир</em>", "Привет, *мир*"),
]


@pytest.mark.parametrize(("html", "markdown"), CASES)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def test_an_element_of_a_class_can_be_left_out() -> None:
    assert to_markdown('<p>a</p><p class="x y">b <i>c</i></p><p>d</p>', "y") == "a\n\nd"


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("A <b>bold</b>\n headline<br>of two", "A bold headline of two"),
        ("AT&amp;T &lt;3", "AT&T <3"),
        ("<script>x</script>Headline", "Headline"),
        ("a < b", "a < b"),
    ],
)
def test_html_becomes_plain_text(html: str, plain: str) -> None:
    assert to_plain(html) == plain


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "<![CDATA[", "</", "<b>x", "<li>", '<a href="', "&lt", "[", "<p>x"]
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    begun = time.perf_counter()
    to_markdown(piece * 20_000)
    to_plain(piece * 20_000)
    assert time.perf_counter() - begun < 4


def test_what_a_piece_of_html_embeds() -> None:
    assert address_in(' <iframe width="5" src="//youtube.com/embed/x"></iframe>') == "https://youtube.com/embed/x"
    assert address_in(" https://e.com/a.png ") == "https://e.com/a.png"
    assert address_in("<b>nothing</b>") == ""


WORDS = st.text(st.sampled_from("ab1 .\n*_`[]()<>&#-+=~!|\\:/\"';"), max_size=40)


def text_in(html: str) -> str:
    """The text that a browser shows of HTML, spaces aside."""

    class Text(HTMLParser):
        parts: list[str]

        def handle_data(self, data: str) -> None:
            self.parts.append(data)

    parser = Text()
    parser.parts = []
    parser.feed(html)
    parser.close()
    return re.sub(r"\s", "", "".join(parser.parts))


@given(WORDS)
def test_text_in_html_is_the_same_text_once_it_was_markdown(text: str) -> None:
    html = f"<p>{escape(text)}</p>"
    assert text_in(to_html(to_markdown(html))) == re.sub(r"\s", "", text)


@given(WORDS)
def test_plain_text_is_the_same_text_once_it_was_markdown(text: str) -> None:
    if not re.search(r"<[A-Za-z/!?]|&(?:#[0-9xX]|[A-Za-z]+;)", text):
        assert text_in(to_html(to_markdown(text))) == re.sub(r"\s", "", text)


PIECES = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<p>", "</p>", "<ul>", "<li>", "</ul>", "<script>", "</script>", "<a href='javascript:x'>",
         "<a href=\"https://e.com\">", "</a>", "<img src=x onerror=alert(1)>", "<blockquote>", "</blockquote>", "<pre>",
         "</pre>", "<br>", "text", " ", "\n\n", "*", "`", "[x](javascript:y)", "<!--", "-->", "&lt;", "<svg/onload=x>"]
    ),
    max_size=14,
)  # fmt: skip
ALLOWED = re.compile(
    r"<(/?(?:p|strong|em|ul|li|blockquote|pre|code|br|hr|h[1-6]|ol)(?: ?/)?|ol start=\"\d+\"|/a"
    r"|a href=\"(?:https?://|mailto:)[^\"<>]*\" rel=\"noreferrer\")>"
)


@given(PIECES)
def test_nothing_but_text_and_web_links_comes_through(pieces: list[str]) -> None:
    html = to_html(to_markdown("".join(pieces)))
    assert "<" not in ALLOWED.sub("", html)


@given(
    st.lists(st.sampled_from(["<", "script>", "\\", "[x](", "javascript:y", ")", "a", "\n", "`", "<https://e.com>"]))
)
def test_markdown_for_other_programs_has_no_raw_html_and_no_link_to_a_script(pieces: list[str]) -> None:
    text = inert("".join(pieces))
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    for token in parser.parse(text):
        for inner in [token, *(token.children or ())]:
            assert inner.type not in ("html_block", "html_inline")
            if inner.type == "link_open" and inner.attrGet("href"):
                assert is_web(str(inner.attrGet("href")))
