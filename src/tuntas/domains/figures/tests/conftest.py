"""A journal that each test signs for itself."""

from datetime import UTC, datetime

import pytest


@pytest.fixture(autouse=True)
def own_anchor(settings, tmp_path):
    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"


@pytest.fixture
def count():
    """Sign what was told, and count it."""
    from tuntas.domains.figures import actions
    from tuntas.platform.journal import sequencer

    def publish_and_count(**options):
        sequencer.turn(at=datetime.now(UTC))
        return actions.roll_up(datetime.now(UTC), **options)

    return publish_and_count


@pytest.fixture
def city(db):
    """The offices; and all lives that were told, because no fact is ever deleted."""
    from tuntas.domains.offices import demonstration

    demonstration.load(datetime.now(UTC))
    return []
