from collections.abc import Callable, Iterable
from typing import Any

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


def in_one_piece(application: Application) -> Application:
    """Be the WSGI middleware that gives the server a body as a list of one, which Granian sends at once.

    It would ask for it piece by piece otherwise, waiting for Python's lock each time; a page is in memory anyway. So
    Django's `request_finished` comes before the page is sent. What is streamed stays so.
    """

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        response: Any = application(environ, start_response)
        if getattr(response, "streaming", True):
            return response
        try:
            return [response.content]
        finally:
            response.close()

    return answer
