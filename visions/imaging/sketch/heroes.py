"""Who takes the middle of a picture, and what keeps it company unasked."""

from __future__ import annotations

from visions.imaging.sketch.elements import ELEMENTS, Element, Zone
from visions.imaging.sketch.scene import Scene

# What stands in the heart of a ground where a prompt names nothing for it.
_USUAL: dict[str, tuple[str, ...]] = {
    "square": ("fountain", "musicians", "great_tree", "cafe", "garden_chess", "table"),
    "park": ("great_tree", "picnic", "table_tennis", "stage", "playground"),
    "promenade": ("musicians", "cafe", "great_tree", "shade_sails", "table"),
    "street": ("playground", "food_truck", "table", "great_tree", "musicians", "garden_chess"),
}
_COLD = ("musicians", "great_tree", "table")  # where snow lies
_LONELY = ("fountain", "tiny_forest", "greenhouse")  # where nobody should be
# Small things that enliven a ground where a prompt leaves room.
_COMPANY: dict[str, tuple[str, ...]] = {
    "square": (
        "chess_bench",
        "bike_stand",
        "balloon_child",
        "cats",
        "swap_shelf",
        "dog_walker",
        "drinking_fountain",
    ),
    "park": ("picnic", "meadow", "bird_house", "dog_walker", "flock", "bee_hives"),
    "promenade": ("visitors", "balloon_child", "dog_walker", "cats", "bike_dock"),
    "street": ("chess_bench", "cats", "bike_stand", "recycling", "balloon_child"),
}
_QUIET = ("bird_house", "meadow", "flower_bed", "cats", "recycling")
_SUMMERLY = ("picnic", "meadow", "flock", "chess_bench", "cats", "flower_bed", "bee_hives")
_FAR = (Zone.WATER, Zone.SKYLINE, Zone.BELT)
HEROES = tuple(
    dict.fromkeys(name for names in (*_USUAL.values(), _COLD, _LONELY) for name in names)
)


def _offer(scene: Scene, names: tuple[str, ...]) -> list[Element]:
    """Return the elements of `names` that exist and that the prompt does not refuse."""
    refused = scene.brief.unwanted
    known = (ELEMENTS[name] for name in names if name in ELEMENTS)
    return [one for one in known if not refused & set(one.concepts)]


def choose_hero(scene: Scene, chosen: list[Element]) -> Element:
    """Return what stands in the heart: the first wanted one of the highest rank, or a usual one."""
    best = max(chosen, key=lambda one: one.hero, default=None)
    if best is not None and best.hero:
        return best
    if "great_tree" in (one.name for one in chosen):
        return ELEMENTS["great_tree"]
    names = _USUAL[scene.stage.ground]
    if "people" in scene.brief.unwanted:
        names = _LONELY
    elif scene.snowy or scene.brief.weather == "rain":
        names = _COLD
    taken = {one.name for one in chosen}
    usual = [one for one in _offer(scene, names) if one.name not in taken]
    if not usual:
        return ELEMENTS["flower_bed"]
    return usual[scene.stage.hero % len(usual)]


def choose_lead(scene: Scene, chosen: list[Element], hero: Element) -> str:
    """Return the name of the first wanted thing far off, if nothing wanted stands in the heart."""
    if hero in chosen:
        return ""
    wanted = scene.brief.wanted
    far = (one for one in chosen if one.zone in _FAR and set(one.concepts) & set(wanted))
    return next((one.name for one in far if one.width > 1), "")


def choose_company(scene: Scene, others: list[Element]) -> list[Element]:
    """Return small things nobody asked for, other ones for another seed."""
    names = _COMPANY[scene.stage.ground]
    if "people" in scene.brief.unwanted:
        names = _QUIET
    if scene.snowy or scene.brief.weather == "rain":
        names = tuple(name for name in names if name not in _SUMMERLY)
    taken = {one.name for one in others}
    offer = [one for one in _offer(scene, names) if one.name not in taken]
    count = 5 if "people" in scene.brief.unwanted else 2
    first = scene.stage.hero % max(1, len(offer))
    return (offer[first:] + offer[:first])[: 2 * count : 2]
