"""Where a ticker is at home: exchanges by country and by the suffixes that data vendors write."""

from typing import Any, NamedTuple


class Home(NamedTuple):
    """The main exchange of a country: its MIC, and the prefix of the country's ISINs."""

    mic: str
    isin: str


HOME = {
    "Argentina": Home("XBUE", "AR"), "Australia": Home("XASX", "AU"), "Austria": Home("XWBO", "AT"),
    "Belgium": Home("XBRU", "BE"), "Brazil": Home("BVMF", "BR"), "Canada": Home("XTSE", "CA"),
    "Chile": Home("XSGO", "CL"), "China": Home("XSHG", "CN"), "Denmark": Home("XCSE", "DK"),
    "Egypt": Home("XCAI", "EG"), "Finland": Home("XHEL", "FI"), "France": Home("XPAR", "FR"),
    "Germany": Home("XETR", "DE"), "Greece": Home("ASEX", "GR"), "Hong Kong": Home("XHKG", "HK"),
    "Hungary": Home("XBUD", "HU"), "India": Home("XNSE", "IN"), "Indonesia": Home("XIDX", "ID"),
    "Ireland": Home("XDUB", "IE"), "Israel": Home("XTAE", "IL"), "Italy": Home("XMIL", "IT"),
    "Japan": Home("XJPX", "JP"), "Malaysia": Home("XKLS", "MY"), "Mexico": Home("XMEX", "MX"),
    "Netherlands": Home("XAMS", "NL"), "New Zealand": Home("XNZE", "NZ"), "Norway": Home("XOSL", "NO"),
    "Portugal": Home("XLIS", "PT"), "Qatar": Home("DSMD", "QA"), "Russia": Home("MISX", "RU"),
    "Saudi Arabia": Home("XSAU", "SA"), "Singapore": Home("XSES", "SG"), "South Africa": Home("XJSE", "ZA"),
    "South Korea": Home("XKRX", "KR"), "Spain": Home("XMAD", "ES"), "Sweden": Home("XSTO", "SE"),
    "Switzerland": Home("XSWX", "CH"), "Taiwan": Home("XTAI", "TW"), "Thailand": Home("XBKK", "TH"),
    "Turkey": Home("XIST", "TR"), "United Kingdom": Home("XLON", "GB"),
}  # fmt: skip
_SUFFIXES = {
    "AS": "XAMS", "BR": "XBRU", "DE": "XETR", "HE": "XHEL", "L": "XLON", "LS": "XLIS", "MC": "XMAD", "MI": "XMIL",
    "PA": "XPAR", "ST": "XSTO", "SW": "XSWX", "T": "XJPX", "VI": "XWBO",
}  # fmt: skip
_INDICES = {
    "AEX": "XAMS", "BEL 20": "XBRU", "CAC_40": "XPAR", "CAC Mid 60": "XPAR", "DAX": "XETR", "MDAX": "XETR",
    "SDAX": "XETR", "TecDAX": "XETR", "FTSE 100": "XLON", "IBEX 35": "XMAD", "NIKKEI 225": "XJPX",
    "OMX Helsinki 25": "XHEL", "OMX Stockholm 30": "XSTO", "Switzerland 20": "XSWX",
}  # fmt: skip
_AMERICAN = {"S&P 500", "S&P 100", "NASDAQ 100", "DOW JONES", "S&P 600"}


def qualified(symbol: str, indices: list[str], stock: dict[str, Any]) -> str:
    """`EXCHANGE:SYMBOL` of an index company; the bare symbol where the exchange is not known.

    `stock` is pytickersymbols' record, the only list here that says which American exchange a company is on.
    """
    bare, _, suffix = symbol.rpartition(".")
    mics = [_INDICES[index] for index in indices if index in _INDICES]
    if bare and suffix in _SUFFIXES:
        # A vendor's symbol from an exchange where none of its indices is at home is somebody else's listing.
        return f"{_SUFFIXES[suffix]}:{bare}" if not mics or _SUFFIXES[suffix] in mics else ""
    if not symbol:
        return ""
    if _AMERICAN & set(indices):
        return f"{exchange}:{symbol}" if (exchange := _american(symbol, stock)) else symbol
    return f"{mics[0]}:{symbol}" if mics else symbol


def _american(symbol: str, stock: dict[str, Any]) -> str | None:
    listings = {str(entry.get("google")) for entry in stock.get("symbols", [])}
    traded = str((stock.get("metadata") or {}).get("traded_as", "")).lower()
    for name in ("NASDAQ", "NYSE"):
        if f"{name}:{symbol}" in listings or f"{name.lower()} : {symbol.lower()}" in traded:
            return name
    return None
