from schemas.records import Document, HomeRegion, RegionMention
def find_home(document: Document, regions: tuple[RegionMention, ...]) -> HomeRegion:
    return HomeRegion()
