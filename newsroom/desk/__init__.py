"""The first page of the admin: what waits for the person who has just logged in.

It knows articles and comments, so it belongs to the root: `newsroom.urls` gives `boxes` to the
admin's site, which knows neither. Each box is one query, however much there is, and is shown to
those alone who may do something about what stands in it.
"""

from django.http import HttpRequest

from newsroom.admin.desk import staff
from newsroom.desk import talk, troubles, work
from newsroom.desk.box import Box

MAKERS = (work.waiting, work.drafts, work.scheduled, work.translations, talk.pending, troubles.broken)

__all__ = ["Box", "boxes"]


def boxes(request: HttpRequest) -> list[Box]:
    """Return the boxes of this person, in their order."""
    made = (make(staff(request)) for make in MAKERS)
    return [box for box in made if box]
