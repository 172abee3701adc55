"""The viewer, made with Textual. Nothing outside this folder imports Textual."""

import os

# Textual waits for the next sixtieth of a second before it draws what a thread has found; half of that is less to wait.
os.environ.setdefault("TEXTUAL_FPS", "120")
