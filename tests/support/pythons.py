"""Versions of Python beside the one that runs, where the machine has them."""

import shutil
import subprocess
import sys
from pathlib import Path


def find(version: str) -> Path | None:
    """The interpreter of this version, such as `3.13`: the one on PATH, else pyenv's. None where there is neither."""
    on_path, pyenv = shutil.which(f"python{version}"), shutil.which("pyenv")
    places = [Path(on_path)] if on_path else []
    if pyenv:
        prefix = subprocess.run([pyenv, "prefix", version], capture_output=True, text=True, check=False).stdout.strip()
        places += [Path(prefix, "bin", "python")] if prefix else []
    return next((place for place in places if _runs(place, version)), None)


def environment(python: Path, lock: Path, wheel: Path, folder: Path) -> Path:
    """Make a virtual environment with what the lock names and the wheel; its folder of commands."""
    uv = [sys.executable, "-m", "uv"]
    install = [*uv, "pip", "install", "--quiet", "--python", str(folder / "bin" / "python")]
    for command in (
        [*uv, "venv", "--quiet", "--python", str(python), str(folder)],
        [*install, "--require-hashes", "--requirement", str(lock)],
        [*install, "--no-deps", str(wheel)],
    ):
        subprocess.run(command, check=True)
    return folder / "bin"


def _runs(place: Path, version: str) -> bool:
    """Whether it is what its name says: pyenv's stand-ins are on PATH for versions that are switched off, too."""
    script = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        ran = subprocess.run([place, "-c", script], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return ran.stdout.strip() == version
