"""The completion scripts of bash, zsh and fish, made from the parsers."""

from __future__ import annotations

from collections.abc import Iterator

from .describe import FILE, ONE_OF_ALL, ONE_OF_PEOPLE, Argument, Command, commands

PROGRAM = "openai-timeline"
NAMES = {"show": "records", "memo": "memos", "cite": "cited"}  # what an ID of a command is
HEAD = "completion for openai-timeline, made by `openai-timeline completion {}`"

BASH = """# bash {head}
_openai_timeline_names() {{
    local line file=() i
    for ((i = 1; i < COMP_CWORD; i++)); do
        [[ ${{COMP_WORDS[i]}} == -f || ${{COMP_WORDS[i]}} == --file ]] && file=(-f "${{COMP_WORDS[i + 1]}}")
    done
    while IFS= read -r line; do
        COMPREPLY+=("${{line%%$'\\t'*}}")
    done < <(openai-timeline completion --names "$1" "${{file[@]}}" -- "$2" 2>/dev/null </dev/null)
}}
_openai_timeline_files() {{
    compopt -o filenames 2>/dev/null
    local IFS=$'\\n'
    COMPREPLY+=($(compgen -f -- "$1"))
}}
_openai_timeline() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD - 1]}} command= words=
    COMPREPLY=()
    if ((COMP_CWORD > 1)); then
        case ${{COMP_WORDS[1]}} in
            {names}) command=${{COMP_WORDS[1]}} ;;
        esac
    fi
    case $command:$prev in
{values}
    esac
    case $command in
{commands}
    esac
    if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
        return
    fi
    case $command in
{positionals}
        *) ((COMP_CWORD == 1)) && COMPREPLY=($(compgen -W "{words}" -- "$cur"))
           _openai_timeline_files "$cur" ;;
    esac
}}
complete -F _openai_timeline openai-timeline
"""

ZSH = """#compdef openai-timeline
# zsh {head}
_openai_timeline_names() {{
    local -a lines ids shown file
    local place=${{words[(i)(-f|--file)]}}
    ((place < CURRENT)) && file=(-f "${{(Q)words[place + 1]}}")
    lines=("${{(@f)$(openai-timeline completion --names $1 $file -- "${{(Q)PREFIX}}" 2>/dev/null </dev/null)}}")
    ids=("${{(@)lines%%$'\\t'*}}")
    shown=("${{(@)lines//$'\\t'/  }}")
    [[ -n $ids[1] ]] || return 1
    compadd -U -l -d shown -a ids
    # What was typed need not begin the ids: with several, go through them in its place.
    ((#ids > 1)) && compstate[insert]=menu compstate[list]=list
}}
_openai_timeline() {{
    local -a commands
    commands=(
{names}
    )
    if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
        _describe -t commands command commands
        _files
        return
    fi
    case $words[2] in
{commands}
        *)
            _arguments -s \\
{viewer}
            ;;
    esac
}}
compdef _openai_timeline openai-timeline
"""

FISH = """# fish {head}
function __openai_timeline_names
    set -l words (commandline -opc)
    set -l file
    for place in (seq (count $words))
        if contains -- $words[$place] -f --file; and test $place -lt (count $words)
            set file -f $words[(math $place + 1)]
        end
    end
    openai-timeline completion --names $argv[1] $file -- (commandline -ct) 2>/dev/null </dev/null
end
"""


def script(shell: str) -> str:
    """The script of one shell."""
    return {"bash": bash, "zsh": zsh, "fish": fish}[shell](commands())


def _names_of(command: Command, argument: Argument) -> str:
    """Which names complete an argument; '' for none."""
    if argument.completed == ONE_OF_PEOPLE:
        return "people"
    return NAMES.get(command.name, "records") if argument.completed == ONE_OF_ALL else ""


# -- bash


def bash(described: list[Command]) -> str:
    """The script of bash."""
    return BASH.format(
        head=HEAD.format("bash"),
        names="|".join(command.name for command in described if command.name),
        words=" ".join(command.name for command in described if command.name),
        values="\n".join(line for command in described for line in _bash_values(command)),
        commands="\n".join(
            f"        '{command.name}') words='{' '.join(name for a in command.options() for name in a.names)}' ;;"
            for command in described
        ),
        positionals="\n".join(filter(None, map(_bash_positionals, described))),
    )


