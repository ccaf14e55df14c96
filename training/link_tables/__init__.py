"""What the shipped link tables are made of, a table a module."""
