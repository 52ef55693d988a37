"""Budgets: what a request counts for, and that no order of calls hands out more than there is."""

from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from tests.workshops import open_archive
from visions.budget import (
    Budget,
    Budgets,
    BudgetUnclear,
    Sent,
    Survey,
    list_sent,
    open_budgets,
    survey,
)
from visions.errors import CallFailed, Damaged
from visions.imaging.prices import estimate_for
from visions.model import (
    City,
    GeneratedImage,
    ImageRequest,
    ImageSettings,
    OwnPrices,
    RecordId,
    State,
    Tandem,
)

FIRST = RecordId("arezzo-hamm", 1)
SETTINGS = ImageSettings(provider="openai", budget=1.0)
TANDEM = Tandem("arezzo-hamm", (City("Arezzo"),))


def sent(
    ended: State | None = None,
    cost: float | None = None,
    reserved: float | None = 0.04,
    **note: object,
) -> Sent:
    parameters = {"prompt": "", "quality": "medium"}
    facts = {"paid": True, "reserved_usd": reserved, "model": "gpt-image-2", "width": 1536}
    return Sent(FIRST, {**facts, "height": 1024, "parameters": parameters, **note}, ended, cost)


@pytest.mark.parametrize(
    ("request_", "spent", "estimated", "reserved", "pictures"),
    [
        (sent(State.DONE, 0.03), 0.03, 0, 0, 1),
        (sent(State.DONE, 0.0), 0, 0, 0, 1),
        (sent(State.DONE), 0.04, 0.04, 0, 1),
        (sent(State.DONE, float("nan")), 0.04, 0.04, 0, 1),
        (sent(State.DONE, -1.0), 0.04, 0.04, 0, 1),
        (sent(State.UNKNOWN), 0, 0, 0.04, 1),
        (sent(None), 0, 0, 0.04, 1),
        (sent(State.REFUSED), 0, 0, 0, 0),
        (sent(State.FAILED), 0, 0, 0, 0),
        (sent(State.DONE, None, None, paid=False), 0, 0, 0, 0),
        # Sent before its price was known: counted by the price known now.
        (sent(State.UNKNOWN, None, None), 0, 0, 0.041, 1),
    ],
)
def test_what_a_request_counts_for(
    request_: Sent, spent: float, estimated: float, reserved: float, pictures: int
) -> None:
    found = survey([request_], SETTINGS).whole
    assert (found.spent, found.estimated, found.reserved) == pytest.approx(
        (spent, estimated, reserved)
    )
    assert found.pictures == pictures


