"""Every address x method x role x relation: who gets through, and for whom it is as if nothing were there."""

import pytest

from goldenthread.people.models import Post
from goldenthread.permissions import Role
from goldenthread.routes import routes
from tests.matrix.addresses import address, body, is_about_a_thing, made_up, query
from tests.matrix.asking import Answer, Asker
from tests.matrix.policy import EVERYONE, LIBRARY, LINK, POLICY, SIGNED_IN, Who
from tests.matrix.world import ACTORS, Half, Story, World

pytestmark = pytest.mark.django_db

ROUTES = {route["name"]: route for route in routes()}
# Those who may have something of their own, and one who never does.
WITH_THINGS = (Role.LEAD, Role.SENIOR, Role.OFFICER, Role.ASSISTANT)
ASKED_OF_OTHERS = (*WITH_THINGS, Role.DCO)
METHODS = ("GET", "POST")
NOTHING = "/there/is/nothing/here/"


def test_every_address_has_a_row_in_the_policy():
    missing = sorted(set(ROUTES) - set(POLICY))
    assert not missing, (
        f"No row in tests/matrix/policy.py for {', '.join(missing)}. Add one that says for GET and POST which roles "
        'get through with a thing of their own and with somebody else\'s, such as: "room:page": '
        'get(own="lead officer", other="lead"); and say in addresses.py which thing its address is about.'
    )


def test_every_row_of_the_policy_has_its_address():
    gone = sorted(set(POLICY) - set(ROUTES))
    assert not gone, f"The policy speaks of {', '.join(gone)}, and there is no such address. Take the row out."


@pytest.mark.parametrize("name", sorted(set(ROUTES) & set(POLICY)))
def test_an_address_takes_the_methods_that_the_policy_names(name):
    assert sorted(ROUTES[name]["methods"]) == sorted(POLICY[name])


@pytest.mark.parametrize("name", sorted(set(ROUTES) & set(POLICY)))
def test_who_gets_through(name: str, world: World, asker: Asker):
    """Reads and writes as each role, with a thing of theirs, of others, of another agency and another authority."""
    wrong = [
        sentence
        for method in METHODS
        if method in POLICY[name]
        for sentence in _differences(name, method, POLICY[name][method], world, asker)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(set(ROUTES) & set(POLICY)))
def test_another_method_is_refused(name: str, world: World, asker: Asker):
    row, here = POLICY[name], world.here
    if any(who.audience == LIBRARY for who in row.values()):
        pytest.skip("the sign-in library's own")
    role = _somebody_let_through(row)
    url = address(name, here, here.hers, role) + query(name, here, here.hers)
    answers = {
        method: asker.ask(method, url, _post(world, role)).status
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH")
        if method not in row
    }
    assert answers == dict.fromkeys(answers, 405)


def test_a_link_of_an_invitation_opens_for_whoever_has_it_and_for_nobody_it_is_not_for(world: World, asker: Asker):
    here = world.here
    url = here.link
    made_up_url = f"/people/invited/{'Z' * 28}/"
    assert asker.ask("GET", url, None).status == 200
    for role in Role:
        assert (asker.ask("GET", url, _post(world, role)).status, role) == (403, role)
        assert (asker.ask("POST", url, _post(world, role), {"password": "a long one for a test"}).status) == 403
        assert asker.ask("GET", made_up_url, _post(world, role)).status == 404
    assert asker.ask("GET", made_up_url, None).status == 404


# --- How it is asked --------------------------------------------------------------------------


def _post(world: World, role: str) -> Post:
    return getattr(world.here.cast, ACTORS[Role(role)])


def _somebody_let_through(row: dict[str, Who]) -> str:
    return next((role for who in row.values() for role in sorted(who.own)), Role.LEAD)


