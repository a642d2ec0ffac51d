"""The moderations of Level 3 that were handed in, and the answers of the reviews that stand for them."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Case, CharField, Count, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, NullIf, TruncDate

from goldenthread.moderation.models import Judgement, Moderation, Review
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Post
from goldenthread.reporting.measures.scale import codes_of_aim, judged_keys
from goldenthread.reporting.periods import Period
from goldenthread.reporting.rows import AimAnswers, Answered, Handed, Weakness
from goldenthread.toolkit.standards import Edition, load_edition

# The answer given before findings and profile were shown, where both exist.
GIVEN = Coalesce(NullIf("first_answer", Value("")), "answer")
# One sum holds three counts: met in the ones, partly met in the thousands, not met in the millions.
PARTLY, NOT_MET = 1_000, 1_000_000


def first_reviews(authority_id: int, period: Period) -> QuerySet[Review]:
    """The first reviews handed in within the period, one a moderation; those withdrawn since are out."""
    return Review.objects.filter(
        number=1,
        submitted_at__gte=period.starts_at,
        submitted_at__lt=period.ends_at,
        moderation__authority=authority_id,
        moderation__level=Moderation.Level.SENIOR,
    ).exclude(moderation__stage=Stage.WITHDRAWN)


def handed(authority_id: int, period: Period, *, writer: Post | None = None) -> list[Handed]:
    """One row a moderation first handed in within the period, with the review that stands for it today.

    Two flat queries, put together here: as one, with the rows joined to themselves, a database that knows nothing of
    the tables yet may take minutes over it.
    """
    reviews = first_reviews(authority_id, period)
    corrections = Review.objects.filter(
        corrects__isnull=False, submitted_at__gte=period.starts_at, moderation__authority=authority_id
    )
    if writer is not None:
        reviews = reviews.filter(moderation__version__writer=writer)
        corrections = corrections.filter(moderation__version__writer=writer)
    newest = {
        moderation: (review, judgement)
        for moderation, review, judgement in corrections.order_by("number").values_list("moderation", "pk", "judgement")
    }
    rows = reviews.values_list(
        "moderation",
        "pk",
        "judgement",
        "moderation__origin",
        "moderation__writer_was_new",
        "moderation__chance",
        "moderation__edition",
        "moderation__version__writer",
        TruncDate("moderation__created_at"),
        TruncDate("submitted_at"),
    )
    return [
        Handed(*newest.get(moderation, (review, judgement)), *rest) for moderation, review, judgement, *rest in rows
    ]


def judgements_of(rows: Iterable[Handed]) -> QuerySet[Judgement]:
    """The answers of the reviews that stand."""
    return Judgement.objects.filter(review__in=[row.review for row in rows])


def editions_used(rows: Iterable[Handed]) -> list[Edition]:
    """The editions that judged these, the newest first."""
    found = [load_edition(id) for id in {row.edition for row in rows}]
    return sorted(found, key=lambda edition: (edition.dated, edition.id), reverse=True)


def month_of_review(rows: Iterable[Handed]) -> Case:
    """The month in which the review that an answer belongs to counts: that of the first review, for a correction too."""
    by_month: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_month[row.month].append(row.review)
    *others, last = by_month.items() or [("", [])]
    # The last needs no list of its own: every answer asked for belongs to one of these reviews.
    return Case(
        *(When(review__in=reviews, then=Value(month)) for month, reviews in others),
        default=Value(last[0]),
        output_field=CharField(),
    )


def answered(rows: list[Handed]) -> list[Answered]:
    """How often each question was answered how, by month, by edition and by the chance of the drafts."""
    counted = (
        judgements_of(rows)
        .annotate(given=GIVEN, month=month_of_review(rows))
        .exclude(given="")
        .values_list("month", "review__moderation__edition", "code", "given", "review__moderation__chance")
        .annotate(drafts=Count("pk"))
        .order_by()
    )
    return [Answered._make(row) for row in counted]


def aim_answers(rows: list[Handed], editions: list[Edition]) -> dict[int, dict[AimAnswers, int]]:
    """For each aim, what each draft's questions of that aim were answered: answers on one draft hang together.

    One query and one row a draft, whatever the number of aims.
    """
    numbers = sorted({aim.number for edition in editions for aim in edition.aims})
    worth = Case(
        When(given__in=judged_keys(editions, "met"), then=Value(1)),
        When(given__in=judged_keys(editions, "partly"), then=Value(PARTLY)),
        When(given__in=judged_keys(editions, "not met"), then=Value(NOT_MET)),
        default=Value(0),
        output_field=IntegerField(),
    )
    sums = {f"aim_{number}": Sum("worth", filter=_serves(editions, number)) for number in numbers}
    counted = (
        judgements_of(rows)
        .annotate(given=GIVEN, worth=worth)
        .filter(worth__gt=0)
        .values_list("review")
        .annotate(**sums)
        .order_by()
    )
    kinds = {row.review: (row.month, row.chance) for row in rows}
    found = list(counted)
    came = [kinds[row[0]] for row in found]
    alike = {
        number: Counter(zip(came, (row[place] for row in found), strict=True))
        for place, number in enumerate(numbers, start=1)
    }
    return {
        number: {_unpacked(*kind, counts): drafts for (kind, counts), drafts in counter.items() if counts}
        for number, counter in alike.items()
    }


def _unpacked(month: str, chance: str, counts: int) -> AimAnswers:
    not_met, rest = divmod(counts, NOT_MET)
    partly, met = divmod(rest, PARTLY)
    return AimAnswers(month, chance, met, partly, not_met)


def _serves(editions: list[Edition], number: int) -> Q:
    """Which answers serve an aim. Where only one edition was used it need not be asked for."""
    if len(editions) == 1:
        return Q(code__in=codes_of_aim(editions[0], number))
    found = Q(pk__in=[])
    for edition in editions:
        found |= Q(review__moderation__edition=edition.id, code__in=codes_of_aim(edition, number))
    return found


def weaknesses(rows: list[Handed], editions: list[Edition]) -> list[Weakness]:
    """How many weak answers came from where."""
    weak = judged_keys(editions, "partly") + judged_keys(editions, "not met")
    counted = (
        judgements_of(rows)
        .exclude(origin="")
        .annotate(given=GIVEN, month=month_of_review(rows))
        .filter(given__in=weak)
        .values_list("month", "review__moderation__edition", "origin", "origin_service")
        .annotate(answers=Count("pk"))
        .order_by()
    )
    return [Weakness._make(row) for row in counted]
