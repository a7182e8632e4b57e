"""The admin's forms as a browser sends them: what the page holds, with what a person typed put in."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from html_page import Element, page_of


def fields_of(form: Element) -> dict[str, list[str]]:
    """Return what a browser would send of an untouched form, buttons apart."""
    fields: dict[str, list[str]] = {}
    for control in form.all():
        name = control.get("name")
        if control.tag == "input" and control.get("type") not in ("submit", "button", "file", "image"):
            ticked = control.get("type") in ("checkbox", "radio")
            if not ticked or "checked" in control.attributes:
                fields.setdefault(name, []).append(control.get("value", "on" if ticked else ""))
        elif control.tag == "textarea":
            fields.setdefault(name, []).append(control.text.removeprefix("\n"))
        elif control.tag == "select":
            chosen = [option.get("value") for option in control.all("option") if "selected" in option.attributes]
            fields.setdefault(name, []).extend(chosen or ([] if "multiple" in control.attributes else [""]))
    fields.pop("", None)
    return fields


def send(client: Client, path: str, form_id: str, **typed: Any) -> HttpResponse:
    """Open the page, type into its form, press a button (`_step="publish"`) and return the answer."""
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return client.post(path, fields_of(page_of(answer).one("form", id=form_id)) | typed)


def add_article(language: str) -> str:
    return f"{reverse('admin:articles_article_add')}?language={language}"


def change(row: Any) -> str:
    """Return the address of a row's form."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def send_article(client: Client, row: Any, **typed: Any) -> HttpResponse:
    return send(client, change(row), "article_form", **typed)


def said(client: Client, answer: HttpResponse) -> str:
    """Return the messages on the page that the answer leads to."""
    page = page_of(client.get(answer["Location"]))
    return " ".join(element.words for element in page.all("ul", class_="messagelist"))
