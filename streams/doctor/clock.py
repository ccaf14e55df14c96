"""Clocks: of the brokers, whose time stands on records, and of this machine."""

from streams.doctor.finding import Finding, Level

SECONDS = 2.0
"""A difference below it does no harm."""


def judge_clock(ahead_ms: int) -> Finding:
    """`ahead_ms` is how far the newest record lies in the future of this machine's clock, 0 where none does.

    Kafka does not tell its time, so that brokers that are behind cannot be seen.
    """
    if ahead_ms > SECONDS * 1000:
        told = f"a record was appended {ahead_ms / 1000:,.1f} s from now: a broker is ahead, or this machine is behind"
        return Finding("clock", Level.WARN, told, "NTP on both: ages and lags in seconds are wrong by as much")
    return Finding("clock", Level.OK, "no record was appended later than now")