def _differences(name: str, method: str, who: Who, world: World, asker: Asker) -> list[str]:
    here = world.here
    if who.audience:
        return _differences_of_open_page(name, method, who.audience, world, asker)
    wrong = []

    def look(post: Post, role: str, half: Half, story: Story, expected: bool, relation: str) -> None:
        url = address(name, half, story, role) + query(name, half, story)
        answer = asker.ask(method, url, post, body(name, half, story, post) if method == "POST" else {})
        if expected and not answer.is_let_through:
            wrong.append(f"{method} {url} as {role} ({relation}): {answer.status}, and should get through")
        elif not expected and not _is_like_nothing(answer, _nothing(method, post, asker)):
            wrong.append(f"{method} {url} as {role} ({relation}): {answer.status}, and should be like nothing there")

    for role in Role:
        look(_post(world, role), role, here, here.hers, role in who.own, "own")
    for role in ASKED_OF_OTHERS if is_about_a_thing(name) else ():
        look(_post(world, role), role, here, here.his, role in who.other, "another's")
    for role in WITH_THINGS:
        second = here.elsewhere[ACTORS[role].capitalize()]
        look(second, role, here, here.hers, role in who.other, "own, acting for another agency")
    for role in (*ASKED_OF_OTHERS, Role.AUDITOR) if is_about_a_thing(name) else ():
        look(_post(world, role), role, world.there, world.there.hers, False, "own, of another authority")
    for role in sorted(who.own) if is_about_a_thing(name) else ():
        answer = asker.ask(method, made_up(name, here, here.hers, role), _post(world, role), {})
        if not _is_like_nothing(answer, _nothing(method, _post(world, role), asker)):
            wrong.append(f"{method} of a thing that does not exist as {role}: {answer.status}")
    if is_about_a_thing(name) and not name.startswith(("people:", "reporting:")):
        # A senior who wrote a plan is its writer like any officer, and never its moderator.
        expected = Role.OFFICER in who.own or Role.SENIOR in who.other
        look(here.cast.ruth, Role.OFFICER, here, here.ruths, expected, "written by a senior")
    wrong += _anonymous(name, method, world, asker)
    return wrong


def _nothing(method: str, post: Post, asker: Asker) -> Answer:
    """What the same person sees where there certainly is nothing. Asked once."""
    key = (asker, method, post.pk)
    if key not in NOTHING_THERE:
        NOTHING_THERE[key] = asker.ask(method, NOTHING, post)
    return NOTHING_THERE[key]


NOTHING_THERE: dict[tuple, Answer] = {}


def _is_like_nothing(answer: Answer, nothing: Answer) -> bool:
    return (answer.status, answer.same_text) == (404, nothing.same_text) and nothing.status == 404


def _anonymous(name: str, method: str, world: World, asker: Asker) -> list[str]:
    """Nobody is signed in: the way to the sign-in page, for a thing that is there as for one that is not.

    What a page that takes words has sent comes back to be copied, whatever it was about, and nothing is done.
    """
    here, role = world.here, Role.OFFICER
    urls = [address(name, here, here.hers, role), made_up(name, here, here.hers, role)]
    answers = [asker.ask(method, url, None, body(name, here, here.hers, here.cast.amina)) for url in urls]
    return [
        f"{method} {url} with nobody signed in: {answer.status}"
        for url, answer in zip(urls, answers, strict=True)
        if not (answer.leads_to_sign_in or _gives_words_back(answer))
    ]


def _gives_words_back(answer: Answer) -> bool:
    return answer.status == 403 and "You are signed out, so nothing was saved" in answer.text


def _differences_of_open_page(name: str, method: str, audience: str, world: World, asker: Asker) -> list[str]:
    here, wrong = world.here, []
    url = address(name, here, here.hers, Role.OFFICER)
    for role in Role:
        post = _post(world, role)
        answer = asker.ask(method, url, post, body(name, here, here.hers, post) if method == "POST" else {})
        through = answer.is_let_through or (audience in (LIBRARY, LINK) and answer.status in (403, 404, 405))
        if not through:
            wrong.append(f"{method} {url} as {role}: {answer.status}")
    answer = asker.ask(method, url, None, {})
    if audience == EVERYONE and answer.status != 200:
        wrong.append(f"{method} {url} with nobody signed in: {answer.status}")
    if audience == SIGNED_IN and not answer.leads_to_sign_in:
        wrong.append(f"{method} {url} with nobody signed in: {answer.status}")
    return wrong
