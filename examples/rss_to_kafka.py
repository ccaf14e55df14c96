"""Feed Newsmill from RSS, Atom or JSON Feed.

    export NEWSMILL_BROKERS=127.0.0.1:9092
    python examples/rss_to_kafka.py https://tidewire.example/feed.xml saved-feed.xml

Run it from cron as often as the feeds allow. It keeps no state and needs none: an article's key is its source and id,
so what was published before comes out as a duplicate of kind `resent`, and what a feed has changed as a revision.
Within one run an article that several feeds hold word for word is sent once.
"""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.request import Request, urlopen

from schemas import RejectionError
from streams.clients.publisher import publish, publisher
from streams.inputs import FileRules, InputRecord
from streams.inputs.documents import records_of
from streams.inputs.record import Place
from streams.raw_topics import topic_of
from streams.settings import load_settings
from streams.topics import ROOM

AGENT = "newsmill-example/1.0"  # put an address in it at which the feeds' owners reach you
SECONDS = 30
LARGEST = 16 * 1024 * 1024


def fetch(address: str) -> bytes:
    """A feed from the web, or from a file."""
    if not address.startswith(("http://", "https://")):
        return Path(address).read_bytes()
    request = Request(address, headers={"User-Agent": AGENT})  # noqa: S310 - the scheme is one of the web's
    with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        content: bytes = answer.read(LARGEST)
        return content


def articles(addresses: Iterable[str], longest: int) -> Iterator[InputRecord]:
    """A record for each article of each feed; a feed that cannot be had or read is told and left out."""
    seen = set()
    rules = FileRules(longest=longest, tell=tell)
    for address in addresses:
        try:
            feed = fetch(address)
        except (OSError, HTTPException, ValueError) as error:  # also a slip in an address
            print(f"{address}: {error}", file=sys.stderr)
            continue
        for record in records_of(feed, Place(address), rules):
            if record.key is None:
                print(f"{record.where}: no article in it that can be read", file=sys.stderr)
            elif (record.key, record.value) not in seen:
                seen.add((record.key, record.value))
                yield record


def tell(where: str, problem: RejectionError) -> None:
    """What is left out of a feed."""
    print(f"{where}: {problem.message}", file=sys.stderr)


async def main(addresses: list[str]) -> None:
    """Publish; each record is acknowledged by the brokers before this ends."""
    settings = load_settings()
    async with publisher(settings.connection, settings.max_event_bytes + ROOM) as producer:
        records = articles(addresses, settings.longest_article)
        sent = [
            record async for record in publish(producer, lambda record: topic_of(record.key, settings.raws), records)
        ]
    print(f"published {len(sent)} articles")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or sys.exit("which feeds? name addresses or files")))
