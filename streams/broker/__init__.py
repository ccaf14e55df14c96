"""A real Apache Kafka for the demo, the tests, the benchmarks and `newsmill broker`.

In this order: the broker that NEWSMILL_BROKERS names; a container, when the extra `docker` is installed and an engine
answers; Kafka's own jars, resolved by Maven, on the local JDK.
"""

from streams.broker.errors import BrokerError
from streams.broker.start import Broker, default_data_dir, local_node, run_foreground, start_broker

__all__ = ["Broker", "BrokerError", "default_data_dir", "local_node", "run_foreground", "start_broker"]
