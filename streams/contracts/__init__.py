"""The contracts for others: one AsyncAPI document, a page made from it, and what would break readers. Pure."""
