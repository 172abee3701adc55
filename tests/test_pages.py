"""Pages as plain values: wrapping, Markdown, the rows of events and years, the person, the reader, the filter line."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_timeline import IN_ORDER, ZONE, index_of, index_of_events

from openai_timeline.index.ask import Index
from openai_timeline.index.view import Heading, YearCount
from openai_timeline.model.dates import parse
from openai_timeline.model.language import Text
from openai_timeline.model.selection import Selection
from openai_timeline.model.timeline import EVENT_KINDS, Correction, Event, Memo
from openai_timeline.text import cell_width, clean
from openai_timeline.ui import markdown
from openai_timeline.ui.cards import EventCard, MemoCard, Tongue, event_card, memo_card, person_card
from openai_timeline.ui.event_page import Clock, event_page, memo_page, noted_text, when
from openai_timeline.ui.filter_line import filter_spans
from openai_timeline.ui.glyphs import KINDS, glyph
from openai_timeline.ui.page import Block, Line, Span, highlight, lay_out, plain, width_of, wrap
from openai_timeline.ui.person_page import person_page
from openai_timeline.ui.rows import RowStyle, event_row, heading_row, heading_text
from openai_timeline.ui.widgets.years import LONGEST_GAP, YearList, YearRow, bar, year_rows

SHANGHAI = "Asia/Shanghai"


def text_of(line: Line) -> str:
    return "".join(span.text for span in line)


def rendered(text: str, width: int = 60) -> str:
    """Rich text as it stands on a page."""
    return plain(lay_out(markdown.blocks(text), width)[0])


def wrapped(text: str, width: int) -> list[str]:
    return [text_of(line) for line in wrap([Span(text)], width)]


def styles_of(line: Line) -> list[tuple[str, str]]:
    return [(span.text, span.style) for span in line]


# -- wrapping


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, []),
        ("   ", 10, []),
        ("one two three", 7, ["one two", "three"]),
        ("one  two\nthree\tfour", 40, ["one two three four"]),
        (" leading and trailing ", 40, ["leading and trailing"]),
        ("exactly ten", 11, ["exactly ten"]),
        ("exactly ten", 10, ["exactly", "ten"]),
        ("antidisestablishmentarianism", 10, ["antidisest", "ablishment", "arianism"]),
        ("a antidisestablishmentarianism b", 10, ["a", "antidisest", "ablishment", "arianism b"]),
        ("so—after all—they left", 10, ["so—after", "all—they", "left"]),
        ("it’s “quite” good", 8, ["it’s", "“quite”", "good"]),
        ("大模型与未来", 6, ["大模型", "与未来"]),
        ("大模型与未来", 7, ["大模型", "与未来"]),
        ("他说：“改变”。", 8, ["他说：", "“改变”。"]),
        ("会议，未来", 4, ["会", "议，", "未来"]),
        ("他（OpenAI）来", 10, ["他", "（OpenAI）", "来"]),
        ("来自OpenAI，还有", 12, ["来自OpenAI，", "还有"]),
        ("《大模型》出版", 9, ["《大模", "型》出版"]),
        ("\u3000\u3000中国的段落", 10, ["\u3000\u3000中国的", "段落"]),
        ("a\u00a0b c", 3, ["a\u00a0b", "c"]),
    ],
)
def test_text_is_wrapped(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


MIXED = st.text(
    st.sampled_from("ab cde fgh—-,.“”‘’ 大模型与未来，。（）《》、：…　がé\n😀👍")
    | st.characters(exclude_categories=("Cs",)),
    max_size=80,
).map(lambda text: clean(text, multiline=True))
SPANS = st.lists(st.builds(Span, MIXED, st.sampled_from(["text", "em", "strong"])), max_size=6)


@given(SPANS, st.integers(2, 30))
@settings(max_examples=150)
def test_no_line_is_too_wide_and_nothing_is_lost(spans: list[Span], width: int) -> None:
    lines = wrap(spans, width)
    assert all(width_of(line) <= width for line in lines)
    before = [(c, span.style) for span in spans for c in span.text if c not in " \t\n"]
    after = [(c, span.style) for line in lines for span in line for c in span.text if c != " "]
    assert before == after
    words = " ".join("".join(span.text for span in spans).split(" "))
    assert len(re.findall(r"[^ \n\t]+", words)) <= sum(len(text_of(line).split(" ")) for line in lines) or not lines


@given(MIXED, st.integers(8, 40))
@settings(max_examples=150)
def test_punctuation_stays_where_it_belongs(text: str, width: int) -> None:
    """No line begins with closing or ends with opening punctuation, unless a blank stands there or it cannot be."""
    plain_text = " ".join(text.split())
    at = 0
    for line in wrapped(plain_text, width):
        place = plain_text.index(line, at)
        at = place + len(line)
        broken_word = place > 0 and plain_text[place - 1] != " "
        room = any(cell_width(word) > width for word in re.findall(r"[^ ]+", plain_text))
        if broken_word and not room:
            assert line[0] not in "，。、：）》”…"
            assert plain_text[place - 1] not in "（《“"


def test_styles_and_links_are_kept_across_lines() -> None:
    spans = [Span("Hi ", "text"), Span("every", "strong"), Span("one here", "em", "link")]
    first, second = wrap(spans, 11)
    assert first == [Span("Hi ", "text"), Span("every", "strong"), Span("one", "em", "link")]
    assert second == [Span("here", "em", "link")]


def test_a_word_in_two_styles_is_not_broken_between_them() -> None:
    lines = wrap([Span("an "), Span("over", "em"), Span("joyed man")], 9)
    assert [text_of(line) for line in lines] == ["an", "overjoyed", "man"]
    assert lines[1] == [Span("over", "em"), Span("joyed")]


def test_a_wide_character_stands_over_a_line_of_one_cell() -> None:
    assert wrapped("大模", 1) == ["大", "模"]


def test_a_block_has_an_indent_on_every_line_and_a_first_of_its_own() -> None:
    block = Block((Span("one two three"),), first=(Span("1. "),), indent=(Span("   "),), anchor="here")
    lines, anchors = lay_out([Block((Span("x"),)), block], 11)
    assert [text_of(line) for line in lines] == ["x", "1. one two", "   three"]
    assert anchors == {"here": 1}


def test_an_empty_block_is_an_empty_line() -> None:
    assert [text_of(line) for line in lay_out([Block((Span(""),)), Block(())], 10)[0]] == ["", ""]


@pytest.mark.parametrize("width", [20, 36, 72])
def test_a_deep_indent_leaves_room_for_text(width: int) -> None:
    indent = tuple(Span("▏ ", "dim") for _ in range(40))
    lines, _ = lay_out([Block((Span("deep text that goes on for a while"),), indent=indent)], width)
    assert all(width_of(line) <= width for line in lines)
    assert "deep text" in plain(lines)


def test_words_are_highlighted_in_any_case_and_keep_the_rest() -> None:
    lines = [[Span("Mira and mira", "text"), Span("MIRA", "link", "x")]]
    (line,) = highlight(lines, ["mira", ""], "found")
    assert line == [
        Span("Mira", "found"), Span(" and ", "text"), Span("mira", "found"), Span("MIRA", "found", "x"),
    ]  # fmt: skip
    assert highlight(lines, [""], "found") == lines
    assert text_of(highlight([[Span("a.b (c")]], [".b ("], "found")[0]) == "a.b (c"


# -- rich text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain words.\n\nAnother\nparagraph.", "Plain words.\n\nAnother paragraph."),
        ("# Head\ntext", "Head\n\ntext"),
        ("- one\n- two\n  more", "· one\n· two more"),
        ("- one\n\n- two", "· one\n\n· two"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("- one\n  - deeper\n    1. deepest\n- two", "· one\n  · deeper\n    1. deepest\n· two"),
        ("- - both", "· · both"),
        ("> quoted\n> on\n\nafter", "▏ quoted on\n\nafter"),
        ("> > twice", "▏ ▏ twice"),
        ("- > quoted in a list", "· ▏ quoted in a list"),
        ("> - listed in a quote\n> - two", "▏ · listed in a quote\n▏ · two"),
        ("- first\n\n  second paragraph", "· first\n\n  second paragraph"),
        ("hard  \nbreak and\\\nanother", "hard\nbreak and\nanother"),
        ("```py\ndef f():\n    return 1\n```", "def\u00a0f():\n\u00a0\u00a0\u00a0\u00a0return\u00a01"),
        ("    code", "code"),
        ("above\n\n***\n\nbelow", f"above\n\n{'─' * 12}\n\nbelow"),
        ("a `b  c` d", "a b c d"),
        ("[a post](https://x.y/z)", "a post (https://x.y/z)"),
        ("[a post][1]\n\n[1]: https://x.y", "a post (https://x.y)"),
        ("<https://x.y>", "https://x.y (https://x.y)"),
        ("![a picture](p.png)", "[image: a picture]"),
        ("![](p.png)", "[image: ]"),
        ("<b>raw</b> <script>x</script>", "<b>raw</b> <script>x</script>"),
        ("<div>\nblock\n</div>", "<div> block </div>"),
        ("<!-- hidden? -->", "<!-- hidden? -->"),
        ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
        ("&lt;b&gt; &amp; &copy;", "<b> & ©"),
        ("a\\*b\\*", "a*b*"),
        ("1 * 2 * 3 and snake_case_name", "1 * 2 * 3 and snake_case_name"),
        ("", ""),
        ("\n\n \n", ""),
    ],
)
def test_rich_text(text: str, shown: str) -> None:
    assert rendered(text) == shown


def test_emphasis_code_and_links_have_styles() -> None:
    (line,), _ = lay_out(markdown.blocks("a *b* **c *d*** `e` [f](http://g)", style="text"), 60)
    assert styles_of(line) == [
        ("a ", "text"), ("b", "em"), (" ", "text"), ("c ", "strong"), ("d", "em"), (" ", "text"),
        ("e", "code"), (" ", "text"), ("f", "link"), (" (http://g)", "dim"),
    ]  # fmt: skip


def test_a_link_never_hides_where_it_goes() -> None:
    shown = rendered("[https://openai.com](https://evil.example/?a=b)")
    assert shown == "https://openai.com (https://evil.example/?a=b)"


@pytest.mark.parametrize(
    "text", ["&#x202e;evil", "&#8238;evil", "[a](http://x/&#x202e;)", "&ZeroWidthSpace;&shy;", "&#x9b;31m", "&#27;[31m"]
)
def test_entities_do_not_get_past_the_gate(text: str) -> None:
    """What an entity stands for is only known after the text was cleaned for the first time."""
    assert not set(rendered(text)) & {"\u202e", "\u200b", "\u00ad", "\x9b", "\x1b"}


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - ", "* > "])
@pytest.mark.parametrize("depth", [1, 8, 15, 25, 45, 200, 3000])
def test_nothing_is_lost_however_deep_it_is_nested(mark: str, depth: int) -> None:
    lines, _ = lay_out(markdown.blocks(mark * depth + "the innermost words"), 40)
    assert all(width_of(line) <= 40 for line in lines)
    assert "the innermost words" in " ".join(re.findall(r"\w{3,}", plain(lines)))


@given(st.text(st.sampled_from("ab *_`[]()<>#-+.1!&;\\\n \t大，~|=>"), max_size=120), st.integers(8, 50))
@settings(max_examples=150)
def test_any_text_can_be_laid_out(text: str, width: int) -> None:
    lines, _ = lay_out(markdown.blocks(text, indent=(Span("▌ "),)), width)
    assert all(width_of(line) <= width for line in lines)
    assert all("\n" not in span.text for line in lines for span in line)


@pytest.mark.parametrize(
    "piece",
    [
        "Some words of *prose* and more. ",
        "# heading\n\n",
        "会议，“大模型”",
        "> a\n",
        "&amp; ",
        "x",
        "[a](http://b.c) ",
        "![a",
        "[",
    ],
)
def test_a_memo_of_200_kilobytes_opens_at_once(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.perf_counter()
    lines, _ = lay_out(markdown.blocks(text), 72)
    assert time.perf_counter() - started < 6  # about half a second on an idle machine
    assert len(lines) > 50


# -- the rows of events


def row(event: Event, width: int = 60, before: Event | None = None, here: bool = False, **style: Any) -> Line:
    return event_row(event, before, RowStyle(width, **style), here)


@pytest.mark.parametrize("width", range(20, 101))
def test_a_row_is_exactly_as_wide_as_it_is_to_be(small: Index, width: int) -> None:
    events = small.events(small.everything.positions)
    for before, event in zip([None, *events], events, strict=False):
        for style in ({}, {"language": "zh"}, {"ascii": True}, {"zone": SHANGHAI}):
            for here in (False, True):
                assert width_of(row(event, width, before, here, **style)) == width
    for heading in (*small.everything.headings, Heading(0, 12345, -17_000_000, 9), Heading(0, 1, 33333, 22)):
        assert width_of(heading_row(heading, width)) == width


def test_a_row_says_day_time_kind_title_and_memo(small: Index) -> None:
    by_id = {event.id: event for event in small.events(small.everything.positions)}
    shown = text_of(row(by_id["removed"], 64))
    assert shown.startswith(" 17 Fri 12:28 ✕ The board removes Sam Altman ")
    assert "¶" in shown[-4:]
    assert "≠" in shown[-5:]  # disputed
    assert "¶" not in text_of(row(by_id["interim"], 64))
    assert text_of(row(by_id["joins"], 64)).startswith(" ~Jun")
    assert text_of(row(by_id["tesla"], 64)).split()[0] == "2013"


def test_the_day_is_written_once(small: Index) -> None:
    interim, removed = (small.event(IN_ORDER.index(id_)) for id_ in ("interim", "removed"))
    assert text_of(row(interim, before=None))[1:7] == "17 Fri"
    assert text_of(row(removed, before=interim))[1:13] == "       12:28"


def test_the_cursor_row_is_marked_without_colour(small: Index) -> None:
    event = small.event(0)
    assert text_of(row(event, here=True))[0] == "▌"
    assert text_of(row(event, here=True, ascii=True))[0] == ">"
    assert text_of(row(event))[0] == " "


def test_a_row_can_be_on_the_clock_of_the_reader(small: Index) -> None:
    event = small.event(IN_ORDER.index("leaves"))
    assert text_of(row(event))[1:13] == "25 Wed 12:34"
    assert text_of(row(event, zone=SHANGHAI))[1:13] == "26 Thu 03:34"


def test_signs_have_stand_ins_of_ascii(small: Index) -> None:
    for event in small.events(small.everything.positions):
        if event.title.in_language("en").isascii():
            assert text_of(row(event, 90, ascii=True)).isascii()


def test_a_long_title_is_cut_with_an_ellipsis_between_wide_characters() -> None:
    event = index_of_events({"date": "2020-01-01", "title": "大" * 50}).event(0)
    for width in (40, 41):
        shown = text_of(row(event, width)).rstrip()
        assert shown.endswith("…")
        assert "大大大…" in shown


def test_hostile_titles_keep_their_row() -> None:
    titles = ["\x1b[31mred\x1b[0m", "a\u202eb", "e" + "\u0301" * 500, "[bold]x[/bold]", "a\nb\tc", "👩\u200d🚀" * 9, ""]
    index = index_of_events(*({"date": "2020", "title": title or " "} for title in titles))
    for event in index.events(index.everything.positions):
        line = row(event, 50)
        assert width_of(line) == 50
        assert not re.search("[\x00-\x1f\x7f\u202e]", text_of(line))


def test_every_kind_has_a_glyph_of_one_cell_and_any_other_word_that_of_other() -> None:
    assert set(EVENT_KINDS) == set(KINDS)
    assert glyph("conference") == glyph("other")
    for kind, mark in KINDS.items():
        assert cell_width(mark.sign) == 1, kind
        assert len(mark.ascii) == 1
        assert mark.ascii.isascii()


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        (Heading(0, 3, 2023, 11), "November 2023"),
        (Heading(0, 3, 2001, 21), "Spring 2001"),
        (Heading(0, 3, 2001, 24), "Winter 2001"),
        (Heading(0, 3, 2013, 0), "2013"),
        (Heading(0, 3, -43, 3), "March 44 BC"),
    ],
)
def test_headings(heading: Heading, shown: str) -> None:
    assert heading_text(heading) == shown
    line = text_of(heading_row(heading, 30))
    assert line.startswith(f" {shown} ─")
    assert line.endswith(" 3 ")


# -- years


def test_years_in_between_stay_visible_and_long_gaps_are_folded() -> None:
    rows = year_rows([YearCount(2013, 1, 1), YearCount(2016, 0, 2)])
    assert rows == [(2013, 1, 1, 0), (2014, 0, 0, 0), (2015, 0, 0, 0), (2016, 0, 2, 0)]
    far = year_rows([YearCount(-43, 1, 1), YearCount(2016, 1, 1)])
    assert far == [YearRow(-43, 1, 1), YearRow(2015, 0, None, 2058), YearRow(2016, 1, 1)]
    assert len(year_rows([YearCount(1, 1, 1), YearCount(2 + LONGEST_GAP, 1, 1)])) == LONGEST_GAP + 2
    assert len(year_rows([YearCount(1, 1, 1), YearCount(3 + LONGEST_GAP, 1, 1)])) == 3
    assert year_rows([]) == []


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(-3, 30))
def test_a_bar_is_as_wide_as_its_room(one: int, two: int, three: int, width: int) -> None:
    shown, total, most = sorted((one, two, three))
    spans = bar(shown, total, most, width)
    assert width_of(spans) == max(0, width)
    if shown and width > 0:
        assert spans[0].text.strip()  # one event among thousands can be seen


class Years(YearList):
    """A list of years of a width, without a screen."""

    def __init__(self, years: list[YearCount], width: int) -> None:
        super().__init__()
        self.rows = year_rows(years)
        self._most = max(row.total or 0 for row in self.rows)
        self._width = width

    @property
    def inner_width(self) -> int:
        return self._width


@pytest.mark.parametrize("width", [12, 18])
def test_a_year_is_a_row_with_its_bar_and_its_count(width: int) -> None:
    years = Years([YearCount(2013, 0, 3), YearCount(2015, 5, 12), YearCount(2023, 100, 120)], width)
    lines = [text_of(years.line(y)) for y in range(len(years.rows))]
    assert all(cell_width(line) == width for line in lines)
    assert lines[0].split()[0] == "2013"
    assert lines[1].split() == ["2014"]
    assert lines[2].split()[0] == "2015"
    assert lines[2].endswith(" 5")
    assert lines[-1].endswith(" 100")


def test_a_gap_is_a_row_that_says_how_long_it_is() -> None:
    years = Years([YearCount(-17_000_000, 1, 1), YearCount(2015, 1, 1)], 18)
    shown = text_of(years.line(1))
    assert "⋮ 17,002,014 y" in shown
    assert cell_width(shown) <= 18


# -- the person


TONGUE = Tongue("en", "en")


def person(index: Index, who: str, moment: str, width: int = 60, tongue: Tongue = TONGUE) -> str:
    card = person_card(index, who, parse(moment, ZONE), tongue)
    return plain(lay_out(person_page(card, width), width)[0])


def test_a_person_has_names_birth_counts_and_a_career(small: Index) -> None:
    shown = person(small, "mira-murati", "2023-11-18")
    assert shown.startswith("Mira Murati 米拉·穆拉蒂 Ermira Murati\n")
    assert "born 16 December 1988 in Vlorë · 5 events · 1 memo" in shown
    for part in ("2013 – 2016", "Tesla", "2018 – 2022", "2y4m", "Thayer School", "An engineer who led research"):
        assert part in shown
    assert re.search(r"Often with +Sam Altman 1", " ".join(shown.split()))


def test_what_was_held_at_the_moment_is_marked(small: Index) -> None:
    now = " ".join(person(small, "mira-murati", "2023-11-18", 100).split())
    assert "Chief technology officer, OpenAI; Interim chief executive, OpenAI" in now
    before = person(small, "mira-murati", "2014-06", 100)
    assert "Product manager, Tesla" in before
    assert sum(line.startswith("┃") for line in before.splitlines()) == 1
    assert "no role known" in person(small, "mira-murati", "2017-06")
    assert "perhaps Product manager" in person(small, "mira-murati", "2016-12", 100)


def test_a_role_that_lasts_is_measured_to_the_end_of_the_record(small: Index) -> None:
    shown = person(small, "sam-altman", "2024", 100)
    assert "2023 – now" in shown
    assert "10m" in shown


def test_a_role_held_between_says_that_it_is_acting_and_disputed(small: Index) -> None:
    card = person_card(small, "mira-murati", parse("2023-11-18"), TONGUE)
    interim = card.career[-1]
    assert interim.acting
    assert interim.disputed
    assert "(acting)" not in interim.label  # the title says so already
    assert "≠" in person(small, "mira-murati", "2023-11-18")


def test_a_person_without_anything_is_still_a_person(small: Index) -> None:
    assert person(small, "wang-wei", "2019-05-01").startswith("Wang Wei\n1 event")
    with pytest.raises(KeyError):
        person_card(small, "nobody", parse("2020"), TONGUE)


def test_a_person_in_another_language(small: Index) -> None:
    assert person(small, "mira-murati", "2020", tongue=Tongue("zh", "en")).startswith("米拉·穆拉蒂 Mira Murati")


LONG = {
    "events": [{"date": "2016", "title": "t", "people": ["long", "Another Person With A Long Name Indeed"]}],
    "updated": "2026-03",
    "people": [
        {
            "id": "long",
            "name": "An Extraordinarily Long-Named Person of Somewhere",
            "aliases": ["大模型" * 9],
            "roles": [
                {"organisation": "An Organisation With a Name Too Long for Its Column", "title": "大" * 40,
                 "start": "2005-21", "end": "2016-02"},
                {"organisation": "O", "title": "T" * 90, "start": "1001-01~", "end": "2016-12", "acting": True},
                {"organisation": "北京大学", "start": "-0043?", "end": "1999", "disputed": "it is"},
                {"organisation": "P", "title": "since", "start": "2014-12"},
            ],
        }
    ],
}  # fmt: skip


@pytest.mark.parametrize("width", range(20, 101))
def test_the_person_fits_the_pane(small: Index, width: int) -> None:
    moment = parse("2016")
    for index, who in ((small, "mira-murati"), (small, "sam-altman"), (index_of(LONG), "long")):
        lines, _ = lay_out(person_page(person_card(index, who, moment, TONGUE), width), width)
        assert [text_of(line) for line in lines if width_of(line) > width] == []


def test_a_length_in_the_career_is_never_cut() -> None:
    card = person_card(index_of(LONG), "long", parse("2016"), TONGUE)
    for width in (46, 60, 80):
        assert "~10y10m" in plain(lay_out(person_page(card, width), width)[0])


# -- the reader


def reader(index: Index, event_id: str, clock: Clock = Clock(SHANGHAI, False, ZONE), width: int = 72) -> str:  # noqa: B008
    position = index.position(event_id)
    assert position is not None
    card = event_card(index, index.event(position), TONGUE)
    return plain(lay_out(event_page(card, clock, TONGUE), width)[0])


def test_an_event_is_told_in_full(small: Index) -> None:
    shown = reader(small, "removed")
    lines = shown.splitlines()
    assert lines[0] == "The board removes Sam Altman"
    assert lines[1] == "Friday 17 November 2023, 12:28 PST · San Francisco"
    assert lines[2] == "Saturday 18 November 2023, 04:28 CST · your clock (Asia/Shanghai)"
    assert "The board announced it in a post (https://openai.com/blog/leadership)." in shown
    assert "≠ The sources disagree" in shown
    assert "Sources differ on who was told when." in shown
    assert "[1] OpenAI announces leadership transition" in shown
    assert "[2] A book without an address" in shown


def test_each_memo_says_its_form(small: Index) -> None:
    shown = reader(small, "removed")
    assert "Memo 1 of 2 · Leadership transition" in shown
    assert "Memo 2 of 2 · To the staff" in shown
    assert re.search(r"^ +excerpt$", shown, re.MULTILINE)
    assert "digest by the editors, not the original words" in shown
    assert re.search(r"^ +full text$", reader(small, "leaves"), re.MULTILINE)
    for memo_id, form in (("farewell", "full text"), ("removal", "excerpt"), ("internal", "digest by the editors")):
        (memo,) = small.memos([memo_id])
        assert form in plain(lay_out(memo_page(memo_card(small, memo, TONGUE), Clock()), 72)[0])


def test_corrections_are_notes_and_never_silent(small: Index) -> None:
    shown = reader(small, "leaves")
    assert "difficult¹ decision" in shown
    notes = shown[shown.index("Editors’ notes") :]
    assert re.search(r"1.*“diffcult” in the copy, here “difficult”\. text recognition", " ".join(notes.split()))


def test_memo_words_stand_behind_a_bar_with_their_markup(small: Index) -> None:
    shown = reader(small, "leaves")
    assert "▌ I have something to share with you." in shown
    assert "Mira Murati, post on X, to everyone at OpenAI" in shown


def test_sources_of_event_and_memos_are_numbered_through(small: Index) -> None:
    shown = reader(small, "removed")
    assert [int(number) for number in re.findall(r"^\[(\d+)\]", shown, re.MULTILINE)] == [1, 2, 3]


def test_both_clocks_are_shown_the_chosen_one_first(small: Index) -> None:
    there, here = (
        "Wednesday 25 September 2024, 12:34 PDT",
        "Thursday 26 September 2024, 03:34 CST · your clock (Asia/Shanghai)",
    )
    assert reader(small, "leaves").splitlines()[1:3] == [there, here]
    assert reader(small, "leaves", Clock(SHANGHAI, True, ZONE)).splitlines()[1:3] == [here, there]
    assert reader(small, "leaves", Clock(None, True, ZONE)).count("12:34") == 2  # of the event and of the memo
    assert "your clock" not in reader(small, "leaves", Clock(None, True, ZONE))
    assert "your clock" not in reader(small, "leaves", Clock("America/Vancouver", True, ZONE))
    assert "your clock" not in reader(small, "interim")  # a day has no hour to move


def test_two_dates_are_one_moment() -> None:
    """The seed's article says half past three in the morning in Beijing, the memo half past noon the day before."""
    beijing = [text_of([*block.spans]) for block in when(parse("2024-09-26T03:30+08:00"), SHANGHAI, Clock(ZONE))]
    assert beijing == [
        "Thursday 26 September 2024, 03:30 CST",
        "Wednesday 25 September 2024, 12:30 PDT · your clock (America/Los_Angeles)",
    ]


