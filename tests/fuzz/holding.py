"""What has to hold; else a DefectError."""


class DefectError(AssertionError):
    """Something that must hold does not."""


def hold(truth: object, problem: str, *seen: object) -> None:
    """Raises DefectError where it is false."""
    if not truth:
        raise DefectError(": ".join([problem, *(repr(one)[:300] for one in seen)]))
