"""Two authorities with something at every stage, built once and asked about by everybody.

Sandbourne and Northmoor have the same people: each of them holds the same role in both, so that the wall between the
two is tried where it is thinnest. In each, Amina's plans are moderated by Ben and helped with by Sam; Osei's are
moderated by Mair; Ruth, a senior, has plans of her own. Everybody also holds their role for a second agency.
"""

import datetime as dt
import io
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django_scopes import scope

from goldenthread import world as time
from goldenthread.clocks import workflow as clocks
from goldenthread.moderation import workflow as moderation
from goldenthread.moderation.models import HeldAnswers, Judgement, Moderation, Review
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.people import workflow as people
from goldenthread.people.models import Agency, Authority, Choice, Invitation, Leave, Post
from goldenthread.permissions import Role
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import Child, Plan, PlanVersion, RegisterImport, Sen2Import, ServiceCorrection, Upload
from goldenthread.plans.register_import import workflow as imports
from goldenthread.plans.sen2_import import workflow as returns
from goldenthread.plans.stages import Stage
from goldenthread.plans.workflow.heard import after_arrival, tell_all
from goldenthread.references import new_key
from goldenthread.samples import workflow as samples
from goldenthread.samples.models import Draw
from tests.ehcp.sen2.returns import as_xml, person
from tests.factories import make_child, make_plan, make_screening, make_version
from tests.people import Cast, make_cast

QUOTE = "Tobin will have access to regular small group work"
NAME, BORN, UPN, NHS = "Canarysson", dt.date(2011, 2, 27), "A987654321098", "9434765919"
WORDS = "The canary says that the help is too vague"

# One of each role; the cast's first of it.
ACTORS = {
    Role.LEAD: "lena",
    Role.SENIOR: "ben",
    Role.OFFICER: "amina",
    Role.ASSISTANT: "sam",
    Role.DCO: "dev",
    Role.DSCO: "dora",
    Role.ADVICE_WRITER: "wilf",
    Role.CHAMPION: "hana",
    Role.EDUCATION: "eric",
    Role.PARENT_CARER: "carol",
    Role.SENDIASS: "ines",
    Role.BOARD: "bea",
    Role.ANALYST: "anton",
    Role.ADMINISTRATOR: "ivo",
    Role.AUDITOR: "audrey",
}


@dataclass
class Story:
    """Plans of one writer at every stage, with what a senior made of them. Values are what addresses are made of."""

    writer: Post
    moderator: Post
    drafting: Plan = None  # type: ignore[assignment]  two versions, the second being drafted
    let_through: Plan = None  # type: ignore[assignment]
    served: Plan = None  # type: ignore[assignment]
    drawn: Plan = None  # type: ignore[assignment]  being moderated: `under_way`
    under_way: Moderation = None  # type: ignore[assignment]
    locked: Moderation = None  # type: ignore[assignment]  judged, findings to come
    handed_in: Moderation = None  # type: ignore[assignment]  no letter yet
    unsent: Moderation = None  # type: ignore[assignment]  a letter begun
    sent: Moderation = None  # type: ignore[assignment]  a letter with the writer
    challenged: Moderation = None  # type: ignore[assignment]  moderated by somebody else; the moderator decides
    checking: Moderation = None  # type: ignore[assignment]  changes to be checked
    chance_draw: Draw = None  # type: ignore[assignment]
    concerns: dict[str, str] = field(default_factory=dict)  # role -> reference
    uploads: dict[str, Upload] = field(default_factory=dict)  # role -> a file without a plan
    held: dict[str, HeldAnswers] = field(default_factory=dict)


@dataclass
class Half:
    """One authority of the two."""

    cast: Cast
    elsewhere: dict[str, Post]  # everybody's second post: the same role for another agency
    hers: Story = None  # type: ignore[assignment]  Amina's
    his: Story = None  # type: ignore[assignment]  Osei's, in Sandbourne alone
    ruths: Story = None  # type: ignore[assignment]  likewise
    frozen: Draw = None  # type: ignore[assignment]
    register_import: RegisterImport = None  # type: ignore[assignment]
    sen2_import: Sen2Import = None  # type: ignore[assignment]
    invitation: Invitation = None  # type: ignore[assignment]
    link: str = ""  # the path of the invitation
    leave: Leave = None  # type: ignore[assignment]

    @property
    def authority(self) -> Authority:
        return self.cast.authority


@dataclass
class World:
    here: Half
    there: Half