def test_requests_are_counted_by_tandem_and_kept_when_a_tandem_leaves(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    request = ImageRequest("openai", "gpt-image-2", "a", 1536, 1024, {"prompt": "a"}, paid=True)
    for key in ("arezzo-hamm", "gone-tandem"):
        record = archive.accept_prompt(key, "a", {}).id
        first = archive.open_attempt(record, request, 0.04)
        archive.close_attempt(record, first, CallFailed("x", "unknown", "?", "?"))
        second = archive.open_attempt(record, request, 0.04)
        image = GeneratedImage(b"x", "image/png", 1536, 1024, "s", "m")
        archive.keep_image(record, second, image, 0.02)
    found = survey(list_sent(archive), SETTINGS)
    assert found.whole.counted == pytest.approx(0.12)
    assert found.of("gone-tandem").counted == pytest.approx(0.06)
    (tmp_path / "outputs/gone-tandem/0001/request-1.json").write_text("[]")
    with pytest.raises(Damaged):
        list(list_sent(archive))
    problems: list[object] = []
    assert len(list(list_sent(archive, problems))) == 2  # type: ignore[arg-type]
    assert len(problems) == 1


def test_a_cost_that_nobody_knows_needs_a_limit_in_pictures() -> None:
    own = ImageSettings(provider="openai", model="my-own", budget=1.0)
    with pytest.raises(BudgetUnclear, match=r"my-own.*picture = 0\.05.*most_pictures = 40"):
        open_budgets(Survey(), own, [TANDEM])
    for_a_tandem = Tandem("a", (City("A"),), budget=1.0)
    with pytest.raises(BudgetUnclear):
        open_budgets(Survey(), ImageSettings(model="my-own"), [for_a_tandem])
    counted = ImageSettings(model="my-own", budget=1.0, most_pictures=2)
    budgets = open_budgets(survey([sent(None, None, None, model="my-own")], counted), counted, [])
    assert budgets.reserve("a", budgets.plan(None)) is None
    assert budgets.reserve("a", budgets.plan(None)) is budgets.whole
    assert "2 pictures" in budgets.whole.refuses(0.0)


def test_an_old_picture_of_unknown_cost_makes_the_budget_unclear() -> None:
    old = survey([sent(State.DONE, None, None, model="my-own")], SETTINGS)
    with pytest.raises(BudgetUnclear, match="my-own"):
        open_budgets(old, SETTINGS, [])
    priced = ImageSettings(model="gpt-image-2", budget=1.0, prices=OwnPrices(picture=0.05))
    again = survey([sent(State.DONE, None, None, model="my-own")], priced)
    assert open_budgets(again, priced, []).whole.spent == pytest.approx(0.05)


def test_without_a_budget_nothing_needs_a_price() -> None:
    budgets = open_budgets(Survey(), ImageSettings(model="my-own"), [TANDEM])
    assert budgets.reserve("arezzo-hamm", budgets.plan(None)) is None


def test_a_free_picture_fits_into_a_budget_of_nothing() -> None:
    assert Budget(0.0).reserve(0.0)
    assert not Budget(0.0).reserve(0.001)


def test_a_tandems_budget_stops_it_and_nobody_else() -> None:
    budgets = Budgets(Budget(1.0), {"a": Budget(0.1)})
    assert budgets.reserve("a", 0.06) is None
    assert budgets.reserve("a", 0.06) is budgets.tandems["a"]
    assert budgets.whole.reserved == pytest.approx(0.06)
    assert budgets.reserve("b", 0.5) is None
    assert budgets.reserve("b", 0.5) is budgets.whole


def test_more_is_set_aside_once_estimates_proved_too_low() -> None:
    budgets = Budgets(Budget(1.0))
    budgets.learn(0.04, 0.06)
    assert budgets.plan(0.04) == pytest.approx(0.06)
    found = survey([sent(State.DONE, 0.061)], SETTINGS)
    assert open_budgets(found, SETTINGS, []).plan(0.041) == pytest.approx(0.061)
    other = ImageSettings(provider="openai", quality="high", budget=1.0)
    assert open_budgets(survey([sent(State.DONE, 0.061)], other), other, []).plan(0.1) == 0.1


def test_a_service_that_is_told_no_quality_counts_as_the_dearest_and_is_learned_from() -> None:
    place = "http://127.0.0.1:9/v1"
    plain = ImageSettings(provider="compatible", base_url=place, quality="low", budget=1.0)
    assert estimate_for(plain, "") == pytest.approx(0.165)
    found = survey([sent(State.DONE, 0.2, parameters={"prompt": ""})], plain)
    assert open_budgets(found, plain, []).plan(0.165) == pytest.approx(0.2)


@given(
    limit=st.integers(0, 500),
    most=st.none() | st.integers(0, 20),
    moves=st.lists(st.tuples(st.integers(0, 120), st.integers(0, 100), st.booleans())),
)
def test_never_more_than_the_limit(
    limit: int, most: int | None, moves: list[tuple[int, int, bool]]
) -> None:
    """Against whole numbers: thousandths of a USD, calls beside each other, any ends."""
    budget = Budget(limit / 1000, most_pictures=most)
    running: list[int] = []
    spent = pictures = 0
    for amount, share, settle in moves:
        if settle and running:
            reserved = running.pop(share % len(running))
            cost = None if share % 5 == 0 else reserved * share // 100
            budget.settle(reserved / 1000, None if cost is None else cost / 1000)
            spent += cost or 0
            pictures -= cost is None
            continue
        fits = spent + sum(running) + amount <= limit and (most is None or pictures < most)
        assert budget.reserve(amount / 1000) is fits
        if fits:
            running.append(amount)
            pictures += 1
        assert spent + sum(running) <= limit
