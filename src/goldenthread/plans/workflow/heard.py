"""Who is told when something happened here: rooms above, which this room must not know.

A moderation has to hear that a newer version of its plan came in, or that the lead released its draft. Those rooms
import this one, so they put a function on a list when they are loaded (in their AppConfig.ready):

    from goldenthread.plans import workflow as plans
    plans.after_filing.append(newer_version_came)

Django's signals would do the same with less order: a list is called in sight, in the order it was filled, inside the
verb's own transaction, and an error in it undoes the verb. Each function takes keywords only and must stand being
called twice.
"""

from collections.abc import Callable
from typing import Any

Told = Callable[..., Any]

# Called with version= whenever a version was filed, the first of a plan too.
after_arrival: list[Told] = []
# Called with version= and others= (versions) when a file was filed that is a version of another child's plan too, and
# whoever brought it in may not see that other plan, so was told nothing.
after_same_file: list[Told] = []
# Called with version= before a draft is said to be ready, and before a plan is made final: who raises Refused stops it.
before_ready: list[Told] = []
before_final: list[Told] = []
# Called with version= when a newer version of a plan came in whose earlier version is drawn (being moderated).
after_filing: list[Told] = []
# Called with version= and by= when the quality lead released a version that waited for its moderation.
after_release: list[Told] = []
# Called with version= and by= when a draft was recorded as served.
after_serving: list[Told] = []
# Called with version= when a plan was made final, or a recorded day of service was put right.
after_days_changed: list[Told] = []
# Called with child_ids= when an import changed the register, once for every part of it that was applied together.
after_import: list[Told] = []
# Called with to= and by= when at least one plan was handed over to somebody, once for all of them.
after_handing_over: list[Told] = []


def tell_all(told: list[Told], **what: Any) -> None:
    for function in told:
        function(**what)
