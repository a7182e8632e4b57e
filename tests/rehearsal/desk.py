"""An editor at the admin's forms: logs in, writes an article, corrects it, brings a picture."""

import io
from uuid import uuid4

from admin_forms import fields_of
from html_page import Element, page_of
from PIL import Image as Pillow
from rehearsal.browser import Answer, Browser

ADD = "/admin/articles/article/add/?language=en"
ADD_PICTURE = "/admin/articles/image/add/"
# So often an article is corrected before the next is written.
CORRECTIONS = 3


class Desk:
    """One person's; whatever goes wrong, the next attempt begins with a fresh form, after a login where needed."""

    def __init__(self, browser: Browser, password: str, username: str = "chief") -> None:
        self.browser, self.password, self.username = browser, password, username
        self.article, self.corrected = "", 0

    def write(self, mark: str) -> Answer:
        """Publish an article with this mark in its headline, or let it be the new headline of the one before."""
        is_new = not self.article or self.corrected == CORRECTIONS
        path = ADD if is_new else self.article
        typed = {"headline": f"What was said of {mark}"}
        if is_new:
            text = f"<p>The council met on the matter of {mark}, and said so to everybody who had come.</p>"
            typed |= {"standfirst": f"A standfirst about {mark}.", "body": text, "without_picture": "on"}
        form, answer = self._form(path, "article_form")
        if form is None:
            return answer
        fields = fields_of(form)
        if is_new:
            sections = [option.get("value") for option in form.one("select", name="section").all("option")]
            typed["section"] = next(filter(None, sections))
        answer = self.browser.post(path, fields | typed | {"_step": "publish"}, wanted=(302,))
        # Where it went wrong it may have been stored or not: the next one is another.
        self.article, self.corrected = answer.location, 0 if is_new else self.corrected + 1
        if answer.wrong:
            self.article = ""
        return answer

    def bring_picture(self) -> Answer:
        """Send a picture of a colour that no other has, and return the answer: 302 where it is stored."""
        form, answer = self._form(ADD_PICTURE, "image_form")
        if form is None:
            return answer
        colour = f"#{uuid4().hex[:6]}"
        file = io.BytesIO()
        Pillow.effect_noise((1600, 1000), 80).convert("RGB").save(file, "JPEG", quality=60, comment=colour.encode())
        typed = {"title": f"A picture {colour}", "texts-0-alt": "وصف", "texts-1-alt": "What is seen"}
        boundary = uuid4().hex
        body = b"".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, values in (fields_of(form) | {name: [value] for name, value in typed.items()}).items()
            for value in values
        )
        body += (
            f'--{boundary}\r\nContent-Disposition: form-data; name="original"; filename="picture.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n"
        ).encode() + file.getvalue() + f"\r\n--{boundary}--\r\n".encode()  # fmt: skip
        return self.browser.send(ADD_PICTURE, body, f"multipart/form-data; boundary={boundary}", wanted=(302,))

    def _form(self, path: str, form_id: str) -> tuple[Element | None, Answer]:
        """Return the form of a page as it is now, or None and what came in its place."""
        if "sessionid" not in self.browser.cookies:
            answer = self._log_in()
            if answer.wrong:
                return None, answer
        answer = self.browser.get(path)
        if answer.status == 302:
            # To the login: the session has ended.
            self.browser.cookies.pop("sessionid")
        return None if answer.wrong else page_of(answer.text).one("form", id=form_id), answer

    def _log_in(self) -> Answer:
        answer = self.browser.get("/admin/login/")
        if answer.wrong:
            return answer
        fields = fields_of(page_of(answer.text).one("form", id="login-form"))
        return self.browser.post(
            "/admin/login/", fields | {"username": self.username, "password": self.password}, wanted=(302,)
        )


def said(answer: Answer) -> str:
    """Return what a form that came back says is wrong with it."""
    return " ".join(words.words for words in page_of(answer.text).all("ul", class_="errorlist"))
