"""Who sends a form: as much as the request says of them."""

from dataclasses import dataclass

from django.http import HttpRequest

from comments import cookies
from newsroom.client import NOWHERE, Address, client_address, network_key
from newsroom.pseudonyms import pseudonym


@dataclass(frozen=True)
class Sender:
    address: Address | None
    user_agent: str
    # Pseudonyms of the browser, the network, and the mail addresses that this browser's reader has confirmed.
    device: str
    network: str
    verified_keys: tuple[str, ...]

    @classmethod
    def of(cls, request: HttpRequest, device: str) -> "Sender":
        address = client_address(request)
        known = address != NOWHERE
        return cls(
            address=address if known else None,
            user_agent=request.headers.get("User-Agent", ""),
            device=device,
            network=pseudonym("network", network_key(address)) if known else "",
            verified_keys=tuple(cookies.verified_keys(request)),
        )
