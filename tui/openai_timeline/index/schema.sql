-- The index of one timeline. Positions number the events from 0 in the order in which they are shown (earliest instant,
-- then precision, then place in the file), so that a run of rows is a range and the order of positions is the order of time.
-- Bodies are the JSON of the timeline format, references resolved to ids.

create table head (
    body blob not null                       -- title, description, language, zone, updated, eras
);

create table event (
    position integer primary key,
    id text not null unique,
    earliest integer not null,               -- seconds since 1970-01-01T00:00Z
    latest integer not null,
    kind text not null,
    memos integer not null,                  -- how many it has
    disputed integer not null,               -- 1 where sources disagree or it is less than certain
    body blob not null
);

create index event_by_kind on event (kind, position);

-- Consecutive events under one heading of the list: a month, or a season or a year where no month is known.
create table run (
    first integer primary key,
    count integer not null,
    year integer not null,
    part integer not null                    -- 1-12 a month, 21-24 a season, 0 the year or more
);

create table person (
    number integer primary key,              -- order in the file
    id text not null unique,
    names text not null,                     -- every name in every language, folded, one a line
    events integer not null default 0,
    memos integer not null default 0,
    body blob not null
);

create table event_person (
    person integer not null,
    position integer not null,
    primary key (person, position)
) without rowid;

create table organisation (
    number integer primary key,
    id text not null unique,
    names text not null,
    events integer not null default 0,
    body blob not null
);

create table event_organisation (
    organisation integer not null,
    position integer not null,
    primary key (organisation, position)
) without rowid;

create table tag (
    number integer primary key,
    id text not null unique,
    events integer not null default 0
);

create table event_tag (
    tag integer not null,
    position integer not null,
    primary key (tag, position)
) without rowid;

create table memo (
    number integer primary key,
    id text not null unique,
    body blob not null
);

create table event_memo (
    position integer not null,
    ordinal integer not null,                -- place among the memos of the event
    memo text not null,
    primary key (position, ordinal)
) without rowid;

create table source (
    number integer primary key,
    id text not null unique,
    body blob not null
);

create table office (
    number integer primary key,
    id text not null unique,
    body blob not null
);

-- What words are looked for in: folded text of the event and its memos in every language.
create table words (
    position integer primary key,
    folded text not null
);
