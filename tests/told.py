"""Comments whose authors want to be told."""

from makers import make_comment

from comments.choices import State


def waiting(article, **over):
    """Return a comment whose author has confirmed the address and wants to be told."""
    return make_comment(
        article, state=State.PENDING, **{"verified": True, "wants_decision": True, "language": "en"} | over
    )


def answer(parent, **over):
    return make_comment(parent=parent, state=State.PENDING, **over)
