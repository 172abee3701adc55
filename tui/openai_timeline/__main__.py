"""`python -m openai_timeline`."""

from .cli import main

main()
