"""Our transport, whose attributes name our parts: Faust's extension point."""

from faust.transport.drivers import aiokafka as faust_driver

from streams.transport.consumer import Consumer
from streams.transport.producer import Producer, TransactionManager


class Transport(faust_driver.Transport):
    """Kafka by aiokafka, as above."""

    Consumer = Consumer
    Producer = Producer
    TransactionManager = TransactionManager
    driver_version = f"newsmill on {faust_driver.Transport.driver_version}"
