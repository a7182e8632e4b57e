"""What is done to the machines, one after the other. Each fault returns what has not come back, in words."""

from collections.abc import Callable
from pathlib import Path

from rehearsal.browser import Browser
from rehearsal.desk import Desk, said
from rehearsal.machines import PASSWORD, Machines
from rehearsal.programs import PAUSE, wait_for

# For how long something stays away, and until an operator has understood what it is.
AWAY, UNDERSTOOD = 8.0, 5.0
Say = Callable[[str], None]
Fault = Callable[[Machines, Say], list[str]]


def nothing(machines: Machines, say: Say) -> list[str]:
    PAUSE.wait(AWAY)
    return not_back({"the replica is not read": machines.databases.is_read()})


def replica_dies(machines: Machines, say: Say) -> list[str]:
    databases = machines.databases
    databases.replica.program.kill()
    say("the replica is killed; every commit waits for it")
    PAUSE.wait(UNDERSTOOD)
    databases.write_without_the_replica()
    say("the operator lets the primary write without it (synchronous_standby_names = '')")
    PAUSE.wait(AWAY - UNDERSTOOD)
    databases.replica.start()
    say("it is started again")
    databases.promise_that_nothing_is_lost()
    say("it has caught up, every commit waits for it again")
    return not_back({"the replica is not read": wait_for(databases.is_read, 30)})


def application_dies(machines: Machines, say: Say) -> list[str]:
    first = machines.applications[0]
    first.program.kill()
    say("the first application server is killed")
    PAUSE.wait(AWAY)
    first.start()
    say("it is started again, and ready")
    return not_back({"the application is not ready": first.answers()})


def redis_dies(machines: Machines, say: Say) -> list[str]:
    machines.redis.kill()
    say("Redis is killed")
    PAUSE.wait(AWAY)
    machines.redis.start_and_wait(machines.redis_answers)
    say("it is started again, empty")
    return not_back({"Redis does not answer": machines.redis_answers()})


def primary_restarts(machines: Machines, say: Say) -> list[str]:
    say("the primary is restarted (fast: whoever is connected is turned out)")
    machines.databases.primary.restart()
    say("it answers")
    return both_databases(machines)


def primary_is_replaced(machines: Machines, say: Say) -> list[str]:
    databases = machines.databases
    databases.primary.program.kill()
    say("the primary is killed")
    PAUSE.wait(UNDERSTOOD)
    databases.promote()
    say("its replica is promoted (pg_promote)")
    PAUSE.wait(AWAY)
    databases.replica.copy(databases.primary)
    say("the old primary is there again, as a replica of the new one")
    databases.promise_that_nothing_is_lost()
    return both_databases(machines)


def both_databases(machines: Machines) -> list[str]:
    databases = machines.databases
    return not_back(
        {
            "the replica does not follow": wait_for(databases.is_streaming, 30),
            "the replica is not read": wait_for(databases.is_read, 30),
            "an application is not ready": all(application.answers() for application in machines.applications),
        }
    )


def disk_fills(machines: Machines, say: Say) -> list[str]:
    disk, desk = machines.disk, Desk(Browser(machines.port, "127.9.0.1"), PASSWORD, "editor_en")
    how = "a tmpfs" if disk.is_mounted else "a storage that says ENOSPC, as nothing can be mounted here"
    before, wrong = disk.pictures(), []
    # None at all, then enough for the picture itself and for the first of the files that are made of it.
    for left in (0, 1_500_000):
        disk.fill(but=left)
        say(f"the disk of pictures has {left} bytes left ({how})")
        answer = desk.bring_picture()
        words = said(answer) if answer.status == 200 else ""
        say(f"an editor brings a picture, and is told ({answer.status}): {words or 'nothing'}")
        wrong += not_back({f"with {left} bytes left there is no clear error": bool(words)})
        wrong += not_back({f"with {left} bytes left something half-written stays": disk.pictures() == before})
        PAUSE.wait(UNDERSTOOD)
    disk.free()
    answer = desk.bring_picture()
    added = sorted(disk.pictures() - before)
    say(f"there is room again, the same editor brings a picture ({answer.status}): {len(added)} files")
    shown = [f"/{name}" for name in added if Path(name).parts[0] == "media"]
    is_shown = bool(shown) and all(not desk.browser.get(path).wrong for path in shown)
    broken = disk.broken()
    wrong += not_back({f"there are {len(broken)} files that are no whole picture": not broken})
    return wrong + not_back({"a picture is not taken though there is room": is_shown})


def not_back(is_so: dict[str, bool]) -> list[str]:
    return [words for words, holds in is_so.items() if not holds]


FAULTS: dict[str, Fault] = {
    "nothing fails": nothing,
    "the replica dies and comes back": replica_dies,
    "an application server is killed and started again": application_dies,
    "Redis dies and comes back": redis_dies,
    "the primary is restarted": primary_restarts,
    "the primary is killed, its replica promoted": primary_is_replaced,
    "the disk of pictures fills": disk_fills,
}
