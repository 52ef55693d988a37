"""Hand-picked colours as they look at noon, as data."""

from __future__ import annotations

SNOW = "#f4f8fc"
STEEL = "#4a5670"
DARK = "#2e3a5c"
WOOD = "#b8895a"
BARK = "#8a6248"
PAPER = "#fffdf6"
GLASS = "#9fd0dd"
LIT = ("#ffd98a", "#ffe7ad", "#ffcb72")

TEAL, CORAL, AMBER, PLUM, BLUE, LEAF = (
    "#2a9d94", "#ee7f6b", "#f2b04a", "#7c5ba6", "#3f74b5", "#56a75d",
)  # fmt: skip
ACCENTS = (TEAL, CORAL, AMBER, PLUM, BLUE, LEAF)

WALLS: dict[str, tuple[str, ...]] = {
    "modern": (
        "#f9eed6",
        "#f4c698",
        "#d9ebe2",
        "#ee9d7a",
        "#bcdcda",
        "#f6dca6",
        "#fbf6ea",
        "#e88f74",
        "#9cc8cc",
    ),
    "towers": ("#b9d3e2", "#f5e6cb", "#9cc2d8", "#eebc98", "#dfe6ec", "#84b3c8", "#cdbfe0"),
    "mixed": ("#f7efdc", "#f3c9a2", "#dcebe4", "#eea889", "#f6dfae", "#cfe0dc", "#e6c9b4"),
    "quay": (
        "#f5c95d",
        "#ea8f6c",
        "#f6efdf",
        "#8fc0c4",
        "#d96f5e",
        "#f0d9a8",
        "#a9c98f",
        "#7fa9cc",
    ),
    "gables": (
        "#b5634c",
        "#8e4f45",
        "#c98a5f",
        "#d9a679",
        "#6f4a48",
        "#e6cfae",
        "#a4574a",
        "#7b6258",
    ),
    "timber": ("#f6ead2", "#f3d9b0", "#efc9a8", "#e4ead8", "#f5dcd2", "#dfe6ea"),
    "tuscan": ("#eec489", "#e3a26f", "#f2d7a6", "#d88f66", "#f6e5c3", "#e8b57d"),
    "cubes": ("#ffffff", "#fbfaf5", "#f4f6f7", "#fdf6ea"),
    "cottages": ("#f8efdd", "#f1d3ae", "#e8e4d2", "#eab595", "#d8e2d6", "#f5e2bd"),
    "chalets": ("#f6ecd9", "#efdcc0", "#e9d2b1"),
    "seaside": ("#fdf7e8", "#f7d9c4", "#cfe3e6", "#fbe9b8", "#e9eef0", "#f2c3ae", "#d6e6d2"),
    "town": ("#f7ead0", "#f0c9a0", "#dbe8dc", "#eab294", "#f6dca6", "#cfdfe2", "#e7cfc0"),
    "future": ("#f4f7f6", "#d3ebe6", "#bfe0ea", "#e3f0d8", "#f6ead4", "#c9dcf0"),
    "central": ("#f4e3c1", "#e9b48f", "#cfdcd6", "#f7efdd", "#d98f78", "#e3cfa4", "#b9c9cf"),
    "southern": ("#f0c98d", "#e6a577", "#f6e0b5", "#dd9770", "#f8ecd2", "#e9bd86", "#d9c9a8"),
    "lowland": ("#b5634c", "#e8d9c0", "#c98a5f", "#cfdfe2", "#8e4f45", "#f3e7d2", "#9cc8cc"),
    "attic": ("#fdfaf2", "#f4efe4", "#f9ecd4", "#e6ebe9", "#fbf3e3", "#efe0c8"),
    "carpathian": ("#f3e3c0", "#e8b98f", "#d5e0d0", "#f0d3a2", "#cdbfd6", "#f7efdf", "#e19a7e"),
    "brick": ("#b9644f", "#a4553f", "#c67d60", "#8f5348", "#d09a78", "#d9cdbd"),
}
ROOFS: dict[str, tuple[str, ...]] = {
    "quay": ("#b65a48", "#7d5660", "#a2503f", "#5f6b80"),
    "mixed": ("#b65a48", "#7d5660", "#a2503f", "#5f6b80"),
    "gables": ("#7b4a45", "#5f5a68", "#8e5145", "#4f5568"),
    "timber": ("#b4553f", "#a34b3c", "#8d5147", "#c0694a"),
    "tuscan": ("#c56b47", "#b75c3f", "#d07d52"),
    "cottages": ("#b65a48", "#8a5a52", "#c47750", "#6d6470"),
    "chalets": ("#7a5140", "#8b5c44", "#6a4a40"),
    "seaside": ("#b65a48", "#5f7f8c", "#7d5660", "#8fa3ab"),
    "town": ("#b65a48", "#8a5a52", "#c47750", "#6d6470"),
    "central": ("#a9574a", "#7d5660", "#b4673f", "#5f6b80"),
    "southern": ("#c56b47", "#b75c3f", "#d07d52"),
    "lowland": ("#7b4a45", "#5f5a68", "#8e5145"),
    "carpathian": ("#b4553f", "#8d5147", "#5f7f72"),
    "brick": ("#6d6470", "#7d5660", "#595f70"),
}

