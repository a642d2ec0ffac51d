"""Made-up things with nothing surprising in them. Every argument that matters to a test is given by the test."""

import datetime as dt
import itertools

from django.core.files.base import ContentFile

from ehcp.screening.document import Document
from goldenthread.people.models import Post
from goldenthread.plans.models import Assessment, Child, Clearance, Plan, PlanVersion
from goldenthread.plans.stages import Stage

_numbers = itertools.count(1)

SECTIONS = {
    "A": "I like trains and I want to have a friend to sit with at lunch.",
    "B": "Tobin finds it hard to follow spoken instructions with more than one step.",
    "E": "By the end of Year 6 Tobin will follow a three-step instruction in four lessons out of five.",
    "F": "Tobin will have access to regular small group work with school staff as appropriate.",
    "K": "Speech and language therapy advice, 3 March 2026.",
}


def make_document(sections: dict[str, str] | None = None) -> Document:
    """A document of one heading and one paragraph a section, made by the reader from a real Word file."""
    import io

    import docx

    from ehcp.screening.reading import read

    word = docx.Document()
    for code, text in (sections or SECTIONS).items():
        word.add_heading(f"Section {code}", level=1)
        word.add_paragraph(text)
    target = io.BytesIO()
    word.save(target)
    return read(target.getvalue(), name="plan.docx")


_document: Document | None = None


def usual_document() -> Document:
    global _document
    _document = _document or make_document()
    return _document


def make_child(authority, **given) -> Child:
    number = next(_numbers)
    return Child.objects.create(
        authority=authority,
        **{
            "case_system_id": f"C{number:06}",
            "first_name": "Tobin",
            "last_name": f"Ashworth{number}",
            "date_of_birth": dt.date(2016, 5, 4),
            **given,
        },
    )


def make_plan(officer: Post, *, requested_on: dt.date | None = dt.date(2026, 7, 24), child=None, **given) -> Plan:
    child = child or make_child(officer.authority)
    assessment = Assessment.objects.create(child=child, requested_on=requested_on, outcome=Assessment.Outcome.PLAN)
    return Plan.objects.create(
        authority=officer.authority, child=child, assessment=assessment, officer=officer, **given
    )


def make_version(
    plan: Plan, *, stage: Stage = Stage.DRAFTING, document: Document | None = None, writer: Post | None = None, **given
) -> PlanVersion:
    document = document or usual_document()
    number = plan.versions.count() + 1
    if stage not in (Stage.DRAFTING, Stage.REPLACED) and "ready_at" not in given:
        given |= {"ready_at": dt.datetime(2026, 11, 11, 15, 22, tzinfo=dt.UTC), "ready_by": plan.officer}
    if stage in (Stage.SERVED, Stage.FINAL) and "served_on" not in given:
        given["served_on"] = dt.date(2026, 11, 13)
    days = {field: given.pop(field) for field in ("served_on", "finalised_on") if field in given}
    is_let_out = stage in (Stage.CLEARED, Stage.SERVED, Stage.FINAL)
    version = PlanVersion.objects.create(
        plan=plan,
        number=number,
        stage=Stage.LET_THROUGH if is_let_out else stage,
        writer=writer or plan.officer,
        file=ContentFile(b"made up", name="plan.docx"),
        file_format="docx",
        sha256=document.sha256,
        text=document.to_json(),
        uploaded_by=plan.officer,
        **given,
    )
    if is_let_out:
        # What was cleared or went out was let out: the database asks for it.
        outcome = Clearance.Outcome.CLEARED if stage == Stage.CLEARED else Clearance.Outcome.LET_THROUGH
        Clearance.objects.create(
            version=version, kind=Clearance.Kind.LEVEL_3, outcome=outcome, by=None, at=version.ready_at
        )
        version.stage = stage
        for field, day in days.items():
            setattr(version, field, day)
        version.save(update_fields=["stage", *days])
    return version


def make_screening(version: PlanVersion, *, findings: int = 1, quote: str = "regular small group work", **given):
    """A version as it is after a run that found the same words so many times. Gives the run and its findings."""
    from ehcp.screening.checks import ruleset
    from goldenthread import world
    from goldenthread.screenings.checks import house
    from goldenthread.screenings.models import Finding, Screening
    from goldenthread.screenings.stages import Stage as ScreeningStage

    # Whoever opened a moderation of it has asked for the run already.
    run, _ = Screening.objects.update_or_create(
        version=version,
        ruleset=ruleset(),
        house=house(),
        defaults={
            "stage": ScreeningStage.SCREENED,
            "finished_at": world.now(),
            "sections": list(version.document.codes),
            "items": 5,
            "checks": {"provision-vague": "1"},
        },
    )
    Finding.objects.filter(version=version).delete()
    anchor = version.document.locate(quote)
    made = [
        Finding.objects.create(
            version=version,
            since=run,
            number=number,
            block=anchor.block,
            start=anchor.start,
            end=anchor.end,
            quote=anchor.quote,
            **{
                "rule": "provision-vague",
                "rule_version": "1",
                "standard": "F3",
                "section": "F",
                "item": "F1",
                "fingerprint": f"{number:032}",
                "severity": "should-check",
                "confidence": 0.8,
                "message": "This may leave open how much the child is given.",
                "suggestion": "Say how often, how long and who.",
                "source": "Code 9.69",
                **given,
            },
        )
        for number in range(1, findings + 1)
    ]
    return run, made
