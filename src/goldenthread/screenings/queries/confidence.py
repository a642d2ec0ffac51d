"""How far moderators agree with each check: counted for one version of it at a time, never across."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from ehcp.statistics.beta import Agreement, agreement
from goldenthread.screenings.models import Answer, Given, Missed, Verdict
from goldenthread.screenings.rules import agreement_in_words, is_hint, is_new


@dataclass(frozen=True)
class Measured:
    """Verdicts on one version of a check in this authority. `of` leaves out who was unsure."""

    rule: str
    version: str
    agreed: int = 0
    of: int = 0
    unsure: int = 0

    @property
    def agreement(self) -> Agreement:
        return agreement(self.agreed, self.of)

    @property
    def is_new(self) -> bool:
        return is_new(self.of)

    @property
    def is_hint(self) -> bool:
        return is_hint(self.agreed, self.of)

    @property
    def words(self) -> str:
        return agreement_in_words(self.agreed, self.of)


def measured() -> dict[tuple[str, str], Measured]:
    """(check, version) -> its verdicts, in one query. A pair that is missing has none yet.

    Verdicts of reviews that were handed in count; of several on the same words of the same plan the newest does.
    """
    handed_in = Verdict.objects.filter(given=Given.MODERATION, closed_at__isnull=False).exclude(answer="")
    newer = handed_in.filter(
        plan=OuterRef("plan"),
        fingerprint=OuterRef("fingerprint"),
        rule=OuterRef("rule"),
        rule_version=OuterRef("rule_version"),
        pk__gt=OuterRef("pk"),
    )
    counted = (
        handed_in.exclude(Exists(newer))
        .order_by()
        .values("rule", "rule_version")
        .annotate(
            agreed=Count("pk", filter=Q(answer=Answer.AGREE)),
            of=Count("pk", filter=~Q(answer=Answer.UNSURE)),
            unsure=Count("pk", filter=Q(answer=Answer.UNSURE)),
        )
    )
    return {
        (row["rule"], row["rule_version"]): Measured(
            row["rule"], row["rule_version"], row["agreed"], row["of"], row["unsure"]
        )
        for row in counted
    }


def measured_of(known: dict[tuple[str, str], Measured], rule: str, version: str) -> Measured:
    return known.get((rule, version)) or Measured(rule, version)


def missed_counts() -> dict[tuple[str, str], int]:
    """(check, version) -> how often moderators said that it had missed something. ("", "") is what no check looks for."""
    rows = Missed.objects.filter(closed_at__isnull=False).order_by().values("rule", "rule_version")
    return {(row["rule"], row["rule_version"]): row["n"] for row in rows.annotate(n=Count("pk"))}