FOLIAGE: dict[str, tuple[str, ...]] = {
    "summer": ("#4ea55f", "#6bb75c", "#85c566", "#35896a", "#9ccf74", "#41997a"),
    "spring": ("#7cc168", "#9bd079", "#f3b3c6", "#5fb07a", "#f8cdd8", "#b6dc85"),
    "autumn": ("#dd8e3e", "#cb6440", "#e8b64f", "#97a04d", "#b9533f", "#efc76a"),
    "winter": ("#4d8676", "#3f7a72", "#5d9384"),
}
EVERGREEN: dict[str, tuple[str, ...]] = {
    "summer": ("#2f7d5d", "#3d8a62", "#27705c"),
    "spring": ("#37875f", "#439468", "#2d7a60"),
    "autumn": ("#3d7a57", "#4a855a", "#346e55"),
    "winter": ("#35756a", "#427f72", "#2e6b64"),
}
GRASS: dict[str, tuple[str, str]] = {
    "summer": ("#a5d583", "#63b069"),
    "spring": ("#b9e08d", "#74c06d"),
    "autumn": ("#cfc479", "#9aa85f"),
    "winter": ("#f6f9fc", "#d5e2f0"),
}
PAVING: dict[str, tuple[str, str]] = {
    "square": ("#f8efdc", "#eadbc3"),
    "park": ("#f3e6c8", "#e5d2ac"),
    "promenade": ("#fbf1dc", "#eeddc0"),
    "street": ("#f5ead8", "#e3d2ba"),
}
FLOWERS = ("#f08fa6", "#f6c64f", "#ffffff", "#9c7cc4", "#ee7f6b")

SKINS = ("#f2c9a6", "#e9b68f", "#d29a6e", "#b87a50", "#93593a", "#6b4030", "#f4d0b2", "#c98d5f")
HAIRS = ("#2d2433", "#4a3228", "#7a4f32", "#c99a56", "#3b2b2b", "#a3552f", "#e4c382", "#241d2b")
GREYS = ("#e6e4e2", "#c9c9cf", "#f1efec")
TOPS = (
    "#ee7f6b", "#2a9d94", "#f2b04a", "#7c5ba6", "#3f74b5", "#56a75d", "#d65d7e",
    "#f4d06a", "#3a4a78", "#c9584d", "#5aa9c9", "#8a9a5b", "#e59ab0",
)  # fmt: skip
BOTTOMS = ("#34456e", "#27545c", "#5a4a52", "#3d3f58", "#6b6f86", "#8a7052", "#2d3a55")
