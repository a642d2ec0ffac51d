"""`goldenthread import-register`: the same import from the console."""

import pytest
from django_scopes import scope

from goldenthread.plans.models import Child, RegisterImport
from goldenthread.plans.register_import import command
from goldenthread.plans.register_import.stages import State
from tests.goldenthread.plans.register_import.files import IDRIS, TOBIN, WREN, csv_bytes
from tests.goldenthread.plans.register_import.test_workflow import hand_in, preview, workflow

pytestmark = pytest.mark.django_db


@pytest.fixture
def extract(tmp_path):
    file = tmp_path / "extract.csv"
    file.write_bytes(csv_bytes(TOBIN, WREN, (*IDRIS[:3], "31/02/2019", *IDRIS[4:])))
    return file


def run(file, **given) -> int:
    return command.run(file, **{"authority": "901", "mapping": None, "by": None, "apply": False, **given})


def test_without_apply_the_counts_are_printed_and_nothing_changes(cast, extract, capsys):
    assert run(extract) == 0

    said = capsys.readouterr().out
    made = RegisterImport.objects.get()
    assert said.splitlines() == [
        f"Import {made.reference}, Sandbourne, in the name of Lena Sandbourne (SEND quality lead): 3 rows",
        "  New                             2",
        "  Changed                         0",
        "  Refused                         1",
        "  Please check                    0",
        "  Unchanged                       0",
        "  No longer in the extract        0",
        "  - Row 4, DOB: this day does not exist. Correct it in the case system and run the report again.",
        "Nothing was changed. Say --apply to apply it, or look at it in the browser.",
    ]
    assert (made.state, Child.objects.count()) == (State.PREVIEWED, 0)


def test_with_apply_it_is_applied_in_the_name_of_who_was_said(cast, extract, capsys):
    assert run(extract, by="SAM@sandbourne.example", apply=True) == 0

    made = RegisterImport.objects.get()
    assert (made.state, made.applied_by, Child.objects.count()) == (State.APPLIED, cast.sam, 2)
    assert capsys.readouterr().out.splitlines()[-1] == "Applied: 2 rows."


def test_a_saved_mapping_can_be_named(cast, extract):
    made = hand_in(cast, TOBIN)
    columns = {"child_id": "Person ID", "first_name": "Forename", "last_name": "Surname"}
    workflow.choose_columns(register_import=made, by=cast.sam, columns=columns)
    preview(made, cast.sam, remember_as="Names only")

    assert run(extract, mapping="Names only", apply=True) == 0

    assert {child.date_of_birth for child in Child.objects.all()} == {None}
    assert Child.objects.count() == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"authority": "999"}, "Say which authority with --authority CODE: 901."),
        ({"mapping": "No such"}, "There is no saved mapping called “No such”."),
        ({"by": "amina@sandbourne.example"},
         "Nobody with that address may bring in an extract here. Say who with --by EMAIL."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_nothing_is_done(cast, extract, capsys, given, said):
    assert run(extract, **given) == 2

    assert capsys.readouterr().err.strip() == said
    assert Child.objects.count() == 0


def test_a_file_that_cannot_be_taken_is_said(cast, tmp_path, capsys):
    file = tmp_path / "extract.pdf"
    file.write_bytes(b"%PDF-1.7")

    assert (run(file), run(tmp_path / "none.csv")) == (1, 2)
    assert capsys.readouterr().err.splitlines()[0].startswith("This is a PDF.")


def test_only_the_authority_that_was_said_is_touched(cast, elsewhere, extract):
    assert run(extract, authority="902", apply=True) == 0

    assert Child.objects.count() == 0
    with scope(authority=elsewhere.authority):
        assert [child.case_system_id for child in Child.objects.all()] == ["1001"]
