from django.http import HttpRequest

from newsroom.addresses import is_ours


def is_same_origin(request: HttpRequest) -> bool:
    """Say whether the browser sent the form from a page of ours (Fetch Metadata, Origin, else Referer).

    Where none of the three is there the answer is no: every browser sends one with a POST.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    address = request.headers.get("Origin") or request.headers.get("Referer") or ""
    own = f"{request.scheme}://{request.get_host()}"
    return is_ours(address) or address == own or address.startswith(f"{own}/")
