"""Columns for what somebody types: cleaned whenever they are stored, whatever form, import or verb it came by."""

from typing import Any

from django.db import models

from newsroom.plain_text import clean_line, clean_text


class LineField(models.CharField):
    """One line: no control characters, no bidi overrides, no newlines."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return _cleaned(self, model_instance, clean_line)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class PlainTextField(models.TextField):
    """Text of several lines, the same things removed."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return _cleaned(self, model_instance, clean_text)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def _cleaned(field: models.Field, row: models.Model, clean: Any) -> Any:
    value = getattr(row, field.attname)
    if isinstance(value, str):
        value = clean(value)
        setattr(row, field.attname, value)
    return value
