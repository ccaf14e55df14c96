"""A new epoch for a transactional producer, where a request of its last transaction may still be under way.

aiokafka speaks the transactions of before KIP-890: one epoch serves many of them. A request whose answer was lost may
have been held up on its way, and reach the coordinator when the next transaction has begun: an EndTxn would complete
that one half done, a TxnOffsetCommit put back its offset. Brokers refuse both once the epoch is another.

Asked is by KIP-360 (InitProducerId from version 3 on), with the epoch that we hold: whoever has lost the transactional
id to another worker is told so, instead of taking it back. (Where that one has a transaction open, Kafka aborts it all
the same; it is told, ends, and starts anew.)
"""

from __future__ import annotations

from typing import Any

from aiokafka.client import ConnectionGroup, CoordinationType
from aiokafka.errors import ProducerFenced
from aiokafka.producer.sender import InitPIDHandler
from aiokafka.producer.transaction_manager import PidAndEpoch
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.transaction import (
    AddOffsetsToTxnRequest,
    AddPartitionsToTxnRequest,
    EndTxnRequest,
    TxnOffsetCommitRequest,
)
from aiokafka.protocol.types import CompactString, Int16, Int32, Int64, Schema, TaggedFields

TRANSACTIONAL = (AddOffsetsToTxnRequest, AddPartitionsToTxnRequest, EndTxnRequest, TxnOffsetCommitRequest)

FENCED = (47, 90)
"""INVALID_PRODUCER_EPOCH and PRODUCER_FENCED; aiokafka has no name for the second."""


class Unanswered:
    """Watches the requests of a transactional aiokafka producer: `any` once one of a transaction was not answered."""

    def __init__(self, producer: Any) -> None:
        self.any = False
        self._producer = producer
        self._send = producer.client.send
        producer.client.send = self._watched

    async def _watched(self, node_id: Any, request: Any, **options: Any) -> Any:
        try:
            return await self._send(node_id, request, **options)
        except BaseException:
            self.any |= isinstance(request, TRANSACTIONAL)
            raise

    async def settle(self) -> None:
        """Between two transactions: nothing of the last one counts any more. Waits for a coordinator that is away.

        Raises ProducerFenced when another worker has this transactional id.
        """
        if self.any:
            await _next_epoch(self._producer._sender)
            self.any = False


async def _next_epoch(sender: Any) -> None:
    done = False
    while not done:
        coordinator = await sender._find_coordinator(CoordinationType.TRANSACTION, sender._txn_manager.transactional_id)
        done = await NextEpochHandler(sender).do(coordinator)


class InitProducerIdResponse(Response):  # type: ignore[misc]  # aiokafka has no types here
    API_KEY = 22
    API_VERSION = 3
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("error_code", Int16),
        ("producer_id", Int64),
        ("producer_epoch", Int16),
        ("tags", TaggedFields),
    )


class InitProducerId(RequestStruct):  # type: ignore[misc]  # aiokafka has no types here
    API_KEY = 22
    API_VERSION = 3
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = InitProducerIdResponse
    SCHEMA = Schema(
        ("transactional_id", CompactString("utf-8")),
        ("transaction_timeout_ms", Int32),
        ("producer_id", Int64),
        ("producer_epoch", Int16),
        ("tags", TaggedFields),
    )


class NextEpochRequest(Request[InitProducerId]):  # type: ignore[misc]  # aiokafka has no types here
    """InitProducerId with the epoch that is held."""

    API_KEY = 22

    def __init__(self, manager: Any) -> None:
        self._fields: tuple[Any, ...] = (
            manager.transactional_id,
            manager.transaction_timeout_ms,
            manager.producer_id,
            manager.producer_epoch,
            {},
        )

    def build(self, request_struct_class: type[InitProducerId]) -> InitProducerId:
        return request_struct_class(*self._fields)


class NextEpochHandler(InitPIDHandler):  # type: ignore[misc]  # aiokafka has no types here
    """aiokafka's handler, for a producer that has an epoch already."""

    group = ConnectionGroup.COORDINATION

    def create_request(self) -> NextEpochRequest:
        return NextEpochRequest(self._sender._txn_manager)

    def handle_response(self, resp: Any) -> float | None:
        """Take the new epoch; None when that is done, else the seconds to wait before asking again."""
        if resp.error_code in FENCED:
            raise ProducerFenced
        if resp.error_code:
            wait: float | None = super().handle_response(resp)
            return wait
        manager = self._sender._txn_manager
        manager._pid_and_epoch = PidAndEpoch(resp.producer_id, resp.producer_epoch)
        manager._sequence_numbers.clear()  # they begin anew with each epoch
        return None