def _bash_values(command: Command) -> Iterator[str]:
    """What an option takes."""
    for argument in command.options():
        prefixes = "|".join(f"{command.name}:{name}" for name in argument.names)
        kind = _names_of(command, argument)
        if argument.choices:
            does = f'COMPREPLY=($(compgen -W "{" ".join(argument.choices)}" -- "$cur"))'
        elif kind:
            does = f'_openai_timeline_names {kind} "$cur"'
        elif argument.completed == FILE:
            does = '_openai_timeline_files "$cur"'
        elif argument.value:
            does = ":"
        else:
            continue
        yield f"        {prefixes}) {does}; return ;;"


def _bash_positionals(command: Command) -> str:
    if not command.name:
        return ""
    does = []
    for argument in command.positionals():
        kind = _names_of(command, argument)
        words = argument.choices or tuple(argument.value.split("|") if "|" in argument.value else ())
        if words:
            does.append(f'COMPREPLY=($(compgen -W "{" ".join(words)}" -- "$cur"))')
        elif kind:
            does.append(f'_openai_timeline_names {kind} "$cur"')
        elif argument.completed == FILE:
            does.append('_openai_timeline_files "$cur"')
    return f"        {command.name}) {'; '.join(dict.fromkeys(does)) or ':'} ;;"


# -- zsh


def zsh(described: list[Command]) -> str:
    """The script of zsh."""
    named = [command for command in described if command.name]
    return ZSH.format(
        head=HEAD.format("zsh"),
        names="\n".join(f"        {_single(f'{command.name}:{_plain(command.line)}')}" for command in named),
        commands="\n".join(_zsh_command(command) for command in named),
        viewer=_zsh_specs(described[0], "                "),
    )


def _zsh_command(command: Command) -> str:
    specs = _zsh_specs(command, "                ")
    lines = (
        f"        {command.name})",
        "            shift words; ((CURRENT--))",
        "            _arguments -s \\",
        specs,
    )
    return "\n".join((*lines, "            ;;"))


def _zsh_specs(command: Command, indent: str) -> str:
    return " \\\n".join(indent + spec for argument in command.arguments for spec in _zsh_spec(command, argument))


def _zsh_spec(command: Command, argument: Argument) -> Iterator[str]:
    help_ = _plain(argument.help).replace("[", "\\[").replace("]", "\\]")
    value = ""
    if argument.value or argument.choices:
        value = f":{_plain(argument.value or 'value')}:{_zsh_action(command, argument)}"
    if not argument.names:
        yield _single(f"*{value}" if argument.many else f":{value}" if argument.optional else value)
        return
    several = "*" if argument.many else ""
    others = f"({' '.join(argument.names)})" if len(argument.names) > 1 and not several else ""
    yield from (_single(f"{others}{several}{name}[{help_}]{value}") for name in argument.names)


def _zsh_action(command: Command, argument: Argument) -> str:
    kind = _names_of(command, argument)
    words = argument.choices or tuple(argument.value.split("|") if argument.value.islower() else ())
    if words:
        return f"({' '.join(words)})"
    if kind:
        return f"{{_openai_timeline_names {kind}}}"
    return "_files" if argument.completed == FILE else " "


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace(":", "\\:")


def _single(text: str) -> str:
    """Text between single quotes of a shell."""
    return "'" + text.replace("'", "'\\''") + "'"


# -- fish


def fish(described: list[Command]) -> str:
    """The script of fish."""
    lines = []
    for command in described:
        if command.name:
            lines.append(_fish("__fish_use_subcommand", f"-a {command.name} -d {_fish_quoted(command.line)}"))
        else:
            lines += _fish_lines(command, "__fish_use_subcommand")
    for command in described[1:]:
        lines += _fish_lines(command, f"__fish_seen_subcommand_from {command.name}")
    return FISH.format(head=HEAD.format("fish")) + "\n".join(lines) + "\n"


def _fish(when: str, what: str) -> str:
    return f"complete -c {PROGRAM} -n '{when}' {what}"


def _fish_lines(command: Command, when: str) -> Iterator[str]:
    if not any(argument.completed == FILE for argument in command.positionals()):
        yield _fish(when, "-f")
    for argument in command.arguments:
        kind = _names_of(command, argument)
        words = argument.choices or tuple(argument.value.split("|") if argument.value.islower() else ())
        candidates = " ".join(words) or (f"(__openai_timeline_names {kind})" if kind else "")
        if not argument.names:
            if candidates:
                yield _fish(when, f"-f -a {_fish_quoted(candidates)}")
            continue
        names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in argument.names)
        takes = ""
        if argument.value or argument.choices:
            takes = " -r -F" if argument.completed == FILE else " -x"
        given = f" -a {_fish_quoted(candidates)}" if candidates else ""
        yield _fish(when, f"{names}{takes}{given} -d {_fish_quoted(argument.help)}")


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
