"""The stream that acknowledges nothing by itself, and the agent that does not die unseen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import faust
from faust.agents.agent import Agent as FaustAgent

from streams.transport.errors import ExhaustedError, HandlerError, TransportError


class Stream(faust.Stream[bytes]):
    """Events as they come. Faust acks what it skips as stale, even under `noack()`; here nothing is acked.

    Partition tasks know what is done. This replaces both of Faust's iterators, in Cython and in Python.
    """

    def __aiter__(self) -> AsyncIterator[Any]:
        return self._events()

    async def _events(self) -> AsyncIterator[Any]:
        started_here = await self.maybe_start()
        try:
            while not self.should_stop:
                yield await self.channel.__anext__()
        except StopAsyncIteration:
            return  # thrown into the channel when the agent is cancelled
        finally:
            self._channel_stop_iteration(self.channel)
            if started_here:
                await self.stop()
                self.service_reset()


class Agent(FaustAgent):
    """An agent whose end is the end of the worker. Faust commits and starts it anew after the failed record."""

    app: Any

    async def _execute_actor(self, coro: Any, aref: Any) -> None:
        try:
            await coro
        except asyncio.CancelledError:
            if self.should_stop or self.app.should_stop:
                raise
            self.app.fail(HandlerError(f"{self.name}: cancelled"))
        except TransportError as error:
            self.app.fail(error)
        except MemoryError as error:
            self.app.fail(ExhaustedError(f"{self.name}: no more memory: {error}"))
        except Exception as error:
            self.log.exception("%s failed", self.name)
            self.app.fail(HandlerError(f"{self.name}: {type(error).__name__}: {error}"))
        else:
            if not self.app.should_stop:
                self.app.fail(HandlerError(f"{self.name}: ended although its stream has not"))
