from schemas.records import Document, HomeRegion, OrganizationMention, RegionMention, Span
def find_organizations(document: Document, tokens: tuple[Span, ...], regions: tuple[RegionMention, ...], home: HomeRegion) -> tuple[OrganizationMention, ...]:
    return ()
