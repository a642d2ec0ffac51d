"""Extracts on the real database: compared, applied, applied again, stopped in the middle, never deleting anything."""

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django_scopes import scope

from ehcp.vocabulary import year_group
from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.lifecycle import WrongStage
from goldenthread.plans.extract import ExtractRefused
from goldenthread.plans.models import Assessment, Child, ImportRow, Plan, Reader, RegisterImport, SavedMapping
from goldenthread.plans.register_import import applying, kept, previewing, queries, workflow
from goldenthread.plans.register_import.stages import State
from goldenthread.plans.register_import.tasks import apply_extract, compare_extract
from tests.factories import make_child, make_plan, make_version
from tests.goldenthread.plans.register_import.files import HEADERS, IDRIS, TOBIN, WREN, csv_bytes, xlsx_bytes

pytestmark = pytest.mark.django_db


def hand_in(cast, *rows, data: bytes | None = None, by=None, headers=HEADERS) -> RegisterImport:
    data = csv_bytes(*rows, headers=headers) if data is None else data
    return workflow.start_import(
        authority=cast.authority, by=by or cast.sam, file=io.BytesIO(data), name="register extract.csv"
    )


def preview(made: RegisterImport, by, values=None, **given) -> RegisterImport:
    workflow.preview_import(register_import=made, by=by, values=values or {}, **given)
    made.refresh_from_db()
    return made


def bring_in(cast, *rows, **given) -> RegisterImport:
    """The whole way: handed in, compared, applied."""
    made = preview(hand_in(cast, *rows, **given), cast.sam)
    workflow.apply_import(register_import=made, by=cast.sam)
    made.refresh_from_db()
    return made


def register(cast) -> dict:
    """Everything that an import may write, without ids of our own."""
    child = ("case_system_id", "first_name", "last_name", "date_of_birth", "sex", "is_cared_for", "primary_need", "raw")
    assessment = ("child__case_system_id", "requested_on", "decided_on", "outcome", "outcome_on", "exception")
    plan = ("case_system_id", "child__case_system_id", "kind", "officer__code", "assessment__requested_on")
    return {
        "children": list(Child.objects.order_by("case_system_id").values_list(*child)),
        "assessments": list(Assessment.objects.order_by(*assessment[:2]).values_list(*assessment)),
        "plans": list(Plan.objects.order_by(*plan[:2], plan[-1]).values_list(*plan)),
    }


def counts(made: RegisterImport) -> dict[str, int]:
    return {kind: made.counts[kind] for kind in ("new", "changed", "unchanged", "refused")}


def test_an_extract_without_plan_ids_brings_in_every_child(cast):
    headers = ["Person ID", "Forename", "Surname", "Date of Birth", "Request Date", "Plan Type"]
    made = bring_in(
        cast,
        ["1001", "Tobin", "Ashworth", "04/05/2016", "24/07/2026", "New"],
        ["1002", "Wren", "O’Dowd", "30/11/2012", "24/07/2026", "New"],
        headers=headers,
    )

    assert counts(made) == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
    assert [row[:2] for row in register(cast)["plans"]] == [("", "1001"), ("", "1002")]


@pytest.mark.sqlite
def test_an_extract_fills_an_empty_register(cast):
    made = bring_in(cast, TOBIN, WREN, IDRIS)

    assert (made.state, made.applied_by, counts(made)) == (
        State.APPLIED,
        cast.sam,
        {"new": 3, "changed": 0, "unchanged": 0, "refused": 0},
    )
    assert [row[:7] for row in register(cast)["children"]] == [
        ("1001", "Tobin", "Ashworth", dt.date(2016, 5, 4), "Male", False, "ASD"),
        ("1002", "Wren", "O’Dowd", dt.date(2012, 11, 30), "Female", True, "SEMH"),
        ("1003", "Idris", "Vale", dt.date(2019, 2, 9), "Male", False, "SLCN"),
    ]
    assert register(cast)["assessments"] == [
        ("1001", dt.date(2026, 7, 24), None, "open", None, ""),
        ("1002", dt.date(2026, 3, 1), None, "plan", dt.date(2026, 7, 14), ""),
        ("1003", dt.date(2026, 9, 28), None, "open", None, ""),
    ]
    assert register(cast)["plans"] == [
        ("P-1", "1001", "new", "Amina", dt.date(2026, 7, 24)),
        ("P-2", "1002", "new", "Osei", dt.date(2026, 3, 1)),
    ]
    assert Child.objects.get(case_system_id="1001").raw == dict(zip(HEADERS, TOBIN, strict=True))


