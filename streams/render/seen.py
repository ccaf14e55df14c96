"""Articles that went by, so that an event which refers to one by its id can say what it was."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any


class Seen:
    """Titles by record_id, the last `limit` of them."""

    def __init__(self, limit: int = 10_000) -> None:
        self._limit = limit
        self._titles: OrderedDict[str, str] = OrderedDict()

    def remember(self, event: Mapping[str, Any]) -> None:
        """Takes note of an enriched event."""
        article = event.get("article")
        if not isinstance(article, Mapping) or not event.get("record_id"):
            return
        name = f"{article.get('source')}/{article.get('id')}"
        self._titles[str(event["record_id"])] = f"{name} “{article['title']}”" if article.get("title") else name
        if len(self._titles) > self._limit:
            self._titles.popitem(last=False)

    def name(self, record_id: object) -> str:
        """The article, or its record_id where it did not go by."""
        return self._titles.get(str(record_id), f"record {record_id}")
