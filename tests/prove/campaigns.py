"""`python -m tests.prove.campaigns`: a long campaign of each kind, one after the other, each with its report."""

import subprocess
import sys

MODES = ("exactly_once", "at_least_once")

CAMPAIGNS = {
    "usual": ("--faults", "60"),
    "old-times": ("--days", "10", "--backlog", "4000", "--faults", "15"),
    "long-backlog": ("--days", "10", "--window", "24", "--backlog", "6000", "--remembered", "2000", "--faults", "15"),
    "eviction": ("--days", "10", "--speed", "3000", "--window", "1", "--remembered", "1000", "--faults", "15"),
    "shards": ("--shards", "3", "--faults", "20"),
    "changes": ("--only", "change-mode", "--only", "change-settings", "--only", "kill-worker", "--faults", "20"),
    "several-brokers": ("--brokers", "3", "--faults", "40"),
    "secured": ("--secured", "--faults", "30"),
    "coordinators": ("--brokers", "4", "--rate", "3", "--only", "kill-coordinator-after-end", "--faults", "20"),
    "late-requests": (
        "--only",
        "hold-back-end",
        "--only",
        "hold-back-offsets",
        "--only",
        "kill-worker",
        "--faults",
        "30",
    ),
}
"""By name; what they are told beside seed, mode and report."""

WITH_TRANSACTIONS = ("coordinators", "late-requests")


def main() -> int:
    """Run all; the exit status is 1 when any found something."""
    failed = []
    for seed, (name, options) in enumerate(CAMPAIGNS.items(), 101):
        for mode in MODES[:1] if name in WITH_TRANSACTIONS else MODES:
            report = f"{name}-{mode.replace('_', '-')}"
            told = ("--seed", str(seed), "--guarantee", mode, "--name", report, *options)
            if subprocess.run([sys.executable, "-m", "tests.chaos", *told], check=False).returncode:
                failed.append(report)
    print(f"found something: {', '.join(failed)}" if failed else "found nothing")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
