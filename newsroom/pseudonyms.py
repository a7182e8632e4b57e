import functools
import hashlib
import hmac

from django.conf import settings


def pseudonym(kind: str, value: str) -> str:
    """Return 32 hex digits that stand for `value`: the same each time, and nothing without our secret.

    A plain hash of an e-mail or IP address is that address for whoever can try them all; this is an
    HMAC (RFC 2104) under a key that never leaves the server. Of two kinds the same value has two.
    "" stands for itself: nothing is nobody.
    """
    if not value:
        return ""
    return hmac.new(_key(settings.SECRET_KEY), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()[:32]


def mail_pseudonym(email: str) -> str:
    """Return the pseudonym of a mail address, the same however its letters are cased."""
    return pseudonym("email", email.strip().lower())


@functools.lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    # Away from what else is signed with the secret: one use must not serve the other.
    return hashlib.sha256(f"newsroom.pseudonyms:{secret}".encode()).digest()