def build() -> World:
    """Needs a database and an open transaction. A few seconds."""
    cast = make_cast()
    here = _half(cast)
    with scope(authority=cast.authority):
        here.his = _story(here, writer=cast.osei, moderator=cast.mair, other_senior=cast.ben, assistant=None)
        here.ruths = _story(here, writer=cast.ruth, moderator=cast.mair, other_senior=cast.ben, assistant=None)
    # References of draws are counted within an authority: with more there, the last of them is nobody's here.
    there = _half(_the_same_people(cast, code="902", name="Northmoor"), draws_first=4)
    return World(here, there)


def _the_same_people(cast: Cast, *, code: str, name: str) -> Cast:
    authority = Authority.objects.create(code=code, name=name)
    posts = {}
    with scope(authority=authority):
        for first, post in cast.posts.items():
            copy = {
                one.name: getattr(post, one.name)
                for one in Post._meta.concrete_fields
                if one.name not in ("id", "authority", "signed_off_by", "signed_off_at")
            }
            posts[first] = Post.objects.create(authority=authority, **copy)
        for post in posts.values():
            if post.role == Role.OFFICER and post.code != "Nadia":
                post.signed_off_at, post.signed_off_by = time.now(), posts["Lena"]
                post.save()
    return Cast(authority, posts)


def _half(cast: Cast, *, draws_first: int = 0) -> Half:
    with scope(authority=cast.authority):
        second = {}
        for first, post in cast.posts.items():
            agency = Agency.EDUCATION if post.agency != Agency.EDUCATION else Agency.HEALTH
            second[first] = Post.objects.create(
                authority=cast.authority, person=post.person, role=post.role, agency=agency, starts_on=post.starts_on
            )
        half = Half(cast, second)
        for _ in range(draws_first):
            _arrive(make_version(make_plan(cast.nadia), stage=Stage.READY), cast.nadia)
        half.hers = _story(half, writer=cast.amina, moderator=cast.ben, other_senior=cast.mair, assistant=cast.sam)
        half.frozen = samples.freeze(
            authority=cast.authority,
            purpose=Draw.Purpose.LEVEL_3_ON_DEMAND,
            period=f"{time.today():%Y-%m}",
            strata=[(half.hers.served.versions.get(), "hers")],
            excluded=[],
            quota={"hers": 1},
            quota_reason="To see",
            by=cast.lena,
        )
        half.register_import = _import(cast)
        half.sen2_import = _return(cast)
        half.invitation, link = people.invite(
            authority=cast.authority,
            email=f"nobody.yet@{cast.authority.name.lower()}.example",
            name="Nobody Yet",
            role=Role.OFFICER,
            by=cast.lena,
        )
        half.link = urlsplit(link).path
        half.leave = people.record_leave(
            post=cast.nadia, starts_on=time.today(), ends_on=time.today() + dt.timedelta(days=3), by=cast.lena
        )
        Choice.objects.create(
            authority=cast.authority, key="safety.concern-contact", value="safe@sandbourne.example", set_by=cast.lena
        )
    return half


def _import(cast: Cast) -> RegisterImport:
    extract = (
        "Child ID,Forename,Surname,DOB,Request date,Officer\r\n"
        "1001,Tobin,Ashworth,04/05/2016,24/07/2026,Amina Sandbourne\r\n"
        ",=HYPERLINK(1),Nobody,,,\r\n"
    )
    made = imports.start_import(
        authority=cast.authority, by=cast.sam, file=io.BytesIO(extract.encode()), name="extract.csv"
    )
    imports.preview_import(register_import=made, by=cast.sam, values={})
    made.refresh_from_db()
    assert made.state == RegisterImport.State.PREVIEWED, made.sentence
    return made


def _return(cast: Cast) -> Sen2Import:
    """One who is new, with a fault, and one who is found by name and date of birth alone."""
    born = {"Forename": "Tobin", "Surname": f"{NAME}-Return", "PersonBirthDate": BORN.isoformat(), "UPN": None}
    make_child(
        cast.authority, first_name="Tobin", last_name=f"{NAME}-Return", date_of_birth=BORN, upn="", nhs_number=""
    )
    persons = [person(1, Person=born), person(2, ActivePlans={"ReviewOutcome": "=HYPERLINK(1)"}), person(3)]
    persons[2]["ActivePlans"].pop("ReviewOutcome")
    file = ContentFile(as_xml(persons, {"LEA": cast.authority.code}), name="sen2.xml")
    made = returns.start_return(authority=cast.authority, by=cast.sam, files=[file])
    made = Sen2Import.objects.get(pk=made.pk)
    assert (made.state, made.counts["asked"], made.counts["new"]) == (Sen2Import.State.PREVIEWED, 1, 2), made.sentence
    return made


