"""Why a worker cannot go on. Each of these ends the process with a code other than 0; none is retried inside it."""

from typing import ClassVar

from streams.exits import Exit


class TransportError(Exception):
    """Base of every reason that stops a worker. `str()` is one line for the operator."""

    exit_status: ClassVar[Exit] = Exit.FAILED
    """Of the process."""


class FaustChangedError(TransportError):
    """The installed Faust or aiokafka is not the one whose methods are overridden here."""


class TopicsError(TransportError):
    """A topic that the worker needs is missing, or has the wrong number of partitions."""


class OffsetsLostError(TransportError):
    """A partition ends before the offset that is due: its topic was created anew, or Kafka lost its end."""


class OffsetsUnknownError(TransportError):
    """Kafka does not say how far a partition was committed. Taking that for "not at all" would begin it anew."""


class RecordsSkippedError(TransportError):
    """Records were fetched but never reached their handler; going on would commit past them."""


class UnreadableRecordError(TransportError):
    """The Kafka client cannot read a record. Nothing can be said of it, so nothing may step over it by itself."""


class HandlerError(TransportError):
    """An exception left a handler, or a handler ended although its stream has not."""


class ExhaustedError(HandlerError):
    """A handler found no more memory. Which record is to blame nobody knows yet, see `history`."""


class DeliveryError(TransportError):
    """Kafka refused a record that belongs to a transaction, or refused the commit."""


class FencedError(DeliveryError):
    """Another worker owns this partition now. What this one has not committed will never be seen."""

    exit_status = Exit.FENCED


class StateLostError(TransportError):
    """What was remembered is gone, or another's: a changelog without its marker, rows that are not of this topic."""

    exit_status = Exit.STATE_LOST


class StalledError(TransportError):
    """Nothing moves although the broker answers: a partition, a recovery or a rebalance stands still."""


WITHOUT_A_WORD = (HandlerError, StalledError)
"""Ends that a record may have brought about: they are counted like those that nobody could tell of."""
