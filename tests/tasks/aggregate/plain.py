"""The tables as the rules say them, one document after the other and everything in memory: what the columns must give.

Only for little: here everything is compared with everything.
"""

from collections import Counter, defaultdict
from datetime import date

from schemas.records import FieldSpan, Findings
from schemas.reference.regions import gazetteer
from schemas.tables import TABLES_OF_PAGES
from tasks.aggregate import agreements as agreement_rules
from tasks.aggregate import metrics as metric_rules
from tasks.aggregate.duplicates import content_of, least, names_in, repeats
from tasks.aggregate.latest import rank, series_of
from tasks.aggregate.rows import agreement_row, document_row, mention_rows, metric_row, party_rows
from tasks.aggregate.same_party import matched
from tasks.aggregate.sketch import sketch
from tasks.aggregate.telling import agreements_told, metrics_told
from tasks.edtf import day_of

HIDDEN = {"series", "last_day", "date_detail", "is_official", "aliases"}


def plain_tables(documents, findings, rejections=()):
    """Return every published table by name."""
    said = {item.doc_id: item for item in findings}
    original = originals(documents, said)
    told = [(item, said.get(item.doc_id, Findings(item.doc_id))) for item in sorted(documents, key=lambda d: d.doc_id)]
    agreements = with_ids(
        agreement_rules.unite(
            telling for item, what in told for telling in agreements_told(item, what, original[item.doc_id])
        )
    )
    metrics = metric_rules.unite(
        telling for item, what in told for telling in metrics_told(item, what, original[item.doc_id])
    )
    parties = [{"agreement_id": key, **row} for key, agreement in agreements.items() for row in party_rows(agreement)]
    rows = {
        "documents": [
            {**document_row(item), "duplicate_of": repeated if repeated != item.doc_id else None}
            for item in documents
            for repeated in [original[item.doc_id]]
        ],
        "agreements": [{"agreement_id": key, **agreement_row(agreement)} for key, agreement in agreements.items()],
        "agreement_parties": parties,
        "organizations": organization_rows(agreements),
        "metrics": [metric_row(metric) for metric in metrics],
        "regions": region_rows(told, agreements, metrics, parties),
        "region_mentions": [row for _, what in told for row in mention_rows(what)],
        "evidence": evidence_rows(told, agreements, metrics),
        "rejected": [
            {"source_uri": item.source_uri, "stage": item.stage, "reason": item.reason, "detail": item.detail}
            for item in set(rejections)
        ],
        "corrections": [],
    }
    return {table.name: table.from_rows([shown(row) for row in rows[table.name]]) for table in TABLES_OF_PAGES}


def shown(row):
    hidden = HIDDEN if "canonical_name" in row and "position" in row else HIDDEN - {"aliases"}
    return {name: value for name, value in row.items() if name not in hidden}


def originals(documents, findings):
    """Return for each document's id the id of the one it repeats, its own where it repeats none."""
    contents = {item.doc_id: content_of(item.text, names_in(item, said_by(item, findings))) for item in documents}
    samples = {item.doc_id: sketch(item.text) for item in documents}

    def first(item):
        return (item.published_on or date.max, -len(contents[item.doc_id].words), item.source_uri, item.doc_id)

    kept, answer = [], {}
    for item in sorted(documents, key=first):
        one = item.doc_id
        alike = (
            other
            for other in kept
            if len(samples[one] & samples[other]) >= least(min(len(samples[one]), len(samples[other])))
            and repeats(contents[one], contents[other])
        )
        answer[one] = next(alike, one)
        if answer[one] == one:
            kept.append(one)
    return answer


def said_by(item, findings):
    return findings.get(item.doc_id, Findings(item.doc_id))


def with_ids(agreements):
    order = sorted(agreements, key=lambda agreement: (agreement.name, agreement.tellings[0].order))
    return dict(zip(agreement_rules.ids_of(item.name for item in order), order, strict=True))


def evidence_rows(told, agreements, metrics):
    texts = {item.doc_id: item.text for item, _ in told}
    places = {}
    for item, what in told:
        for finding, telling in [
            *zip(what.agreements, agreements_told(item, what), strict=True),
            *zip(what.metrics, metrics_told(item, what), strict=True),
        ]:
            places.setdefault((type(telling), item.doc_id, telling.finding), []).append(
                (FieldSpan("row", finding.start, finding.end), *finding.evidence)
            )
    supported = [("agreements", key, agreement.tellings) for key, agreement in agreements.items()]
    supported += [("metrics", metric.metric_id, metric.tellings) for metric in metrics]
    rows = {
        (table, key, place.field, telling.doc_id, place.start, place.end)
        for table, key, tellings in supported
        for telling in tellings
        for some in places[type(telling), telling.doc_id, telling.finding]
        for place in some
    }
    names = ("table", "row_id", "field", "doc_id", "start", "end")
    return [{**dict(zip(names, row, strict=True)), "quote": texts[row[3]][row[4] : row[5]]} for row in rows]


