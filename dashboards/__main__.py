"""Write the dashboards, or tell which are old."""

import sys
from pathlib import Path

from dashboards.build import newsmill

PATH = Path(__file__).parents[1] / "deploy" / "grafana" / "dashboards" / "newsmill.json"


def main(check: bool, path: Path = PATH) -> int:
    """The exit status."""
    wanted = newsmill()
    if path.exists() and path.read_text(encoding="utf-8") == wanted:
        return 0
    if check:
        print(f"{path.name} is not as the code would make it: run 'make docs'")
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
