"""The head bar: each key leads to one place, whoever works here."""

import pytest
from tests import world as w

CAST = ("petugas1", "pejabat", "kasatpel", "kadis", "admin")


def _keys(client, username):
    w.sign_in(client, username)
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


def test_the_bar_of_a_head_of_unit_folds_what_has_no_key(db, client):
    w.world()
    w.sign_in(client, "kasatpel")

    bar = client.get("/desk/").context["bar"]

    assert all(place.key for place in bar.at_hand)
    assert len(bar.at_hand) <= 6
    assert {*bar.at_hand, *bar.folded} == set(bar.places)
    assert not any(place.key for place in bar.folded)


@pytest.mark.parametrize("username", ["petugas1", "admin"])
def test_a_short_bar_folds_nothing(db, client, username):
    w.world()
    w.sign_in(client, username)

    assert client.get("/desk/").context["bar"].folded == ()
