"""The wall between authorities in the code itself: a query without a scope is an error."""

import pytest
from django.apps import apps
from django_scopes import ScopeError, scope

from goldenthread.people.models import Authority

pytestmark = [pytest.mark.django_db]

# What belongs to no authority: people sign in anywhere, the history outlives what it tells of.
GLOBAL = {"Authority", "Person", "Event", "ErasureDoor"}
MODELS = [
    model
    for app in apps.get_app_configs()
    if app.name.startswith("goldenthread.")
    for model in app.get_models()
    if model.__name__ not in GLOBAL
]


@pytest.mark.sqlite
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_query_outside_a_scope_is_an_error(model):
    with pytest.raises(ScopeError):
        model.objects.count()
    with pytest.raises(ScopeError):
        model.objects.filter(pk=1).first()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_query_within_a_scope_asks_for_that_authority(model):
    authority = Authority.objects.create(code="903", name="Eastmere")
    with scope(authority=authority):
        asked = str(model.objects.all().query)
    assert f'"authority_id" = {authority.pk}' in asked
