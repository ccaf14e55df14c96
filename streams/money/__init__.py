"""Every amount of money in an article, exactly. Pure: text in, amounts out; `docs/money.md` tells what it reads."""

from streams.money.extract import FoundMoney, find_money, read_money
from streams.money.model import FoundAmount, MoneyContext

__all__ = ["FoundAmount", "FoundMoney", "MoneyContext", "find_money", "read_money"]
