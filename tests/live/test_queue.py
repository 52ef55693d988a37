"""Who is drawn next: one of each tandem in turn."""

from hypothesis import given
from hypothesis import strategies as st

from visions.live.queue import FairQueue
from visions.model import Prompt, RecordId

KEYS = ("a", "b", "c")


def prompt(key: str, number: int) -> Prompt:
    return Prompt(RecordId(key, number), "words")


@given(st.lists(st.sampled_from(KEYS), max_size=30))
def test_taken_in_the_order_that_was_listed_and_fairly(keys: list[str]) -> None:
    queue = FairQueue(KEYS)
    numbers = dict.fromkeys(KEYS, 0)
    for key in keys:
        numbers[key] += 1
        queue.put(prompt(key, numbers[key]))
    listed = [one.id for one in queue.list_all()]
    taken = []
    while (one := queue.take()) is not None:
        taken.append(one.id)
    assert taken == listed
    for key in KEYS:
        own = [one.number for one in taken if one.tandem == key]
        assert own == list(range(1, numbers[key] + 1))
    # Nobody's n-th prompt is drawn before everybody's n-1-th.
    assert [one.number for one in taken] == sorted(one.number for one in taken)


def test_each_waits_once_and_can_be_put_back_or_removed() -> None:
    queue = FairQueue(KEYS)
    for number in (1, 2):
        queue.put(prompt("a", number))
        queue.put(prompt("a", number))
    assert queue.count("a") == 2
    first = queue.take()
    assert first is not None
    queue.put_first(first)
    assert [one.id.number for one in queue.list_all()] == [1, 2]
    queue.remove(RecordId("a", 1))
    assert [one.id.number for one in queue.list_all()] == [2]
    queue.put(prompt("new", 1))
    assert queue.count("new") == 1
    assert RecordId("new", 1) in queue
