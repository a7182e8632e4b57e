"""What is decided about an article at once, without a revision: the names of the form's fields."""

COMMENT_CONTROLS = ("comments_open", "comments_close_at", "comments_mode")
# By those who may publish.
CONTROLS = ("embargoed_until", "expires_at", "breaking_until", *COMMENT_CONTROLS)
# By whoever writes.
SWITCHES = ("without_picture", "evergreen", "related_picks")
