"""Build the link tables that ship with the package: `python -m training.build_links [--data ../shared/data]`.

Each table is one gzipped TSV in `streams/entities/linking/data`; `docs/linking.md` describes columns, sources and
licences. The same inputs give the same bytes.
"""

import argparse
import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from training.link_tables import cities, companies, countries, forenames
from training.link_tables.sources import Sources

ENTITIES = Path(__file__).parent.parent / "streams" / "entities"
TABLES = ENTITIES / "linking" / "data"


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    text = "".join("\t".join(str(cell) for cell in row) + "\n" for row in [("#" + header[0], *header[1:]), *rows])
    buffer = io.BytesIO()
    # No name and no time in the gzip header: a rebuild must not differ where nothing has changed.
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as packed:
        packed.write(text.encode())
    (TABLES / f"{name}.tsv.gz").write_bytes(buffer.getvalue())
    print(f"{name}: {text.count(chr(10)) - 1} rows, {len(buffer.getvalue()) / 1000:.0f} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "data")
    sources = Sources(parser.parse_args().data)
    write("countries", countries.HEADER, countries.rows(sources))
    write("regions", countries.REGION_HEADER, countries.region_rows(sources))
    write("cities", cities.HEADER, cities.rows(sources))
    write("companies", companies.HEADER, companies.rows(sources))
    (ENTITIES / "data" / "forename_gender.tsv").write_text(forenames.text(sources), encoding="utf-8")


if __name__ == "__main__":
    main()
