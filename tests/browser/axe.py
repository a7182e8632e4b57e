"""What axe finds on a page, at the widths of a desk and of a phone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# Of the best practices those whose breach is serious; the others would take a third of the time.
PRACTICES = (
    "accesskeys", "aria-dialog-name", "aria-text", "aria-treeitem-name", "frame-tested", "label-title-only",
    "scope-attr-valid", "skip-link", "tabindex",
)  # fmt: skip
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {name: {"enabled": True} for name in PRACTICES},
    "resultTypes": ["violations"],
    "preload": False,
}
EVERYTHING = {
    "runOnly": {"type": "tag", "values": [*TAGS, "best-practice"]},
    "resultTypes": ["violations"],
    "preload": False,
}
SERIOUS = ("serious", "critical")
DESK, PHONE = 1280, 390
Look = tuple[int, str]


def bring_axe(context: BrowserContext) -> None:
    """Let every page of `context` that is opened from now on have axe beside its own scripts."""
    context.add_init_script(Axe().axe_script)


def violations(page: Page, looks: tuple[Look, ...], *, gravest_only: bool = True) -> list[str]:
    """Tell each violation of the page as it stands in each of `looks`: a width and a colour scheme.

    Of the gravest alone, a desk's pages are told; readers' are asked for every best practice as well.
    """
    options = OPTIONS if gravest_only else EVERYTHING
    found = []
    for width, scheme in looks:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        # At the end of the page the bars that stay in sight lie over nothing.
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        # The rest of the answer is long, and takes longer to be brought here than to be found.
        for violation in page.evaluate("options => axe.run(options).then((all) => all.violations)", options):
            found += [
                f"{width} {scheme}: {violation['id']}: {' '.join(map(str, node['target']))} {node['failureSummary']}"
                for node in violation["nodes"]
                if not gravest_only or node["impact"] in SERIOUS
            ]
        reach = page.evaluate("document.documentElement.scrollWidth")
        if reach > width:
            found.append(f"{width} {scheme}: the page is {reach} px wide")
    return found
