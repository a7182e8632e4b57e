"""Rows under a form (corrections) that were typed and not saved, shown again."""

import itertools
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

# Rows under a form that are shown again: more than any article has corrections.
MOST_ROWS = 100


def show_typed_rows(formset: Any, typed: QueryDict) -> None:
    """Fill the rows under a form as they were typed: those that are stored, and those added to them."""
    keys = [str(typed[name]) for name in _names_of_rows(formset, typed)]
    # Said before the forms are made, which is when they are first asked for.
    formset.extra = max(formset.extra, sum(not key for key in keys))
    stored, added = {str(form.instance.pk): form for form in formset.initial_forms}, iter(formset.extra_forms)
    for number, key in enumerate(keys):
        form: Any = stored.get(key) if key else next(added, None)
        for name in form.fields if form else ():
            field, html_name = form.fields[name], f"{formset.prefix}-{number}-{name}"
            if not field.widget.value_omitted_from_data(typed, MultiValueDict(), html_name) and name != "id":
                form.initial[name] = field.widget.value_from_datadict(typed, MultiValueDict(), html_name)


def _names_of_rows(formset: Any, typed: QueryDict) -> Iterator[str]:
    """Return the names of the fields that say which row each form is of, in their order; no gap in it."""
    return itertools.takewhile(typed.__contains__, (f"{formset.prefix}-{number}-id" for number in range(MOST_ROWS)))
