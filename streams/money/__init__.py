"""Every amount of money in an article, exactly. Pure: text in, amounts out; `docs/money.md` tells what it reads."""

from streams.money.extract import find_money
from streams.money.model import Amount, MoneyContext

__all__ = ["Amount", "MoneyContext", "find_money"]
