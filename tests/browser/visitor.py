"""Somebody at a browser: a page, and everything on it that a reader should never meet."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect

LONGEST_WAIT = 15_000
# Nothing of the browser's own may reach for the network.
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
Visit = Callable[..., contextlib.AbstractContextManager["Visitor"]]


@dataclass
class Visitor:
    """A browser with cookies of its own; `troubles` is what went wrong while it was used."""

    context: BrowserContext
    page: Page
    troubles: list[str] = field(default_factory=list)
    cookies_set: list[str] = field(default_factory=list)


@contextlib.contextmanager
def visiting(
    browser: Browser, address: str, *, javascript: bool = True, width: int = 1280, **options: Any
) -> Iterator[Visitor]:
    """Open a browser of its own at the site, and fail at its end where a page was in trouble."""
    context = browser.new_context(
        base_url=address, java_script_enabled=javascript, viewport={"width": width, "height": 800}, **options
    )
    context.set_default_timeout(LONGEST_WAIT)
    expect.set_options(timeout=LONGEST_WAIT)
    visitor = Visitor(context, context.new_page())
    watch(visitor, urlsplit(address).netloc)
    try:
        yield visitor
    finally:
        context.close()
    assert visitor.troubles == [], visitor.troubles


def until(page: Page, condition: str) -> None:
    """Wait until a JavaScript expression is true of the page, or a promise of it.

    Playwright's own wait_for_function evaluates a text again and again, which the pages' Content-Security-Policy
    refuses from the second time on: it would pass where the first answer is the right one, and fail elsewhere.
    """
    met = page.evaluate(
        f"""async () => {{
            const last = performance.now() + {LONGEST_WAIT};
            while (!(await ({condition}))) {{
                if (performance.now() > last) return false;
                await new Promise(requestAnimationFrame);
            }}
            return true;
        }}"""
    )
    assert met, condition


def load_all_pictures(page: Page) -> None:
    """Fetch the lazy ones too, and wait until each can be painted or has failed."""
    page.evaluate(
        """() => Promise.all([...document.images].map(image => {
            image.loading = "eager";
            return image.decode().catch(failed => failed.name);
        }))"""
    )


def watch(visitor: Visitor, host: str) -> None:
    def of_console(message: ConsoleMessage) -> None:
        # What could not be loaded is told by its answer, below, with its address.
        if message.type == "error" and "Failed to load resource" not in message.text:
            visitor.troubles.append(f"console: {message.text}")

    def of_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != host:
            visitor.troubles.append(f"another host: {request.url}")

    def of_response(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            visitor.troubles.append(f"{response.status}: {response.url}")
        if "set-cookie" in response.headers:
            visitor.cookies_set.append(f"{response.request.method} {response.url}")

    visitor.context.on("console", of_console)
    visitor.context.on("weberror", lambda error: visitor.troubles.append(f"script: {error.error}"))
    visitor.context.on("request", of_request)
    visitor.context.on("response", of_response)
