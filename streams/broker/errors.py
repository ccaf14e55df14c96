class BrokerError(RuntimeError):
    """No Kafka broker can be had, or the one at hand does not answer; the message is one line and says what to do."""
