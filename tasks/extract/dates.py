from schemas.records import DateMention, Document
def find_dates(document: Document) -> tuple[DateMention, ...]:
    return ()
