"""`newsmill demo`: all of it, once, with sample articles."""

import asyncio

import click

from streams.broker import start_broker
from streams.demo import demo_settings, run_demo
from streams.render import console
from streams.samples import load


@click.command("demo")
def command() -> None:
    """Start a real Kafka if none is given, run a worker, publish sample articles, show what comes out, stop."""
    screen, samples = console(), [record for file in load() for record in file]
    with screen.status("starting Apache Kafka"), start_broker() as broker:
        screen.print(f"Apache Kafka answers at {broker.bootstrap} ({broker.how})")
        asyncio.run(run_demo(demo_settings(broker.bootstrap), samples, screen))