def test_low_confidence_is_said(small: Index) -> None:
    assert "low confidence" in reader(small, "november")


@pytest.mark.parametrize("width", range(20, 101))
def test_the_reader_fits_the_pane(small: Index, width: int) -> None:
    for event in small.events(small.everything.positions):
        for tongue in (TONGUE, Tongue("zh", "en")):
            card = event_card(small, event, tongue)
            lines, _ = lay_out(event_page(card, Clock(SHANGHAI, False, ZONE), tongue), width)
            assert [text_of(line) for line in lines if width_of(line) > width] == []


def test_sources_and_memos_can_be_scrolled_to(small: Index) -> None:
    position = small.position("removed")
    assert position is not None
    card = event_card(small, small.event(position), TONGUE)
    lines, anchors = lay_out(event_page(card, Clock(), TONGUE), 72)
    assert "Sources" in text_of(lines[anchors["sources"]])
    assert "Memo 1 of 2" in text_of(lines[anchors["memo:removal"]])


def memo_of(text: str, *corrected: str) -> MemoCard:
    corrections = tuple(Correction(as_found="x", corrected=word) for word in corrected)
    return MemoCard(Memo(id="m", text=Text(text), corrections=corrections), "", (), "", "", text, ())


@pytest.mark.parametrize(
    ("text", "corrected", "noted"),
    [
        ("Thank you all", ("you",), "Thank you¹ all"),
        ("Thank you all", ("all", "Thank"), None),
        ("Thank you all", ("Thank you all", "you"), None),
        ("Thank you all", ("missing",), "Thank you all"),
        ("Thank you all", ("",), "Thank you all"),
        ("you and you", ("you",), "you¹ and you"),
    ],
)
def test_notes_stand_where_the_mend_is(text: str, corrected: tuple[str, ...], noted: str | None) -> None:
    shown = noted_text(memo_of(text, *corrected))
    if noted is not None:
        assert shown == noted
    assert re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", shown) == text
    for word in filter(None, corrected):
        assert word not in text or re.search("[¹²]?".join(map(re.escape, word)) + "[¹²]", shown)


