"""The days, one after the other."""

import contextlib
import datetime as dt
import io
import tempfile
from pathlib import Path

from django_scopes import scope

from ehcp.clock import calendar
from goldenthread import timetable
from goldenthread.demo.living import incidents, officers, register, seniors, team
from goldenthread.demo.living.clockwork import FIRST_DAY, LAST_DAY, NOW, Clock, dice, pretended
from goldenthread.demo.living.story import Story
from goldenthread.demo.people import CAST
from goldenthread.people.models import Post
from goldenthread.plans.register_import import command


def live(say=lambda line: None, until: dt.date = LAST_DAY) -> Story:
    """Live the months on an empty database and give back the story. Raises unless this is a demonstration."""
    clock = Clock()
    with pretended(clock):
        chance = dice()
        cases = {case.number: case for case in register.cases(chance)}
        authority = team.found(clock)
        story = Story(authority, clock, chance, cases)
        with scope(authority=authority):
            know_everybody(story)
            for day in calendar.working_days(FIRST_DAY, until):
                _live_day(story, day)
                say(f"{day:%a %d %b}")
            clock.set(until, NOW.hour, NOW.minute)
            incidents.leave_something_waiting(story)
    return story


def know_everybody(story: Story) -> None:
    story.posts = {post.name: post for post in Post.objects.select_related("person")}


def _live_day(story: Story, day: dt.date) -> None:
    story.clock.set(day, 7, 30)
    if day == FIRST_DAY or (day.day <= 3 and day.month > 8 and day.weekday() == 0) or day.day == 1:
        bring_in_register(story, day)
    if day == team.NEW_OFFICER_COMES:
        for person in CAST:
            if person.is_new:
                team.come_in(person, story.post("Bethan Roscoe"))
        know_everybody(story)
        bring_in_register(story, day)
    for _ in timetable.do_what_is_due_for(story.authority):
        pass
    if day == LAST_DAY:
        _last_morning(story, day)
    else:
        _whole_day(story, day)


def _whole_day(story: Story, day: dt.date) -> None:
    seniors.sign_off_who_is_ready(story, day)
    officers.serve_and_finish(story, day)
    seniors.check_changes(story, day)
    officers.drafts_of_the_day(story, day)
    officers.answer_letters(story, day)
    seniors.reply_and_decide(story, day)
    seniors.moderate_what_waits(story, day)
    incidents.of_the_day(story, day)
    story.clock.set(day, 17, 45)
    for _ in timetable.do_what_is_due_for(story.authority):
        pass


def _last_morning(story: Story, day: dt.date) -> None:
    """The curtain falls on a Thursday morning: some things are done, most wait."""
    seniors.check_changes(story, day)
    officers.drafts_of_the_day(story, day)


def bring_in_register(story: Story, day: dt.date) -> None:
    """The case system's extract of everybody who has a request by now."""
    horizon = day + dt.timedelta(days=45)
    known = [
        case
        for case in story.cases.values()
        if case.requested_on <= day and case.draft_on <= horizon and case.officer in story.posts
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"extract-{day:%Y-%m-%d}.csv"
        file.write_bytes(register.extract(known, on=day))
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            code = command.run(
                file,
                authority=story.authority.code,
                mapping=None,
                by=story.post("Ada Umber").person.email,
                apply=True,
            )
    if code:
        raise RuntimeError(f"The register was not brought in: {printed.getvalue()}")
