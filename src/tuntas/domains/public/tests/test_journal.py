"""The journal's page shows checkpoints, and finds the one that a receipt names."""

import base64

import pytest
from tests import world as w

from tuntas.domains.public.queries import checkpoints
from tuntas.platform.journal.models import SignedCheckpoint
from tuntas.platform.journal.queries import latest_checkpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(count):
    here = w.world()
    w.submitted(here.at)
    count()
    return here


def test_shows_the_latest_checkpoint_word_for_word(client, there):
    page = client.get("/open/journal").content.decode()

    assert latest_checkpoint().note in page.replace("&#x27;", "'")
    assert "/journal/checkpoint" in page


def test_finds_the_checkpoint_of_a_receipt(client, there, count):
    old = latest_checkpoint()
    w.submitted(there.at)
    count()

    page = client.get(f"/open/journal?size={old.size}").content.decode()

    assert base64.b64encode(old.root).decode() in page
    assert old.note in page


def test_a_number_at_which_nothing_was_signed_is_said_so(client, there):
    for size in ("1", "x", "-1", "²", "9" * 40, "1;drop"):
        answer = client.get("/open/journal", {"size": size})

        assert answer.status_code == 200, size
        assert "Tidak ada titik periksa" in answer.content.decode(), size


def test_each_tile_that_it_names_is_there(client, there):
    for address in checkpoints.tile_addresses(latest_checkpoint().size):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(("size", "tiles"), [(1, ["000.p/1"]), (256, ["000"]), (600, ["000", "002.p/88"])])
def test_names_the_first_and_the_newest_tile(size, tiles):
    assert checkpoints.tile_addresses(size) == [f"/journal/tile/0/{tile}" for tile in tiles]


def test_lists_no_more_than_twenty(client, there, django_assert_max_num_queries):
    row = SignedCheckpoint.objects.get()
    for number in range(1, 31):
        SignedCheckpoint.objects.create(
            size=row.size + number, root=row.root, note=row.note, signed_at=row.signed_at
        )

    with django_assert_max_num_queries(3):
        page = client.get("/open/journal").content.decode()

    assert page.count("?size=") == 20


def test_says_what_will_appear_before_the_first(client):
    assert "Titik periksa pertama" in client.get("/open/journal").content.decode()
