"""Apache Kafka's own jars, resolved once by Maven and kept in a cache between runs."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from streams.broker.errors import BrokerError

MAVEN_SECONDS = 600


def pom() -> Path:
    """The file that names the jars: beside this module in an installed wheel, under deploy/ in a checkout."""
    installed = Path(__file__).with_name("pom.xml")
    return installed if installed.exists() else Path(__file__).parents[2] / "deploy" / "kafka" / "pom.xml"


def java() -> str:
    """The command that starts a Java virtual machine: JAVA_HOME's, else the one on PATH.

    Raises:
        BrokerError: there is none.
    """
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home, "bin"))) if home else None
    found = found or shutil.which("java")
    if found is None:
        raise BrokerError("java is not on PATH: install a JDK, 17 or later")
    return found


def kafka_jars(cache: Path) -> Path:
    """The folder that holds Kafka's jars, filled by Maven when the cache has none for the present pom.xml.

    Raises:
        BrokerError: the cache is empty and Maven is missing or fails, or the cache cannot be written.
    """
    described = pom().read_bytes()
    folder = cache / f"kafka-{hashlib.sha256(described).hexdigest()[:12]}"
    try:
        return folder if folder.is_dir() else _fetched(described, folder)
    except OSError as error:
        raise BrokerError(
            f"NEWSMILL_DATA_DIR is {cache}, and Kafka's jars cannot be kept there: {error.strerror or error}"
        ) from error


def _fetched(described: bytes, folder: Path) -> Path:
    """Let Maven copy the jars beside `folder` and move them there whole, so that no reader ever sees half of them."""
    maven = shutil.which("mvn")
    if maven is None:
        raise BrokerError("mvn is not on PATH: install Apache Maven, which fetches Kafka's jars once (43 MB)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        Path(scratch, "pom.xml").write_bytes(described)
        _copy_dependencies(maven, Path(scratch))
        try:
            Path(scratch, "jars").rename(folder)
        except OSError:  # another process was first
            if not folder.is_dir():
                raise
    return folder


def _copy_dependencies(maven: str, scratch: Path) -> None:
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={scratch / 'jars'}"]
    command = [maven, "-q", "-B", "-f", str(scratch / "pom.xml"), *goal]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=MAVEN_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as slow:
        raise BrokerError(f"Maven did not resolve Kafka's jars within {MAVEN_SECONDS} s") from slow
    if ran.returncode:
        reason = next((line for line in ran.stdout.splitlines() if "ERROR" in line), ran.stderr.strip()[:300])
        raise BrokerError(f"Maven could not resolve Kafka's jars: {reason}")
