"""What an extract can tell the register: the fields, the values they may take, and the headings they are known by.

Pure data. Headings are written as seen in SEN2 returns and their exports, in the files of data-sharing tools and in
reports of case systems; they are compared without case, spaces and marks.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How the text of a cell is read."""

    ID = "id"
    WORDS = "words"
    FULL_NAME = "full name"
    DAY = "day"
    YES_NO = "yes or no"
    CHOICE = "choice"
    UPN = "UPN"
    NHS_NUMBER = "NHS number"
    YEAR_GROUP = "year group"
    OFFICER = "officer"


CHILD, ASSESSMENT, PLAN = "child", "assessment", "plan"
THINGS = {CHILD: "The child", ASSESSMENT: "The request and the assessment", PLAN: "The plan"}


@dataclass(frozen=True)
class Field:
    """One thing that a column may hold. `attribute` is its name on the model, empty for those that become others.

    `choices` are (our value, label, words seen in extracts for it).
    """

    key: str
    thing: str
    label: str
    kind: Kind
    attribute: str
    headings: tuple[str, ...]
    help: str = ""
    longest: int = 0
    choices: tuple[tuple[str, str, tuple[str, ...]], ...] = field(default=())
    may_be_in_the_future: bool = False

    @property
    def has_values_to_match(self) -> bool:
        return self.kind in (Kind.CHOICE, Kind.OFFICER, Kind.YES_NO)


