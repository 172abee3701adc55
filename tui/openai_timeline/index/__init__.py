"""The SQLite index: everything that the screens and the commands ask for."""
