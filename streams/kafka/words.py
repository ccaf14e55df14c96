"""What OpenSSL says of certificates, in words that name the setting."""

import ssl

EXPIRED, NOT_YET_VALID = 10, 9
OTHER_HOST = (62, 63, 64)
"""X509_V_ERR_HOSTNAME_MISMATCH and those of mail and IP addresses."""

_OURS = {
    "CERTIFICATE_REQUIRED": "wants a certificate of ours: NEWSMILL_SSL_CERT",
    "HANDSHAKE_FAILURE": "does not take part in TLS as we speak it, or wants a certificate of ours: NEWSMILL_SSL_CERT",
    "CERTIFICATE_EXPIRED": "does not accept NEWSMILL_SSL_CERT: it has expired",
    "UNKNOWN_CA": "does not accept NEWSMILL_SSL_CERT: it does not know who issued it",
    "BAD_CERTIFICATE": "does not accept NEWSMILL_SSL_CERT",
    "CERTIFICATE_UNKNOWN": "does not accept NEWSMILL_SSL_CERT",
    "ACCESS_DENIED": "does not accept NEWSMILL_SSL_CERT",
}


def of_certificate(error: ssl.SSLCertVerificationError, host: str) -> str:
    """What is wrong with the certificate that the broker shows."""
    if error.verify_code in (EXPIRED, NOT_YET_VALID):
        return f"shows a certificate that {'has expired' if error.verify_code == EXPIRED else 'is not valid yet'}"
    if error.verify_code in OTHER_HOST:
        return f"shows a certificate that is not for the host {host!r}: name brokers in NEWSMILL_BROKERS as it does"
    return f"shows a certificate that NEWSMILL_SSL_CA does not vouch for ({error.verify_message})"


def of_our_certificate(error: ssl.SSLError, *, given: bool) -> str | None:
    """What the broker has against the certificate that we show, None where it is something else."""
    reason = (error.reason or "").upper()
    for name, words in _OURS.items():
        if reason.endswith(name) and "ALERT" in reason:
            return words if given else _OURS["CERTIFICATE_REQUIRED"]
    return None