def test_a_preview_changes_nothing_in_the_register(cast):
    made = preview(hand_in(cast, TOBIN, WREN), cast.sam)

    assert (made.state, counts(made)["new"]) == (State.PREVIEWED, 2)
    assert register(cast) == {"children": [], "assessments": [], "plans": []}


@pytest.mark.sqlite
def test_the_same_extract_again_changes_nothing_and_notes_no_change(cast):
    bring_in(cast, TOBIN, WREN, IDRIS)
    before, events = register(cast), Event.objects.filter(kind__in=["child", "assessment", "plan"]).count()

    again = bring_in(cast, TOBIN, WREN, IDRIS)

    assert counts(again) == {"new": 0, "changed": 0, "unchanged": 3, "refused": 0}
    assert register(cast) == before
    assert Event.objects.filter(kind__in=["child", "assessment", "plan"]).count() == events


def test_a_difference_is_shown_old_to_new_and_only_that_field_is_written(cast):
    bring_in(cast, TOBIN, WREN)
    child = Child.objects.get(case_system_id="1001")
    Child.objects.filter(pk=child.pk).update(pronouns="he/him")

    moved = (*TOBIN[:2], "Ashworth-Bell", *TOBIN[3:10], "Osei", *TOBIN[11:])
    made = preview(hand_in(cast, moved, WREN), cast.sam)

    row = made.rows.get(number=2)
    assert (row.outcome, row.changes) == (
        "changed",
        {"last_name": ["Ashworth", "Ashworth-Bell"], "officer": [str(cast.amina.pk), str(cast.osei.pk)]},
    )
    workflow.apply_import(register_import=made, by=cast.sam)
    child.refresh_from_db()
    assert (child.last_name, child.pronouns) == ("Ashworth-Bell", "he/him")
    assert child.plans.get().officer == cast.osei


def test_history_keeps_the_names_of_fields_and_never_what_stands_in_them(cast):
    bring_in(cast, TOBIN)
    bring_in(cast, (*TOBIN[:2], "Ashworth-Bell", *TOBIN[3:]))

    child = Child.objects.get()
    events = Event.objects.filter(child_id=child.pk, kind="child").order_by("pk")
    assert [(event.verb, event.fields, event.post_id) for event in events] == [
        (
            "brought in",
            ["case_system_id", "date_of_birth", "first_name", "is_cared_for", "last_name", "primary_need", "sex"],
            cast.sam.pk,
        ),
        ("changed by import", ["last_name"], cast.sam.pk),
    ]
    everything = str(list(Event.objects.values_list("verb", "reference", "fields", "detail")))
    assert [word for word in ("Tobin", "Ashworth", "2016", "1001", "P-1") if word in everything] == []


@pytest.mark.sqlite
def test_a_child_who_is_no_longer_in_the_extract_is_listed_and_kept(cast):
    bring_in(cast, TOBIN, WREN)

    made = bring_in(cast, WREN)

    assert made.counts["gone"] == 1
    assert [child.case_system_id for child in queries.children_gone(made)] == ["1001"]
    assert (Child.objects.count(), Plan.objects.count()) == (2, 2)


def test_an_empty_cell_takes_nothing_away(cast):
    bring_in(cast, TOBIN)
    before = register(cast)

    bare = ("1001", *[""] * 12)
    made = bring_in(cast, bare)

    assert counts(made)["unchanged"] == 1
    assert register(cast) == before


