"""Text that spreadsheets take for a formula is guarded, and there is a way back."""

from hypothesis import given

from tasks.export.text import GUARDED, guarded, unguarded
from tests.tasks.export.nasty import FORMULAS, nasty_text


def test_every_formula_is_guarded():
    assert all(guarded(text) == f"'{text}" for text in FORMULAS)
    assert all(guarded(text) == f"'{text}" for text in ("\tname", "\rname", "\nname", "\x00name"))


def test_other_text_stands_as_it_is():
    for text in ("5G=五代", "1+1", "'名", "a-b", "", " 名", "《=》", "#N/A", "1-2"):
        assert guarded(text) == text


@given(nasty_text)
def test_the_way_back_leads_to_the_text(text):
    assert unguarded(guarded(text)) == text
    assert (guarded(text) != text) == (GUARDED.match(guarded(text)) is not None)


@given(nasty_text)
def test_what_is_guarded_begins_with_no_sign(text):
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
