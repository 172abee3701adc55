"""The widgets: each draws the values it was handed and posts messages."""