def organization_rows(agreements):
    parties, of, seen = defaultdict(list), defaultdict(set), defaultdict(dict)
    for key, agreement in agreements.items():
        for party in agreement.parties:
            parties[party.organization_id].append(party)
            of[party.organization_id].add(key)
        for telling in agreement.tellings:
            for _, party in matched(telling.finding.parties, agreement.parties):
                seen[party.organization_id][telling.doc_id] = telling.published_on
    return [_organization(key, parties[key], of[key], seen[key]) for key in parties]


def _organization(key, parties, agreements, seen):
    parties = sorted(parties, key=lambda party: party.canonical_name)
    region = _usual([party.region_code for party in parties if party.region_code])
    days = sorted(day for day in seen.values() if day is not None)
    name = parties[0].canonical_name
    return {
        "organization_id": key,
        "canonical_name": name,
        "role": _usual([party.role for party in parties]),
        "operator": parties[0].operator,
        "region_code": region,
        "region_name": gazetteer().full_name(region) if region else None,
        "aliases": sorted({alias for party in parties for alias in party.aliases} - {name}),
        "n_agreements": len(agreements),
        "n_documents": len(seen),
        "first_seen_on": days[0] if days else None,
        "last_seen_on": days[-1] if days else None,
    }


def _usual(values):
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def region_rows(told, agreements, metrics, parties):
    naming = {(mention.region_code, item.doc_id) for item, what in told for mention in what.regions}
    signed = [(agreement.region_code, agreement) for agreement in agreements.values()]
    stated = [(metric.finding.region_code, metric) for metric in metrics]
    at_home = [(row["region_code"], row) for row in parties]
    named = {code for code, _ in (*naming, *signed, *stated, *at_home) if code}
    return [
        _region(code, naming, signed, stated) for code in {held for code in named for held in gazetteer().lineage(code)}
    ]


def _region(code, naming, signed, stated):
    def own(placed):
        return [item for at, item in placed if at == code]

    def total(placed):
        return [item for at, item in placed if at and code in gazetteer().lineage(at)]

    def committed(agreements):
        return sum(item.amount_cny for item in agreements) if agreements else None

    def paid(agreements):
        return committed([a for a in agreements if a.amount_cny is not None and a.status != "planned"])

    def latest(series):
        metrics = [metric for metric in own(stated) if series_of(metric) == series]
        return max(metrics, key=rank).finding if metrics else None

    region = gazetteer().region(code)
    days = [day for a in total(signed) if a.status != "planned" and (day := day_of(a.signed_edtf))]
    stations, spent = latest("base_stations"), latest("investment_spent")
    return {
        "region_code": code,
        "name": region.name,
        "full_name": gazetteer().full_name(code),
        "name_en": region.name_en,
        "level": region.level,
        "parent_code": region.parent_code,
        "province_code": gazetteer().province_of(code),
        "prefecture_code": gazetteer().prefecture_of(code),
        "valid_from": region.valid_from,
        "valid_to": region.valid_to,
        "successors": list(region.successors),
        "lon": region.lon,
        "lat": region.lat,
        "n_documents": len(own(naming)),
        "n_documents_total": len(set(total(naming))),
        "n_agreements": len(own(signed)),
        "n_agreements_total": len(total(signed)),
        "n_metrics": len(own(stated)),
        "n_metrics_total": len(total(stated)),
        "first_signed_on": min(days, default=None),
        "last_signed_on": max(days, default=None),
        "operators": sorted({party.operator for a in total(signed) for party in a.parties if party.operator}),
        "base_stations": float(stations.value) if stations else None,
        "base_stations_as_of_edtf": stations.as_of_edtf if stations else None,
        "investment_committed_cny": paid(own(signed)),
        "investment_committed_total_cny": paid(total(signed)),
        "investment_spent_cny": float(spent.value) if spent else None,
        "investment_spent_as_of_edtf": spent.as_of_edtf if spent else None,
    }
