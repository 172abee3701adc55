"""One module a command: `parser()` says what may be written, `run(arguments)` does it and gives the exit code."""

COMMANDS = ("cache", "check", "cite", "export", "format", "import", "list", "notes", "picture", "who")
