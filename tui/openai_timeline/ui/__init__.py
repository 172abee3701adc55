"""The viewer, made with Textual. Nothing outside this folder imports Textual."""
