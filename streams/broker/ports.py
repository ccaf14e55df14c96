"""Free ports on the loopback address."""

import random
import socket

HOST = "127.0.0.1"

# Below the range from which Linux takes the near ends of outgoing connections (32768 up): a broker that is killed must
# find its port free when it comes back, and a client that retries a dead port of that range can connect to itself.
PORTS = range(20_000, 32_000)


def free_ports(count: int) -> list[int]:
    """`count` different ports on which nobody listens now."""
    choose = random.SystemRandom()
    found: set[int] = set()
    while len(found) < count:
        port = choose.choice(PORTS)
        if is_free(port):
            found.add(port)
    return list(found)


def is_free(port: int) -> bool:
    """True when nobody listens on `port` now."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # past connections that linger do not count
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
    return True