def test_an_event_without_anything_is_two_lines() -> None:
    index = index_of_events({"id": "bare", "date": "2020", "title": "Bare"})
    assert reader(index, "bare") == "Bare\n2020"


# -- the filter line


def filter_line(index: Index, **fields: Any) -> tuple[str, str]:
    left, right = filter_spans(index, index.view(Selection(**fields)), TONGUE)
    return text_of(left), text_of(right)


def test_without_a_filter_the_line_says_range_and_count(small: Index) -> None:
    assert filter_line(small) == (" 2013 – 2024", "11 of 11 events ")
    assert filter_line(index_of({"events": []})) == (" ", "0 of 0 events ")


def test_each_part_of_the_filter_is_a_chip_that_can_be_taken_away(small: Index) -> None:
    selection = Selection(
        people=("mira-murati", "sam-altman"), organisations=("openai",), kinds=("left",), words=("note",),
        after=parse("2023"), before=parse("2024-09"),
    )  # fmt: skip
    left, right = filter_spans(small, small.view(selection), TONGUE)
    chips = {span.text.strip(): span.link for span in left if span.link}
    assert chips == {
        "Mira Murati ×": "drop:people=mira-murati",
        "Sam Altman ×": "drop:people=sam-altman",
        "OpenAI ×": "drop:organisations=openai",
        "left ×": "drop:kinds=left",
        "note ×": "drop:words=note",
        "2023 – Sep 2024 ×": "drop:dates=",
    }
    assert text_of(right) == "esc clears  1 of 11 events "