SEX = (
    ("Female", "Female", ("f", "female", "girl", "2")),
    ("Male", "Male", ("m", "male", "boy", "1")),
    ("Not known", "Not known", ("u", "unknown", "not known", "indeterminate", "i", "0", "9", "not specified")),
)
# The types of need of the SEN2 collection, with the code that the return uses.
PRIMARY_NEED = (
    ("SPLD", "Specific learning difficulty", ("spld", "specific learning difficulty", "dyslexia")),
    ("MLD", "Moderate learning difficulty", ("mld", "moderate learning difficulty")),
    ("SLD", "Severe learning difficulty", ("sld", "severe learning difficulty")),
    (
        "PMLD",
        "Profound and multiple learning difficulty",
        (
            "pmld",
            "profound multiple learning difficulty",
            "profound and multiple learning difficulty",
            "profound & multiple learning difficulty",
        ),
    ),
    (
        "SEMH",
        "Social, emotional and mental health",
        ("semh", "social emotional and mental health", "social emotional mental health", "besd"),
    ),
    (
        "SLCN",
        "Speech, language and communication needs",
        (
            "slcn",
            "speech language and communication needs",
            "speech language or communication need",
            "speech language communication",
        ),
    ),
    ("HI", "Hearing impairment", ("hi", "hearing impairment", "deaf")),
    ("VI", "Vision impairment", ("vi", "vision impairment", "visual impairment")),
    ("MSI", "Multi-sensory impairment", ("msi", "multi sensory impairment", "multisensory impairment")),
    ("PD", "Physical disability", ("pd", "physical disability", "physical difficulty")),
    (
        "ASD",
        "Autistic spectrum disorder",
        (
            "asd",
            "asc",
            "autism",
            "autistic spectrum disorder",
            "autism spectrum disorder",
            "autism spectrum condition",
            "autistic spectrum condition",
        ),
    ),
    ("DS", "Down syndrome", ("ds", "down syndrome", "downs syndrome")),
    ("OTH", "Other difficulty or disability", ("oth", "other", "other difficulty", "other difficulty disability")),
)
# A word that may mean two of these is in none: "Refused" says neither what was refused nor by whom.
DECISION = (
    (
        "assess",
        "Assess",
        (
            "y",
            "yes",
            "1",
            "true",
            "proceed",
            "agreed",
            "agree",
            "assess",
            "agree to assess",
            "agreed to assess",
            "assessment agreed",
            "yes to assess",
            "h",
            "historical",
            "historic",
        ),
    ),
    (
        "not-assessed",
        "Do not assess",
        (
            "n",
            "no",
            "0",
            "false",
            "not proceed",
            "not agreed",
            "do not assess",
            "refuse to assess",
            "not to assess",
            "no to assess",
        ),
    ),
    (
        "open",
        "Not decided yet",
        (
            "a",
            "awaiting",
            "awaiting decision",
            "pending",
            "not yet decided",
            "decision not yet made",
            "in progress",
            "open",
            "tbc",
        ),
    ),
    ("withdrawn", "Withdrawn", ("w", "withdrawn", "ceased", "withdrawn or ceased", "cancelled")),
)
OUTCOME = (
    (
        "plan",
        "A plan",
        (
            "y",
            "yes",
            "1",
            "true",
            "issue",
            "issued",
            "plan issued",
            "ehcp issued",
            "ehc plan issued",
            "to issue",
            "plan",
            "h",
            "historical",
            "historic",
        ),
    ),
    (
        "no-plan",
        "Assessed, no plan",
        (
            "n",
            "no",
            "0",
            "false",
            "not issue",
            "not issued",
            "no plan",
            "not to issue",
            "no ehcp",
            "decided not to issue",
        ),
    ),
    (
        "open",
        "Not decided yet",
        (
            "a",
            "awaiting",
            "awaiting decision",
            "pending",
            "not yet decided",
            "in progress",
            "decision not yet made",
            "open",
            "tbc",
            "assessment in progress",
        ),
    ),
    ("withdrawn", "Withdrawn", ("w", "withdrawn", "ceased", "withdrawn or ceased", "cancelled")),
    ("not-assessed", "Decided not to assess", ("not assessed", "refused to assess", "no assessment")),
)
KIND = (
    ("new", "New plan", ("n", "new", "initial", "first", "new plan", "new ehcp", "new assessment", "ehcna")),
    (
        "amended",
        "Amended after review",
        ("a", "amended", "amendment", "amend", "review", "annual review", "amended plan", "amended after review", "ar"),
    ),
    (
        "phase-transfer",
        "Amended for phase transfer",
        ("p", "pt", "phase transfer", "phase", "transfer", "phase transfer review"),
    ),
)
YES = ("y", "yes", "1", "true", "t", "current", "cla", "lac", "cic")
NO = ("n", "no", "0", "false", "f", "none", "never")
YES_NO = (("yes", "Yes", YES), ("no", "No", NO))
# Which of the grounds of regulation 13(3) it was; an extract often says no more than that there was one.
EXCEPTION = (
    ("", "No exception", (*NO, "no exception", "not applicable")),
    ("An exception applies", "An exception applies", (*YES, "exception", "exception applies")),
    ("School or college closed", "School or college closed, four weeks or more",
     ("school closure", "closure", "school holiday", "school holidays", "summer holidays", "school closed")),
    ("Early years provider closed", "Early years provider closed, four weeks or more", ("early years closure",)),
    ("Exceptional personal circumstances", "Exceptional personal circumstances",
     ("exceptional circumstances", "exceptional personal circumstances", "personal circumstances")),
    ("Away from the area", "Away from the area, four weeks or more",
     ("away", "absence", "absent from area", "absent from the area", "out of area", "away from the area")),
)  # fmt: skip

