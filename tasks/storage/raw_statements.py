"""What the raw store asks its file, and tells it."""

STANDING_OF = """
select url, last_visit, last_outcome, target, first_fetched, last_fetched, etag, last_modified, n_visits, n_failures,
    next_try
from addresses where url = ?
"""
DUE = """
select l.url, l.dated, l.changed_at, a.url, a.last_visit, a.last_outcome, a.target, a.first_fetched, a.last_fetched,
    a.etag, a.last_modified, a.n_visits, a.n_failures, a.next_try
from links l left join addresses a on a.url = l.url
where l.source = :source
  and (a.url is null or a.next_try <= :now
    or (a.version is not null and l.changed_at > a.last_visit and l.changed_at <= :now
        and (a.last_outcome <> 'unchanged' or a.n_visits < 5 or julianday(:now) - julianday(a.last_visit) > 30)))
order by a.url is not null, a.version is not null, l.found_at desc, l.place
"""
CONTENT = """
select c.body, c.n_bytes, v.response_headers
from addresses a join visits v on v.id = a.version join contents c on c.digest = v.digest where a.url = ?
"""
FAILED_FOR = """
select l.url, l.dated, l.changed_at from links l join addresses a on a.url = l.url
where l.source = ? and a.last_outcome = 'failed' and a.reason = ? order by l.found_at desc, l.place
"""
NAMED_LIKE = "select url from links where source = ? and url >= ? and url < ?"
NAMED_SINCE = "select 1 from links where source = ? and url = ? and found_at > ?"
PAGES = """
select page_id, url, n_bytes from addresses
where version is not null and role = 'page' and url in (select url from links where source in ({})) order by url
"""
FAILURES = """
select url, reason, detail, next_try from addresses
where version is null and last_outcome = 'failed' and role = 'page'
  and url in (select url from links where source in ({})) order by url
"""
PAGE = """
select a.url, v.at, v.is_dated, v.response_headers, c.n_bytes, c.body
from addresses a join visits v on v.id = a.version join contents c on c.digest = v.digest where a.page_id = ?
"""
VISITS = """
select v.url, v.at, v.is_dated, v.role, v.outcome, v.status, v.request_headers, v.response_headers, v.target, v.reason,
    v.detail, v.next_try, c.n_bytes, c.body
from visits v left join contents c on c.digest = v.digest and v.outcome = 'fetched' order by v.id
"""
LAST_VISIT = """
select url, at, is_dated, role, outcome, status, request_headers, response_headers, target, reason, detail, next_try,
    null, null
from visits where url = ? and role = ? order by id desc limit 1
"""
PUT_OFF = """
select v.url, v.at, v.is_dated, v.role, v.outcome, v.status, v.request_headers, v.response_headers, v.target, v.reason,
    v.detail, v.next_try, null, null
from addresses a join visits v on v.id = (select max(id) from visits where url = a.url)
where a.next_try > :now and a.last_outcome = 'failed' and a.reason = 'http_error' and v.status is not null
"""
ANSWER = "select v.response_headers from addresses a join visits v on v.id = a.version where a.url = ?"
HOLDS = """
select 1 from visits where url = :url and digest is :digest and reason is :reason and (at = :at or :at_any_time)
"""
STAND = """
insert into addresses (url, role, last_visit, last_outcome, target, n_visits, n_failures, reason, detail, next_try)
values (:url, :role, :at, :outcome, :target, :answered, :failed, :reason, :detail, :next_try)
on conflict (url) do update set
    role = iif(role = 'page' and version is not null, role, :role),
    last_visit = max(last_visit, :at), last_outcome = :outcome, target = :target,
    n_visits = n_visits + :answered, n_failures = iif(:failed, n_failures + 1, 0),
    reason = :reason, detail = :detail, next_try = :next_try
"""
STAND_BY_ARCHIVE = """
insert into addresses (url, role, last_visit, last_outcome, target, n_visits, n_failures, reason, detail, next_try)
values (:url, :role, :at, :outcome, :target, 0, 0, :reason, :detail, iif(:failed, null, :at))
on conflict (url) do nothing
"""
VALIDATE_ANEW = "update addresses set etag = :etag, last_modified = :last_modified where url = :url"
VALIDATE = """
update addresses set etag = coalesce(:etag, etag), last_modified = coalesce(:last_modified, last_modified)
where url = :url
"""
RENEW = """
update addresses set version = :version, page_id = :page_id, n_bytes = :n_bytes, last_fetched = :at,
    first_fetched = coalesce(first_fetched, :at)
where url = :url and (last_fetched is null or last_fetched <= :at)
"""
LINK = """
insert into links values (?, ?, ?, ?, ?, ?)
on conflict (source, url) do update set dated = coalesce(excluded.dated, dated),
    changed_at = coalesce(excluded.changed_at, changed_at)
"""