def test_refused_rows_stay_out_and_the_others_come_in(cast):
    wrong = (*IDRIS[:3], "31/02/2019", *IDRIS[4:])

    made = bring_in(cast, TOBIN, wrong)

    assert counts(made) == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1}
    assert [child.case_system_id for child in Child.objects.all()] == ["1001"]
    assert made.rows.get(outcome="refused").reason == (
        "Row 3, DOB: this day does not exist. Correct it in the case system and run the report again."
    )


def test_a_new_child_needs_a_name(cast):
    made = preview(hand_in(cast, ("7", "", "Ash", *[""] * 10)), cast.sam)

    assert made.rows.get().reason == "Row 2: This child is new to the register, so the row needs: first name."


def test_a_plan_id_of_another_child_is_refused_and_neither_child_is_touched(cast):
    bring_in(cast, TOBIN, WREN)
    before = register(cast)

    made = bring_in(cast, (*WREN[:8], "P-1", *WREN[9:]))

    assert made.rows.get().reason == (
        "Row 2: The register has this plan's id under another child. Correct the case system, or the register."
    )
    assert register(cast) == before


def test_a_plan_that_got_its_id_later_is_the_same_plan(cast):
    without_id = (*TOBIN[:8], "", *TOBIN[9:])
    bring_in(cast, without_id)

    made = bring_in(cast, TOBIN)

    assert made.rows.get().changes == {"plan_id": [None, "P-1"]}
    assert [plan.case_system_id for plan in Plan.objects.all()] == ["P-1"]


def test_a_second_request_for_a_child_is_an_assessment_and_a_plan_of_its_own(cast):
    bring_in(cast, (*TOBIN[:8], "", *TOBIN[9:]))

    bring_in(cast, (*TOBIN[:5], "01/11/2026", *TOBIN[6:8], "", *TOBIN[9:]))

    assert [row[1] for row in register(cast)["assessments"]] == [dt.date(2026, 7, 24), dt.date(2026, 11, 1)]
    assert [row[4] for row in register(cast)["plans"]] == [dt.date(2026, 7, 24), dt.date(2026, 11, 1)]


def test_the_day_of_a_request_can_be_corrected_where_the_plan_has_its_id(cast):
    bring_in(cast, TOBIN)

    bring_in(cast, (*TOBIN[:5], "20/07/2026", *TOBIN[6:]))

    assert [row[1] for row in register(cast)["assessments"]] == [dt.date(2026, 7, 20)]


def test_a_child_with_two_plans_needs_to_be_told_which(cast):
    make_plan(cast.amina, child=make_child(cast.authority, case_system_id="7"), case_system_id="P-7")
    make_plan(cast.amina, child=Child.objects.get(case_system_id="7"), case_system_id="P-8")

    made = preview(hand_in(cast, ("7", "Osei"), headers=("Person ID", "Officer")), cast.sam)

    assert made.rows.get().reason == (
        "Row 2: This child has more than one plan in the register. Choose a column for the plan's id."
    )


def test_a_request_that_was_refused_makes_no_plan(cast):
    bring_in(cast, (*TOBIN[:6], "N", "", "", "", "Amina", *TOBIN[11:]))

    assert [row[3] for row in register(cast)["assessments"]] == ["not-assessed"]
    assert Plan.objects.count() == 0


def test_a_year_group_is_kept_only_where_it_is_not_the_usual_one(cast):
    headers = (*HEADERS, "NC Year")
    usual = str(year_group(dt.date(2016, 5, 4), on=world.today()).number)
    bring_in(cast, (*TOBIN, usual), (*WREN, "3"), headers=headers)

    assert list(Child.objects.order_by("case_system_id").values_list("year_group", flat=True)) == [None, 3]
    assert counts(bring_in(cast, (*TOBIN, usual), (*WREN, "3"), headers=headers))["unchanged"] == 2


