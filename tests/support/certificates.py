"""Certificates of a test's own: an authority, and what it issues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate's files in PEM: itself, its key, and both in one as Kafka wants them."""

    cert: Path
    key: Path
    both: Path


class Authority:
    """A CA whose certificate stands in `ca`."""

    def __init__(self, folder: Path, name: str = "test CA") -> None:
        self._folder, self._name, self._key = folder, _name(name), ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        usage = x509.KeyUsage(
            digital_signature=True,
            key_cert_sign=True,
            crl_sign=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        )
        made = (
            _builder(self._name, self._name, self._key.public_key(), now - DAY, now + DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        self.ca = folder / f"{name.replace(' ', '-')}.pem"
        self.ca.write_bytes(made.public_bytes(Encoding.PEM))

    def issue(self, name: str, hosts: Sequence[str] = (), *, days: float = 1, password: str = "") -> Issued:
        """A certificate for a common name and hosts, over since `-days` days where that is negative."""
        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
        builder = _builder(_name(name), self._name, key.public_key(), now - 3 * DAY, now + days * DAY)
        if hosts:
            names = x509.SubjectAlternativeName([_host(host) for host in hosts])
            builder = builder.add_extension(names, critical=False)
        known = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        made = builder.add_extension(known, critical=False).sign(self._key, hashes.SHA256())
        cert = made.public_bytes(Encoding.PEM)
        closed = BestAvailableEncryption(password.encode()) if password else NoEncryption()
        told = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, closed)
        files = Issued(*(self._folder / f"{name}{end}" for end in (".crt", ".key", ".pem")))
        for file, content in ((files.cert, cert), (files.key, told), (files.both, told + cert)):
            file.write_bytes(content)
        return files


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, begin: datetime, end: datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    return builder.serial_number(x509.random_serial_number()).not_valid_before(begin).not_valid_after(end)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)
