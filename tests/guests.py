"""What a guest's browser holds."""

from django.test import RequestFactory

from comments import cookies


def cookies_of(client):
    """Return the keys of the comments that this browser may see and change."""
    request = RequestFactory().get("/")
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    return cookies.own_keys(request)
