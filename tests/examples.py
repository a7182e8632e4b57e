"""How much is tried of what is drawn at random: other examples in every run, EXAMPLES times as many where set."""

import os

TIMES = int(os.environ.get("EXAMPLES", "1"))


def examples(number: int) -> int:
    """Return how many examples a test tries; each run draws others."""
    return number * TIMES
