"""One place where a page tells of one agreement, before the tellings of the same agreement are put together."""

from typing import NamedTuple

from schemas.records import OrganizationMention, Span
from tasks.extract.agreements.triggers import Trigger


class Telling(NamedTuple):
    """One telling of one signing.

    Attributes:
        clause: the words that tell of it.
        trigger: the word that says that it was signed.
        sentence: the number of the sentence in the article.
        parties: who signed, as far as this telling names or implies them.
        in_title: whether the page's title tells it.
        implied: whether the parties are not named here but taken over from another place.
        shared: whether one clause tells of several agreements at once, so that a sum in it is not one's own.
        renews: the clause of the newer agreement that this older one is told beside.
    """

    clause: Span
    trigger: Trigger
    sentence: int
    parties: tuple[OrganizationMention, ...]
    in_title: bool = False
    implied: bool = False
    shared: bool = False
    renews: Span | None = None

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the parties."""
        return frozenset([party.organization_id for party in self.parties])
