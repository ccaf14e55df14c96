"""Free ports on the loopback address."""

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path
from typing import Final

HOST = "127.0.0.1"

_OUTGOING: Final = Path("/proc/sys/net/ipv4/ip_local_port_range")


def _below_outgoing(ports: str) -> range:
    """Below the range from which Linux takes the near ends of outgoing connections: a broker that is killed must find
    its port free when it comes back, and a client that retries a dead port of that range can connect to itself.

    >>> _below_outgoing("32768 60999")
    range(20000, 32000)
    """
    first = int(ports.split()[0])
    return range(max(2_000, first - 12_768), first - 768)


PORTS = _below_outgoing(_OUTGOING.read_text() if _OUTGOING.exists() else "32768 60999")

_RESERVED: Final[list[object]] = []
"""What holds the locks of the ports that this process was given, until it ends."""


def free_ports(count: int) -> list[int]:
    """`count` different ports on which nobody listens now, given to nobody else while this process lives.

    A cluster binds its ports half a minute after it chose them, and two are often started at once.
    """
    choose = random.SystemRandom()
    found: list[int] = []
    while len(found) < count:
        port = choose.choice(PORTS)
        if _reserve(port) and is_free(port):
            found.append(port)
    return found


def _reserve(port: int) -> bool:
    folder = Path(tempfile.gettempdir()) / f"newsmill-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    lock = (folder / str(port)).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return False
    _RESERVED.append(lock)
    return True


def is_free(port: int) -> bool:
    """True when nobody listens on `port` now."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # past connections that linger do not count
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
    return True
