from schemas.records import Article, MetricFinding
def find_metrics(article: Article) -> tuple[MetricFinding, ...]:
    return ()
