"""Frames are cut where Kafka's own client ends them, and their heads are read."""

import pytest
from aiokafka.protocol.api import RequestHeader_v1
from aiokafka.protocol.coordination import FindCoordinatorRequest_v0
from aiokafka.protocol.transaction import (
    AddOffsetsToTxnRequest_v0,
    AddPartitionsToTxnRequest_v0,
    EndTxnRequest_v0,
    InitProducerIdRequest_v0,
    TxnOffsetCommitRequest_v0,
)

from tests.chaos.frames import Frames, Request, request

REQUESTS = (
    AddPartitionsToTxnRequest_v0("lane-1", 1, 0, [("topic", [0, 1])]),
    AddOffsetsToTxnRequest_v0("lane-1", 1, 0, "group"),
    EndTxnRequest_v0("lane-1", 1, 0, True),
    TxnOffsetCommitRequest_v0("lane-1", "group", 1, 0, [("topic", [(0, 7, "")])]),
    InitProducerIdRequest_v0("lane-1", 1000),
    InitProducerIdRequest_v0(None, 1000),
    FindCoordinatorRequest_v0("group"),
)


def on_the_wire(number: int) -> bytes:
    said = REQUESTS[number]
    payload: bytes = RequestHeader_v1(said, number, "client").encode() + said.encode()
    return len(payload).to_bytes(4) + payload


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_what_comes_in_pieces_is_cut_into_the_frames_that_were_sent(size: int) -> None:
    sent = [on_the_wire(number) for number in range(len(REQUESTS))]
    stream, frames = b"".join(sent), Frames()
    pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
    assert [frame for piece in pieces for frame in frames.cut(piece)] == sent


def test_the_head_says_which_transactional_id_asks_for_what() -> None:
    heads = [request(on_the_wire(number)) for number in range(len(REQUESTS))]
    named = [Request(api, number, "lane-1") for number, api in enumerate((24, 25, 26, 28, 22))]
    assert heads == [*named, Request(22, 5), Request(10, 6)]
