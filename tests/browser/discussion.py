"""What a reader finds in the discussion under an article, by the words that are seen."""

from browser.words import word
from playwright.sync_api import Locator, Page

# The words of the page that the newsroom was asked to match.
HEADING = {"ar": "اترك تعليقاً", "en": "Leave a comment"}
LABELS = {
    "ar": [
        f"{word('ar', 'Name', 'comment form')} *", f"{word('ar', 'E-mail')} *", word("ar", "Website"),
        f"{word('ar', 'Comment')} *",
    ],
    "en": ["Name *", "E-mail *", "Website", "Comment *"],
}  # fmt: skip
Addresses = dict[str, dict[str, str]]


def first_comment(page: Page) -> Locator:
    """Return the first that can be answered."""
    return page.locator("li.comment").filter(has=page.get_by_role("link", name=word("ar", "Reply"), exact=True)).first


def reply_word() -> str:
    return word("ar", "Reply to <bdi>%(name)s</bdi>").partition("<bdi>")[0].strip()


def reply_to(comment: Locator) -> Locator:
    return comment.get_by_role("link", name=word("ar", "Reply"), exact=True)


def name_of(comment: Locator) -> str:
    return comment.get_by_role("heading").first.inner_text()


def name_field(page: Page) -> Locator:
    return page.get_by_label(f"{word('ar', 'Name', 'comment form')} *", exact=True)


def comment_field(page: Page, language: str = "ar") -> Locator:
    return page.get_by_label(f"{word(language, 'Comment')} *", exact=True)


def fill(page: Page, name: str) -> None:
    name_field(page).fill(name)
    # One person is one address: nobody may write twice within some seconds.
    mail = f"{name.encode().hex()[:40]}@reader-mail.example"
    page.get_by_label(f"{word('ar', 'E-mail')} *", exact=True).fill(mail)
    comment_field(page).fill(f"تعليق واحد من {name} لا اثنان.")


def send(page: Page) -> Locator:
    return page.get_by_role("button", name=word("ar", "Send comment"), exact=True)
