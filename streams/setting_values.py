"""What a setting's value is read as. Each raises ValueError with what is wanted."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_BROKER = re.compile(r"([\w.-]+|\[[0-9A-Fa-f:.]+\])(:(?P<port>[0-9]{1,5}))?")


def addresses(brokers: str) -> str:
    """The addresses without spaces around them. No scheme and no credentials: what is named here is shown in errors."""
    told = [address.strip() for address in brokers.split(",")]
    if brokers and not all(map(_is_address, told)):
        raise ValueError(
            "host:port[,host:port…] is wanted, without a scheme and without credentials: those go into "
            "NEWSMILL_SECURITY_PROTOCOL, NEWSMILL_SASL_MECHANISM, NEWSMILL_SASL_USERNAME and NEWSMILL_SASL_PASSWORD"
        )
    return ",".join(told)


def _is_address(told: str) -> bool:
    parts = _BROKER.fullmatch(told)
    return parts is not None and 0 < int(parts["port"] or 9092) <= 65535


def expanded(path: Path) -> Path:
    """The path with the home folder in place of "~"."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise ValueError(f"there is no such home folder as {path.parts[0]}") from error


def capitals(value: object) -> object:
    """Text in capitals, anything else as it is."""
    return value.upper() if isinstance(value, str) else value


def language(told: str) -> str:
    """The primary subtag of a language told by its tag, its code or its English name."""
    from streams.language_tags import language_tag  # loads CLDR, which only a value that is set is worth

    tag = language_tag(told)
    if tag is None:
        raise ValueError("a language is wanted, such as en, deu or Portuguese")
    return tag.partition("-")[0]


def currency(code: str) -> str:
    """The ISO 4217 code, if it is one of a currency in use."""
    from streams.money.cldr import current

    if code not in current():
        raise ValueError("the ISO 4217 code of a currency in use is wanted, such as USD, CAD or AUD")
    return code


def timezone(name: str) -> str:
    """The name, if it is one of the IANA's time zones."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise ValueError("the name of an IANA time zone is wanted, such as Europe/Berlin or UTC") from error
    return name
