"""Who follows hears what changed, the newest once, and one question serves everybody."""

import asyncio
import json

from tuntas.platform.live.feed import Feed
from tuntas.platform.live.following import Seats, follow, followed
from tuntas.platform.live.options import from_environment
from tuntas.platform.live.screen import Follower, events


class Answers:
    """A web process that answers with what a test puts there."""

    def __init__(self):
        self.topics, self.asked, self.fails = {}, [], False
        self.asked_also, self.day = [], "2026-11-23"

    def __call__(self, since, also=""):
        self.asked.append(since)
        self.asked_also.append(also)
        if self.fails:
            raise OSError("the web process starts anew")
        return {
            "now": len(self.asked),
            "day": self.day,
            "topics": [[name, *state] for name, state in self.topics.items()],
        }


async def _until(holds):
    async with asyncio.timeout(30):
        while not holds():
            await asyncio.sleep(0.005)


async def _next_news(stream):
    async with asyncio.timeout(30):
        text = (await anext(stream)).decode()
    return json.loads(text.removeprefix("event: news\ndata: "))


def test_a_screen_hears_only_of_what_it_follows_and_each_change_once():
    answers = Answers()
    answers.topics = {"office/a/": (1, "a1"), "office/b/": (1, "b1")}
    feed = Feed(answers, every=0.01)

    async def look():
        with feed.following(Follower(("office/a/",))) as follower:
            stream = events(follower, feed.age_ms)
            first = await _next_news(stream)
            asked = len(answers.asked)
            await _until(lambda: len(answers.asked) > asked + 3)
            answers.topics["office/a/"] = (2, "a2")
            return first, await _next_news(stream)

    assert asyncio.run(look()) == ({"office/a/": "a1"}, {"office/a/": "a2"})


def test_how_old_it_is_stands_between_news_that_never_stop():
    follower = Follower(("office/",), alive_every=0.0)

    async def look():
        follower.put("office/a/", "a1")
        stream = events(follower, lambda _follower: 4000)
        return [await anext(stream) for _ in range(2)]

    assert asyncio.run(look()) == [
        b"event: alive\ndata: 4000\n\n",
        b'event: news\ndata: {"office/a/":"a1"}\n\n',
    ]


def test_who_comes_later_gets_what_is_known_and_a_slow_screen_the_newest():
    answers = Answers()
    answers.topics = {"office/a/": (1, "a1")}
    feed = Feed(answers, every=0.01)

    async def look():
        with feed.following(Follower(("office/",))) as slow:
            await _until(lambda: slow.news)
            with feed.following(Follower(("office/a/",))) as late:
                known = late.take()
            answers.topics["office/a/"] = (2, "a2")
            await _until(lambda: slow.news == {"office/a/": "a2"})
            return known, slow.take()

    assert asyncio.run(look()) == ({"office/a/": "a1"}, {"office/a/": "a2"})


def test_a_web_process_that_starts_anew_is_asked_again():
    answers = Answers()
    answers.fails = True
    feed = Feed(answers, every=0.01)

    async def look():
        with feed.following(Follower(("office/",))) as follower:
            await _until(lambda: len(answers.asked) > 2)
            answers.fails, answers.topics = False, {"office/a/": (1, "a1")}
            await _until(lambda: follower.news)
            return follower.take()

    assert asyncio.run(look()) == {"office/a/": "a1"}


def test_an_answer_that_nobody_understands_is_logged_once_and_does_not_end_the_asking(caplog):
    answers = Answers()
    answers.topics = {"office/a/": (1,)}
    feed = Feed(answers, every=0.01)

    async def look():
        with feed.following(Follower(("office/",))) as follower:
            await _until(lambda: len(answers.asked) > 2)
            answers.topics = {"office/a/": (1, "a1")}
            await _until(lambda: follower.news)
            return follower.take()

    assert asyncio.run(look()) == {"office/a/": "a1"}
    assert len(caplog.records) == 1


def test_who_comes_while_the_last_one_goes_hears_what_is_known():
    """One reloads their page: the answer to a question that was asked before is still on its way."""
    answers = Answers()
    answers.topics = {"office/a/": (1, "a1")}
    feed = Feed(answers, every=0.01)

    async def look():
        with feed.following(Follower(("office/",))) as first:
            await _until(lambda: first.news)
        with feed.following(Follower(("office/",))) as second:
            return second.take(), feed._since

    known, since = asyncio.run(look())
    assert known == {"office/a/": "a1"}
    assert since > 0


