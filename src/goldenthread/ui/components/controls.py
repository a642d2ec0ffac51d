"""Buttons, links that act, tags, notices: what one presses and what one is told."""

from typing import Any

KINDS = ("", "secondary", "warning", "on-deep", "ghost")
COLOURS = ("", "woad", "weld", "madder", "lichen", "plain")


def button(
    text: str,
    kind: str = "",
    href: str = "",
    name: str = "",
    value: str = "",
    small: bool = False,
    wide: bool = False,
    about: str = "",
    once: bool = True,
    form: str = "",
    action: str = "",
) -> dict[str, Any]:
    """{% button "Save and go on" %} {% button "Open" "secondary" href=url about="draft K7QM-4T" %}

    kind   "" the one filled button of a page; "secondary"; "warning"; "on-deep" and "ghost" on dark bars
    href   makes it a link that looks like a button; without it, a submit button
    name, value   sent with the form; form = id of a form elsewhere on the page; action = where
                  this button sends it, where one form has buttons for several things
    about  words that only a screen reader gets, when the text alone says too little
    once   a second press within a second is not sent (the server must stand it anyway)
    """
    assert kind in KINDS, f"no such kind of button: {kind}"
    classes = ["govuk-button"]
    if kind:
        classes.append(f"govuk-button--{kind}")
    if small:
        classes.append("gt-button--small")
    if wide:
        classes.append("gt-button--wide")
    return {
        "text": text,
        "href": href,
        "name": name,
        "value": value,
        "classes": " ".join(classes),
        "about": about,
        "once": once,
        "form": form,
        "action": action,
    }


def tag(text: str, colour: str = "", mark: str = "") -> dict[str, Any]:
    """{% tag "Letter ready" %} {% tag "Level 3" "woad" %} {% tag "To answer" "plain" %}

    colour  "" linen, "woad" chosen or ours, "weld" on the way, "madder" concern, "lichen" met or saved, "plain" words only
    mark    a shape from `marks`, since colour is never the only sign
    """
    assert colour in COLOURS, f"no such colour of tag: {colour}"
    return {"text": text, "colour": colour, "mark": mark}


def notification(text: str, kind: str = "info", title: str = "") -> dict[str, Any]:
    """{% notification "The draft was cleared." "success" %}  kind: info, success, warning, error."""
    titles = {"success": "Done", "warning": "There is a problem", "error": "There is a problem"}
    return {"text": text, "kind": kind, "title": title or titles.get(kind, "Please note")}


def warning_text(text: str) -> dict[str, Any]:
    """{% warning_text "A draft cannot be taken back once it is served." %}"""
    return {"text": text}