def test_a_workbook_comes_in_as_a_csv_file_does(cast):
    bring_in(cast, TOBIN, WREN)

    made = bring_in(cast, data=xlsx_bytes(TOBIN, WREN, above=(["EHC plans"], [])))

    assert counts(made) == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}


# --- Matching ---


def test_a_value_that_nobody_knows_refuses_its_rows_until_it_is_matched(cast):
    row = (*TOBIN[:10], "Jo who left", *TOBIN[11:])
    made = hand_in(cast, row)
    workflow.choose_columns(register_import=made, by=cast.sam, columns=kept.mapping_of(made).columns)

    assert counts(preview(made, cast.sam))["refused"] == 1
    assert counts(preview(made, cast.sam, {"officer": {"Jo who left": str(cast.osei.pk)}}))["new"] == 1
    assert counts(preview(made, cast.sam, {"officer": {"Jo who left": None}}))["refused"] == 1
    assert counts(preview(made, cast.sam, {"officer": {"Jo who left": ""}}))["new"] == 1


def test_a_saved_mapping_is_used_for_the_next_extract_with_its_columns(cast):
    headers = ("Number", "Given", "Family", "Who")
    made = hand_in(cast, ("7", "Tobin", "Ash", "x"), headers=headers)
    columns = {"child_id": "Number", "first_name": "Given", "last_name": "Family", "officer": "Who"}
    workflow.choose_columns(register_import=made, by=cast.sam, columns=columns)
    preview(made, cast.sam, {"officer": {"x": str(cast.amina.pk)}}, remember_as="Weekly")

    again = hand_in(cast, ("8", "Wren", "Elm", "x"), headers=headers)

    assert SavedMapping.objects.get().columns == columns
    assert again.mapping["name"] == "Weekly"
    assert kept.mapping_of(again).values == {"officer": {"x": str(cast.amina.pk)}}
    assert counts(preview(again, cast.sam))["new"] == 1


def test_an_officer_who_has_left_since_the_mapping_was_saved_is_asked_for_again(cast):
    made = hand_in(cast, (*TOBIN[:10], "x", *TOBIN[11:]))
    columns = kept.mapping_of(made).columns
    workflow.choose_columns(register_import=made, by=cast.sam, columns=columns)
    preview(made, cast.sam, {"officer": {"x": str(cast.osei.pk)}}, remember_as="Weekly")
    cast.osei.closed_at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    cast.osei.save()

    assert counts(preview(made, cast.sam))["refused"] == 1

    workflow.choose_columns(register_import=made, by=cast.sam, columns=columns, saved="Weekly")
    assert kept.mapping_of(made.__class__.objects.get(pk=made.pk)).values["officer"] == {}


def with_assistant(name: str) -> dict:
    return {"data": csv_bytes((*TOBIN, name), headers=(*HEADERS, "Casework Assistant"))}


def test_an_assistant_allocates_no_plan_of_the_register_to_herself_by_an_import(cast):
    bring_in(cast, TOBIN)
    to_sam = {"assistant": {"Sam": str(cast.sam.pk)}}
    made = preview(hand_in(cast, **with_assistant("Sam")), cast.sam, to_sam)
    assert counts(made)["refused"] == 1
    assert "Nobody allocates a plan to themselves" in made.rows.get().reason

    made = preview(hand_in(cast, by=cast.lena, **with_assistant("Sam")), cast.lena, to_sam)
    workflow.apply_import(register_import=made, by=cast.lena)
    assert Plan.objects.get().assistant == cast.sam


def test_a_plan_that_is_new_may_come_with_the_assistant_who_brings_it_in(cast):
    made = preview(hand_in(cast, **with_assistant("Sam")), cast.sam, {"assistant": {"Sam": str(cast.sam.pk)}})

    assert counts(made) == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0}


