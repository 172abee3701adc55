"""Read the history of OpenAI in a terminal, through its people and what they wrote."""

__version__ = "0.1.0"
