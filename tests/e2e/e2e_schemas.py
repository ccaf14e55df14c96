"""The consumers' package, installed alone into a fresh environment: it reads every example."""

import subprocess
import sys
from pathlib import Path

from tests.support.wheels import build

ROOT = Path(__file__).parents[2]

READ = """
import sys
from pathlib import Path
import schemas
from schemas.codec import decode, encode
from schemas.contracts import INTERNAL, PUBLIC
models = {contract.path: contract.model for contract in (*PUBLIC, *INTERNAL)}
assert Path(sys.prefix) in Path(schemas.__file__).parents, schemas.__file__
read = 0
for path in Path(sys.argv[1]).glob("*/v*/*.json"):
    value = decode(path.read_bytes())
    assert decode(encode(models[Path(*path.parts[-3:])].model_validate(value))) == value, path
    read += 1
print(read)
"""


def test_with_nothing_else_installed_it_reads_every_example(tmp_path: Path) -> None:
    wheel = build(ROOT / "deploy" / "schemas", tmp_path / "wheel")
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = str(tmp_path / "venv" / "bin" / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", str(wheel)], check=True)
    listed = subprocess.run([*pip, "list", "--format=freeze"], check=True, capture_output=True, text=True, cwd=tmp_path)
    installed = {line.partition("==")[0] for line in listed.stdout.split()}
    assert {"newsmill-schemas", "pydantic", "orjson"} <= installed
    assert not {"newsmill", "faust-streaming", "aiokafka", "docker", "testcontainers", "numpy"} & installed
    golden = ROOT / "schemas" / "golden"
    ran = subprocess.run([python, "-c", READ, str(golden)], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert int(ran.stdout) == len(list(golden.glob("*/v*/*.json")))