# --- One writer's plans -----------------------------------------------------------------------


def _story(half: Half, *, writer: Post, moderator: Post, other_senior: Post, assistant: Post | None) -> Story:
    def plan(**given) -> Plan:
        child = make_child(
            writer.authority, last_name=f"{NAME}{Child.objects.count()}", date_of_birth=BORN, upn=UPN, nhs_number=NHS
        )
        return make_plan(writer, requested_on=time.today() - dt.timedelta(days=80), assistant=assistant, child=child)

    story = Story(writer, moderator)
    story.drafting = plan()
    make_version(story.drafting, stage=Stage.REPLACED)
    tell_all(after_arrival, version=make_version(story.drafting, stage=Stage.DRAFTING))
    _with_deadlines(story.drafting, half.cast.lena)
    story.let_through = plan()
    make_version(story.let_through, stage=Stage.LET_THROUGH)
    story.served = plan()
    make_version(story.served, stage=Stage.SERVED, served_on=time.today() - dt.timedelta(days=20))
    _corrected(story.served)
    arrived = make_version(plan(), stage=Stage.READY)
    story.chance_draw = _arrive(arrived, writer)

    story.under_way = _opened(plan(), moderator)
    story.drawn = story.under_way.plan
    review = moderation.start_review(moderation=story.under_way, by=moderator)
    moderation.save_field(review=review, by=moderator, code="F0", field="comment", value=WORDS, version=0)
    moderation.add_evidence_from_quote(review=review, by=moderator, code="F0", quote=QUOTE)
    story.locked = _opened(plan(), moderator)
    review = _judged(story.locked, moderator)
    moderation.add_strength(review=review, by=moderator, text="One hears who this is", quote=QUOTE)
    moderation.add_recommendation(
        review=review, by=moderator, text="Say how often", for_whom="casework_officer", by_when=None
    )
    story.handed_in = _handed_in(plan(), moderator)
    story.unsent = _handed_in(plan(), moderator)
    moderation.write_letter(moderation=story.unsent, by=moderator)
    _make_ready(story.unsent, moderator)
    story.sent = _sent(plan(), moderator)
    story.challenged = _sent(plan(), other_senior)
    challenge = moderation.challenge(letter=story.challenged.letter, by=writer, text="The report says as needed.")
    if challenge.senior_id != moderator.pk:
        moderation.choose_for_challenge(challenge=challenge, by=half.cast.lena, to=moderator)
    story.checking = _sent(plan(), moderator)
    for point in story.checking.letter.points.all():
        moderation.mark_point(point=point, by=writer, done="not-done", note="The school has not answered.")
    moderation.send_back_to_senior(moderation=story.checking, by=writer)
    story.checking.refresh_from_db()
    newer = make_version(story.checking.plan)
    plans.give_to_read(version=newer, post=moderator, because="moderation", source=story.checking.reference)
    _give_everybody_something(story, assistant)
    return story


def _with_deadlines(plan: Plan, lead: Post) -> None:
    """A late decision, a review, a move, a clock started by hand and an objection."""
    today = time.today()
    plan.assessment.outcome, plan.assessment.decided_on = "open", today - dt.timedelta(days=20)
    plan.assessment.save()
    days = {"meeting_on": today - dt.timedelta(days=5)}
    clocks.record_review(plan=plan, by=lead, days=days, outcome="open")
    clocks.record_transfer(plan=plan, by=lead, into="school", moves_on=today + dt.timedelta(days=200))
    clocks.start_clock(child=plan.child, plan=plan, by=lead, code="mediation-arrange", began_on=today)
    clocks.record_objection(child=plan.child, by=lead, ground="family", told_on=today)


def _corrected(served: Plan) -> None:
    """A day of service that its lead has put right."""
    version = served.versions.get()
    ServiceCorrection.objects.create(
        version=version,
        was=version.served_on - dt.timedelta(days=1),
        became=version.served_on,
        reason="It went a day later",
        by=version.uploaded_by,
    )


def _arrive(version: PlanVersion, by: Post) -> Draw:
    return samples.draw_arrival(version=version, by=by).draw


