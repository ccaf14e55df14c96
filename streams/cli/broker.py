"""`newsmill broker`: a local Kafka for development."""

import click

from streams.broker import run_foreground


@click.command("broker")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; a free one if not given.")
def command(port: int | None) -> None:
    """Run a local Apache Kafka until Ctrl-C; prints its address."""
    run_foreground(port)
