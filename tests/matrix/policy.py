"""Who may open what, said page by page and by hand.

This is not the table of permissions: it is what the team has decided that each address does, so that a slip in the
table, in a query or in a view shows as a difference. A new address needs a row here before it may be released.

A row says for each method which roles get through:

    "plans:version": get(own="lead senior officer assistant", other="lead"),

`own` is a thing of theirs: an officer wrote it, an assistant is allocated to it, a senior moderates it (or decides the
challenge, raised the concern, handed in the file). `other` is the same thing of somebody else in their authority. Whoever
holds the same role for another agency, or in another authority, has nothing of their own in this post: for the first
`other` holds, for the second nothing is there. Where a page is about no single thing the two are the same, so one is
enough: `get(everybody)`. Everyone else gets a 404 that looks like that of a thing that does not exist.
"""

from dataclasses import dataclass

from goldenthread.permissions import Role

ROLES = frozenset(role.value for role in Role)
everybody = " ".join(sorted(ROLES))
nobody = ""

# Pages of no post: everyone may open them, the signed-in alone, or they are of the sign-in library.
EVERYONE, SIGNED_IN, LIBRARY = "everyone", "signed in", "sign-in library"
LINK = "whoever has the link"


@dataclass(frozen=True)
class Who:
    """Which roles get through with a thing of their own, and with somebody else's. `audience` for pages of no post."""

    own: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    audience: str = ""


Row = dict[str, Who]


def _who(own: str, other: str | None) -> Who:
    if own in (EVERYONE, SIGNED_IN, LIBRARY, LINK):
        return Who(audience=own)
    found = Who(frozenset(own.split()), frozenset((own if other is None else other).split()))
    unknown = (found.own | found.other) - ROLES
    if unknown:
        raise ValueError(f"No such role: {', '.join(sorted(unknown))}.")
    return found


def get(own: str, other: str | None = None) -> Row:
    return {"GET": _who(own, other)}


def post(own: str, other: str | None = None) -> Row:
    return {"POST": _who(own, other)}


def both(own: str, other: str | None = None) -> Row:
    return get(own, other) | post(own, other)


writing = "lead officer assistant"  # who brings a plan on its way: its writer, its assistant, the lead

