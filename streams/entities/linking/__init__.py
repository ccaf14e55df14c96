"""Entities to public registers: countries, cities and listed companies, each with the evidence that decides."""