FIELDS: tuple[Field, ...] = (
    Field("child_id", CHILD, "Child's id in the case system", Kind.ID, "case_system_id",
          ("person id", "child id", "pupil id", "student id", "unique id", "client id", "base id", "person table id",
           "native id", "case system id", "one id", "person reference", "child unique id", "la child id", "system id",
           "id", "mosaic id", "eclipse id", "capita id", "synergy id", "ehm id", "impulse id", "child reference",
           "dfe person id", "person identifier", "individual id"),
          "Required. The one thing by which a row finds its child again.", 40),
    Field("first_name", CHILD, "First name", Kind.WORDS, "first_name",
          ("forename", "first name", "given name", "forenames", "forename 1", "chosen forename", "preferred forename",
           "legal forename", "child forename", "pupil forename", "person forename", "christian name", "firstname"),
          "", 100),
    Field("last_name", CHILD, "Last name", Kind.WORDS, "last_name",
          ("surname", "last name", "family name", "chosen surname", "legal surname", "preferred surname",
           "child surname", "pupil surname", "person surname"), "", 100),
    Field("full_name", CHILD, "Whole name in one column", Kind.FULL_NAME, "",
          ("name", "full name", "child name", "childs name", "pupil name", "student name", "person name",
           "display name", "name of child", "child or young person", "cyp name"),
          "“Surname, First name” or “First name Surname”. Not needed where the names have columns of their own."),
    Field("date_of_birth", CHILD, "Date of birth", Kind.DAY, "date_of_birth",
          ("dob", "date of birth", "birth date", "person birth date", "d o b", "birthdate", "date of birth ccyy mm dd",
           "child dob", "pupil dob")),
    Field("upn", CHILD, "UPN", Kind.UPN, "upn",
          ("upn", "unique pupil number", "unique pupil number upn", "current upn", "pupil number"), "", 13),
    Field("nhs_number", CHILD, "NHS number", Kind.NHS_NUMBER, "nhs_number",
          ("nhs number", "nhs no", "nhs", "nhsno", "nhs num"), "", 10),
    Field("sex", CHILD, "Sex", Kind.CHOICE, "sex",
          ("sex", "gender", "gender current", "sex at birth", "person sex", "gendercurrent", "legal sex"),
          "", 20, SEX),
    Field("pronouns", CHILD, "Pronouns", Kind.WORDS, "pronouns", ("pronouns", "preferred pronouns"), "", 40),
    Field("setting_name", CHILD, "School or other setting", Kind.WORDS, "setting_name",
          ("school", "setting", "base name", "school name", "setting name", "current school", "current base",
           "establishment", "establishment name", "current establishment", "provision", "placement",
           "current placement", "main establishment", "base", "named school", "school or setting",
           "current setting", "placement name", "education setting"), "", 200),
    Field("year_group", CHILD, "Year group", Kind.YEAR_GROUP, "year_group",
          ("ncy", "nc year", "year group", "national curriculum year", "ncyear", "year", "nc year group", "ncy actual",
           "curriculum year", "actual nc year", "nc yr", "yr", "year grp", "nc year actual"),
          "Kept only where it differs from the usual one for the age."),
    Field("is_cared_for", CHILD, "Cared for by an authority", Kind.YES_NO, "is_cared_for",
          ("lac", "cla", "cic", "looked after", "cared for", "child looked after", "looked after child", "in care",
           "is looked after", "lac flag", "cla flag", "care status", "cared for child", "cla status", "lac status",
           "child in care", "currently looked after"), "", 0, YES_NO),
    Field("primary_need", CHILD, "Primary need", Kind.CHOICE, "primary_need",
          ("primary need", "sen primary need", "sen type", "main need", "need", "primary sen need", "primary sen type",
           "primary type of need", "sen need", "type of need", "need type", "sentype", "sen type rank 1", "sen need 1",
           "primary area of need"), "", 10, PRIMARY_NEED),
    Field("assessment_id", ASSESSMENT, "Request's or assessment's id", Kind.ID, "case_system_id",
          ("request id", "requests record id", "assessment id", "requests table id", "involvement id", "request no",
           "assessment record id", "request number", "assessment number", "request reference", "ehcna id",
           "assessment table id", "case id", "assessment reference"), "", 40),
    Field("requested_on", ASSESSMENT, "Request received on", Kind.DAY, "requested_on",
          ("received date", "date request was received", "date request received", "request received",
           "request received date", "request date", "date of request", "date received", "date requested",
           "request received on", "ehcna request date", "request for assessment date", "referral date",
           "start of process", "assessment request date", "request made date", "referral received", "received",
           "clock start", "clock start date", "date of referral"),
          "The day on which the twenty weeks begin."),
    Field("decision", ASSESSMENT, "Decision whether to assess", Kind.CHOICE, "",
          ("request outcome", "decision to assess", "assess decision", "assessment decision", "agreed to assess",
           "assess yes no", "decision", "request decision", "initial request whilst in ry a", "panel decision",
           "agree to assess", "decision whether to assess", "initial decision"), "", 0, DECISION),
    Field("decided_on", ASSESSMENT, "Decided whether to assess on", Kind.DAY, "decided_on",
          ("request outcome date", "decision date", "date of decision", "assess decision date",
           "decision to assess date", "date of decision to assess", "date agreed to assess", "panel date",
           "date decision to assess", "assessment decision date", "request decision date", "week 6 decision date")),
    Field("outcome", ASSESSMENT, "Outcome of the assessment", Kind.CHOICE, "outcome",
          ("assessment outcome", "assessment outcome to issue ehc plan", "outcome", "decision to issue",
           "issue decision", "outcome of assessment", "plan issued", "ehcp issued", "assessment result",
           "to issue ehc plan", "decision to issue plan", "ehcna outcome"), "", 0, OUTCOME),
    Field("outcome_on", ASSESSMENT, "Outcome on (a plan: issued on)", Kind.DAY, "outcome_on",
          ("assessment outcome date", "final plan date", "date final plan issued", "final issued", "date plan issued",
           "plan issued date", "date ehc plan issued", "final ehcp date", "date final issued", "ehcp issued date",
           "final ehcp issued", "date initial ehc plan issued", "date ehcp issued", "date of final plan", "outcome date",
           "final plan issued", "date finalised", "finalised date", "final date", "date of issue", "issue date",
           "date issued", "date final ehcp issued", "plan finalised", "final ehc plan issued date"),
          "For a plan the day on which the final plan was issued."),
    Field("exception", ASSESSMENT, "Exception to the 20 weeks", Kind.CHOICE, "exception",
          ("week 20", "twenty weeks time limit exceptions apply", "exception", "20 week exception", "exceptions apply",
           "exception reason", "exceptions", "twenty week exception", "exception to 20 weeks", "20 weeks exception",
           "reason for exception", "exception applies"), "", 200, EXCEPTION),
    Field("plan_id", PLAN, "Plan's id", Kind.ID, "case_system_id",
          ("plan id", "ehcp id", "ehc plan id", "named plan table id", "named plan id", "plan number", "ehcp number",
           "plan reference", "ehcp reference", "named plan record id", "plan ref", "ehcp ref", "plan no", "ehcp no",
           "active plans table id"),
          "Needed where a child has more than one plan in the extract.", 40),
    Field("kind", PLAN, "New or amended", Kind.CHOICE, "kind",
          ("plan type", "type of plan", "kind", "new or amended", "plan kind", "ehcp type", "plan status type",
           "version type", "type", "involvement type", "workflow", "process", "new amended"), "", 0, KIND),
    Field("officer", PLAN, "Casework officer", Kind.OFFICER, "officer",
          ("officer", "case officer", "casework officer", "sen officer", "send officer", "case worker", "caseworker",
           "ehcp coordinator", "coordinator", "plan coordinator", "case manager", "allocated worker", "lead officer",
           "officer name", "ehc coordinator", "ehcp officer", "allocated officer", "plan writer", "officer code",
           "plan officer", "assigned to", "allocated to", "case owner", "responsible officer", "send case officer",
           "officer email", "case officer email", "case officer name", "ehcco", "casework officer email")),
    Field("assistant", PLAN, "Casework assistant", Kind.OFFICER, "assistant",
          ("assistant", "casework assistant", "case assistant", "sen assistant", "send assistant", "support officer",
           "business support", "admin", "admin officer", "assistant email")),
    Field("review_meeting_on", PLAN, "Review meeting on", Kind.DAY, "review_meeting_on",
          ("review meeting", "review meeting date", "annual review meeting date", "annual review date", "review date",
           "date of review", "date of annual review", "review held", "last review meeting", "ar meeting date",
           "date review held", "annual review meeting"),
          "The meeting from which the twelve weeks of an amended plan run; not the next one that is due."),
    Field("ceased_on", PLAN, "Plan ceased on", Kind.DAY, "ceased_on",
          ("cease date", "ceased date", "date ceased", "date ehc plan ceased", "plan end date", "end date",
           "date plan ceased", "ceased on", "ceased", "date plan ended", "closure date", "plan ceased date"),
          may_be_in_the_future=True),
)  # fmt: skip
BY_KEY: dict[str, Field] = {each.key: each for each in FIELDS}
REQUIRED = ("child_id",)


def fields_of(thing: str) -> list[Field]:
    """The fields about the child, the assessment or the plan, in the order in which the page shows them."""
    return [each for each in FIELDS if each.thing == thing]


def value_labels(key: str) -> list[tuple[str, str]]:
    """(our value, label) of a field with choices."""
    return [(value, label) for value, label, _ in BY_KEY[key].choices]
