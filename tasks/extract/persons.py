from schemas.records import Document, OrganizationMention, PersonMention, Span
def find_persons(document: Document, tokens: tuple[Span, ...], organizations: tuple[OrganizationMention, ...]) -> tuple[PersonMention, ...]:
    return ()
