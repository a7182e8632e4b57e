"""The load: readers, commenters and an editor, each in a thread, as long as the rehearsal lasts."""

import itertools
import json
import random
import re
import threading
import time
from collections.abc import Callable
from urllib.parse import quote

from rehearsal.browser import Answer, Browser
from rehearsal.desk import Desk
from rehearsal.programs import PAUSE
from rehearsal.report import Ledger, Seen

READERS, SEARCHERS, COMMENTERS = 4, 2, 3
PAGES, SEARCHES, COMMENTS, ARTICLES = EVERYBODY = ("readers: pages", "readers: search", "commenters", "editors")
WORDS = {
    "en": "harbour bread water school river night council price island snow road letter market window".split(),
    "ar": "مدينة خبز ماء مدرسة نهر ليل مجلس سعر جزيرة ثلج طريق رسالة سوق نافذة".split(),
}
STARTS = ("/en/", "/ar/", "/en/latest/", "/ar/latest/")
LINK = re.compile(r'href="(/(?:en|ar)/[^"?#]*)"')
NOT_PAGES = ("/comments/", "/search/")
FORM = re.compile(r'action="(/(?:en|ar)/comments/[0-9]+/)"')
# So often a form is sent once more, by somebody who wants to be heard.
CLICKS = 40


class Crowd:
    def __init__(self, port: int, password: str, ledger: Ledger) -> None:
        self.port, self.password, self.ledger = port, password, ledger
        self.seen: list[Seen] = []
        self.stopped = threading.Event()
        self.numbers = itertools.count(1)
        self.pages, self.forms = self._what_is_there()

    def _what_is_there(self) -> tuple[list[str], list[str]]:
        """Return the pages that links lead to, and where comments are sent to."""
        browser = self.somebody()
        texts = [browser.get(path).text for path in STARTS]
        linked = {path for text in texts for path in LINK.findall(text)}
        pages = sorted({*STARTS, *(path for path in linked if not any(word in path for word in NOT_PAGES))})
        answers = {path: browser.get(path) for path in pages}
        forms = {form for answer in answers.values() for form in FORM.findall(answer.text)}
        browser.close()
        return [path for path, answer in answers.items() if not answer.wrong], sorted(forms)

    def somebody(self) -> Browser:
        """Return the browser of somebody who has not been here before."""
        number = next(self.numbers)
        return Browser(self.port, f"127.{10 + (number >> 16)}.{number >> 8 & 255}.{number & 255}")

    def start(self) -> None:
        people: list[Callable[[], None]] = [self._read] * READERS + [self._search] * SEARCHERS
        people += [self._comment] * COMMENTERS + [self._edit]
        for person in people:
            threading.Thread(target=person, daemon=True).start()

    def stop(self) -> None:
        self.stopped.set()

    def note(self, who: str, asked: float, answer: Answer) -> Answer:
        self.seen.append(Seen(who, asked, time.monotonic(), answer.wrong))
        return answer

    def mark(self) -> str:
        """Return a word that is nowhere else, for something that is about to be sent."""
        mark = f"mark{next(self.numbers)}mark"
        self.ledger.send(mark)
        return mark

    def _read(self) -> None:
        browser = self.somebody()
        while not self.stopped.is_set():
            asked = time.monotonic()
            self.note(PAGES, asked, browser.get(quote(random.choice(self.pages), safe="/%")))
            PAUSE.wait(random.uniform(0.05, 0.15))

    def _search(self) -> None:
        browser = self.somebody()
        while not self.stopped.is_set():
            language = random.choice(tuple(WORDS))
            # Two words, so that hardly anybody has asked the same.
            words = quote(" ".join(random.sample(WORDS[language], 2)))
            asked = time.monotonic()
            self.note(SEARCHES, asked, browser.get(f"/{language}/search/?q={words}"))
            PAUSE.wait(random.uniform(0.2, 0.5))

    def _comment(self) -> None:
        while not self.stopped.is_set():
            browser, action, mark = self.somebody(), random.choice(self.forms), self.mark()
            _start, language, _comments, article, _end = action.split("/")
            asked = time.monotonic()
            answer = browser.get(f"/{language}/comments/token/?article={article}")
            if answer.wrong:
                self.note(COMMENTS, asked, answer)
                PAUSE.wait(0.5)
                continue
            letters = ("".join(random.choices("abcdefgh", k=6)) for _word in range(20))
            form = {
                "token": json.loads(answer.text)["token"],
                "name": f"Reader {mark}",
                "email": f"{mark}@example.org",
                # In words that no other comment has, or it is taken for the same, sent twice.
                "body": f"{' '.join(letters)} {mark}",
            }
            self._send_until_it_is_taken(browser, action, form, mark)
            browser.close()
            PAUSE.wait(random.uniform(0.2, 0.5))

    def _send_until_it_is_taken(self, browser: Browser, action: str, form: dict[str, str], mark: str) -> None:
        """Send one form, the same again where that went wrong: it must not become two comments."""
        for _click in range(CLICKS):
            asked = time.monotonic()
            answer = self.note(COMMENTS, asked, browser.post(action, form, wanted=(303,)))
            if not answer.wrong:
                self.ledger.acknowledge(mark)
            if not answer.wrong or self.stopped.is_set():
                return
            # Who was too quick is told for how long; after an error one clicks again.
            PAUSE.wait(answer.retry_after if answer.status == 429 else 0.5)

    def _edit(self) -> None:
        desk = Desk(self.somebody(), self.password)
        while not self.stopped.is_set():
            mark = self.mark()
            asked = time.monotonic()
            answer = self.note(ARTICLES, asked, desk.write(mark))
            if not answer.wrong:
                self.ledger.acknowledge(mark)
            PAUSE.wait(random.uniform(0.3, 0.7))
