"""The country of a publisher, as far as its address tells."""

from urllib.parse import urlsplit

SOLD_TO_ALL = frozenset(
    {"ai", "am", "cc", "co", "fm", "gg", "io", "la", "ly", "me", "sh", "tk", "to", "tv", "ws", "vc"}
)
"""Country domains that are used all over the world: they say nothing of a place."""


def publisher_country(url: str | None) -> str | None:
    """ISO 3166 alpha-2 of the country domain of `url`, or None.

    >>> publisher_country("https://www.nation.co.ke/business/1")
    'KE'
    >>> publisher_country("https://example.com/") is None
    True
    """
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # a feed may put anything there
        return None
    domain = host.rpartition(".")[2]
    if len(domain) != 2 or not domain.isalpha() or domain in SOLD_TO_ALL:
        return None
    return {"uk": "GB"}.get(domain, domain.upper())
