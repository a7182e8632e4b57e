"""Words of Django's own admin that its Arabic has wrong: `make messages` finds them here, for our catalogue."""

from django.utils.translation import gettext_noop

# Theirs says that it was added.
CHANGED = gettext_noop("The {name} “{obj}” was changed successfully.")
