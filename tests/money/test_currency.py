"""What decides when a sign or a name has many currencies."""

import pytest

from streams.money import MoneyContext, find_money

AU = MoneyContext(publisher_country="AU")
CASES = [
    # text, context, the currency of each amount and how it is known
    ("It cost $5.", MoneyContext(), "USD assumed"),
    ("It cost $5.", MoneyContext(default_dollar="AUD"), "AUD assumed"),
    ("It cost $5.", AU, "AUD context"),
    ("It cost $5.", MoneyContext(language="en-CA"), "CAD context"),
    ("It cost $5.", MoneyContext(places=("NZ", "AU")), "NZD context"),
    ("It cost $5.", MoneyContext(places=("US", "AU")), "USD context"),
    ("It cost $5.", MoneyContext(places=("HK", "CN")), "USD assumed"),
    ("It cost $5.", MoneyContext(publisher_country="HK"), "HKD context"),
    ("It cost $5.", MoneyContext(publisher_country="GB"), "USD assumed"),
    ("It cost US$5, not $7.", AU, "USD explicit; AUD context"),
    ("It cost A$7 ($5).", AU, "AUD explicit; USD context"),
    ("It cost £5 and 7 pounds.", MoneyContext(), "GBP explicit; GBP context"),
    ("Cairo lent 5 million pounds.", MoneyContext(places=("EG",)), "EGP context"),
    ("Syria fined him 5 million pounds.", MoneyContext(), "SYP context"),
    ("He paid 5 million pounds.", MoneyContext(), "GBP assumed"),
    ("Sweden spends 5 million kr.", MoneyContext(), "SEK context"),
    ("The fare is 200 kr.", MoneyContext(publisher_country="DK"), "DKK context"),
    ("The fine in Chile is 400,000 pesos.", MoneyContext(), "CLP context"),
    ("The fine is 400,000 pesos.", MoneyContext(publisher_country="PH"), "PHP context"),
    ("The fine is 400,000 pesos.", MoneyContext(), "MXN assumed"),
    ("It lent Rs 5 crore.", MoneyContext(places=("PK",)), "PKR context"),
    ("Sri Lanka lent 5 million rupees.", MoneyContext(), "LKR context"),
    ("Jordan owes 5 million dinars.", MoneyContext(), "JOD context"),
    ("It sold for 300 francs in Belgium.", MoneyContext(), "BEF context"),
    ("It sold for 300 Swiss francs, then 200 francs.", MoneyContext(), "CHF explicit; CHF context"),
    ("It was ¥500.", MoneyContext(places=("CN",)), "CNY context"),
    (
        "It paid 5 million Pakistani rupees, or Rs 150.",
        MoneyContext(publisher_country="IN"),
        "PKR explicit; INR context",
    ),
    (
        "It sold for 300 Swiss francs, then 200 francs.",
        MoneyContext(publisher_country="RW"),
        "CHF explicit; CHF context",
    ),
    ("The share is €3, up 5 cents.", MoneyContext(), "EUR explicit; EUR context"),
    ("Up 5 cents.", AU, "AUD context"),
    ("South Korea lends the North 5 billion won; North Korea, North Korea.", MoneyContext(), "KRW context"),
    ("An Indian bank lends Rs 40,000 crore; Pakistan, Pakistan.", MoneyContext(), "INR context"),
    ("Sydney, Australia: it paid $180 million; its stock is US$44.10.", MoneyContext(), "AUD context; USD explicit"),
    ("It paid $180 million; its stock is US$44.10.", MoneyContext(), "USD assumed; USD explicit"),
    ("Danish prices: 450 kr.", MoneyContext(language="da"), "DKK context"),
    ("Prisen er 450 mio. kr.", MoneyContext(language="da"), "DKK context"),
    ("Chile prestó $ 500 millones.", MoneyContext(language="es"), "CLP context"),
    ("It holds 5 bitcoins.", MoneyContext(), "None None"),
]


@pytest.mark.parametrize(("text", "context", "verdicts"), CASES)
def test_the_article_decides_what_it_can(text: str, context: MoneyContext, verdicts: str) -> None:
    """The words first, then the article and where it was published, then the default."""
    amounts = find_money({"body": text}, context)
    assert "; ".join(f"{one.currency} {one.currency_basis}" for one in amounts) == verdicts


def test_fields_share_their_evidence() -> None:
    """The body tells what the title's pesos are; restatements stay within a field."""
    amounts = find_money({"title": "Bank lends 5m pesos", "body": "Chile paid $6,000."})
    assert [(one.field, one.currency, one.equivalent_of) for one in amounts] == [
        ("title", "CLP", None),
        ("body", "USD", None),
    ]
