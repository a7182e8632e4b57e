"""A person's browser on the way through nginx: a connection that is kept, cookies, an address of its own."""

import http.client
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from rehearsal.machines import HOST

PATIENCE = 20.0
Form = Mapping[str, str | Sequence[str]]
CONTENT_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back; `wrong` names what kind of answer it was where it was none of those that were wanted."""

    status: int
    text: str
    location: str = ""
    wrong: str = ""
    # In how many seconds it is worth another try, where the answer says so.
    retry_after: float = 0.0


class Browser:
    def __init__(self, port: int, address: str) -> None:
        # The whole of 127/8 is this machine: everybody comes from somewhere else.
        self.port, self.address = port, address
        # Whose certificate it is, nobody asks here.
        self.context = ssl._create_unverified_context()
        self.cookies: dict[str, str] = {}
        self._connection: http.client.HTTPSConnection | None = None

    def get(self, path: str) -> Answer:
        return self.ask("GET", path, wanted=(200,))

    def post(self, path: str, form: Form, wanted: Sequence[int]) -> Answer:
        return self.send(path, urlencode(form, doseq=True).encode(), CONTENT_TYPE, wanted)

    def send(self, path: str, body: bytes, content_type: str, wanted: Sequence[int]) -> Answer:
        own = {"Content-Type": content_type, "Sec-Fetch-Site": "same-origin", "Referer": f"https://{HOST}{path}"}
        return self.ask("POST", path, body, own, wanted)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        wanted: Sequence[int] = (200,),
    ) -> Answer:
        sent = {"Host": HOST, "User-Agent": "Mozilla/5.0 (rehearsal)", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection = self._connect()
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        except TimeoutError:
            self.close()
            return Answer(0, "", wrong=f"no answer in {PATIENCE:.0f} s")
        except (OSError, http.client.HTTPException) as error:
            self.close()
            return Answer(0, "", wrong=type(error).__name__)
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        wrong = "" if answer.status in wanted else str(answer.status)
        retry_after = float(answer.headers.get("Retry-After", 0))
        return Answer(answer.status, text, answer.headers.get("Location", ""), wrong, retry_after)

    def _connect(self) -> http.client.HTTPSConnection:
        if self._connection is None:
            self._connection = http.client.HTTPSConnection(
                "127.0.0.1", self.port, timeout=PATIENCE, context=self.context, source_address=(self.address, 0)
            )
        return self._connection

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None
