-- A timeline for analysis. One row a thing; lists in tables of their own; `position` is the order in the file.
-- A date is its EDTF text, and the first and the last second that it may mean (since 1970-01-01T00:00:00Z; null: none).
-- A text is in the timeline's language; in others it is in `translation`.
create table timeline (key text primary key, value text not null) without rowid;
create table event (
    id text primary key, position integer not null, date text not null, earliest integer, latest integer,
    precision text not null, uncertain integer not null, approximate integer not null, zone text, title text not null,
    text text not null, kind text not null, place text not null, importance integer not null, confidence text not null,
    disputed text not null
) without rowid;
create table event_person (event text not null, position integer not null, person text not null, primary key (event, position)) without rowid;
create table event_organisation (event text not null, position integer not null, organisation text not null, primary key (event, position)) without rowid;
create table event_memo (event text not null, position integer not null, memo text not null, primary key (event, position)) without rowid;
create table event_tag (event text not null, position integer not null, tag text not null, primary key (event, position)) without rowid;
create table link (owner text not null, id text not null, position integer not null, url text not null, label text not null, primary key (owner, id, position)) without rowid;
create table citation (owner text not null, id text not null, position integer not null, source text not null, primary key (owner, id, position)) without rowid;
create table person (
    id text primary key, position integer not null, name text not null, aliases text not null, born text,
    born_earliest integer, born_latest integer, died text, died_earliest integer, died_latest integer,
    birthplace text not null, text text not null
) without rowid;
create table role (
    id text primary key, person text not null, position integer not null, organisation text not null, title text not null,
    kind text, office text, start text, start_earliest integer, start_latest integer, end text, end_earliest integer,
    end_latest integer, acting integer not null, confidence text not null, disputed text not null
) without rowid;
create table education (
    id text primary key, person text not null, position integer not null, organisation text not null, title text not null,
    start text, start_earliest integer, start_latest integer, end text, end_earliest integer, end_latest integer
) without rowid;
create table organisation (
    id text primary key, position integer not null, name text not null, founded text, founded_earliest integer,
    founded_latest integer, ended text, ended_earliest integer, ended_latest integer, text text not null
) without rowid;
create table office (id text primary key, position integer not null, title text not null, organisation text not null, many integer not null) without rowid;
create table memo (
    id text primary key, position integer not null, date text, date_earliest integer, date_latest integer, zone text,
    audience text not null, venue text not null, title text not null, language text, form text not null,
    text text not null, url text
) without rowid;
create table memo_author (memo text not null, position integer not null, person text not null, primary key (memo, position)) without rowid;
create table correction (memo text not null, position integer not null, as_found text not null, corrected text not null, why text not null, primary key (memo, position)) without rowid;
create table source (
    id text primary key, position integer not null, url text, title text not null, publisher text not null, published text,
    published_earliest integer, published_latest integer, language text, kind text
) without rowid;
create table era (position integer primary key, title text not null, start text not null, start_earliest integer, start_latest integer, end text, end_earliest integer, end_latest integer);
create table translation (owner text not null, id text not null, field text not null, language text not null, text text not null, primary key (owner, id, field, language)) without rowid;
