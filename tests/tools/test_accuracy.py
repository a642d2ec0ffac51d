"""make accuracy counts as the document says: a fault that was found, one that was missed, a false alarm, each once."""

import shutil

import pytest
from tools.accuracy import __main__ as tool
from tools.accuracy import agreement
from tools.accuracy.matching import Measured, measure
from tools.accuracy.measures import accuracy, alarms_on_good_plans
from tools.corpus import labels as labelled
from tools.corpus import markup

GOOD = """@template headed
@kind draft
@on 2026-03-12
@child Rowena Tallis; 2016-05-04; she; Year 4
@quality good
# Education, Health and Care Plan
| Name | Rowena Tallis |
## Section B: Special educational needs
Rowena reads single words but not yet a sentence.
## Section E: Outcomes
By July 2027 Rowena will read a page of her own choice to her class teacher with no more than five words told.
## Section F: Special educational provision
- The class teacher will hear Rowena read one to one for 15 minutes every day.
- The teaching assistant will practise the words of that page with Rowena one to one every day.
"""
POOR = GOOD.replace("@quality good", "@quality poor").replace("Rowena reads single", "Barnaby reads single")
NAME, LENGTH = "identity-other-name", "provision-no-duration"
LABELS = (
    "item\t9\tB\tneed\t-\t-\t-\t-\t-\t-\t{name} reads single words\n"
    "item\t11\tE\toutcome\tmeasurable\t-\t-\t-\t-\tBy July 2027\tBy July 2027 Rowena will\n"
    "item\t13\tF\tprovision\tsession\tThe class teacher\tevery day\t15 minutes\tone to one\t-\tThe class teacher will hear\n"
    "item\t14\tF\tprovision\tsession\tThe teaching assistant\tevery day\t{length}\tone to one\t-\tThe teaching assistant will practise\n"
)


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A corpus of two small plans in a folder of its own, and a document with the marks."""
    for part in markup.PARTS:
        (tmp_path / part).mkdir()
    for module in (markup, labelled):
        monkeypatch.setattr(module, "CORPUS", tmp_path)
    document = tmp_path / "accuracy.md"
    document.write_text(f"# Before\n\n{tool.BEGINS}\nold figures\n{tool.ENDS}\n\nAfter.\n", "utf-8")
    monkeypatch.setattr(tool, "DOCUMENT", document)
    folder = tmp_path / "development"
    (folder / "headed-1.plan").write_text(GOOD, "utf-8")
    (folder / "headed-1.first").write_text(LABELS.format(name="Rowena", length="-"), "utf-8")
    (folder / "headed-2.plan").write_text(POOR, "utf-8")
    faults = f"fault\t9\t{NAME}\tB\tBarnaby\n"
    (folder / "headed-2.first").write_text(LABELS.format(name="Barnaby", length="-") + faults, "utf-8")
    return folder


def measured() -> dict[str, Measured]:
    return {one.plan.name: one for one in tool.measured("development")}


def counted(run: Measured, rule: str) -> tuple[int, int, int]:
    """Hits, false alarms, misses."""
    return run.tally.hit[rule], run.tally.false[rule], run.tally.missed[rule]


def test_a_planted_fault_that_is_found_is_a_hit(corpus):
    runs = measured()

    assert counted(runs["headed-1"], NAME) == (0, 0, 0)
    assert counted(runs["headed-2"], NAME) == (1, 0, 0)
    # What follows from an item's empty slot need not be labelled again.
    assert [counted(run, LENGTH) for run in runs.values()] == [(1, 0, 0), (1, 0, 0)]


def test_a_fault_that_the_plan_no_longer_shows_is_a_miss(corpus):
    (corpus / "headed-2.plan").write_text(GOOD, "utf-8")
    text = (corpus / "headed-2.first").read_text("utf-8").replace("Barnaby", "Rowena")
    (corpus / "headed-2.first").write_text(text, "utf-8")

    run = measured()["headed-2"]

    assert counted(run, NAME) == (0, 0, 1)
    assert [one.words for one in run.missed if one.rule == NAME] == ["Rowena"]


def test_what_nobody_labelled_is_a_false_alarm(corpus):
    (corpus / "headed-2.first").write_text(LABELS.format(name="Barnaby", length="-"), "utf-8")

    run = measured()["headed-2"]

    assert counted(run, NAME) == (0, 1, 0)
    assert [one.line for one in run.false_alarms if one.rule == NAME] == [9]


def test_a_fault_in_a_running_header_is_paired_with_the_finding_that_has_no_place(corpus):
    plan = corpus / "headed-2.plan"
    lines = plan.read_text("utf-8").split("\n")
    plan.write_text("\n".join((*lines, "[head] <<Child_Surname>> draft")), "utf-8")
    faults = corpus / "headed-2.first"
    line = len(lines) + 1
    faults.write_text(f"{faults.read_text('utf-8')}fault\t{line}\ttemplate-residue\t-\t<<Child_Surname>>\n", "utf-8")

    assert counted(measured()["headed-2"], "template-residue") == (1, 0, 0)


def test_two_findings_on_one_fault_are_one_hit_and_one_false_alarm(corpus):
    twice = "Barnaby reads single words but not yet a sentence. Barnaby knows ten letters."
    (corpus / "headed-2.plan").write_text(POOR.replace(twice.split(". ")[0] + ".", twice), "utf-8")

    assert counted(measured()["headed-2"], NAME) == (1, 1, 0)


def test_items_and_the_words_of_their_slots_are_counted(corpus):
    run = measured()["headed-1"]

    assert counted(run, "item provision") == (2, 0, 0)
    assert counted(run, "slot duration") == (1, 0, 0)
    assert counted(run, "slot who") == (2, 0, 0)
    assert run.lost_lines == []


def test_the_same_plan_as_a_pdf_counts_the_same(corpus):
    for plan in markup.plans("development"):
        labels = labelled.read_labels(plan, "first")
        word, pdf = measure(plan, labels, "docx"), measure(plan, labels, "pdf")
        assert (word.tally.hit, word.tally.false, word.tally.missed) == (
            pdf.tally.hit,
            pdf.tally.false,
            pdf.tally.missed,
        )


def test_a_share_has_its_interval_and_few_are_called_few(corpus):
    (corpus / "headed-1.first").write_text(LABELS.format(name="Rowena", length="one to one"), "utf-8")
    tallies = [run.tally for run in measured().values()]

    one = accuracy(LENGTH, tallies)

    assert (one.n, one.pointed_at, one.hits, one.plans) == (1, 2, 1, 2)
    assert (one.precision.value, one.recall.value) == (0.5, 1.0)
    assert one.precision.low is not None
    assert one.precision.low <= 0.5 <= one.precision.high
    assert not one.is_enough
    assert f"| {LENGTH} (few) | 1 | 2 | 2 | 1 | 0.50 (" in tool.table([one])


def test_false_alarms_are_told_for_a_good_plan(corpus):
    (corpus / "headed-1.plan").write_text(GOOD.replace("Rowena reads single", "Barnaby reads single"), "utf-8")
    (corpus / "headed-1.first").write_text(LABELS.format(name="Barnaby", length="-"), "utf-8")
    runs = list(measured().values())

    alarms, good = alarms_on_good_plans(runs)

    assert good == 1
    assert alarms == len(runs[0].false_alarms) >= 1


def test_what_was_settled_counts_before_what_one_reader_saw(corpus):
    shutil.copy(corpus / "headed-2.first", corpus / "headed-2.settled")
    (corpus / "headed-2.first").write_text(LABELS.format(name="Barnaby", length="-"), "utf-8")

    assert counted(measured()["headed-2"], NAME) == (1, 0, 0)


def test_two_readers_are_compared_by_what_each_saw(corpus):
    (corpus / "headed-2.second").write_text(LABELS.format(name="Barnaby", length="-"), "utf-8")

    [one] = agreement.compared()

    assert [(seen.rule, seen.line) for seen in one.only_first] == [(NAME, 9)]
    assert one.only_second == []
    assert one.tally.hit["item provision"] == 2


def test_a_label_that_does_not_hold_is_named(corpus):
    with (corpus / "headed-2.first").open("a", encoding="utf-8") as file:
        file.write(f"fault\t9\t{NAME}\tB\tKieran\n")

    [wrong] = labelled.read_labels(markup.plans("development")[1], "first").wrong

    assert "the quote is not in the line" in wrong


def test_the_figures_go_between_the_marks_and_a_stale_document_is_red(corpus, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["accuracy"])
    assert tool.main() == 0
    written = tool.DOCUMENT.read_text("utf-8")
    assert written.startswith("# Before\n\n")
    assert written.endswith("\n\nAfter.\n")
    assert "old figures" not in written
    assert f"| {NAME} (few) | 1 | 1 | 1 | 1 | 1.00" in written

    monkeypatch.setattr("sys.argv", ["accuracy", "--check"])
    assert tool.main() == 0
    tool.DOCUMENT.write_text(written.replace("| 1.00", "| 0.99"), "utf-8")
    assert tool.main() == 1
    assert "stale" in capsys.readouterr().out


def test_the_document_of_the_repository_has_its_marks_once_and_in_order():
    text = (markup.CORPUS.parent / "docs" / "accuracy.md").read_text("utf-8")

    assert (text.count(tool.BEGINS), text.count(tool.ENDS)) == (1, 1)
    assert text.index(tool.BEGINS) < text.index(tool.ENDS)