def test_on_a_new_day_everything_is_asked_again_and_yesterday_is_forgotten():
    answers = Answers()
    answers.topics = {"office/a/": (1, "yesterday"), "office/b/": (1, "yesterday")}
    feed = Feed(answers, every=0.01)

    async def look():
        with feed.following(Follower(("office/",))) as follower:
            await _until(lambda: len(answers.asked) > 3)
            asked, answers.day = len(answers.asked), "2026-11-24"
            answers.topics = {"office/a/": (2, "today")}
            await _until(lambda: len(answers.asked) > asked + 3)
            with feed.following(Follower(("office/",))) as late:
                return answers.asked[asked:].count(0), follower.take()["office/a/"], late.take()

    assert asyncio.run(look()) == (1, "today", {"office/a/": "today"})


def test_nobody_follows_nothing_is_asked():
    answers = Answers()
    feed = Feed(answers, every=0.01)

    async def look():
        with feed.following(Follower(("office/",))):
            await _until(lambda: answers.asked)
        await _until(lambda: feed._asking.done())
        asked = len(answers.asked)
        await asyncio.sleep(0.1)
        return len(answers.asked) - asked

    assert asyncio.run(look()) == 0


def test_what_only_the_wall_follows_is_asked_for_while_a_wall_is_there():
    answers = Answers()
    feed = Feed(answers, every=0.01)

    async def look():
        with feed.following(Follower(("office/",))):
            await _until(lambda: len(answers.asked) > 2)
            before = set(answers.asked_also)
            with feed.following(Follower(("wall/",), also="wall")):
                await _until(lambda: "wall" in answers.asked_also)
            return before

    assert asyncio.run(look()) == {""}


def test_a_wall_hears_of_its_own_offices_alone():
    mine = Follower(("office/", "wall/"), offices=frozenset({"31.71.01.1001"}))

    assert mine.hears("office/31.71.01.1001/")
    assert mine.hears("wall/31.71.01.1001/")
    assert not mine.hears("wall/31.71.01.1002/")
    assert not mine.hears("other/31.71.01.1001/")


def test_an_address_stands_for_one_office_or_for_all():
    assert followed("/live/office/31.71.01.1001").prefixes == ("office/31.71.01.1001/",)
    assert followed("/live/office/31-UPAK").prefixes == ("office/31-UPAK/",)
    assert followed("/live/wall").asks
    for wrong in ("/live/office/", "/live/office/../x", "/live/other", "/live/office/" + "3" * 21):
        assert followed(wrong) is None


class Screen:
    """A browser that follows from an address until it is told to go."""

    def __init__(self, address):
        self.address, self.goes, self.got = address, asyncio.Event(), []

    async def receive(self):
        await self.goes.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.got.append(message)

    def follow(self, feed, seats):
        scope = {"method": "GET", "path": "/live/office/a", "headers": [], "client": (self.address, 1)}
        return asyncio.ensure_future(follow(scope, self.receive, self.send, feed, seats, from_environment({})))

    @property
    def status(self):
        return self.got[0]["status"]


def test_one_address_leaves_seats_for_others_and_gets_them_back():
    feed, seats = Feed(Answers(), every=0.01), Seats(2, most=4)
    mine, other = [Screen("10.0.0.1") for _ in range(4)], [Screen("10.0.0.2") for _ in range(2)]
    late = Screen("10.0.0.3")

    async def look():
        running = [screen.follow(feed, seats) for screen in (*mine[:3], *other)]
        await _until(lambda: all(screen.got for screen in (*mine[:3], *other)))
        running.append(late.follow(feed, seats))
        await _until(lambda: late.got)
        mine[0].goes.set()
        await running[0]
        running.append(mine[3].follow(feed, seats))
        await _until(lambda: mine[3].got)
        for screen in (*mine, *other):
            screen.goes.set()
        await asyncio.gather(*running)
        return [screen.status for screen in (*mine, *other, late)], seats.refusal("10.0.0.1")

    assert asyncio.run(look()) == ([200, 200, 429, 200, 200, 200, 503], 0)
    assert (b"retry-after", b"30") in mine[2].got[0]["headers"]
