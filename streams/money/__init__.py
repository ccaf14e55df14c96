"""Every amount of money in an article, exactly. Pure: text in, amounts out; `docs/money.md` tells what it reads."""

from streams.money.extract import Findings, find_money, read_money
from streams.money.model import Amount, MoneyContext

__all__ = ["Amount", "Findings", "MoneyContext", "find_money", "read_money"]
