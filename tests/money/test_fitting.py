"""Whose tables read a text."""

import pytest

from streams.money.fitting import fitting

ENGLISH = (
    "the board of the port said that it will not pay for the crane which was made by a firm in the north, "
    "as it has no time for this or that, and from now on a fine is due at each of the gates"
)
GERMAN = (
    "die werft hat den kran für das neue terminal in der stadt nicht bezahlt, und sie will ihn bis zum mai "
    "von dem händler, der ihn wie ein auto mit allem bei sich am hafen oder auf dem hof hat"
)
SPANISH = (
    "el puerto de la ciudad dijo que no pagará por la grúa que compró en el norte, y que se la dará a los "
    "socios con un plazo, según su jefe, desde mayo y sin más"
)


@pytest.mark.parametrize(
    ("tag", "text", "code"),
    [
        ("en-GB", ENGLISH, "en"),
        ("de", GERMAN, "de"),
        ("de", ENGLISH, "en"),
        ("en", SPANISH, "es"),
        ("en", "$5 billion", "en"),
        ("de", "$5 billion for the port", "de"),
        ("da", SPANISH, "en"),
        ("", ENGLISH, "en"),
    ],
)
def test_a_tag_is_believed_until_many_small_words_say_otherwise(tag: str, text: str, code: str) -> None:
    assert fitting(tag, [text]).code == code
