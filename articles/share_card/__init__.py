"""The card that stands for an article where its address is shared: its headline, set as the site sets headlines.

`draw` is a function of words and a picture alone: `setting` breaks the headline into lines, `canvas` measures from the
side where reading starts. `models.carded` lets the file in the storage be that of what readers have, `keeping` finds
where it is not. The face is one weight of the site's own fonts, both scripts in one file (tests/share_font.py); their
licences lie beside it.
"""

from articles.share_card.drawing import SIZE, draw
from articles.share_card.setting import can_draw

__all__ = ["SIZE", "can_draw", "draw"]
