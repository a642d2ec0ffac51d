"""`goldenthread import-sen2`: the same import of a return from the console."""

import pytest

from goldenthread.plans.models import Child, Sen2Import
from goldenthread.plans.sen2_import import command
from goldenthread.plans.sen2_import.stages import State
from tests.goldenthread.plans.sen2_import.files import OURS, as_xml, blade_files, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "sen2.xml"
    persons = [
        person(1, ActivePlans={"ReviewOutcome": None}),
        person(2, SENneed={"SENtype": "XYZ"}),
        person(3),
        person(3),
    ]
    path.write_bytes(as_xml(persons, OURS))
    return path


def test_without_apply_counts_and_faults_are_printed_and_nothing_changes(cast, file, capsys):
    assert command.run([file], authority="901", by=None, apply=False) == 0

    said = capsys.readouterr().out
    made = Sen2Import.objects.get()
    lines = said.splitlines()
    assert lines[:2] == [
        f"Return {made.reference}, Sandbourne, in the name of Lena Sandbourne (SEND quality lead): 4 persons",
        "  New                             2",
    ]
    assert (
        "  - Person 4: The same UPN stands in the return more than once, so it cannot be told whose record it is."
        in lines
    )
    assert "  SENtype without a meaning here: XYZ (1)" in lines
    assert "         1  A review was held, and its outcome is not there." in lines
    assert lines[-1] == "Nothing was changed. Say --apply to apply it, or look at it in the browser."
    assert "Okafor" not in said
    assert (made.state, Child.objects.count()) == (State.PREVIEWED, 0)


def test_with_apply_the_set_of_files_is_applied_in_the_name_of_who_was_said(cast, tmp_path, capsys):
    paths = []
    for each in blade_files([person(1)]):
        paths.append(tmp_path / each.name)
        paths[-1].write_bytes(each.read())

    assert command.run(paths, authority=None, by="SAM@sandbourne.example", apply=True) == 0

    made = Sen2Import.objects.get()
    assert (made.state, made.applied_by, Child.objects.count()) == (State.APPLIED, cast.sam, 1)
    assert capsys.readouterr().out.splitlines()[-1] == "Applied: 1 persons."


def test_what_does_not_fit_is_said_and_nothing_is_done(cast, tmp_path, file, capsys):
    assert command.run([tmp_path / "none.xml"], authority=None, by=None, apply=True) == 2
    assert command.run([file], authority="999", by=None, apply=True) == 2
    assert command.run([file], authority=None, by="amina@sandbourne.example", apply=True) == 2
    (tmp_path / "bad.xml").write_bytes(b"<Message>")
    assert command.run([tmp_path / "bad.xml"], authority=None, by=None, apply=True) == 1
    assert "No such file" in capsys.readouterr().err
    assert Child.objects.count() == 0
