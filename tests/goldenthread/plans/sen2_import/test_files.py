"""Files that are no return, or want to do harm: each refused with a sentence, and nothing kept of it."""

import io
import struct
import zipfile

import pytest

from ehcp.sen2.record import Unreadable
from goldenthread.plans.models import Sen2Import
from goldenthread.plans.sen2_import import packing, workflow
from goldenthread.plans.sen2_import.apart import persons_apart
from goldenthread.plans.sen2_import.stages import State
from tests.ehcp.sen2.returns import as_blade
from tests.goldenthread.plans.sen2_import.files import OURS, as_xml, blade_files, hand_in, person, upload, zipped

pytestmark = pytest.mark.django_db

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><Message><Persons><Person><Surname>&j;</Surname></Person></Persons></Message>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    b"<Message><Persons><Person><Surname>&x;</Surname></Person></Persons></Message>"
)
DTD = b'<?xml version="1.0"?><!DOCTYPE Message SYSTEM "http://localhost:9/x.dtd">' + as_xml([person()], OURS)[38:]
NESTED = b"<Message><Persons><Person>" + b"<Requests>" * 5_000
GOOD = {name: file.getvalue() for name, file in as_blade([person()]).items()}


def _of_one_file(name: str) -> bytes:
    return zipped({each: data for each, data in GOOD.items() if name in each})


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("laughs.xml", LAUGHS, "defines a document type or entities of its own"),
        ("outside.xml", OUTSIDE, "defines a document type or entities of its own"),
        ("dtd.xml", DTD, "defines a document type or entities of its own"),
        ("nested.xml", NESTED, "is not the XML of a SEN2 return, or it is damaged"),
        ("letter.xml", b"<letter>Dear all</letter>", "This XML holds no persons of a SEN2 return"),
        ("empty.xml", b"", "is not the XML of a SEN2 return, or it is damaged"),
        ("picture.xml", b"\x89PNG\r\n" + b"\0" * 900, "is not the XML of a SEN2 return, or it is damaged"),
        ("bomb.zip", zipped({"x_person.csv": b"0" * 50_000_000}), "unpacks to far more than a return holds"),
        ("many.zip", zipped({f"{n}_person.csv": b"upn\r\n" for n in range(40)}), "unpacks to far more"),
        ("no.zip", b"PK\x03\x04 not really", "This .zip file cannot be opened"),
        ("part.zip", _of_one_file("requests"), "The set is not whole"),
        ("other.zip", zipped({"notes.csv": b"a,b\r\n1,2\r\n"}), "is not a table of the return"),
    ],
)  # fmt: skip
def test_what_is_no_return_is_refused_with_a_sentence(cast, name, data, said):
    try:
        made = workflow.start_return(authority=cast.authority, by=cast.sam, files=[upload(data, name)])
    except Unreadable as refused:
        assert said in refused.sentence
        assert Sen2Import.objects.count() == 0
    else:
        # What shows only further in stops the comparison.
        made = Sen2Import.objects.get(pk=made.pk)
        assert (made.state, made.persons.count()) == (State.FAILED, 0)
        assert said in made.sentence


def test_a_zip_that_lies_about_how_large_it_is_gives_no_more_than_it_says(cast):
    lying = bytearray(zipped({"x_person.csv": b"persontableid,upn\r\n" + b"0" * 3_000_000}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = lying.index(mark)
        lying[at + place : at + place + 4] = struct.pack("<I", 200)

    with pytest.raises(Unreadable):
        list(persons_apart(_on_disk(bytes(lying)), "zip"))


def _on_disk(data: bytes):
    import tempfile

    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(data)
    file.flush()
    return file


def test_a_locked_zip_is_refused(cast):
    locked = bytearray(zipped(GOOD))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := lying_at(locked, mark, at)) >= 0:
            locked[at + place] |= 1

    with pytest.raises(Unreadable, match="protected by a password"):
        workflow.start_return(authority=cast.authority, by=cast.sam, files=[upload(bytes(locked), "locked.zip")])


def lying_at(data: bytearray, mark: bytes, after: int) -> int:
    return data.find(mark, after + 1)


def test_a_return_that_breaks_off_changes_nothing_and_says_so(cast):
    whole = as_xml([person(n) for n in range(1, 1500)], OURS)
    made = workflow.start_return(authority=cast.authority, by=cast.sam, files=[upload(whole[: len(whole) * 3 // 4])])
    made = Sen2Import.objects.get(pk=made.pk)

    assert made.state == State.FAILED
    assert made.sentence.startswith("This file breaks off before its end.")
    assert made.persons.count() == made.quality_check.faults.count() == 0


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a.xml", "b.xml"], "not several kinds together"),
        (["a.xml", "b_person.csv"], "not several kinds together"),
        (["a.pdf"], "a.pdf is none of these"),
        ([f"{n}_person.csv" for n in range(21)], "more than 20 files"),
    ],
)
def test_files_that_make_no_set_are_refused(names, said):
    with pytest.raises(Unreadable, match=said):
        packing.pack([upload(b"x", name) for name in names])


def test_files_that_are_too_large_are_refused_before_they_are_read():
    class Large:
        name, size = "large.xml", 201 * 1024 * 1024

    with pytest.raises(Unreadable, match="larger than 200 MB"):
        packing.pack([Large()])


def test_the_return_of_another_authority_is_refused(cast):
    data = as_xml([person()], {**OURS, "LEA": "343"})
    with pytest.raises(Unreadable, match="the return of the authority 343, and this is 901"):
        workflow.start_return(authority=cast.authority, by=cast.sam, files=[upload(data)])


def test_xml_zip_and_csv_files_say_the_same(cast):
    persons = [person(n) for n in (1, 2, 3)]
    ways = [
        [upload(as_xml(persons, OURS))],
        [upload(zipped({"return.xml": as_xml(persons, OURS)}), "return.zip")],
        blade_files(persons),
        [upload(zipped({file.name: file.read() for file in blade_files(persons)}), "set.zip")],
    ]
    seen = []
    for files in ways:
        made = workflow.start_return(authority=cast.authority, by=cast.sam, files=files)
        made = Sen2Import.objects.get(pk=made.pk)
        assert (made.state, made.counts["new"], f"{made.true_on}") == (State.PREVIEWED, 3, "2026-01-15")
        seen.append([row.changes for row in made.persons.all()])
    assert seen[1:] == seen[:1] * 3


def test_the_file_is_kept_under_a_name_that_tells_nothing(cast):
    made = hand_in(cast, person())
    assert "return" not in made.file.name.rsplit("/", 1)[1]
    with made.file.open("rb") as stored:
        assert stored.read() == as_xml([person()], OURS)
    assert zipfile.is_zipfile(io.BytesIO(zipped(GOOD)))
