"""What a sketch shows, in words: the description for people who cannot see it.

The words come from the scene that was drawn, never from the prompt. A picture from a service
has no scene; nobody knows what is on it before somebody has looked.
"""

from __future__ import annotations

from collections.abc import Mapping

from visions.i18n import Language, mark
from visions.model import Record

LONGEST = 500
"""Characters; what does not fit is left out, whole things at a time."""

PLACES: Mapping[str, str] = {
    "city": mark("a modern city"),
    "metropolis": mark("a metropolis with high towers"),
    "harbour": mark("a harbour town by the sea"),
    "island": mark("white houses on a hill by the sea"),
    "river": mark("a city on a river"),
    "canal": mark("gabled houses on a canal"),
    "hilltown": mark("an old town on a hill"),
    "mountains": mark("a mountain village"),
    "village": mark("a village in the plain"),
    "oldtown": mark("an old town with a castle"),
    "industrial": mark("an old industrial town"),
    "coast": mark("a small town by the sea"),
    "town": mark("a town of low houses"),
    "future": mark("a city of the far future"),
    "central": mark("a city of old and new houses"),
    "southern": mark("a city of old and new houses"),
    "lowland": mark("a city of brick and gables"),
    "attic": mark("a city of white houses before mountains"),
    "carpathian": mark("a city before mountains"),
}
TIMES: Mapping[str, str] = {
    "day": mark("by day"),
    "dawn": mark("at sunrise"),
    "dusk": mark("at sunset"),
    "night": mark("at night"),
}
SEASONS: Mapping[str, str] = {
    "spring": mark("spring"),
    "summer": mark("summer"),
    "autumn": mark("autumn"),
    "winter": mark("winter"),
}
WEATHERS: Mapping[str, str] = {
    "clear": mark("clear sky"),
    "rain": mark("rain"),
    "snow": mark("snow"),
    "fog": mark("fog"),
}
THINGS: Mapping[str, str] = {
    "remote_doctor": mark("a booth with a doctor on a screen"),
    "toilet": mark("an accessible public toilet"),
    "emergency_tent": mark("an emergency tent"),
    "guiding_path": mark("tactile paving with a white cane and a guide dog"),
    "walkers": mark("older people out for a walk"),
    "drones": mark("delivery drones"),
    "balloon": mark("a hot-air balloon"),
    "cable_car": mark("a cable car"),
    "school": mark("a school"),
    "library": mark("a library"),
    "museum": mark("a museum"),
    "playhouse": mark("a theatre"),
    "market": mark("market stalls"),
    "cafe": mark("a street café"),
    "ramp": mark("a wheelchair ramp"),
    "reading_steps": mark("people who read and learn together"),
    "recycling": mark("recycling bins"),
    "chess_bench": mark("older people at a board game"),
    "care_stand": mark("a care stand with a nurse"),
    "visitors": mark("visitors with a suitcase"),
    "co_housing": mark("timber homes with gardens"),
    "rain_garden": mark("a rain garden"),
    "marsh": mark("a wetland with reeds"),
    "dune": mark("a dune"),
    "dyke": mark("a dyke"),
    "bathing_place": mark("a bathing place"),
    "swimmers": mark("swimmers"),
    "kayak": mark("a kayak"),
    "kayak_carriers": mark("people who carry a kayak"),
    "drinking_fountain": mark("a drinking fountain"),
    "beach": mark("a beach"),
    "cats": mark("cats"),
    "storks": mark("storks in flight"),
    "bird_house": mark("a nesting box with birds"),
    "bee_hives": mark("beehives"),
    "flock": mark("a flock of sheep"),
    "network": mark("a network of signs over the roofs"),
    "dashboard": mark("a large board with charts of the city"),
    "kiosk": mark("an information pillar"),
    "sensor_mast": mark("a lamp post with sensors"),
    "antenna": mark("a radio mast"),
    "robot": mark("a delivery robot"),
    "help_point": mark("a help point"),
    "start_up_tower": mark("a twisted tower for start-ups"),
    "solar_tree": mark("a solar tree"),
    "solar_field": mark("rows of solar panels"),
    "turbines": mark("wind turbines"),
    "hydrogen_plant": mark("a hydrogen plant"),
    "battery": mark("a neighbourhood battery"),
    "pergola": mark("a green pergola"),
    "charging_point": mark("an electric car at a charging point"),
    "stage": mark("a concert on a small stage"),
    "lanterns": mark("strings of lanterns"),
    "dancers": mark("dancing people"),
    "food_truck": mark("a food truck"),
    "puppet_theatre": mark("a puppet theatre"),
    "sunflowers": mark("sunflowers"),
    "sunflower_field": mark("a field of sunflowers"),
    "greenhouse": mark("a greenhouse"),
    "tiny_forest": mark("a tiny forest"),
    "vertical_farm": mark("a vertical farm"),
    "roof_garden": mark("gardens on roofs"),
    "picnic": mark("a picnic"),
    "meadow": mark("a wildflower meadow"),
    "shade_sails": mark("seats under shade sails"),
    "ballot": mark("people who vote with dots"),
    "service_desk": mark("a service desk for citizens"),
    "town_hall": mark("a town hall"),
    "swap_shelf": mark("a cupboard for lending and giving"),
    "repair_bench": mark("a repair café"),
    "space_elevator": mark("a space elevator"),
    "air_taxis": mark("air taxis"),
    "airship": mark("an airship"),
    "robot_helpers": mark("helping robots"),
    "thinking_sphere": mark("a glowing sphere of linked points"),
    "garden_chess": mark("a large chess board"),
    "basketball": mark("people playing basketball"),
    "training_bars": mark("an outdoor gym"),
    "skate_ramp": mark("a skate ramp"),
    "church": mark("a church"),
    "castle": mark("a castle"),
    "headframe": mark("the winding tower of a former mine"),
    "gasholder": mark("an old gasholder"),
    "windmill": mark("a windmill"),
    "hospital": mark("a hospital"),
    "university": mark("a university"),
    "lighthouse": mark("a lighthouse"),
    "cranes": mark("harbour cranes"),
    "blast_furnace": mark("an old blast furnace"),
    "lookout_tower": mark("a lookout tower"),
    "playground": mark("a playground"),
    "musicians": mark("music and painting in the street"),
    "table_tennis": mark("table tennis"),
    "snowman": mark("a snowman"),
    "ferris_wheel": mark("a big wheel"),
    "balloon_child": mark("a child with balloons"),
    "friends": mark("friends who greet each other"),
    "smart_lamp": mark("a smart street lamp"),
    "fountain": mark("a fountain"),
    "raised_beds": mark("raised beds with vegetables"),
    "flower_bed": mark("a flower bed"),
    "insect_hotel": mark("a house for wild bees"),
    "dog_walker": mark("somebody walking a dog"),
    "great_tree": mark("a great old tree"),
    "table": mark("people planning at a round table"),
    "idea_wall": mark("a wall of coloured notes"),
    "gateway": mark("a radio gateway with sensors around it"),
    "air_station": mark("an air quality station"),
    "energy_column": mark("a column that shows energy use"),
    "twin_table": mark("a table with a model of the city made of light"),
    "fibre_drum": mark("fibre cable being laid"),
    "app_users": mark("people using an app"),
    "hackathon": mark("young people with laptops at a table"),
    "mobility_hub": mark("a mobility hub"),
    "bike_dock": mark("shared bicycles"),
    "parcel_locker": mark("a parcel locker"),
    "train": mark("a train on a viaduct"),
    "tandem": mark("two people on a tandem"),
    "footbridge": mark("two people meeting on a footbridge"),
    "hydrogen_pump": mark("a filling station for hydrogen"),
    "heat_plant": mark("a district heating plant"),
    "battery_park": mark("a row of large batteries"),
    "tram": mark("a tram"),
    "bus": mark("an electric bus"),
    "shuttle": mark("a driverless shuttle"),
    "car": mark("a small electric car"),
    "cyclists": mark("people on bicycles"),
    "second_cyclist": mark("people on bicycles"),
    "cargo_bike": mark("a cargo bicycle"),
    "scooter": mark("an electric scooter"),
    "bike_stand": mark("parked bicycles"),
    "carport": mark("a car park with a solar roof"),
    "sail_boat": mark("sailing boats"),
    "second_sail_boat": mark("sailing boats"),
    "ferry": mark("a ferry"),
    "house_boat": mark("a house boat"),
    "bridge": mark("a bridge"),
    "people": mark("people of all ages"),
}


