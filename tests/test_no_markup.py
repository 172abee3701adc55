"""No text may be read as markup: every call that would read it is looked at in the source.

Textual reads `[...]` in a `str` as style, link or action in most places. So what those places get must be written
in the source, or be a `Content` or a `Text`, or come with `markup=False`. An expression counts as content when it is
made by a constructor below, or is a name or a call that our own annotations say is one.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "tui"

# The calls that read markup, and the names of their arguments that do (positional ones always do).
READERS = {
    "Static": {"content"},
    "Label": {"content"},
    "Link": {"text"},
    "Button": {"label", "tooltip"},
    "Checkbox": {"label", "tooltip"},
    "RadioButton": {"label", "tooltip"},
    "Collapsible": {"title"},
    "TabPane": {"title"},
    "OptionList": set[str](),
    "Option": {"prompt"},
    "SelectionList": set[str](),
    "Tree": {"label"},
    "Hit": {"match_display", "help"},
    "DiscoveryHit": {"display", "help"},
    "notify": {"message", "title"},
    "update": {"content"},
    "add_option": set[str](),
    "add_options": set[str](),
    "replace_option_prompt": {"prompt"},
    "add_column": {"label"},
    "add_columns": set[str](),
    "add_row": {"label"},
    "add_leaf": {"label"},
    "set_label": {"label"},
    "render_str": {"text_content"},
    "visualize": set[str](),
    "from_markup": {"markup", "text"},
    "from_text": {"markup_content_or_text"},
    "print": set[str](),
    "exit": {"message"},
}
# Which of the positional arguments are read; all, where nothing is said.
FIRST = slice(0, 1)
PLACES = dict.fromkeys(
    ("Static", "Label", "Link", "Button", "Checkbox", "RadioButton", "Collapsible", "Option", "Tree", "notify",
     "update", "add_column", "add_leaf", "set_label", "from_markup", "from_text", "DiscoveryHit"),
    FIRST,
)  # fmt: skip
PLACES |= {"Hit": slice(1, 2), "exit": slice(0, 0)}
# These are only readers when they are methods: the others of the name are Python's own.
METHODS_ONLY = {"update", "print", "exit"}
NOT_THESE_OWNERS = {"print": {"sys.stdout", "sys.stderr"}, "exit": {"sys", "os"}}
ASSIGNED = {"tooltip", "label", "prompt"}
TITLES = {"border_title", "border_subtitle"}
CONTENT = {"Content", "Text", "plain", "plain_title", "Strip"}
CONTENT_METHODS = {"assemble", "styled", "join", "from_rich_text", "blank", "empty"}
CONTENT_TYPES = {"Content", "Text", "Strip", "Group", "Table"}


class Names:
    """What our own annotations, in all files, say about names: which functions give content."""

    def __init__(self, trees: list[ast.Module]) -> None:
        said: dict[str, set[bool]] = defaultdict(set)
        for tree in trees:
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    said[node.name].add(is_content_type(node.returns))
        self.functions = {name for name, answers in said.items() if answers == {True}}


def is_content_type(annotation: ast.expr | None) -> bool:
    """`Content`, `Text`, or a union of such and None."""
    if isinstance(annotation, ast.BinOp):
        return is_content_type(annotation.left) and is_content_type(annotation.right)
    if isinstance(annotation, ast.Constant):
        return annotation.value is None or str(annotation.value) in CONTENT_TYPES
    return last_name(annotation) in CONTENT_TYPES


def last_name(node: ast.AST | None) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


class Checker(ast.NodeVisitor):
    """Finds the readers of markup in one file that are given what may be text from elsewhere."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.local: list[set[str]] = [set()]
        self.found: list[tuple[int, str]] = []

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        self.local.append({argument.arg for argument in given if is_content_type(argument.annotation)})
        self.local[-1] |= self._always_content(node)
        self.generic_visit(node)
        self.local.pop()

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def _always_content(self, function: ast.AST) -> set[str]:
        """The names that are only ever given content in a function."""
        values: dict[str, list[bool]] = defaultdict(list)
        for node in ast.walk(function):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                values[node.target.id].append(is_content_type(node.annotation))
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        values[target.id].append(self.is_safe(node.value))
                    else:
                        for name in ast.walk(target):
                            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                                values[name.id].append(False)
            elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension | ast.NamedExpr | ast.AugAssign):
                for name in ast.walk(node.target):
                    if isinstance(name, ast.Name) and not isinstance(node, ast.AugAssign):
                        values[name.id].append(False)
        return {name for name, answers in values.items() if all(answers)}

    def is_safe(self, node: ast.expr) -> bool:
        """Whether an expression is content, or written out in the source."""
        match node:
            case ast.Constant():
                return True
            case ast.Name(id=name):
                return any(name in names for names in self.local)
            case ast.BinOp(left=left, right=right):
                return self.is_safe(left) and self.is_safe(right)
            case ast.IfExp(body=body, orelse=other):
                return self.is_safe(body) and self.is_safe(other)
            case ast.BoolOp(values=values):
                return all(map(self.is_safe, values))
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                return all(map(self.is_safe, parts))
            case ast.ListComp(elt=part) | ast.GeneratorExp(elt=part) | ast.SetComp(elt=part):
                return self.is_safe(part)
            case ast.Starred(value=value) | ast.Await(value=value):
                return self.is_safe(value)
            case ast.Dict() | ast.DictComp():
                return True
            case ast.Call():
                return self._gives_content(node)
        return False

    def _gives_content(self, call: ast.Call) -> bool:
        name = last_name(call.func)
        if name in CONTENT or name in self.names.functions or name in READERS:
            return True  # A reader among the arguments, like Option(...), is looked at by itself.
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if owner is None:
            return False
        return (name in CONTENT_METHODS and last_name(owner) in CONTENT) or self._is_content(owner)

    def _is_content(self, node: ast.expr) -> bool:
        """Content, not a literal: its methods give content again, those of a `str` do not."""
        return not isinstance(node, ast.Constant) and isinstance(node, ast.Call | ast.Name) and self.is_safe(node)

    def visit_Call(self, call: ast.Call) -> None:
        name = last_name(call.func)
        if name in READERS and not self._is_another(name, call) and not says_no_markup(call):
            read = call.args[PLACES.get(name, slice(None))]
            read += [word.value for word in call.keywords if word.arg in READERS[name]]
            if not all(map(self.is_safe, read)):
                self.found.append((call.lineno, f"{name}(...) may read markup in {ast.unparse(call)[:60]}"))
        self.generic_visit(call)

    def _is_another(self, name: str, call: ast.Call) -> bool:
        """Python's own function of the same name."""
        if name not in METHODS_ONLY:
            return False
        if not isinstance(call.func, ast.Attribute):
            return True
        return ast.unparse(call.func.value) in NOT_THESE_OWNERS.get(name, set())

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for part, value in zip(target.elts, node.value.elts, strict=False):
                    self._check_assigned(part, value)
            elif isinstance(target, ast.Tuple):
                for part in target.elts:
                    self._check_assigned(part, node.value)
            else:
                self._check_assigned(target, node.value)
        self.generic_visit(node)

    def _check_assigned(self, target: ast.expr, value: ast.expr) -> None:
        name = target.attr if isinstance(target, ast.Attribute) else ""
        if name in TITLES and not (is_plain_title(value) or self._is_content(value)):
            self.found.append((target.lineno, f"{name} must be empty or plain_title(...)"))
        if name in ASSIGNED and not self.is_safe(value):
            self.found.append((target.lineno, f"{name} may read markup in {ast.unparse(value)[:60]}"))


