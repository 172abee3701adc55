"""What the parsers of the commands take, as plain values: completion and the manual are made from them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

from ..cli import module_of
from . import COMMANDS

ONE_OF_PEOPLE = "person"  # a value that is completed by the names of people
ONE_OF_ALL = "id"
FILE = "file"
COMPLETED = {"--person": ONE_OF_PEOPLE, "--file": FILE, "--output": FILE, "--merge": FILE}
METAVARS = {"FILE": FILE, "OLD": FILE, "NEW": FILE, "OUT": FILE, "ID": ONE_OF_ALL}


class Argument(NamedTuple):
    """An option with its names, or something that stands by itself (without names)."""

    names: tuple[str, ...]
    value: str  # what to write after it, or for it; '' for a switch
    help: str
    choices: tuple[str, ...]
    completed: str  # by what
    many: bool
    optional: bool
    group: str

    @property
    def form(self) -> str:
        """How it is written, as `-f, --file FILE`."""
        value = self.value or "|".join(self.choices)
        return f"{', '.join(self.names)} {value}".strip() if self.names else value


class Command(NamedTuple):
    """A command; the viewer has no name."""

    name: str
    line: str
    description: str
    epilog: str
    arguments: tuple[Argument, ...]

    def options(self) -> Iterator[Argument]:
        """What begins with a dash."""
        return (argument for argument in self.arguments if argument.names)

    def positionals(self) -> Iterator[Argument]:
        """What stands by itself."""
        return (argument for argument in self.arguments if not argument.names)


def commands() -> list[Command]:
    """The viewer, then every command in the order of the help."""
    return [_described("", "read the history of OpenAI in a terminal"), *(_described(*one) for one in COMMANDS.items())]


def _described(name: str, line: str) -> Command:
    module = import_module(f".{module_of(name) if name else 'viewer'}", __package__)
    parser: argparse.ArgumentParser = module.parser()
    arguments = []
    for group in parser._action_groups:
        title = group.title or ""
        arguments += [_argument(a, title) for a in group._group_actions if a.help != argparse.SUPPRESS]
    return Command(name, line, parser.description or "", parser.epilog or "", tuple(arguments))


def _argument(action: argparse.Action, group: str) -> Argument:
    choices = tuple(map(str, action.choices or ()))
    takes_none = action.nargs == 0
    shown = action.metavar if isinstance(action.metavar, str) else "" if choices else action.dest.upper()
    value = "" if takes_none else shown
    completed = next((COMPLETED[name] for name in action.option_strings if name in COMPLETED), METAVARS.get(value, ""))
    return Argument(
        names=tuple(action.option_strings),
        value=value,
        help=re.sub(r"%\((\w+)\)s", "", action.help or "").strip(),
        choices=() if takes_none else choices,
        completed="" if choices else completed,
        many=action.nargs in ("*", "+") or isinstance(action, argparse._AppendAction),
        optional=action.nargs in ("?", "*"),
        group=group,
    )
