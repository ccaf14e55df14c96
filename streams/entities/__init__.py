"""Names in the news: text in, mentions and entities out."""
