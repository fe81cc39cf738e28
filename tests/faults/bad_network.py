"""A network between a tablet and the server that cuts requests and acknowledgements as it likes."""

import asyncio
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.faults.server import free_port


WAYS = ("through", "through", "refused", "cut on the way", "not answered", "half answered", "hangs")
HANGS_FOR = 1.0  # longer than a test's caller waits


@dataclass
class BadNetwork:
    """A proxy; each connection meets one fate, from a seed so that a run can be had again."""

    target: int
    port: int = field(default_factory=free_port)
    chance: random.Random = field(default_factory=lambda: random.Random(4))
    met: Counter[str] = field(default_factory=Counter)
    # A connection that is lost takes its task with it unless somebody else knows the task.
    carrying: set[asyncio.Task[None] | None] = field(default_factory=set)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        way = self.chance.choice(WAYS)
        self.met[way] += 1
        self.carrying.add(task := asyncio.current_task())
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._carry(way, reader, writer)
        finally:
            writer.transport.abort() if way != "through" else writer.close()
            self.carrying.discard(task)

    async def _carry(
        self, way: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if way == "refused":
            return
        if way == "hangs":
            await asyncio.sleep(HANGS_FOR)
            return
        request = await _message(reader)
        there, on = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            if way == "cut on the way":
                on.write(request[: self.chance.randrange(1, len(request))])
                await on.drain()
                return
            on.write(request)
            await on.drain()
            answer = await _message(there)
        finally:
            on.transport.abort()
        if way == "half answered":
            answer = answer[: self.chance.randrange(1, len(answer))]
        if way != "not answered":
            writer.write(answer)
            await writer.drain()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """Read one whole request or answer: the head, and as many bytes as it says."""
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length:")
    ]
    return head + await reader.readexactly(lengths[0] if lengths else 0)


@contextmanager
def bad_network(target: int) -> Iterator[BadNetwork]:
    """Put a bad network before the server at this port."""
    # All of it in a thread of its own: where a browser is driven, this one has a loop already.
    network, loop = BadNetwork(target), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opening = asyncio.start_server(network.carry, "127.0.0.1", network.port)
    door = asyncio.run_coroutine_threadsafe(opening, loop).result(timeout=10)
    yield network
    time.sleep(HANGS_FOR)  # the last that hang let go by themselves
    asyncio.run_coroutine_threadsafe(_close(door), loop).result(timeout=10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(timeout=10)
    loop.close()


async def _close(door: asyncio.Server) -> None:
    door.close()
    # On a busy machine some may still wait for a word from a side that has gone.
    waiting = asyncio.all_tasks() - {asyncio.current_task()}
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await door.wait_closed()
