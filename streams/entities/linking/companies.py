"""Listed companies."""

from collections.abc import Sequence

from streams.entities.entity import Link
from streams.entities.linking.context import Context
from streams.entities.mentions import Mention


def company_links(group: Sequence[Mention], context: Context) -> tuple[Link, ...]:
    """The links of a group that names a listed company."""
    return ()
