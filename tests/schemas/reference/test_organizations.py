from collections import Counter

from schemas.reference.operators import operators, subsidiaries
from schemas.reference.organizations import bare_forms, known_forms, known_organizations, name_words
from schemas.reference.persons import person_words
from schemas.reference.regions import gazetteer
from schemas.reference.signing import signing_words
from schemas.reference.topics import topic_words
from schemas.vocabulary import Operator, Role, allowed


def test_no_form_names_two_organisations():
    forms = [form for known in known_organizations() for form in (known.name, *known.forms, *known.bare)]
    assert [form for form, count in Counter(forms).items() if count > 1] == []


def test_roles_and_seats_are_known():
    assert {known.role for known in known_organizations()} <= set(allowed(Role))
    seats = {known.region_code for known in known_organizations() if known.region_code}
    assert [code for code in seats if gazetteer().region(code) is None] == []


def test_a_bare_form_is_no_name_elsewhere():
    assert set(bare_forms()) & set(known_forms()) == set()


def test_no_border_is_a_verb_of_names():
    words = name_words()
    assert words.borders & words.verbs == set()
    assert words.borders & words.proper == set()


def test_the_five_operators_have_distinct_words():
    assert {operator.name for operator in operators()} == set(allowed(Operator))
    words = [word for operator in operators() for word in (operator.short, *operator.also, *operator.legal)]
    assert len(words) == len(set(words))
    assert {firm.operator for firm in subsidiaries()} <= set(allowed(Operator))


def test_a_stem_belongs_to_one_operator():
    stems = [stem for operator in operators() for stem in operator.stems]
    assert len(stems) == len(set(stems))


def test_longer_words_come_first_so_that_they_win():
    words = signing_words()
    for listed in (words.verbs, words.papers, words.not_after, person_words().posts, name_words().fields):
        assert [len(word) for word in listed] == sorted((len(word) for word in listed), reverse=True)


def test_no_topic_word_is_empty():
    assert all(words and all(words) for words in topic_words().values())