def test_whoever_moderates_a_plan_does_not_become_its_officer_by_an_import(cast):
    bring_in(cast, TOBIN)
    plan = Plan.objects.get()
    Reader.objects.create(version=make_version(plan), post=cast.ben, because="moderation", source="M")

    made = preview(hand_in(cast, (*TOBIN[:10], "Ben", *TOBIN[11:])), cast.sam, {"officer": {"Ben": str(cast.ben.pk)}})

    assert counts(made)["refused"] == 1
    assert made.rows.get().reason.startswith(f"Row 2: {cast.ben.name} moderates this plan.")


def test_the_id_of_the_child_must_be_matched(cast):
    made = hand_in(cast, TOBIN)

    with pytest.raises(WrongStage):
        workflow.choose_columns(register_import=made, by=cast.sam, columns={"first_name": "Forename"})


def test_another_sheet_or_row_of_headings_can_be_read(cast):
    data = csv_bytes(TOBIN, above=[["words"] * 13])
    made = hand_in(cast, data=data)
    assert made.headers[0] == "words"

    workflow.read_again(register_import=made, by=cast.sam, sheet="", header_row=2)

    made.refresh_from_db()
    assert (tuple(made.headers), made.total) == (HEADERS, 1)
    assert counts(preview(made, cast.sam))["new"] == 1


# --- Stops ---


def stop_after(monkeypatch, module, name: str, times: int) -> None:
    """The function dies after it has been called so often, in the middle of a chunk's transaction."""
    real, calls = getattr(module, name), iter(range(times))

    def dying(*args, **kwargs):
        result = real(*args, **kwargs)
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(module, name, dying)


ROWS = [(f"{number}", f"First{number}", "Last", *TOBIN[3:8], f"P-{number}", *TOBIN[9:]) for number in range(1, 24)]


@pytest.mark.parametrize("stopped_at", [0, 3, 7, 12, 22])
@pytest.mark.sqlite
def test_an_apply_that_died_is_carried_on_and_ends_as_if_it_had_not(cast, monkeypatch, stopped_at):
    monkeypatch.setattr(applying, "CHUNK", 5)
    made = preview(hand_in(cast, *ROWS), cast.sam)
    with monkeypatch.context() as patch:
        stop_after(patch, applying, "_apply_row", stopped_at)
        with pytest.raises(KeyboardInterrupt):
            workflow.apply_import(register_import=made, by=cast.sam, in_background=False)
            apply_extract.call(made.pk)
    made.refresh_from_db()
    whole_chunks = stopped_at // 5 * 5
    assert (made.state, made.done, Child.objects.count()) == (State.APPLYING, whole_chunks, whole_chunks)

    workflow.carry_on(register_import=made, by=cast.sam)

    made.refresh_from_db()
    assert (made.state, made.done, made.total) == (State.APPLIED, 23, 23)
    assert (Child.objects.count(), Assessment.objects.count(), Plan.objects.count()) == (23, 23, 23)
    assert Event.objects.filter(kind="child", verb="brought in").count() == 23


def test_a_preview_that_died_is_carried_on_and_each_row_is_there_once(cast, monkeypatch):
    monkeypatch.setattr(previewing, "CHUNK", 5)
    made = hand_in(cast, *ROWS)
    with monkeypatch.context() as patch:
        stop_after(patch, previewing, "_compare", 12)
        with pytest.raises(KeyboardInterrupt):
            workflow.preview_import(register_import=made, by=cast.sam, values={}, in_background=False)
            compare_extract.call(made.pk)
    made.refresh_from_db()
    assert (made.state, made.done, made.rows.count()) == (State.PREVIEWING, 10, 10)

    workflow.carry_on(register_import=made, by=cast.sam)

    made.refresh_from_db()
    assert (made.state, made.done, made.rows.count()) == (State.PREVIEWED, 23, 23)
    assert counts(made) == {"new": 23, "changed": 0, "unchanged": 0, "refused": 0}


