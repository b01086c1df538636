from schemas.records import AgreementFinding, Article
def find_agreements(article: Article) -> tuple[AgreementFinding, ...]:
    return ()
