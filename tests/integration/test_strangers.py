"""Records of strangers on the raw topic: each is rejected, and what stands behind it comes out."""

import re
from collections import Counter
from pathlib import Path
from urllib.request import urlopen

import pytest

from schemas.codec import encode
from schemas.headers import LEFT_OUT, ORIGIN, REASON, TRACEPARENT, last
from streams.broker import Broker
from streams.inputs import InputRecord
from streams.inputs.record import Headers
from streams.settings import Settings
from tests.support.feed import mixed_articles
from tests.support.worker import Installation, raw_record

ARTICLE = {"source": "wire", "id": "1", "body": "Acme Corp paid $5 million for a mill in Leeds, it said on Monday."}
NAMED = (("source", b"wire"), ("id", b"1"))

STRANGE: list[tuple[bytes | None, Headers, str]] = [
    (b"x", ((REASON, b"\xff"),), "not_json"),
    (b"x", ((REASON, b"a" * 5000), (ORIGIN, b"no/origin"), (LEFT_OUT, b"key")), "not_json"),
    (b"x", (("__connect.errors.partition", b"-"), ("__connect.errors.offset", b"-")), "not_json"),
    (b"x", ((TRACEPARENT, b"\xff" * 100), ("ce_type", b"\x1b[2J")), "not_json"),
    (None, ((LEFT_OUT, b"value"), *NAMED), "unnamed_tombstone"),
    (encode(ARTICLE | {"status": "2026-03-02\x1b07:30:00Z"}), (), "invalid_field"),
    (encode(ARTICLE | {"body": [1] * 400_000}), (), "invalid_field"),
    (encode(ARTICLE)[:-1] + b', "n": 18446744073709551616}', (), "invalid_field"),
]


@pytest.mark.broker
def test_articles_behind_strange_records_come_out(broker: Broker, prefix: str, tmp_path: Path) -> None:
    settings = Settings(brokers=broker.bootstrap, topic_prefix=prefix, web_port=0, raw_partitions=1)
    newsmill = Installation(settings, tmp_path)
    newsmill.create_topics()
    strange = [InputRecord(None, value, headers, "strange") for value, headers, _ in STRANGE]
    strange += [InputRecord(None, b"x", ((REASON, b"%d" % number),), "strange") for number in range(100)]
    ordinary = [mixed.record for mixed in mixed_articles(60, seed=7) if mixed.reason is None]
    newsmill.publish([*strange, *ordinary])
    with newsmill.worker() as worker:
        found = newsmill.events(("enriched", "duplicates", "rejected"), len(strange) + len(ordinary), seconds=180)
        assert worker.poll() is None, newsmill.log()
        metrics = page(newsmill.log())
    reasons = Counter(last(event.headers, REASON) for event in found["rejected"])
    assert reasons == Counter([reason.encode() for *_, reason in STRANGE] + [b"not_json"] * 100)
    assert len(found["enriched"]) + len(found["duplicates"]) == len(ordinary)
    assert sorted(map(raw_record, found["rejected"])) == [(0, offset) for offset in range(len(strange))]
    assert len(metrics) < 200_000
    assert set(re.findall('newsmill_articles_out_total{outcome="(.*?)",stage="screen"}', metrics)) <= {
        *("screened", "not_json", "unnamed_tombstone", "invalid_field")
    }


def page(log: str) -> str:
    address = re.search(r"http://\S+/metrics", log)
    assert address is not None
    with urlopen(address[0], timeout=10) as answer:
        text: str = answer.read().decode()
    return text