def test_work_that_has_stood_still_is_taken_up_by_the_timetable_and_other_work_is_not(cast, monkeypatch):
    made = preview(hand_in(cast, TOBIN), cast.sam)
    workflow.apply_import(register_import=made, by=cast.sam, in_background=False)

    assert workflow.carry_on_stalled(authority=cast.authority) == 0
    monkeypatch.setattr(workflow, "STALLED_SECONDS", -1)
    assert workflow.carry_on_stalled(authority=cast.authority) == 1

    made.refresh_from_db()
    assert (made.state, Child.objects.count()) == (State.APPLIED, 1)


def test_two_previews_of_one_child_do_not_add_it_twice(cast):
    first = preview(hand_in(cast, TOBIN), cast.sam)
    second = preview(hand_in(cast, TOBIN), cast.lena)

    workflow.apply_import(register_import=first, by=cast.sam)
    workflow.apply_import(register_import=second, by=cast.lena)

    second.refresh_from_db()
    assert (second.state, Child.objects.count(), Plan.objects.count()) == (State.APPLIED, 1, 1)


def test_what_was_applied_cannot_be_applied_matched_or_abandoned_again(cast):
    made = bring_in(cast, TOBIN)

    for verb in (workflow.apply_import, workflow.abandon_import):
        with pytest.raises(WrongStage):
            verb(register_import=made, by=cast.sam)
    with pytest.raises(WrongStage):
        workflow.choose_columns(register_import=made, by=cast.sam, columns={"child_id": "Person ID"})


def test_an_extract_that_is_let_be_leaves_neither_rows_nor_file(cast, django_capture_on_commit_callbacks):
    made = preview(hand_in(cast, TOBIN), cast.sam)
    name = made.file.name

    with django_capture_on_commit_callbacks(execute=True):
        workflow.abandon_import(register_import=made, by=cast.sam)

    made.refresh_from_db()
    assert (made.state, made.rows.count(), made.file.storage.exists(name), "seen" in made.mapping) == (
        State.ABANDONED, 0, False, False,
    )  # fmt: skip


def test_a_file_that_has_gone_stops_the_preview_with_a_sentence(cast):
    made = hand_in(cast, TOBIN)
    made.file.storage.delete(made.file.name)

    preview(made, cast.sam)

    assert (made.state, made.sentence) == (State.FAILED, "The file is not there any more. Bring it in again.")


def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_kept(cast):
    with pytest.raises(ExtractRefused) as refused:
        hand_in(cast, data=b"%PDF-1.7 nothing")

    assert (refused.value.code, RegisterImport.objects.count()) == ("pdf", 0)


# --- Who ---


@pytest.mark.parametrize("who", ["ben", "amina", "dev", "carol", "bea", "ivo", "audrey", "anton"])
def test_only_the_lead_and_assistants_bring_in_an_extract(cast, who):
    with pytest.raises(PermissionDenied):
        hand_in(cast, TOBIN, by=getattr(cast, who))


def test_another_authority_s_import_is_refused_to_every_verb(cast, elsewhere):
    with scope(authority=elsewhere.authority):
        theirs = hand_in(elsewhere, TOBIN, by=elsewhere.lena)

    for verb in (workflow.apply_import, workflow.abandon_import, workflow.carry_on):
        with pytest.raises(PermissionDenied):
            verb(register_import=theirs, by=cast.lena)


def test_the_same_case_id_in_two_authorities_is_two_children(cast, elsewhere):
    bring_in(cast, TOBIN)
    with scope(authority=elsewhere.authority):
        made = preview(hand_in(elsewhere, TOBIN, by=elsewhere.lena), elsewhere.lena)
        assert (counts(made)["new"], made.counts["gone"]) == (1, 0)
        workflow.apply_import(register_import=made, by=elsewhere.lena)
        assert Child.objects.get().authority == elsewhere.authority

    assert Child.objects.get().authority == cast.authority


def test_rows_are_compared_in_few_queries_however_many(cast, django_assert_max_num_queries):
    made = hand_in(cast, *ROWS)

    with django_assert_max_num_queries(40):
        preview(made, cast.sam)

    assert ImportRow.objects.count() == 23
