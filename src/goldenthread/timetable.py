"""What happens by itself: the month's commitment, the catch-up draw, the reveal, reminders, waiting mail.

Every duty is a verb that does nothing when it has been done, so the timetable keeps no memory of its own and a missed
minute, or a server that was off on the last working day, is made up for at the next tick.
"""

from collections.abc import Iterator

from django_scopes import scope

from ehcp.clock import calendar
from goldenthread import world
from goldenthread.moderation import workflow as moderation
from goldenthread.notices.tasks import send_waiting
from goldenthread.people import choices
from goldenthread.people.models import Authority
from goldenthread.samples import workflow as samples


def do_what_is_due() -> Iterator[str]:
    """Do it for every authority. Yields a line for each thing done, without names."""
    for authority in Authority.objects.all():
        with scope(authority=authority):
            yield from _for(authority)


def _for(authority: Authority) -> Iterator[str]:
    today = world.today()
    this_month, next_month, last_month = (calendar.period(today, shift) for shift in (0, 1, -1))
    samples.commit_month(authority=authority, period=this_month)
    month_is_ending = today >= calendar.last_working_day(today.year, today.month)
    # Before its first working day: the last one of the month before is the natural moment.
    if month_is_ending and samples.commit_month(authority=authority, period=next_month):
        yield f"{authority.code}: committed {next_month}"
    if choices.value(authority, "level3.catch-up"):
        # Last month's too, in case the service slept through its end.
        for period in (last_month, this_month) if month_is_ending else (last_month,):
            if moderation.run_catch_up(authority=authority, period=period):
                yield f"{authority.code}: catch-up draw of {period}"
    if samples.reveal_month(authority=authority, period=last_month):
        yield f"{authority.code}: revealed {last_month}"
    told = moderation.tell_lead_of_overdue(authority)
    if told:
        yield f"{authority.code}: told the lead of {told} past the target"
    sent = send_waiting.call(authority.pk)
    if sent:
        yield f"{authority.code}: {sent} notices sent"
