"""What hangs together is found however long the way."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tasks.aggregate.components import components


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40))
def test_two_nodes_have_one_number_where_a_way_leads_from_one_to_the_other(links):
    nodes = sorted({node for node, _ in links})
    place = {node: at for at, node in enumerate(nodes)}
    found = components(
        np.array([place[node] for node, _ in links], np.int64), np.array([hub for _, hub in links], np.int64)
    )
    reached = {node: {node} for node in nodes}
    for _ in nodes:
        for node, hub in links:
            for other, same in links:
                if hub == same:
                    reached[node] |= reached[other]
    assert found.tolist() == [place[min(reached[node])] for node in nodes]


def test_a_long_chain_is_one():
    n = 10_000
    nodes, hubs = np.arange(n).repeat(2)[1:-1], np.arange(n - 1).repeat(2)
    assert not components(nodes, hubs).any()
