"""All faults, by name: functions that do something to a scene and come back when that is over, saying what they did."""

from tests.chaos import broker_faults, change_faults, transaction_faults, worker_faults
from tests.chaos.registry import FAULTS, Fault

__all__ = ["FAULTS", "Fault", "broker_faults", "change_faults", "transaction_faults", "worker_faults"]