def _opened(plan: Plan, moderator: Post) -> Moderation:
    version = make_version(plan, stage=Stage.READY)
    made = moderation.open_moderation(version=version, origin=Moderation.Origin.CHANCE, chance="1/2")
    if made.moderator_id != moderator.pk:
        lead = Post.objects.get(authority=plan.authority, role=Role.LEAD, code="Lena")
        moderation.reassign(moderation=made, by=lead, to=moderator)
    return _fresh(made)


def _fresh(made: Moderation) -> Moderation:
    return Moderation.objects.select_related("version__plan__child", "moderator", "letter").get(pk=made.pk)


def _judged(made: Moderation, by: Post) -> Review:
    review = moderation.start_review(moderation=made, by=by)
    review.judgements.all().delete()
    for code in asked_in(made).questions:
        weak = code == "F0"
        Judgement.objects.create(
            review=review,
            code=code,
            answer="not_met" if weak else "met",
            first_answer="not_met" if weak else "met",
            comment=WORDS if weak else "",
            origin="drafting" if weak else "",
            who_should_act="casework_officer" if weak else "",
            answered_at=time.now(),
        )
    moderation.add_evidence_from_quote(review=review, by=by, code="F0", quote=QUOTE)
    _, found = make_screening(made.version)
    moderation.show_points(review=review, by=by, section="F")
    for name, value in (("answer", "not-a-problem"), ("reason", WORDS)):
        moderation.judge_point(review=review, by=by, finding=found[0].pk, field=name, value=value, version=0)
    moderation.say_missed(review=review, by=by, section="F", quote="school staff", rule="", words=WORDS)
    for name, value in (("judgement", "good"), ("judgement_reason", "Read as a whole it would help.")):
        moderation.save_field(review=review, by=by, field=name, value=value, version=0)
    moderation.lock_judgement(review=review, by=by)
    review.refresh_from_db()
    return review


def _handed_in(plan: Plan, moderator: Post) -> Moderation:
    made = _opened(plan, moderator)
    review = _judged(made, moderator)
    words = {"summary": "One knows this child.", "needs_correction": "before_service"}
    if review.gap:
        words["gap_reason"] = "The profile counts every line alike."
    for name, value in words.items():
        moderation.save_field(review=review, by=moderator, field=name, value=value, version=0)
    moderation.add_strength(review=review, by=moderator, text="One hears who this is", quote=QUOTE)
    moderation.add_strength(review=review, by=moderator, text="His own words", quote="I like trains")
    moderation.add_recommendation(
        review=review, by=moderator, text="Say how often", for_whom="casework_officer", by_when=None
    )
    moderation.submit_review(review=review, by=moderator, minutes=30)
    return _fresh(made)


def _make_ready(made: Moderation, moderator: Post) -> None:
    letter = made.letter if hasattr(made, "letter") else _fresh(made).letter
    moderation.save_letter(
        letter=letter,
        by=moderator,
        opening="I read this today.",
        closing="Ask me.",
        outcome="amend-first",
        strengths=[moderation.StrengthWords("One hears who this is", "I like trains", "", "A")] * 2,
        points=[moderation.PointWords("Say how often", WORDS, quote=QUOTE, section="F", codes=("F0",))],
    )


def _sent(plan: Plan, moderator: Post) -> Moderation:
    made = _handed_in(plan, moderator)
    letter = moderation.write_letter(moderation=made, by=moderator)
    _make_ready(made, moderator)
    moderation.send_letter(letter=letter, by=moderator)
    return _fresh(made)


def _give_everybody_something(story: Story, assistant: Post | None) -> None:
    version = story.under_way.version
    by_role = {Role.OFFICER: story.writer, Role.SENIOR: story.moderator}
    if assistant:
        by_role[Role.ASSISTANT] = assistant
    for role, post in by_role.items():
        about = story.under_way if role == Role.SENIOR else None
        concern = moderation.raise_concern(version=version, by=post, kind="safeguarding", text=WORDS, moderation=about)
        story.concerns[role] = concern.reference
        upload = Upload(
            authority=post.authority,
            original_name="Tobin Canarysson.docx",
            state=Upload.State.UNMATCHED,
            sentence="No plan is named.",
            uploaded_by=post,
        )
        upload.file.save(new_key(), ContentFile(b"made up"), save=False)
        upload.save()
        story.uploads[role] = upload
    path = story.under_way.get_absolute_url()
    story.held[Role.SENIOR] = HeldAnswers.objects.create(
        post=story.moderator, path=path, data={"standard": ["F0"], "comment": [WORDS]}
    )
