"""The three stages: one agent each, which moves records and decides nothing."""
