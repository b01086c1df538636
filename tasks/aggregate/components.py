"""What hangs together: tellings that meet at a key, those that meet one of them at another, and so on."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


def components(nodes: Numbers, hubs: Numbers) -> Numbers:
    """Return for each node the least node that it hangs together with.

    Args:
        nodes: one end of each link, nodes counted from 0 without a gap.
        hubs: its other end, counted likewise; nodes with a link to one hub hang together.

    Example:
        >>> components(np.array([0, 2, 2, 3, 1]), np.array([0, 0, 1, 1, 2])).tolist()
        [0, 1, 0, 0]
    """
    least = np.arange(nodes.max(initial=-1) + 1)
    while True:
        at_hub = np.full(hubs.max(initial=-1) + 1, len(least))
        np.minimum.at(at_hub, hubs, least[nodes])
        nearer = least.copy()
        np.minimum.at(nearer, nodes, at_hub[hubs])
        nearer = nearer[nearer]
        if np.array_equal(nearer, least):
            return least
        least = nearer
