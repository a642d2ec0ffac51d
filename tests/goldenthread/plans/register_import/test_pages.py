"""The pages of an import through the browser's door: the way through, what each shows, and who never sees it."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from goldenthread.history.models import Event
from goldenthread.plans.models import Child, RegisterImport
from goldenthread.plans.register_import import download, workflow
from goldenthread.plans.register_import.stages import State
from tests.goldenthread.plans.register_import.files import HEADERS, IDRIS, TOBIN, WREN, csv_bytes, xlsx_bytes
from tests.goldenthread.plans.register_import.test_workflow import ROWS, bring_in, hand_in, preview

pytestmark = pytest.mark.django_db


def upload(client: Client, data: bytes, name: str = "extract.csv"):
    return client.post(reverse("plans:start_import"), {"file": SimpleUploadedFile(name, data)})


def address(name: str, made: RegisterImport) -> str:
    return reverse(f"plans:{name}", args=[made.reference])


def text_of(response) -> str:
    """What a reader sees: tags gone, spaces single."""
    page = re.sub(r"<(script|style|title)[\s\S]*?</\1>", " ", response.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def answers(form) -> dict[str, str]:
    """A form as the page would send it unchanged."""
    return {name: form[name].value() or "" for name in form.fields}


def test_an_assistant_brings_in_an_extract_from_file_to_register(cast, as_):
    client = as_(cast.sam)
    left = (*WREN[:10], "Somebody Unknown", *WREN[11:])

    response = upload(client, csv_bytes(TOBIN, left, IDRIS))
    made = RegisterImport.objects.get()
    assert response.url == address("import_columns", made)

    page = client.get(response.url)
    assert "3 rows under 13 headings in extract.csv" in text_of(page)
    response = client.post(response.url, answers(page.context["form"]))
    assert response.url == address("import_values", made)

    page = client.get(response.url)
    assert "Column “SEN Officer”. 1 not known yet." in text_of(page)
    assert text_of(page).count("Our guess: please check.") > 2
    assert "Somebody Unknown 1 row Not known" in text_of(page)
    given = answers(page.context["form"])
    unknown = next(name for name, (_, value) in page.context["form"].asked.items() if value == "Somebody Unknown")
    response = client.post(response.url, {**given, unknown: f"={cast.osei.pk}", "remember_as": "Weekly"})
    assert response.url == address("import", made)

    page = client.get(response.url)
    assert "3 new, 0 changed, 0 unchanged, 0 refused. Nothing has been changed yet." in text_of(page)
    assert Child.objects.count() == 0

    response = client.post(address("apply_import", made))
    page = client.get(response.url)
    assert "Applied: 3 new, 0 changed, 0 unchanged, 0 refused." in text_of(page)
    assert Child.objects.get(case_system_id="1002").plans.get().officer == cast.osei


def test_the_page_of_values_offers_only_who_may_hold_a_plan_and_names_the_columns_not_used(cast, as_):
    client = as_(cast.sam)
    cast.osei.code = "OS1"
    cast.osei.save(update_fields=["code"])
    upload(client, csv_bytes((*TOBIN[:10], "OS1", *TOBIN[11:], "x"), headers=(*HEADERS, "Shoe size")))
    made = RegisterImport.objects.get()
    page = client.get(address("import_columns", made))
    page = client.get(client.post(address("import_columns", made), answers(page.context["form"])).url)

    form = page.context["form"]
    name = next(name for name, (_, value) in form.asked.items() if value == "OS1")
    offered = {value for value, _ in form.fields[name].choices}
    assert f"={cast.osei.pk}" in offered
    assert not {f"={cast.lena.pk}", f"={cast.sam.pk}"} & offered
    assert "OS1 1 row. An exact match." in text_of(page)
    assert "These columns are not used: Shoe size. Nothing in them changes a field of the register" in text_of(page)


def test_a_column_of_which_no_value_is_known_is_asked_about_before_all_its_rows_are_refused(cast, as_):
    client = as_(cast.sam)
    upload(client, csv_bytes((*TOBIN[:10], "Zed Nobody", *TOBIN[11:])))
    made = RegisterImport.objects.get()
    page = client.get(address("import_columns", made))
    page = client.get(client.post(address("import_columns", made), answers(page.context["form"])).url)
    given = answers(page.context["form"])
    name = next(name for name, (_, value) in page.context["form"].asked.items() if value == "Zed Nobody")

    page = client.post(address("import_values", made), given)
    assert "No value of this column is known (casework officer), so every row with one would be refused." in text_of(
        page
    )
    made.refresh_from_db()
    assert made.state == State.UPLOADED

    assert client.post(address("import_values", made), {**given, name: "empty"}).url == address("import", made)
    page = client.get(address("import", made))
    assert f'href="{address("import_values", made)}"' in page.content.decode()


def test_what_people_have_chosen_is_no_longer_called_a_guess(cast, as_):
    client = as_(cast.sam)
    for _ in range(2):
        upload(client, csv_bytes(TOBIN, WREN))
        made = RegisterImport.objects.latest("pk")
        page = client.get(address("import_columns", made))
        saved = {"saved": page.context["saved_name"]}
        client.post(address("import_columns", made), {**answers(page.context["form"]), **saved})
        page = client.get(address("import_values", made))
        guesses = text_of(page).count("Our guess")
        client.post(address("import_values", made), {**answers(page.context["form"]), "remember_as": "Weekly"})
        client.post(address("abandon_import", made))

    assert guesses == 0


def test_the_first_look_at_bringing_in_an_extract_shows_no_error(cast, as_):
    assert "There is a problem" not in text_of(as_(cast.sam).get(reverse("plans:start_import")))


def test_a_file_that_cannot_be_taken_is_answered_on_the_page_with_what_to_do(cast, as_):
    client = as_(cast.sam)

    assert "This is a PDF. Export the report as CSV or as an Excel workbook instead." in text_of(
        upload(client, b"%PDF-1.7")
    )
    assert "Choose the extract" in text_of(client.post(reverse("plans:start_import"), {}))
    assert RegisterImport.objects.count() == 0


def test_changes_are_shown_old_to_new_in_words(cast, as_):
    bring_in(cast, TOBIN, WREN)
    moved = (*TOBIN[:2], "Bell", "05/05/2016", *TOBIN[4:10], "Osei", *TOBIN[11:12], "Y")
    made = preview(hand_in(cast, moved, WREN), cast.sam)

    page = text_of(as_(cast.sam).get(address("import", made) + "?show=changed"))

    assert (
        "Last name: Ashworth to Bell Date of birth: 4 May 2016 to 5 May 2016 "
        "Cared for by an authority: No to Yes Casework officer: Amina Sandbourne to Osei Sandbourne"
    ) in page
    assert "0 new, 1 changed, 1 unchanged, 0 refused" in page


def test_children_who_are_no_longer_in_the_extract_are_listed(cast, as_):
    bring_in(cast, TOBIN, WREN)
    made = preview(hand_in(cast, WREN), cast.sam)

    page = text_of(as_(cast.sam).get(address("import", made) + "?show=gone"))

    assert "No longer in the extract 1" in page
    assert "Tobin Ashworth" in page and "an import never deletes" in page


def test_a_working_import_shows_how_far_it_is_and_fetches_the_rest(cast, as_):
    made = preview(hand_in(cast, *ROWS), cast.sam)
    workflow.apply_import(register_import=made, by=cast.sam, in_background=False)
    client = as_(cast.sam)

    assert "0 of 23 rows" in text_of(client.get(address("import", made)))
    part = client.get(address("import_progress", made), headers={"HX-Request": "true"})
    assert (part.headers.get("HX-Refresh"), "<html" in part.content.decode()) == (None, False)

    client.post(address("carry_on_import", made))
    assert client.get(address("import_progress", made)).headers["HX-Refresh"] == "true"
    made.refresh_from_db()
    assert made.state == State.APPLIED


def test_an_extract_can_be_let_be_or_matched_again(cast, as_):
    made = preview(hand_in(cast, TOBIN), cast.sam)
    client = as_(cast.sam)

    assert client.get(address("import_columns", made)).status_code == 200
    client.post(address("abandon_import", made))

    assert "This extract was let be" in text_of(client.get(address("import", made)))
    assert client.get(address("import_columns", made)).url == address("import", made)
    assert "cannot become" in text_of(client.post(address("apply_import", made), follow=True))


def test_two_fields_cannot_share_a_column_and_the_child_s_id_must_have_one(cast, as_):
    made = hand_in(cast, TOBIN)
    client = as_(cast.sam)

    given = answers(client.get(address("import_columns", made)).context["form"])

    page = client.post(address("import_columns", made), {**given, "child_id": "=DOB"})
    assert "“DOB” is chosen already, for the child's id in the case system." in text_of(page).replace("&#x27;", "'")

    page = client.post(address("import_columns", made), {**given, "child_id": ""})
    assert "Choose the column that holds this: child's id in the case system" in text_of(page).replace("&#x27;", "'")


def test_another_row_of_headings_can_be_asked_for(cast, as_):
    made = hand_in(cast, data=csv_bytes(TOBIN, above=[["words"] * 13]))
    client = as_(cast.sam)

    client.post(address("read_import_again", made), {"again-header_row": "2"})
    made.refresh_from_db()
    assert tuple(made.headers) == HEADERS

    page = client.post(address("read_import_again", made), {"again-header_row": "99"}, follow=True)
    assert "No row of headings was found." in text_of(page)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_refused_rows_can_be_taken_away_corrected_and_brought_in_again(cast, as_, kind):
    wrong = ("1003", "=HYPERLINK(1)", "Vale", "31/02/2019", *IDRIS[4:])
    made = preview(hand_in(cast, TOBIN, wrong), cast.sam)
    client = as_(cast.sam)

    response = client.get(reverse("plans:refused_rows", args=[made.reference, kind]))

    assert response["Content-Disposition"] == f'attachment; filename="refused-rows-{made.reference}.{kind}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    else:
        book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
        assert book.sheet_names == ["Refused rows"]
        rows = book.get_sheet_by_index(0).to_python()
    reason = "Row 3, DOB: this day does not exist. Correct it in the case system and run the report again."
    assert rows == [
        ["Row", "Why it was refused", *HEADERS],
        ["3", reason, "1003", "'=HYPERLINK(1)", *wrong[2:]],
    ]

    rows[1][5] = "28/02/2019"
    again = bring_in(cast, data=(csv_bytes if kind == "csv" else xlsx_bytes)(*rows[1:], headers=rows[0]))
    assert again.counts["new"] == 1
    assert Child.objects.get(case_system_id="1003").first_name == "=HYPERLINK(1)"


@given(st.text(max_size=20))
def test_no_cell_of_a_download_begins_like_a_formula(text):
    made = download.inert(text)

    shown = made.lstrip("\ufeff\u200b\u200c\u200d\u2060 \xa0\u3000")
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert made in (text, f"'{text}")


def test_saved_mappings_are_offered_and_the_newest_that_fits_is_used(cast, as_):
    client = as_(cast.sam)
    made = hand_in(cast, TOBIN)
    workflow.choose_columns(
        register_import=made, by=cast.sam, columns={"child_id": "Person ID", "last_name": "Surname"}
    )
    preview(made, cast.sam, remember_as="Names only")

    again = hand_in(cast, WREN)
    page = client.get(address("import_columns", again))

    assert page.context["form"]["last_name"].value() == "=Surname"
    assert page.context["form"]["first_name"].value() == "not-here"
    assert "Names only (used here)" in text_of(page).replace(" (", " (")


# --- History, privacy, other people ---


def test_every_look_at_children_s_details_is_noted_with_ids_alone(cast, as_):
    bring_in(cast, TOBIN)
    made = preview(hand_in(cast, (*TOBIN[:2], "Bell", *TOBIN[3:])), cast.sam)

    as_(cast.lena).get(address("import", made) + "?show=changed")

    event = Event.objects.filter(is_read=True).latest("pk")
    assert (event.verb, event.post_id, event.reference, event.detail) == (
        "looked at the rows",
        cast.lena.pk,
        made.reference,
        {"rows": "changed", "page": 1, "children": [Child.objects.get().pk]},
    )


def test_no_name_stands_in_a_title_or_an_address(cast, as_):
    made = preview(hand_in(cast, TOBIN, WREN), cast.sam)
    client = as_(cast.sam)

    for name in ("import", "import_columns", "import_values"):
        page = client.get(address(name, made)).content.decode()
        title = re.search(r"<title>(.*?)</title>", page).group(1)
        links = " ".join(re.findall(r'(?:href|action|hx-get)="([^"]*)"', page))
        assert [word for word in ("Tobin", "Ashworth", "1001", "P-1", "2016") if word in title + links] == []


ALL_PAGES = (
    ("get", "import"), ("get", "import_columns"), ("get", "import_values"), ("get", "import_progress"),
    ("post", "apply_import"), ("post", "abandon_import"), ("post", "carry_on_import"), ("post", "read_import_again"),
    ("post", "import_columns"), ("post", "import_values"),
)  # fmt: skip


@pytest.mark.parametrize("who", ["ben", "amina", "dev", "carol", "bea", "ivo", "audrey"])
def test_whoever_may_not_bring_in_an_extract_finds_no_page(cast, as_, who):
    made = preview(hand_in(cast, TOBIN), cast.sam)
    client = as_(getattr(cast, who))

    statuses = {getattr(client, method)(address(name, made)).status_code for method, name in ALL_PAGES}
    statuses |= {client.get(reverse(f"plans:{name}")).status_code for name in ("imports", "start_import")}
    statuses.add(client.get(reverse("plans:refused_rows", args=[made.reference, "csv"])).status_code)

    assert statuses == {404}


def test_another_authority_s_import_is_as_if_it_were_not_there(cast, elsewhere, as_):
    with scope(authority=elsewhere.authority):
        theirs = preview(hand_in(elsewhere, TOBIN, by=elsewhere.lena), elsewhere.lena)
    client = as_(cast.lena)

    for method, name in ALL_PAGES:
        found = getattr(client, method)(address(name, theirs))
        missing = getattr(client, method)(reverse(f"plans:{name}", args=["ZZZZ-999"]))
        assert (found.status_code, missing.status_code) == (404, 404)
        assert text_of(found) == text_of(missing)
    assert theirs.reference not in text_of(client.get(reverse("plans:imports")))
    with scope(authority=elsewhere.authority):
        theirs.refresh_from_db()
        assert theirs.state == State.PREVIEWED


@pytest.mark.parametrize("shown", ["new", "unchanged", "refused", "gone"])
def test_a_page_of_rows_takes_as_many_queries_for_one_row_as_for_many(cast, as_, shown, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_(cast.sam)
    wrong = [(f"9{number}", "A", "B", "31/02/2019", *IDRIS[4:]) for number in range(20)]
    bring_in(cast, *ROWS[:12])
    few = preview(hand_in(cast, ROWS[0], ROWS[12], wrong[0]), cast.sam)
    many = preview(hand_in(cast, *ROWS[:2], *ROWS[12:], *wrong), cast.sam)
    client.get(address("import", few))

    counted = []
    for made in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address("import", made) + f"?show={shown}").status_code == 200
        counted.append(len(queries))

    assert counted[0] == counted[1]
    assert counted[0] <= 20


def test_the_list_of_imports_takes_as_many_queries_for_one_as_for_many(cast, as_):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_(cast.sam)
    counted = []
    for _ in range(2):
        hand_in(cast, TOBIN)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("plans:imports"))
        counted.append(len(queries))

    assert counted[0] == counted[1]
