"""A connection in Faust's words, for the clients that Faust makes itself."""

from faust.auth import Credentials, OAuthCredentials, SASLCredentials, SSLCredentials

from streams.kafka import Connection
from streams.kafka.fields import Mechanism


def credentials(connection: Connection) -> Credentials | None:
    """None for PLAINTEXT. Secrets are as they are now; clients that live long are given those of later by `renew`."""
    told, options = connection.security, connection.options()
    context = options["ssl_context"]
    if told.sasl_mechanism is Mechanism.OAUTHBEARER:
        return OAuthCredentials(oauth_cb=connection.tokens, ssl_context=context)
    if told.sasl_mechanism is not None:
        return SASLCredentials(
            username=told.sasl_username,
            password=options["sasl_plain_password"],
            ssl_context=context,
            mechanism=told.sasl_mechanism.value,
        )
    return None if context is None else SSLCredentials(context=context)