def test_all_of_several_is_said(small: Index) -> None:
    assert filter_line(small, people=("mira-murati", "sam-altman"), all_people=True)[0].startswith(" all of ")
    assert "esc" not in filter_line(small, all_people=True)[1]


def test_one_bound_of_the_dates(small: Index) -> None:
    assert "from 2023 ×" in filter_line(small, after=parse("2023"))[0]
    assert "until 2023 ×" in filter_line(small, before=parse("2023"))[0]


def test_nothing_that_matches_is_said_too(small: Index) -> None:
    assert filter_line(small, words=("zzz",))[1] == "esc clears  0 of 11 events "


def test_cards_hold_clean_text() -> None:
    document = {
        "people": [{"id": "p", "name": "a\x1b[31m", "birthplace": "b\u202e", "aliases": ["c\x07"]}],
        "organisations": [{"id": "o", "name": "d\x1b"}],
        "events": [{"id": "e", "date": "2020", "title": "t\x1b", "place": "f\x1b", "people": ["p"], "memos": ["m"]}],
        "memos": [
            {"id": "m", "title": "g\x1b", "venue": "h\x1b", "audience": "i\x1b", "authors": ["p"], "text": "j\x1b"}
        ],
    }
    index = index_of(document)
    card: EventCard = event_card(index, index.event(0), TONGUE)
    shown = plain(lay_out(event_page(card, Clock(), TONGUE), 60)[0])
    shown += person(index, "p", "2020")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown
