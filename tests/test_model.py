"""The nouns."""

from visions.model import Prompt, RecordId


def test_a_tandem_keeps_its_seed_and_shares_it_with_nobody() -> None:
    first = Prompt(RecordId("arezzo-hamm", 1), "a")
    second = Prompt(RecordId("arezzo-hamm", 2), "a b")
    other = Prompt(RecordId("utrecht-munich", 1), "a")
    assert first.seed == second.seed != other.seed
    assert Prompt(RecordId("utrecht-munich", 2), "a", {"seed": 0}).seed == 0
    assert Prompt(RecordId("arezzo-hamm", 1), "a", {"seed": "x"}).seed == first.seed
