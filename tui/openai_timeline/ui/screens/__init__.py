"""The screens: each holds its state and hands values down to its widgets."""
