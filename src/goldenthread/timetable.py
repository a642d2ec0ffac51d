"""What happens by itself: the month's commitment, the catch-up draw, the reveal, reminders, waiting mail.

Every duty is a verb that does nothing when it has been done, so the timetable keeps no memory of its own and a missed
minute, or a server that was off on the last working day, is made up for at the next tick.
"""

from collections.abc import Iterator

from django.utils import timezone
from django_scopes import scope

from ehcp.clock import calendar
from goldenthread import world
from goldenthread.clocks import workflow as clocks
from goldenthread.moderation import workflow as moderation
from goldenthread.notices.tasks import send_waiting
from goldenthread.people import choices
from goldenthread.people.models import Authority
from goldenthread.plans import workflow as plans
from goldenthread.plans.register_import import workflow as imports
from goldenthread.plans.sen2_import import workflow as returns
from goldenthread.samples import workflow as samples
from goldenthread.screenings import workflow as screenings

CATCH_UP_FROM_HOUR = 15


def do_what_is_due() -> Iterator[str]:
    """Do it for every authority. Yields a line for each thing done, without names."""
    for authority in Authority.objects.all():
        with scope(authority=authority):
            yield from do_what_is_due_for(authority)


def do_what_is_due_for(authority: Authority) -> Iterator[str]:
    """The duties of one authority, in its scope."""
    today = world.today()
    this_month, next_month, last_month = (calendar.period(today, shift) for shift in (0, 1, -1))
    samples.commit_month(authority=authority, period=this_month)
    month_is_ending = today >= calendar.last_working_day(today.year, today.month)
    # On the last working day itself the catch-up waits for the afternoon, so that the day's own drafts are in it.
    month_is_over = month_is_ending and timezone.localtime(world.now()).hour >= CATCH_UP_FROM_HOUR
    # Before its first working day: the last one of the month before is the natural moment.
    if month_is_ending and samples.commit_month(authority=authority, period=next_month):
        yield f"{authority.code}: committed {next_month}"
    if choices.value(authority, "level3.catch-up"):
        # Last month's too, in case the service slept through its end.
        for period in (last_month, this_month) if month_is_over else (last_month,):
            if moderation.run_catch_up(authority=authority, period=period):
                yield f"{authority.code}: catch-up draw of {period}"
    # What a stop between a draw and its moderations left undone.
    moderation.open_for_picks()
    if samples.reveal_month(authority=authority, period=last_month):
        yield f"{authority.code}: revealed {last_month}"
    told = moderation.tell_lead_of_overdue(authority)
    if told:
        yield f"{authority.code}: told the lead of {told} past the target"
    closed = moderation.close_unanswered(authority)
    if closed:
        yield f"{authority.code}: closed {closed} unanswered letters"
    read_again = plans.read_stuck(authority=authority)
    if read_again:
        yield f"{authority.code}: {read_again} files read again"
    if clocks.reckon_of_the_day(authority=authority):
        yield f"{authority.code}: worked the deadlines out for {today}"
    asked = screenings.screen_what_waits(authority=authority)
    if asked:
        yield f"{authority.code}: {asked} versions to be screened"
    imports.carry_on_stalled(authority=authority)
    returns.carry_on_stalled(authority=authority)
    plans.forget_old_files(authority=authority)
    moderation.forget_old_held_answers()
    sent = send_waiting.call(authority.pk)
    if sent:
        yield f"{authority.code}: {sent} notices sent"
