"""What changed, asked of the web process a few times a second for everybody who follows, and handed to each.

This process has no database. One question serves all followers, and is asked only while somebody follows.
"""

from __future__ import annotations

import asyncio
import http.client
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from .screen import Follower

ASK_EVERY = 0.25  # seconds
# What some screens follow beside the queues costs more to find, so it is asked for half as often.
ASK_ALSO_EVERY = 0.5
NO_QUEUES = 9_999_999_999_999  # of the queues nothing changed after this moment
# What was changed in a transaction that took longer than anybody looks back is found when everything is asked again.
ALL_AGAIN_EVERY = 60.0
COMPLAIN_EVERY = 60.0

log = logging.getLogger("tuntas.live")


class Feed:
    """The newest state of every topic, and who follows it."""

    def __init__(
        self,
        ask: Callable[[int, str], Any],
        *,
        ask_also: Callable[[int, str], Any] | None = None,
        every: float = ASK_EVERY,
    ) -> None:
        self._ask, self._ask_also, self._every = ask, ask_also or ask, every
        self._asked_also_at = self._asked_all_at = 0.0
        self._asking_also: asyncio.Task[None] | None = None
        self._complained_at = -COMPLAIN_EVERY
        self._since = 0
        self._day = ""
        # Threads of its own: whoever else waits for the web process does not make the screens wait.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="feed")
        self._known: dict[str, tuple[int, Any]] = {}
        self._followers: set[Follower] = set()
        self._asking: asyncio.Task[None] | None = None
        self.heard_at = self.heard_also_at = 0.0  # monotonic seconds of the last answers

    @property
    def followers(self) -> int:
        return len(self._followers)

    @contextmanager
    def following(self, follower: Follower) -> Iterator[Follower]:
        """Follow topics for the length of the block; what is known already comes first."""
        if self._asking is None or self._asking.done():
            self._known.clear()
            self._since = 0
            self._asking = asyncio.get_running_loop().create_task(self._go_on_asking())
        self._followers.add(follower)
        for topic, (_version, data) in self._known.items():
            if follower.hears(topic):
                follower.put(topic, data)
        try:
            yield follower
        finally:
            self._followers.discard(follower)

    def age_ms(self, follower: Follower) -> int:
        """How old the news is; of the older half, where a screen follows two."""
        heard_at = min(self.heard_at, self.heard_also_at) if follower.also else self.heard_at
        return int((time.monotonic() - heard_at) * 1000)

    async def _go_on_asking(self) -> None:
        while self._followers:
            began = time.monotonic()
            if (also := self._also(began)) and (self._asking_also is None or self._asking_also.done()):
                self._asking_also = asyncio.get_running_loop().create_task(self._ask_beside(also))
            await self._ask_once(began)
            await asyncio.sleep(max(0.02, self._every - (time.monotonic() - began)))

    async def _ask_once(self, began: float) -> None:
        if began - self._asked_all_at > ALL_AGAIN_EVERY:
            self._asked_all_at, self._since = began, 0
        with self._going_on():
            self._hear(await self._in_a_thread(self._ask, self._since, ""))

    async def _ask_beside(self, also: str) -> None:
        """What takes longer to find keeps no queue waiting."""
        with self._going_on():
            answer = await self._in_a_thread(self._ask_also, NO_QUEUES, also)
            self.heard_also_at = time.monotonic()
            self._tell(answer["topics"])

    async def _in_a_thread(self, ask: Callable[[int, str], Any], since: int, also: str) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, ask, since, also)

    @contextmanager
    def _going_on(self) -> Iterator[None]:
        """Nobody else asks: whatever an answer is like, the next question is asked."""
        try:
            yield
        except (OSError, http.client.HTTPException):
            pass  # The web process starts anew, or is busy: the screens show how old their news is.
        except Exception:
            # A secret that was not set is told once a minute, not four times a second.
            if time.monotonic() - self._complained_at > COMPLAIN_EVERY:
                self._complained_at = time.monotonic()
                log.exception("What changed could not be understood.")

    def _also(self, moment: float) -> str:
        """What is asked for besides; nothing where nobody follows it, or where it was asked for just now."""
        wanted = next((one.also for one in self._followers if one.also), "")
        if not wanted or moment - self._asked_also_at < ASK_ALSO_EVERY:
            return ""
        self._asked_also_at = moment
        return wanted

    def _hear(self, answer: dict[str, Any]) -> None:
        self.heard_at = time.monotonic()
        is_new_day = self._day not in ("", answer["day"])
        # What was known is of yesterday: everything is asked again.
        self._since, self._day = 0 if is_new_day else answer["now"], answer["day"]
        if is_new_day:
            self._known.clear()
        self._tell(answer["topics"])

    def _tell(self, topics: list[tuple[str, int, Any]]) -> None:
        for topic, version, data in topics:
            known = self._known.get(topic)
            if known and known[0] == version:
                continue
            self._known[topic] = version, data
            for follower in self._followers:
                if follower.hears(topic):
                    follower.put(topic, data)
