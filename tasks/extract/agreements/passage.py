"""The place in an article where one trigger stands, with what was told before it."""

from typing import NamedTuple

from schemas.records import Article, OrganizationMention, Span
from tasks.extract.agreements.arguments import Argument, find_arguments
from tasks.extract.agreements.telling import Telling
from tasks.extract.agreements.triggers import Trigger


class Passage(NamedTuple):
    """One trigger in its sentence.

    Attributes:
        article: the article.
        veiled: its text with titles and direct speech covered.
        number: the number of the sentence.
        zone: the part of the sentence before the trigger and after the trigger before it.
        trigger: the trigger.
        told: the tellings before it.
        read: the possible parties of the parts of the text that were asked for, kept for all passages of the article.
    """

    article: Article
    veiled: str
    number: int
    zone: Span
    trigger: Trigger
    told: tuple[Telling, ...]
    read: dict[Span, tuple[Argument, ...]]

    @property
    def sentence(self) -> Span:
        """The sentence of the trigger."""
        return self.article.sentences[self.number]

    def arguments(self, zone: Span) -> tuple[Argument, ...]:
        """Return the possible parties in a part of the text."""
        found = self.read.get(zone)
        if found is None:
            found = self.read[zone] = find_arguments(self.article, self.veiled, zone)
        return found

    def plain(self, zone: Span) -> tuple[Argument, ...]:
        """Return those that do not only stand there as the house of a person."""
        return tuple(argument for argument in self.arguments(zone) if not argument.by_person)

    def houses(self, zone: Span) -> list[OrganizationMention]:
        """Return the houses of the persons in a part of the text."""
        return [argument.party for argument in self.arguments(zone) if argument.by_person]
