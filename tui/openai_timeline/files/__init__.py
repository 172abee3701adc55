"""Bytes to model and back: reading with good errors."""
