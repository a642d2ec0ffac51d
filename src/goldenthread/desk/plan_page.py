"""The plan's page as an answer: by itself, and again where what was sent from it lacks something."""

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread import world
from goldenthread.desk import plan_file
from goldenthread.history.record import record_read
from goldenthread.people.acting import Request
from goldenthread.plans.forms import RightChildForm


def plan_page(request: Request, reference: str, answer: RightChildForm, *, status: int = 200) -> HttpResponse:
    """The plan's page. `answer` says whose plan it is: empty, or as it was sent with what it still lacks."""
    story = plan_file.story_or_404(reference, post=request.post, on=world.today())
    record_read(on=story.plan, by=request.post, what="opened plan file")
    return render(request, "desk/plan.html", {"story": story, "plan": story.plan, "form": answer}, status=status)
