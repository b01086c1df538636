from schemas.records import Document, Page, Rejection
def clean_page(page: Page) -> Document | Rejection:
    raise NotImplementedError
