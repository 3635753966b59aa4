"""A lineage that can be read: what is alike is folded, and nothing lies over anything else."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.lineage import Edge, Lineage
from registry.lineage_fold import fold, in_order
from registry.lineage_layout import HEIGHT, WIDTH, Layout, lay_out
from registry.lineage_nodes import Node, NodeKind
from registry.lineage_svg import FAMILIES, KINDS, svg, write_svg


def graph(*links: str, start: str = "version:v", cut: bool = False) -> Lineage:
    """A lineage from links such as `run:r > version:v`; a node is `kind:name`."""
    pairs = [tuple(link.split(" > ")) for link in links]
    names = dict.fromkeys(name for pair in pairs for name in pair)
    return Lineage(
        start=(start,),
        nodes=tuple(
            Node(id=name, kind=NodeKind(name.split(":")[0]), label=name.split(":")[1])
            for name in names
        ),
        edges=tuple(Edge(source=a, target=b, relation="led to") for a, b in pairs),
        cut=cut,
    )


def version(files: int = 14, found: int = 9, batches: int = 6) -> Lineage:
    return graph(
        "source:/data/people.csv > dataset:people",
        "dataset:people > run:r",
        "code:c > run:r",
        "environment:e > run:r",
        "run:r > version:v",
        "model:m > version:v",
        "dataset:people > artifact:people.parquet",
        *(f"version:v > artifact:f{n}" for n in range(files)),
        *(f"version:v > evidence:e{n}" for n in range(found)),
        *(f"version:v > batch:b{n}" for n in range(batches)),
        *(f"batch:b{n} > output:o{n}" for n in range(batches)),
        "policy:p > request:q",
        "version:v > request:q",
        "request:q > decision:d",
    )


def counts(layout: Layout) -> dict[NodeKind, list[int]]:
    found: dict[NodeKind, list[int]] = {}
    for placed in layout.cards:
        found.setdefault(placed.card.kind, []).append(placed.card.count)
    return found


def test_what_is_alike_is_one_counted_card_that_can_be_opened() -> None:
    whole = version()
    folded = counts(lay_out(whole))
    assert sorted(folded[NodeKind.ARTIFACT]) == [1, 14]
    assert folded[NodeKind.EVIDENCE] == [9]
    assert folded[NodeKind.BATCH] == [6] and folded[NodeKind.OUTPUT] == [6]
    name = next(card.fold for card in fold(whole).cards if card.kind is NodeKind.EVIDENCE)
    opened = counts(lay_out(whole, [name]))
    assert opened[NodeKind.EVIDENCE] == [1] * 9
    assert sorted(opened[NodeKind.ARTIFACT]) == [1, 14]


def test_what_was_asked_for_is_never_folded() -> None:
    links = [f"version:v > evidence:e{n}" for n in range(5)]
    folded = fold(graph(*links, start="evidence:e3"))
    card = folded.holding("evidence:e3")
    assert card is not None and card.count == 1 and card.start
    assert sorted(one.count for one in folded.cards if one.kind is NodeKind.EVIDENCE) == [1, 4]


def test_a_card_of_a_file_shows_its_name_without_the_folder() -> None:
    labels = {card.label for card in fold(version()).cards}
    assert "people.csv" in labels
    windows = graph(r"source:C_\data\people.csv > dataset:p", start="dataset:p")
    assert "people.csv" in {card.label for card in fold(windows).cards}


def test_everything_flows_to_the_right_and_short_ways_stay_short() -> None:
    layout = lay_out(version())
    at = {placed.card.id: placed for placed in layout.cards}
    for path in layout.paths:
        assert at[path.source].layer < at[path.target].layer
        assert path.points[0][0] == at[path.source].x + WIDTH
        assert path.points[-1][0] == at[path.target].x
    # What only one thing comes of stands beside it, not at the far left.
    assert at["code:c"].layer == at["dataset:people"].layer
    assert at["policy:p"].layer == at["version:v"].layer


def test_the_order_takes_crossings_out() -> None:
    layout = lay_out(
        graph("run:a > version:y", "run:b > version:x", "run:c > version:z", start="run:a")
    )
    at = {placed.card.id: placed.y for placed in layout.cards}
    pairs = sorted((at[path.source], at[path.target]) for path in layout.paths)
    assert pairs == sorted(pairs, key=lambda pair: pair[1])


def test_a_circle_of_files_is_drawn_all_the_same() -> None:
    layout = lay_out(
        graph(
            "source:s > batch:b",
            "version:v > batch:b",
            "batch:b > output:o",
            "output:o > dataset:d",
            "dataset:d > source:s",
        )
    )
    assert len(layout.paths) == 5 and len(layout.cards) == 5


NAMES = st.integers(0, 9)


@settings(max_examples=80, deadline=None)
@given(
    pairs=st.lists(st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] != pair[1]), max_size=25),
    start=NAMES,
)
def test_any_graph_is_laid_out_whole_with_nothing_over_anything(
    pairs: list[tuple[int, int]], start: int
) -> None:
    kinds = list(NodeKind)
    nodes = tuple(Node(id=str(n), kind=kinds[n % 4], label=f"n{n}") for n in range(10))
    edges = tuple(Edge(source=str(a), target=str(b), relation="r") for a, b in set(pairs))
    whole = Lineage(start=(str(start),), nodes=nodes, edges=edges)
    assert {node.id for node in in_order(whole)} == {node.id for node in nodes}
    layout = lay_out(whole)
    assert sorted(one.id for placed in layout.cards for one in placed.card.members) == sorted(
        node.id for node in nodes
    )
    places = [(placed.x, placed.y) for placed in layout.cards]
    for place, (x, y) in enumerate(places):
        assert 0 <= x <= layout.width - WIDTH and 0 <= y <= layout.height - HEIGHT
        for other_x, other_y in places[place + 1 :]:
            assert abs(x - other_x) >= WIDTH or abs(y - other_y) >= HEIGHT
    assert layout == lay_out(whole)


def test_the_picture_is_well_formed_whatever_names_hold(tmp_path: Path) -> None:
    nasty = '<script>"&\x07\ud800\ufffe'
    whole = Lineage(
        start=("v",),
        nodes=(
            Node(id="v", kind=NodeKind.VERSION, label=nasty, detail=nasty),
            Node(id="e", kind=NodeKind.EVIDENCE, label="x" * 300),
        ),
        edges=(Edge(source="v", target="e", relation=nasty),),
    )
    text = svg(lay_out(whole), nasty, note="There is more.")
    root = ET.fromstring(text.encode("utf-8"))
    assert root.tag.endswith("svg")
    assert not [one for one in root.iter() if "script" in str(one.tag)]
    out = tmp_path / "lineage.svg"
    write_svg(version(), out, "Lineage of v")
    told = "".join(ET.parse(out).getroot().itertext())
    assert "14 files" in told and "9 pieces of evidence" in told and "people.csv" in told
    write_svg(version(), out, "Lineage of v", whole=True)
    assert "e8" in "".join(ET.parse(out).getroot().itertext())


def test_every_kind_has_a_word_and_a_colour() -> None:
    assert set(KINDS) == set(FAMILIES) == set(NodeKind)
