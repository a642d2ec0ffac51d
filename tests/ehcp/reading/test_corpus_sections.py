"""Every printed paragraph of the corpus plans one may look at is read into its section, from Word and from PDF."""

from __future__ import annotations

import pytest
from tools.corpus.markup import build, plans

from ehcp.screening.reading import read
from tests.ehcp.reading.corpus_sections import misplaced

PLANS = {plan.name: plan for plan in plans("development")}
MOST_MISPLACED = 0.01


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_every_paragraph_stands_in_its_section(name, file_format):
    looked_for, wrong = misplaced(PLANS[name], read(build(PLANS[name], file_format)))

    assert looked_for > 30  # running prose has the fewest paragraphs
    assert len(wrong) <= MOST_MISPLACED * looked_for, "\n".join(wrong)


@pytest.mark.parametrize("name", PLANS)
def test_word_and_pdf_have_the_same_sections(name):
    word, pdf = (read(build(PLANS[name], file_format)) for file_format in ("docx", "pdf"))

    assert pdf.codes == word.codes
