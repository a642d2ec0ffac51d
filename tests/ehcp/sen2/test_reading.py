"""The return is read whole from XML and from the CSV set, and what is no return is refused in words."""

import datetime as dt
import io

import pytest

from ehcp.sen2.reading_blade import blade_set
from ehcp.sen2.reading_xml import Reading
from ehcp.sen2.record import Module, Unreadable, day_of
from tests.ehcp.sen2.returns import as_blade, as_xml, many, person


def from_xml(data: bytes):
    return list(Reading().persons(io.BytesIO(data)))


def shown(persons) -> list:
    """Each person as plain values, days as days: the same whatever the file's shape."""

    def row(each):
        return (
            each.module.value,
            {item: day_of(value) or value for item, value in sorted(each.values.items())},
            [row(below) for below in each.below],
        )

    return [(each.number, row(each.row)) for each in persons]


def test_a_person_has_everything_that_the_return_says():
    (read,) = from_xml(as_xml([person()]))

    assert (read.name, read.born_on) == ("Mia Okafor1", dt.date(2016, 5, 4))
    (request,) = read.requests
    assert request.day("ReceivedDate") == dt.date(2025, 2, 3)
    assert request.one(Module.ASSESSMENT).get("AssessmentOutcome") == "Y"
    assert request.one(Module.NAMED_PLAN).one(Module.PLAN_DETAIL).get("URN") == "104871"
    assert [need.get("SENtype") for need in request.rows(Module.NEED)] == ["SLCN"]


def test_the_header_says_whose_return_it_is_and_of_which_day():
    reading = Reading()
    next(reading.persons(io.BytesIO(as_xml([person()]))))

    assert (reading.header.year, reading.header.on, reading.header.authority) == (2026, dt.date(2026, 1, 15), "343")


def test_both_shapes_hold_the_same():
    persons = many(300)

    assert shown(from_xml(as_xml(persons))) == shown(blade_set(as_blade(persons)).persons())


def test_items_that_nobody_knows_are_kept():
    (read,) = from_xml(as_xml([person(Person={"FavouriteColour": "blue"})]))

    assert read.row.get("FavouriteColour") == "blue"


def test_older_names_of_items_are_known():
    (read,) = from_xml(as_xml([person(Person={"Sex": None, "GenderCurrent": "M"})]))

    assert read.row.get("Sex") == "M"


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2022-09-28", dt.date(2022, 9, 28)),
        ("2022-Sep-28 00:00:00", dt.date(2022, 9, 28)),
        ("28/09/2022", dt.date(2022, 9, 28)),
        ("2022-09-28T00:00:00", dt.date(2022, 9, 28)),
        ("1900-01-01", None),
        ("<NA>", None),
        ("31/02/2022", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days_as_returns_write_them(told, day):
    assert day_of(told) == day


def test_a_return_that_breaks_off_gives_what_was_whole_and_says_so():
    data = as_xml(many(400))
    read = []

    with pytest.raises(Unreadable, match="breaks off"):
        for each in Reading().persons(io.BytesIO(data[: len(data) * 3 // 4])):
            read.append(each)
    assert 200 < len(read) < 400


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not xml at all", "not the XML"),
        (b"", "not the XML"),
        (b"<Message><Header/></Message>", "no persons"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><Message><Persons><Person><Surname>&b;</Surname></Person></Persons></Message>',
         "entities of its own"),
        (b"<a>" * 100, "not the XML"),
    ],
)  # fmt: skip
def test_what_is_no_return_is_refused_in_words(data, said):
    with pytest.raises(Unreadable, match=said):
        from_xml(data)


def test_nothing_outside_the_file_is_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    data = (
        f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{secret}">]><Message><Persons><Person><Surname>&b;</Surname></Person>'
    )

    with pytest.raises(Unreadable, match="entities"):
        from_xml(data.encode())


def test_a_set_that_is_not_whole_is_refused():
    files = as_blade([person()])
    without = {name: file for name, file in files.items() if not name.endswith("_person.csv")}

    with pytest.raises(Unreadable, match="the file of person is not there"):
        list(blade_set(without).persons())


def test_two_exports_in_one_set_are_refused():
    files = as_blade([person()]) | as_blade([person()], day="16-01-2026")

    with pytest.raises(Unreadable, match="two files of"):
        blade_set(files)


def test_rows_that_hang_below_nothing_are_told():
    mixed = as_blade(many(3)) | {
        name: file for name, file in as_blade(many(40)).items() if name.endswith("_requests.csv")
    }

    with pytest.raises(Unreadable, match="not of one export"):
        list(blade_set(mixed).persons())


def test_a_file_that_is_no_table_is_refused():
    with pytest.raises(Unreadable, match=r"notes\.csv is not a table"):
        blade_set({"notes.csv": io.BytesIO(b"a,b\n1,2\n")})
    with pytest.raises(Unreadable, match="does not name its columns"):
        list(blade_set({"x_person.csv": io.BytesIO(b"1,2\n"), "x_requests.csv": io.BytesIO(b"1,2\n")}).persons())


def test_progress_is_told_in_bytes():
    data = as_xml(many(500))
    told = []
    list(Reading().persons(io.BytesIO(data), progress=told.append))

    assert told == sorted(told) and told[-1] == len(data) and len(told) > 3
