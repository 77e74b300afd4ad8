"""The head bar: each key leads to one place, whoever works here."""

import pytest
from tests import world as w

from tuntas.domains.offices.models import Staff

CAST = ("petugas1", "pejabat", "kasatpel", "kadis", "admin")


def _keys(client, username):
    client.force_login(Staff.objects.get(username=f"peragaan.{username}"))
    places = client.get("/desk/").context["bar"].places
    return [place.key for place in places if place.key]


@pytest.mark.parametrize("username", CAST)
def test_no_two_places_share_a_key(db, client, username):
    w.world()

    keys = _keys(client, username)

    assert keys
    assert len(keys) == len(set(keys))


def test_the_checker_sees_two_places_with_one_key(db, client, monkeypatch):
    from tuntas.platform.ui import desk

    w.world()
    twin = desk.Contribution("twin", "Twin", "desk:new", lambda by: True, key="q")
    monkeypatch.setitem(desk._contributions, "twin", twin)

    assert _keys(client, "petugas1").count("q") == 2