POLICY: dict[str, Row] = {
    # --- the house ---
    "ui:alive": get(EVERYONE),
    "ui:session": get(EVERYONE),
    "ui:session_back": get(SIGNED_IN),
    "ui:help": get(EVERYONE),
    "ui:accessibility": get(EVERYONE),
    "ui:privacy": get(EVERYONE),
    "ui:keys": get(EVERYONE),
    "toolkit:read": get(everybody),
    "desk:my_work": get(everybody),
    # --- signing in ---
    "account_login": both(LIBRARY),
    "account_logout": both(LIBRARY),
    "account_inactive": both(LIBRARY),
    "account_reauthenticate": both(LIBRARY),
    "account_change_password": both(LIBRARY),
    "account_reset_password": both(LIBRARY),
    "account_reset_password_done": both(LIBRARY),
    "account_reset_password_from_key": both(LIBRARY),
    "account_reset_password_from_key_done": both(LIBRARY),
    "mfa_index": both(LIBRARY),
    "mfa_authenticate": both(LIBRARY),
    "mfa_reauthenticate": both(LIBRARY),
    "mfa_activate_totp": both(LIBRARY),
    "mfa_deactivate_totp": both(LIBRARY),
    "mfa_view_recovery_codes": both(LIBRARY),
    "mfa_generate_recovery_codes": both(LIBRARY),
    "mfa_download_recovery_codes": both(LIBRARY),
    # --- people and settings ---
    "people:choose_post": both(SIGNED_IN),
    "people:accept": both(LINK),
    "people:list": get("lead senior administrator"),
    "people:person": get("lead senior administrator"),
    "people:invite": both("lead"),
    "people:invitation": get("lead"),
    "people:renew_invitation": post("lead"),
    "people:withdraw_invitation": post("lead"),
    "people:details": both("lead"),
    "people:leave": both("lead"),
    "people:withdraw_leave": post("lead"),
    "people:sign_off": both("lead senior"),
    "people:take_back_sign_off": both("lead senior"),
    "people:meeting": both("lead senior"),
    "people:end_post": both("lead"),
    "people:reset_second_factor": both("lead"),
    "people:settings": get("lead senior administrator auditor"),
    "people:setting": get("lead senior administrator auditor") | post("lead"),
    "people:history": get("lead auditor"),
    "people:access_report": get("lead auditor"),
    # --- the register ---
    "plans:list": both("lead senior officer assistant"),
    "plans:add": both("lead assistant"),
    "plans:hand_over": both("lead"),
    "plans:kinds": both("lead"),
    "plans:kind": both("lead assistant"),
    "plans:who": both("lead officer", "lead"),
    "desk:plan": get("lead senior officer assistant", "lead senior assistant"),
    # --- deadlines: the team keeps them together, as it sees the register; an officer sees those of their own plans ---
    "clocks:deadlines": get("lead senior officer assistant"),
    "clocks:countdown": get("lead senior officer assistant"),
    "clocks:without_plan": get("lead senior officer assistant"),
    "reporting:level1": get("lead senior officer assistant"),
    "compliance:checks": get("lead senior officer assistant"),
    "compliance:check": both("lead officer assistant", "lead"),
    "clocks:child": get("lead senior officer assistant", "lead senior assistant"),
    "clocks:add_review": both("lead senior officer assistant", "lead senior assistant"),
    "clocks:review": both("lead senior officer assistant", "lead senior assistant"),
    "clocks:add_transfer": both("lead senior officer assistant", "lead senior assistant"),
    "clocks:transfer": both("lead senior officer assistant", "lead senior assistant"),
    "clocks:start": both("lead senior officer assistant", "lead senior assistant"),
    "clocks:started": both("lead senior officer assistant", "lead senior assistant"),
    "clocks:exception": both("lead senior"),
    "clocks:objection": both("lead senior officer assistant", "lead senior assistant"),
    "clocks:end_objection": both("lead senior officer assistant", "lead senior assistant"),
    # --- an extract of the case system ---
    "plans:imports": get("lead assistant"),
    "plans:sen2_imports": get("lead assistant"),
    "plans:start_sen2": both("lead assistant"),
    "plans:sen2": get("lead assistant"),
    "plans:sen2_progress": get("lead assistant"),
    "plans:sen2_who": post("lead assistant"),
    "plans:apply_sen2": post("lead assistant"),
    "plans:carry_on_sen2": post("lead assistant"),
    "plans:abandon_sen2": post("lead assistant"),
    "plans:quality": get("lead assistant"),
    "plans:check_register": post("lead assistant"),
    "plans:quality_rule": get("lead assistant"),
    "plans:quality_file": get("lead assistant"),
    "plans:start_import": both("lead assistant"),
    "plans:import": get("lead assistant"),
    "plans:import_columns": both("lead assistant"),
    "plans:read_import_again": post("lead assistant"),
    "plans:import_values": both("lead assistant"),
    "plans:import_progress": get("lead assistant"),
    "plans:apply_import": post("lead assistant"),
    "plans:carry_on_import": post("lead assistant"),
    "plans:abandon_import": post("lead assistant"),
    "plans:refused_rows": get("lead assistant"),
    # --- files and versions ---
    "plans:upload_many": both("lead assistant"),
    "plans:set_aside": get("lead senior officer assistant"),
    "plans:uploads": get("lead senior officer assistant", "lead"),
    "plans:match_upload": post("lead senior officer assistant", "lead"),
    "plans:match_uploads": post("lead senior officer assistant", "lead"),
    "plans:read_upload_again": post("lead senior officer assistant", "lead"),
    "plans:upload_file": get("senior officer assistant", nobody),  # only whoever handed it in
    "plans:remove_upload": post("lead senior officer assistant", "lead"),
    "plans:upload": both("lead officer assistant", "lead assistant"),
    "plans:version": get("lead senior officer assistant", "lead"),
    "plans:original": get("lead senior officer assistant", "lead"),
    "plans:compare": get("lead senior officer assistant", "lead"),
    "plans:right_child": both("lead senior", "lead"),
    "plans:serve": both(writing, "lead"),
    "plans:correct_service": both("lead"),
    "plans:release": both("lead"),
    "plans:final": both(writing, "lead"),
    "desk:ready": post(writing, "lead"),
    # --- draws ---
    "samples:draws": get(everybody),
    "samples:commitments_file": get(everybody),
    "samples:receipt": get(everybody),
    "samples:receipt_file": get("lead senior officer", "lead senior"),
    "desk:console": get("lead senior"),
    "desk:catch_up": post("lead"),
    "desk:new_draw": both("lead"),
    "desk:frozen_draw": both("lead"),
    "desk:make_draw": post("lead"),
    "desk:abandon_draw": post("lead"),
    # --- moderating ---
    "moderation:list": get("lead senior"),
    "moderation:divider": post("lead senior"),  # how wide one wants one's own screen: about no plan
    "moderation:held": both("senior", nobody),
    "moderation:ask": both("lead senior"),
    "moderation:moderation": get("lead senior", "lead") | post("senior", nobody),
    "moderation:save": post("senior", nobody),
    "moderation:evidence": post("senior", nobody),
    "moderation:remove_evidence": post("senior", nobody),
    "moderation:restore_evidence": post("senior", nobody),
    "moderation:show_points": post("senior", nobody),
    "moderation:save_point": post("senior", nobody),
    "moderation:missed": post("senior", nobody),
    "moderation:remove_missed": post("senior", nobody),
    "moderation:judge": both("senior", nobody),
    "moderation:findings": both("senior", nobody),
    "moderation:add_strength": post("senior", nobody),
    "moderation:remove_strength": post("senior", nobody),
    "moderation:add_recommendation": post("senior", nobody),
    "moderation:remove_recommendation": post("senior", nobody),
    "moderation:recommend_from": post("senior", nobody),
    "moderation:submitted": get("senior", nobody),
    "moderation:correct": both("senior", nobody),
    "moderation:stand_down": both("senior", nobody),
    "moderation:assign": both("lead"),
    "moderation:withdraw": post("lead"),
    # --- concerns ---
    "moderation:raise_concern": both("lead senior", "lead"),
    "moderation:version_concern": both("lead senior officer assistant", "lead"),
    "moderation:concern": both("lead senior officer assistant", "lead"),
    "moderation:concerns": get("lead"),
    # --- the letter and what follows ---
    "moderation:letter": get("lead senior officer", "lead"),
    "moderation:letter_word": get("lead senior officer", "lead"),
    "moderation:write_letter": both("senior", nobody),
    "moderation:save_letter_field": post("senior", nobody),
    "moderation:send_letter": post("senior", nobody),
    "moderation:acknowledge": post("officer", nobody),
    "moderation:letter_message": both("senior officer", nobody),
    "moderation:challenge_letter": both("officer", nobody),
    "moderation:mark_point": post("officer", nobody),
    "moderation:send_back": post("officer", nobody),
    "moderation:challenge": get("lead senior", "lead") | post("senior", nobody),
    "moderation:give_challenge": post("lead"),
    "moderation:changes": get("lead senior", "lead"),
    "moderation:clear": post("lead senior", "lead"),
    "moderation:not_yet": post("lead senior", "lead"),
    # --- the checks ---
    "desk:self_check": get("lead senior officer assistant", "lead") | post(writing, "lead"),
    "desk:save_self_check": post(writing, "lead"),
    "desk:screen_again": post(writing, "lead"),
    "desk:self_check_word": get("lead senior officer assistant", "lead"),
    "desk:thread": get("lead senior officer assistant", "lead"),
    "screenings:checks": get("lead senior"),
    "screenings:check": get("lead senior"),
    # --- figures ---
    "reporting:level3": get("lead senior officer assistant dco dsco education parent-carer sendiass board analyst"),
    "reporting:level3_csv": get("lead senior analyst"),
    "reporting:level3_excel": get("lead senior analyst"),
    "reporting:officers": get("lead senior officer"),  # an officer sees their own line
    "reporting:officer": get("lead senior officer", "lead senior"),
}
