"""A repost points at its original, whatever the order of arrival."""

from dataclasses import replace

from tasks.aggregate.duplicates import originals
from tests.tasks.aggregate.tellings import document

FIRST = document("b", "2021-08-18", "市政府与移动签约，投资3亿元。")
REPOST = document("a", "2021-08-19", "市政府与移动签约,投资 3亿元")
OTHER = document("c", "2021-08-18", "市政府与联通签约，投资3亿元。")


def test_a_repost_points_at_the_page_published_first():
    expected = {FIRST.doc_id: FIRST.doc_id, REPOST.doc_id: FIRST.doc_id, OTHER.doc_id: OTHER.doc_id}
    assert originals([REPOST, OTHER, FIRST]) == expected
    assert originals([FIRST, OTHER, REPOST]) == expected


def test_without_dates_the_address_decides():
    one, two = (replace(item, published_on=None) for item in (FIRST, REPOST))
    assert set(originals([one, two]).values()) == {two.doc_id}


def test_another_figure_makes_another_document():
    changed = replace(REPOST, text=REPOST.text.replace("3亿", "4亿"))
    assert originals([FIRST, changed])[changed.doc_id] == changed.doc_id
