"""`newsmill acls`: what everybody who comes to Kafka needs there, and nothing more."""

import click

from streams.acls import Need, Role, as_commands, as_strimzi, needs
from streams.kafka.fields import Protocol
from streams.settings import Settings, load_settings


@click.command("acls")
@click.argument("roles", nargs=-1, type=click.Choice([role.value for role in Role]), metavar="[ROLE]...")
@click.option("--format", "format_", type=click.Choice(["kafka", "strimzi"]), default="kafka", show_default=True)
@click.option(
    "--name", default="newsmill-{user}", show_default=True, help="Of the users; {user} stands for worker and so on."
)
@click.option("--group", default="", help="The consumers' own group; newsmill-consumer if not given.")
def command(roles: tuple[str, ...], format_: str, name: str, group: str) -> None:
    """Print the least rights of everybody (or of the ROLEs named), by the settings.

    Roles: worker, publisher, consumer, operator (looks, and makes topics), repairer (sends rejections again).

    As lines of kafka-acls.sh, or as Strimzi's KafkaUser. Asks no broker.
    """
    settings = load_settings()
    users: dict[str, list[Need]] = {}
    for role in roles or tuple(Role):
        users |= needs(settings, Role(role), group)
    if format_ == "strimzi":
        lines = as_strimzi(users, name, "tls" if _by_certificate(settings) else "scram-sha-512")
    else:
        lines = as_commands(users, f"User:CN={name}" if _by_certificate(settings) else f"User:{name}")
    click.echo("\n".join(lines))


def _by_certificate(settings: Settings) -> bool:
    """Whether a user is who his certificate says."""
    return settings.security_protocol is Protocol.SSL
