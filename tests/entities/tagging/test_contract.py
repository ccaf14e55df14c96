"""What every tagger promises, whatever it is made of."""

from streams.entities.tagging import load_tagger


def test_mentions_are_in_document_order_and_quote_their_text() -> None:
    fields = {
        "title": "Anna Berg Visits Kenya",
        "body": "NAIROBI, Kenya (AP) _ Anna Berg met officials of the European Union.",
    }
    mentions = load_tagger().tag(fields)
    assert mentions
    order = [(list(fields).index(m.field), m.start) for m in mentions]
    assert order == sorted(order)
    assert all(fields[m.field][m.start : m.end] == m.text for m in mentions)
