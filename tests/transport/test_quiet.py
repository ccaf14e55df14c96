"""What the Kafka client repeats is written once in a while; what anybody else says, always."""

import logging

from streams.transport.quiet import Quiet


def record(name: str, message: str, *args: object, level: int = logging.WARNING) -> logging.LogRecord:
    return logging.LogRecord(name, level, __file__, 1, message, args, None)


def test_repetitions_are_counted_and_left_out() -> None:
    now = [0.0]
    quiet = Quiet(30, lambda: now[0])
    written = []
    for second in range(65):
        now[0] = float(second)
        one = record("aiokafka.conn", "no answer from %s", "localhost")
        if quiet.filter(one):
            written.append(one.getMessage())
    assert written == [
        "no answer from localhost",
        "no answer from localhost (29 more like this)",
        "no answer from localhost (29 more like this)",
    ]


def test_other_messages_and_other_loggers_are_left_alone() -> None:
    quiet = Quiet(30, lambda: 0.0)
    assert all(quiet.filter(record("streams.transport", "the same")) for _ in range(3))
    assert all(quiet.filter(record("aiokafka.conn", "the same", level=logging.INFO)) for _ in range(3))
    assert quiet.filter(record("aiokafka.conn", "one"))
    assert quiet.filter(record("aiokafka.conn", "another"))
