"""What an edition's words count as: which answers are met, partly met, not met; which judgements are Good or better."""

from goldenthread.toolkit.standards import Edition, Judgement, Standard


def kind_of_answer(edition: Edition, key: str) -> str:
    """ "met" with full marks, "not met" with none, "partly" between; "" for an answer that carries no marks."""
    answer = next((each for each in edition.scale.answers if each.key == key), None)
    if answer is None or answer.marks is None:
        return ""
    if answer.marks == edition.scale.most_marks:
        return "met"
    return "partly" if answer.marks else "not met"


def judged_keys(editions: list[Edition], kind: str) -> list[str]:
    """The answers of this kind in any of the editions."""
    keys = {answer.key for edition in editions for answer in edition.scale.answers}
    return sorted(key for key in keys if any(kind_of_answer(edition, key) == kind for edition in editions))


def questions(edition: Edition) -> tuple[Standard, ...]:
    """Standards and the short form's questions about the rest of a section, in the order of the rail."""
    order = [section.code for section in edition.sections]
    return tuple(sorted((*edition.standards, *edition.holistic), key=lambda each: order.index(each.section)))


def codes_of_aim(edition: Edition, number: int) -> list[str]:
    """Every question that serves an aim. What the edition reports apart (timeliness) stays out of the aims."""
    return [each.code for each in questions(edition) if number in each.aims and not each.reported_apart]


def words_of_judging(editions: list[Edition]) -> list[Judgement]:
    """The scale, best first: the newest edition's, and after it what only older ones had."""
    found: dict[str, Judgement] = {}
    for edition in editions:
        for judgement in edition.scale.judgements:
            found.setdefault(judgement.key, judgement)
    return sorted(found.values(), key=lambda judgement: -judgement.grade)


def is_good_or_better(edition: Edition, key: str) -> bool:
    """The upper half of the scale: of four words the upper two."""
    highest = max(judgement.grade for judgement in edition.scale.judgements)
    return edition.judgement(key).grade * 2 > highest
