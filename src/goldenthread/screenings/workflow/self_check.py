"""The writer says what became of a point: changed, or right as it is. It is kept for them and no moderator's verdict."""

from goldenthread import permissions
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans.models import PlanVersion
from goldenthread.screenings.models import Answer, Given
from goldenthread.screenings.queries.findings import findings_for
from goldenthread.screenings.queries.self_check import SELF_CHECK
from goldenthread.screenings.workflow.judging import Clash, Refused, Saved, judge_finding

ANSWERS = (Answer.AGREE, Answer.NOT_A_PROBLEM, "")
GONE = "The checks have looked at this version again, and this point is no longer there. Open the page again."


def answer_point(*, version: PlanVersion, by: Post, finding: int, field: str, value: str, saved: int) -> Saved | Clash:
    """Save the answer ("agree": changed; "not-a-problem": right as it is) or the reason to one point, by its key.

    `saved` is the number that the page last saw of this field. Never stands in the way of saying that a draft is ready.
    """
    permissions.require(by, Permission.READ_PLAN, version)
    found = findings_for(version).filter(pk=finding).first()
    if found is None:
        raise Refused(GONE)
    if field == "answer" and value not in ANSWERS:
        raise Refused("Choose one of the answers offered.")
    found.version = version
    return judge_finding(
        finding=found, by=by, field=field, value=value, version=saved, source=SELF_CHECK, given=Given.SELF_CHECK
    )