def describe_picture(record: Record, say: Language) -> str:
    """Return what the sketch of `record` shows; empty if it is not known."""
    scene = record.reported.get("scene")
    return "" if record.is_ai or not isinstance(scene, Mapping) else describe_scene(scene, say)


def describe_scene(scene: Mapping[str, object], say: Language) -> str:
    """Return in a sentence or two what a sketch shows, and that it was drawn by rules.

    `scene` names place, time, season, weather and elements by the illustrator's own keys; what
    is unknown is left out. At most `LONGEST` characters.
    """
    parts = (("place", PLACES), ("time", TIMES), ("season", SEASONS), ("weather", WEATHERS))
    known = [
        say.text(words[key])
        for name, words in parts
        if isinstance(key := scene.get(name), str) and key in words
    ]
    if not known:
        return ""
    start = say.text("Sketch drawn by fixed rules, without AI: {scene}.", scene=", ".join(known))
    elements = scene.get("elements")
    things = dict.fromkeys(
        say.text(THINGS[element])
        for element in (elements if isinstance(elements, list | tuple) else ())
        if isinstance(element, str) and element in THINGS
    )
    while things:
        seen = say.text("To be seen: {things}.", things=", ".join(things))
        if len(start) + len(seen) < LONGEST:
            return f"{start} {seen}"
        things.popitem()
    return start
