"""The AsyncAPI document as one page for people: no network, no script."""

from streams.contracts.page.render import page

__all__ = ["page"]
