from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Field

from newsroom.templatetags.newsroom import figures


class FiguresInErrors(Field):
    """A field whose errors print their numbers as the page does: messages take them by %(…)s."""

    def run_validators(self, value: Any) -> None:
        try:
            super().run_validators(value)
        except ValidationError as refusal:
            for error in refusal.error_list:
                error.params = error.params and {name: figures(shown) for name, shown in error.params.items()}
            raise
