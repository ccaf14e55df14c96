"""How the shipped entity model is made, from openly licensed texts, in one command: `python -m training`."""
