"""Telling readers apart for one day, so that nobody is counted twice, without knowing or keeping who they are."""

import functools
import re
from datetime import UTC, date, datetime

from django.http import HttpRequest

from newsroom.client import client_address, client_key
from newsroom.models import DailySalt
from newsroom.pseudonyms import pseudonym

# What programs call themselves that run a page's scripts without anybody who reads; Cubot makes telephones.
MACHINES = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|headless|phantom|lighthouse|pingdom|gtmetrix|uptime|monitor|preview|archiver|"
    r"externalhit|externalagent|google-|googleother|wget|curl|python|java/|go-http|node|axios|selenium|puppeteer",
    re.IGNORECASE,
)
# In one network so many readers at most are told apart, by what their browsers call themselves: one machine cannot be
# a crowd, however many names it gives, and fills no table.
MOST_OF_A_NETWORK = 16


def is_machine(request: HttpRequest) -> bool:
    """Say whether it is no person's browser that asks; one that does not say what it is, is none."""
    name = request.headers.get("User-Agent", "")
    return not name.strip() or bool(MACHINES.search(name))


def passer_by(request: HttpRequest, now: datetime) -> str:
    """Return what a reader is recognised by until midnight (UTC): a hash that leads back to nobody.

    Two people behind one address with the same browser are one. A query once a day and process.
    """
    salt, address = _salt(now.astimezone(UTC).date()), client_key(client_address(request))
    browser = pseudonym("browser", f"{salt} {address} {request.headers.get('User-Agent', '')}")
    return f"{pseudonym('network', f'{salt} {address}')}:{int(browser, 16) % MOST_OF_A_NETWORK}"


def forget_salts(now: datetime) -> int:
    """Delete the salts of the days before; for due work: on a quiet day no reader comes by to do it."""
    return DailySalt.forget_before(now.astimezone(UTC).date())


@functools.lru_cache(maxsize=1)
def _salt(day: date) -> str:
    return DailySalt.of(day)
