"""`make rehearsal`: a site on several machines, all of them this one, and what people see while one of them fails.

Two PostgreSQL servers with synchronous replication, Redis, two application servers, nginx as deploy/ has it, all on
loopback; the demo newsroom; readers, commenters and an editor at work. Ends with 0 only where nothing was lost that
the site has said yes to, nothing is there twice, and everything has come back.

    python tests/rehearsal/rehearse.py [a word of the faults to rehearse, all]
"""

import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from rehearsal.crowd import EVERYBODY, Crowd  # noqa: E402 (found by the line above)
from rehearsal.faults import FAULTS, Fault  # noqa: E402
from rehearsal.machines import PASSWORD, Machines, install_what_is_absent  # noqa: E402
from rehearsal.programs import PAUSE, wait_for  # noqa: E402
from rehearsal.report import Ledger, Phase, lost, table, troubled, twice  # noqa: E402

# After a fault; and how much of that has to be without any error, in the end.
SETTLING, LONGEST_SETTLING, CALM = 8.0, 30.0, 4.0
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def rehearse(title: str, fault: Fault, machines: Machines, crowd: Crowd) -> Phase:
    """Let one thing fail, and what failed come back; print what was seen."""
    phase = Phase(title, time.monotonic())
    print(f"\n=== {title}", flush=True)

    def say(words: str) -> None:
        print(f"{time.monotonic() - phase.began:6.1f} s  {words}", flush=True)

    phase.not_recovered += fault(machines, say)
    over = time.monotonic()
    PAUSE.wait(SETTLING)

    def in_trouble() -> list[str]:
        return troubled(EVERYBODY, crowd.seen.copy(), over, time.monotonic() - CALM)

    wait_for(lambda: not in_trouble(), LONGEST_SETTLING)
    phase.not_recovered += [f"{who} have no answer, or wrong ones" for who in in_trouble()]
    phase.ended = time.monotonic()
    print(table(phase, EVERYBODY, crowd.seen.copy()))
    return phase


def check_what_is_stored(phase: Phase, machines: Machines, ledger: Ledger) -> list[str]:
    """Ask the primary of now for everything that was ever acknowledged; return what is missing or there twice."""
    acknowledged = ledger.acknowledged()
    found = machines.databases.stored()
    missing, doubled = lost(acknowledged, found), twice(found)
    print(f"acknowledged writes so far {len(acknowledged)}, lost {len(missing)}, stored twice {len(doubled)}")
    print(f"recovered: {'no: ' + '; '.join(phase.not_recovered) if phase.not_recovered else 'yes'}", flush=True)
    return missing + doubled


def run(folder: Path, faults: dict[str, Fault]) -> bool:
    """Return whether all is well in the end."""
    began, ledger, wrong, phases = time.monotonic(), Ledger(), [], []
    with Machines(folder) as machines:
        crowd = Crowd(machines.port, PASSWORD, ledger)
        print(f"{len(crowd.pages)} pages to read, {len(crowd.forms)} articles to comment on; people come", flush=True)
        crowd.start()
        # Until the pools and pages are warm.
        PAUSE.wait(SETTLING)
        for title, fault in faults.items():
            phase = rehearse(title, fault, machines, crowd)
            wrong += check_what_is_stored(phase, machines, ledger)
            phases.append(phase)
        crowd.stop()
    not_back = [f"{phase.title}: {words}" for phase in phases for words in phase.not_recovered]
    print(f"\nin {time.monotonic() - began:.0f} s. Lost or stored twice: {', '.join(wrong) or 'nothing'}.")
    print(f"Not recovered: {'; '.join(not_back) or 'nothing'}.")
    return not wrong and not not_back


def stop(_number: int, _frame: FrameType | None) -> None:
    # Once: what was started has to be ended now.
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit("stopped")


def main(words: list[str]) -> int:
    for number in STOPPING:
        signal.signal(number, stop)
    install_what_is_absent()
    faults = {title: fault for title, fault in FAULTS.items() if not words or any(word in title for word in words)}
    folder = Path(tempfile.mkdtemp(prefix="newsroom-rehearsal-"))
    # PostgreSQL's own user has to get to its files.
    folder.chmod(0o755)
    try:
        return 0 if run(folder, faults) else 1
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
