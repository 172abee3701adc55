"""One module a command: `parser()` says what may be written, `run(arguments)` does it and gives the exit code."""

COMMANDS = ("check", "cite", "format", "list", "notes", "picture", "who")
