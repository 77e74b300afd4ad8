"""How late news was, reckoned from what a screen heard; and news that never came is counted."""

import json

from tuntas.config.benches.screens import Screen, delays


def _news(**given):
    told = {f"office/{code}/": {"office": code, "issued": number} for code, number in given.items()}
    return f"event: news\ndata: {json.dumps(told)}\n\n".encode()


def test_the_first_state_that_counts_the_event_is_its_arrival():
    board = Screen("/live/office/a", pieces=[(10.0, _news(a=1)), (10.5, _news(a=3)), (11.0, _news(a=4))])

    found, missed = delays([board], [("a", 2, 10.25), ("a", 4, 10.75), ("b", 1, 10.0)])

    assert (found, missed) == ([0.25, 0.25], 0)


def test_a_wall_counts_every_office_and_pieces_may_break_anywhere():
    whole = _news(a=1, b=2)
    wall = Screen(
        "/live/wall", pieces=[(1.0, whole[:40]), (2.0, whole[40:]), (3.0, b"event: alive\ndata: 7\n\n")]
    )

    assert delays([wall], [("a", 1, 1.5), ("b", 2, 1.0)]) == ([0.5, 1.0], 0)


def test_news_that_never_came_is_missed():
    deaf = Screen("/live/office/a", pieces=[(1.0, _news(a=1))])

    assert delays([deaf], [("a", 1, 0.5), ("a", 2, 0.6)]) == ([0.5], 1)
