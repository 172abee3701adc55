-- The index of one timeline, a file of the cache that is written once and then only read.
-- A place numbers the events from 0 in the order of the file. A position numbers them from 0 in the order in which they
-- are shown: earliest instant, then precision, then place. Lists of places and positions are 32-bit integers, ascending.
-- Bodies are the JSON of the timeline format; those of events may call people and organisations by their names (`called`).

create table about (
    name text primary key,                   -- program, content, events, zone …
    value text not null
) without rowid;

create table head (
    body blob not null                       -- title, description, language, zone, updated, eras
);

create table block (
    first integer primary key,               -- place of the first of 64 events
    bodies blob not null                     -- a list of JSON
);

create table made_id (
    place integer primary key,
    id text not null                         -- of an event whose body has none
);

create table id (
    number integer primary key,              -- the CRC-32 of an event's id, modulo the number of rows (a power of two)
    entries blob not null                    -- CRC-32 << 32 | place of each, 64-bit, in the order of places
);

-- The positions of 1,024 places each, -1 for one that has none; empty where places are positions.
create table rank (
    first integer primary key,
    positions blob not null
);

create table span (
    first integer primary key,               -- position of the first of 1,024 events
    earliest integer not null,               -- of the first event: seconds since 1970-01-01T00:00Z
    latest integer not null,                 -- of all of them
    places blob,                             -- null where they are the positions
    earliests blob not null,                 -- 64-bit
    latests blob not null
);

-- Consecutive events under one heading of the list: a month, or a season or a year where no month is known.
create table run (
    first integer primary key,
    count integer not null,
    year integer not null,
    part integer not null                    -- 1-12 a month, 21-24 a season, 0 the year or more
);

create table posting (
    field text not null,                     -- kind, tag, with_memo, disputed
    name text not null,
    events integer not null,
    positions blob not null,
    primary key (field, name)
);

create table person (
    number integer primary key,              -- order in the file
    id text not null unique,
    names text not null,                     -- every name in every language, folded, one a line
    events integer not null,
    memos integer not null,
    body blob not null,
    positions blob not null
);

create table organisation (
    number integer primary key,
    id text not null unique,
    names text not null,
    events integer not null,
    body blob not null,
    positions blob not null
);

create table called (
    field text not null,                     -- people or organisations
    name text not null,                      -- as a body has it
    id text not null,
    primary key (field, name)
) without rowid;

create table memo (
    number integer primary key,
    id text not null unique,
    body blob not null
);

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

create table problem (
    number integer primary key,
    body blob not null
);
