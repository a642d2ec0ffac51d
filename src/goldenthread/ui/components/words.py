"""Panels, lists of facts, breadcrumbs, tabs, pages: how words are laid out. Block tags take what stands between them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


def _around(template: str, content: str, **context: Any) -> SafeString:
    # What stands between a block tag's ends was rendered, and so escaped, by the page's own template.
    return mark_safe(  # noqa: S308
        render_to_string(f"components/{template}.html", {"content": mark_safe(content), **context})  # noqa: S308
    )


def panel(content: str, title: str = "", kind: str = "woad", level: int = 2) -> SafeString:
    """{% panel "November so far" %}...{% endpanel %}

    A side matter under a rule: woad, or "weld" for the start of what matters. "box" is for one thing to decide,
    "paper" for what is kept as it is (a receipt).
    """
    return _around("panel", content, title=title, kind=kind, level=level)


def inset(content: str, kind: str = "") -> SafeString:
    """{% inset "weld" %}...{% endinset %}: words set apart; "", "weld", "madder" or "lichen"."""
    return _around("inset", content, kind=kind)


def details(content: str, summary: str, open: bool = False) -> SafeString:
    """{% details "What good looks like" %}...{% enddetails %}"""
    return _around("details", content, summary=summary, open=open)


def fieldset(content: str, legend: str, size: str = "m", hint: str = "", id: str = "") -> SafeString:
    """{% fieldset "Where the weakness began" hint="..." id="began" %}{% field ... %}{% endfieldset %}: one question of several controls."""
    return _around("fieldset", content, legend=legend, size=size, hint=hint, id=id)


def table_region(content: str, label: str) -> SafeString:
    """{% table_region "Officers by month" %}<table>...</table>{% endtable_region %}

    Round a hand-written table that may be wider than a phone: it scrolls by itself, and a keyboard can reach it.
    """
    return _around("table_region", content, label=label)


@dataclass(frozen=True)
class Fact:
    """key, value; href: the value is a link; change: address of the page that changes it, `about` in words for a reader."""

    key: str
    value: Any
    href: str = ""
    change: str = ""
    about: str = ""


def summary_list(facts: Any, narrow: bool = False) -> dict[str, Any]:
    """{% summary_list facts %}: of `Fact`s or of (key, value) pairs; a value that is None is left out."""
    made = [fact if isinstance(fact, Fact) else Fact(*fact) for fact in facts]
    return {"facts": [fact for fact in made if fact.value is not None], "narrow": narrow}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool = False
    count: int | None = None


def tabs(items: Any, label: str = "Views") -> dict[str, Any]:
    """{% tabs tabs label="My work" %}: links that look like tabs, of `Tab`s or (label, url, current[, count]) tuples."""
    return {"tabs": [tab if isinstance(tab, Tab) else Tab(*tab) for tab in items], "label": label}


def breadcrumbs(*words: str) -> dict[str, Any]:
    """{% breadcrumbs "My work" my_work_url plan.reference %}: label and address by turns; a last label alone is this page."""
    pairs = [(words[place], words[place + 1] if place + 1 < len(words) else "") for place in range(0, len(words), 2)]
    return {"crumbs": pairs}


def pagination(context: dict[str, Any], page: Page, name: str = "page", things: str = "") -> dict[str, Any]:
    """{% pagination page things="plans" %}: of a Django `Page`, keeping the rest of the query. Nothing for one page."""
    query = context["request"].GET.copy() if "request" in context else None

    def address(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    steps = [
        {"number": number, "url": address(number) if isinstance(number, int) else "", "current": number == page.number}
        for number in shown
    ]
    return {
        "page": page,
        "things": things,
        "steps": steps,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


# How far a version, a draw, a moderation or a letter is. An unknown word is shown on plain linen.
STAGE_COLOURS = {
    "ready": "woad", "drawn": "weld", "let-through": "lichen", "outside": "lichen", "cleared": "lichen", "served": "lichen", "final": "lichen",
    "in-hand": "woad", "submitted": "lichen", "sent": "woad", "challenged": "weld", "acknowledged": "lichen",
    "amend-first": "weld", "hold": "madder", "late": "madder", "withdrawn": "plain", "set-aside": "madder", "open": "woad",
}  # fmt: skip


def stage_tag(stage: Any, label: str = "") -> dict[str, Any]:
    """{% stage_tag version.stage version.get_stage_display %}: where something stands, as a tag with its word."""
    written = str(getattr(stage, "value", stage)).strip().lower().replace("_", "-").replace(" ", "-")
    word = label or str(getattr(stage, "label", stage)).replace("-", " ").replace("_", " ").capitalize()
    return {"text": word, "colour": STAGE_COLOURS.get(written, ""), "mark": ""}
