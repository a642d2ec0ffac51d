"""People, the agencies they come from, the authorities they act in, and in which role."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.roles import ROLES, Role


class Agency(models.TextChoices):
    """The kinds of agency that the framework names."""

    SEN_TEAM = "sen-team", "SEN team"
    HEALTH = "health", "Health"
    SOCIAL_CARE = "social-care", "Social care"
    EDUCATION = "education", "Education"
    PARENT_CARER_FORUM = "parent-carer-forum", "Parent carer forum"
    SENDIASS = "sendiass", "SENDIASS"
    BOARD = "board", "Board"


class Authority(models.Model):
    """A local authority: the wall that no query crosses."""

    code = models.CharField("three-digit code", max_length=3, unique=True)
    name = models.CharField(max_length=100)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=world.now)

    class Meta:
        verbose_name_plural = "authorities"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def authority_id(self) -> int:
        return self.pk


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, *, email: str, name: str, password: str | None = None) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), name=name)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email__iexact=email)


class Person(AbstractBaseUser):
    """A human being who signs in. Global: the same person may hold posts in several authorities and agencies."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    # Counted up when every session but the present one must end (a second factor was added or taken away).
    session_round = models.PositiveIntegerField(default=0)
    # The moderation screen's divider and the like: display choices only, nothing about a child.
    display = models.JSONField(default=dict, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session keeps of its person: another password or another round, and the session is over."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | None) -> str:
        kept = f"{self.password}:{self.session_round}"
        return salted_hmac("goldenthread.people.session", kept, secret=secret, algorithm="sha256").hexdigest()


class Post(models.Model):
    """A role that a person holds in an authority, for an agency, from a day and perhaps to one.

    This is what acts: `may(post, ...)`, `by=post`. A session acts in one post at a time.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="posts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=[(role.value, ROLES[role][0]) for role in Role])
    agency = models.CharField(max_length=20, choices=Agency)
    service = models.CharField("service or organisation", max_length=100, blank=True)
    starts_on = models.DateField(default=world.today)
    ends_on = models.DateField(null=True, blank=True)  # the last day; null while it goes on
    closed_at = models.DateTimeField(null=True, blank=True)  # set when it was ended: sessions stop at once
    working_share = models.DecimalField(max_digits=3, decimal_places=2, default=1)  # of full time
    code = models.CharField("officer's code in the case system", max_length=40, blank=True)
    # Casework officers only: while these are null, every draft of theirs is moderated.
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    # A senior who stands beside a new officer; line management where the authority uses it.
    senior = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="coaches")

    # Said by `acting.open_posts` of the posts that it gives.
    demands_second_factor: bool
    wants_second_factor: bool

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "person", "role", "agency"], condition=Q(closed_at=None), name="one_open_post"
            ),
            models.CheckConstraint(
                condition=Q(signed_off_at=None, signed_off_by=None)
                | Q(signed_off_at__isnull=False, signed_off_by__isnull=False),
                name="signed_off_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="a_post_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(working_share__gt=0, working_share__lte=1), name="share_of_full_time"),
        ]
        ordering = ["person__name"]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and (self.ends_on is None or self.ends_on >= world.today())

    @property
    def is_signed_off(self) -> bool:
        return self.signed_off_at is not None

    def is_about(self, post: "Post") -> bool:
        return post.pk == self.pk


class Leave(models.Model):
    """Days on which somebody is away: nothing is given to them, and a month of it is marked in the console."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="leaves")
    starts_on = models.DateField()
    ends_on = models.DateField()
    recorded_at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="post__authority")

    class Meta:
        verbose_name_plural = "leaves"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="leave_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"

    @property
    def authority_id(self) -> int:
        return self.post.authority_id


class Induction(models.Model):
    """A dated step of a new officer's induction, the sign-off and its withdrawal among them. Never edited."""

    class Kind(models.TextChoices):
        MET_DCO = "met-dco", "Met the designated clinical officer"
        MET_DSCO = "met-dsco", "Met the designated social care officer"
        SIGNED_OFF = "signed-off", "Signed off as independent"
        TAKEN_BACK = "taken-back", "Sign-off taken back"

    post = models.ForeignKey(Post, models.PROTECT, related_name="induction")
    kind = models.CharField(max_length=20, choices=Kind)
    happened_on = models.DateField(default=world.today)
    reason = models.TextField(blank=True)  # why a sign-off was taken back
    recorded_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="post__authority")

    class Meta:
        verbose_name = "induction step"
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"

    @property
    def authority_id(self) -> int:
        return self.post.authority_id


class Invitation(models.Model):
    """A way in, once, for one address, one role, one agency. The token itself is never kept, only its hash."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=[(role.value, ROLES[role][0]) for role in Role])
    agency = models.CharField(max_length=20, choices=Agency)
    service = models.CharField(max_length=100, blank=True)
    working_share = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    code = models.CharField(max_length=40, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")  # null: the console command
    invited_at = models.DateTimeField(default=world.now)
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)  # null: the mail could not be handed over
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_at_and_by_together",
            )
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > world.now()


class Choice(models.Model):
    """A setting as the authority decided it, from a day on. The newest that has begun is in force; none is deleted.

    Which settings there are, with defaults and explanations, stands in `choices.py`.
    """

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="choices")
    key = models.CharField(max_length=60)
    value = models.JSONField()
    from_on = models.DateField(default=world.today)
    reason = models.TextField(blank=True)
    set_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering = ["key", "-from_on", "-pk"]
        indexes = [models.Index(fields=["authority", "key", "from_on"])]

    def __str__(self) -> str:
        return f"{self.key} from {self.from_on}"
