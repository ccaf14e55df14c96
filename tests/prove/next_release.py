"""`python -m tests.prove.next_release run`: the worker as the release after this one, whose events have other ids."""

from importlib import import_module

STEPS = ("records", "dedupe", "enrich", "flat")


def main() -> None:
    for step in STEPS:
        module = import_module(f"streams.steps.{step}")
        assert module.PIPELINE_VERSION
        module.PIPELINE_VERSION = "next"  # type: ignore[attr-defined]
    from streams.cli import main as newsmill

    newsmill()


if __name__ == "__main__":
    main()