def is_plain_title(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return is_plain_title(node.body) and is_plain_title(node.orelse)
    if isinstance(node, ast.Constant):
        return not node.value
    return isinstance(node, ast.Call) and last_name(node.func) == "plain_title"


def says_no_markup(call: ast.Call) -> bool:
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


def problems(*sources: str) -> Iterator[tuple[int, int, str]]:
    """For each source by its number: the line and what is wrong there."""
    trees = [ast.parse(source) for source in sources]
    names = Names(trees)
    for number, tree in enumerate(trees):
        # Only what has Textual or Rich in reach can read markup.
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        if not any(name.split(".")[0] in ("textual", "rich") for name in imported):
            continue
        checker = Checker(names)
        checker.visit(tree)
        for line, message in sorted(checker.found):
            yield number, line, message


def test_no_source_gives_text_to_a_reader_of_markup() -> None:
    paths = sorted(SOURCE.rglob("*.py"))
    found = problems(*(path.read_text(encoding="utf-8") for path in paths))
    report = [f"{paths[number].relative_to(SOURCE.parent)}:{line}: {message}" for number, line, message in found]
    assert not report, "\n" + "\n".join(report)


PREFIX = "from textual.app import App\n"


@pytest.mark.parametrize(
    "line",
    [
        "Static(title)",
        "Static(f'{title}')",
        "Static('%s' % title)",
        "Static('[b]{}[/b]'.format(title))",
        "Static(content=title)",
        "Static(title, markup=True)",
        "Static(title, markup=flag)",
        "Label(event.title)",
        "self.notify(str(error))",
        "self.notify('ok', title=name)",
        "Button(label)",
        "OptionList(*titles)",
        "OptionList(Option(title))",
        "Option(title, id='x')",
        "self.query_one(Static).update(text)",
        "widget.update('a' + text)",
        "widget.update('a' if ok else text)",
        "Content.from_markup(text)",
        "Text.from_markup(f'[b]{text}')",
        "table.add_row(title, 'x')",
        "tree.root.add_leaf(name)",
        "widget.tooltip = text",
        "widget.border_title = text",
        "a.border_title, b.border_title = plain_title(x), y",
        "a.border_title, b.border_title = both",
        "Hit(1.0, title, go)",
        "DiscoveryHit(Content(title), go, help=text)",
        "widget.border_title = 'literal'",
        "widget.border_subtitle = clean(text)",
        "app.exit(message=text)",
        "console.print(text)",
        "def f(text: str): Static(text)",
        "def f(text: str):\n    x = Content(text)\n    x = text\n    Static(x)",
        "def f() -> str: return ''\nStatic(f())",
        "widget.update(text.upper())",
    ],
)
def test_the_check_finds(line: str) -> None:
    assert list(problems(PREFIX + line))


@pytest.mark.parametrize(
    "line",
    [
        "Static()",
        "Static('literal [b]bold[/b]')",
        "Static(title, markup=False)",
        "Static(Content(title), id=name)",
        "Static(plain(title))",
        "Static(Content.assemble((a, 'bold'), b))",
        "Label(Text(title) + ' more')",
        "Static(Content(title).stylize('bold'))",
        "self.notify(message, title=title, markup=False)",
        "self.notify('literal', severity=level)",
        "OptionList(*[Option(plain(name), id=id_) for name, id_ in people])",
        "OptionList(*names, markup=False)",
        "widget.update(Content(text) if text else 'nothing')",
        "seen.update({key: value})",
        "widget.border_title = plain_title(text)",
        "widget.border_title = plain_title(text) if text else None",
        "widget.border_title = ''",
        "def f(title: Content | None): widget.border_title = title",
        "a.border_title, a.border_subtitle = plain_title(x), plain_title(y)",
        "Hit(score, plain(title), go, text=title, help='literal')",
        "app.exit(code)",
        "sys.exit(text)",
        "print(text)",
        "def f(text: Content): Static(text)",
        "def f(text):\n    x = Content(text)\n    Static(x)",
        "def line() -> Content: ...\nStatic(line())\nStatic(self.line())",
    ],
)
def test_the_check_accepts(line: str) -> None:
    assert not list(problems(PREFIX + line))


def test_a_title_is_shown_as_it_is() -> None:
    from textual.widgets import Static

    from openai_timeline.ui.plain import plain, plain_title

    for text in ("[@click=app.quit]x[/]", "[/x]", "[link='file:///etc/passwd']x[/]", "[bold", "", "a\nb"):
        widget = Static()
        widget.border_title = plain_title(text)
        shown = widget._border_title
        assert shown is not None
        assert shown.plain == (text.replace("\n", " ") or " ")
        assert not shown.spans
        assert plain(text, multiline=True).plain == text
    assert plain_title("\x1b[2J").plain == "␛[2J"
