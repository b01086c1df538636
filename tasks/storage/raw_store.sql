-- The tables of the raw store. contents, visits and harvests are only ever added to; addresses, links and archives follow.
create table contents (digest text primary key, n_bytes integer not null, body blob not null);
create table visits (
    id integer primary key, url text not null, at text not null, is_dated integer not null, role text not null,
    outcome text not null, status integer, request_headers text not null, response_headers text not null,
    digest text references contents, target text, reason text, detail text not null, next_try text
);
create index visits_of on visits (url);
create table addresses (
    url text primary key, role text not null, last_visit text not null, last_outcome text not null, target text,
    first_fetched text, last_fetched text, version integer references visits, page_id text, n_bytes integer,
    etag text, last_modified text, n_visits integer not null, n_failures integer not null,
    reason text, detail text not null, next_try text
) without rowid;
create index addresses_due on addresses (next_try);
create index addresses_page on addresses (page_id);
create table links (
    source text not null, url text not null, found_at text not null, dated text, changed_at text,
    place integer not null, primary key (source, url)
) without rowid;
create table harvests (
    id integer primary key, source text not null, at text not null, n_new integer not null, problem text not null
);
create index harvests_of on harvests (source, at);
create table archives (
    source text not null, address text not null, form text not null, at text not null, primary key (source, address)
) without rowid;
create trigger contents_update before update on contents begin select raise(abort, 'contents is append-only'); end;
create trigger contents_delete before delete on contents begin select raise(abort, 'contents is append-only'); end;
create trigger visits_update before update on visits begin select raise(abort, 'visits is append-only'); end;
create trigger visits_delete before delete on visits begin select raise(abort, 'visits is append-only'); end;
create trigger harvests_update before update on harvests begin select raise(abort, 'harvests is append-only'); end;
create trigger harvests_delete before delete on harvests begin select raise(abort, 'harvests is append-only'); end;
