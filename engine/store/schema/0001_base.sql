-- 0001_base.sql - the first schema. Migrations are append-only: never edit this file once a release has it.
--
-- Dates are days since 1970-01-01 in the institution's zone, NULL where there is none; instants are milliseconds since
-- 1970-01-01T00:00:00Z. A person is a random number; who that is stands in identity alone.

---------------------------------------------------------------------------------------------------------------------
-- The truth: events. Insert-only by trigger; every other figure can be rebuilt from them.
---------------------------------------------------------------------------------------------------------------------

CREATE TABLE event (
    seq INTEGER PRIMARY KEY CHECK (seq >= 0),                -- index of its leaf in the log: from 0, gapless
    kind TEXT NOT NULL,                                      -- what happened: see include/signpost/event.h
    recorded_at INTEGER NOT NULL,                            -- instant; never before the event that precedes it
    by_person INTEGER CHECK (by_person > 0),                 -- who did it; NULL: the machine's administrator
    about INTEGER CHECK (about > 0),                         -- person it is about; NULL: nobody
    school TEXT CHECK (school <> ''),                        -- School's code; NULL: none
    date INTEGER,                                            -- effective date; NULL: none
    payload TEXT NOT NULL CHECK (payload GLOB '{*}'),         -- canonical JSON object
    salt BLOB NOT NULL CHECK (length(salt) = 32),            -- random; hides the event behind its leaf
    leaf BLOB NOT NULL CHECK (length(leaf) = 32)             -- leaf hash of the log
) STRICT;

-- Also what stops INSERT OR REPLACE: a sequence that is there already is not the next one.
CREATE TRIGGER event_next BEFORE INSERT ON event
BEGIN
    SELECT RAISE(ABORT, 'an event must follow the last one')
     WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM event)
        OR NEW.recorded_at < (SELECT recorded_at FROM event ORDER BY seq DESC LIMIT 1);
END;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are never rewritten');
END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are never deleted');
END;

---------------------------------------------------------------------------------------------------------------------
-- Projections: what pages read, made from the events alone by project.c. The first column is always the row's number.
---------------------------------------------------------------------------------------------------------------------

CREATE TABLE institution (
    id INTEGER PRIMARY KEY CHECK (id = 0),                   -- there is one
    seq INTEGER NOT NULL,                                    -- event that named it last
    name TEXT NOT NULL,                                      -- of the University
    url TEXT,                                                -- public URL without trailing slash; NULL: none
    zone TEXT NOT NULL                                       -- IANA time zone
) STRICT;

CREATE TABLE key (
    seq INTEGER PRIMARY KEY,                                 -- event that added it
    public TEXT NOT NULL,                                    -- Multikey
    purpose TEXT NOT NULL CHECK (purpose IN ('credential', 'log')) -- what it signs
) STRICT;

CREATE TABLE person (
    person INTEGER PRIMARY KEY CHECK (person > 0),           -- random number
    added INTEGER NOT NULL,                                  -- event that added them
    changed INTEGER                                          -- event that last corrected name or e-mail; NULL: none
) STRICT;

CREATE TABLE school (
    seq INTEGER PRIMARY KEY,                                 -- event that named it first
    code TEXT NOT NULL UNIQUE,                               -- the University's own code
    name TEXT NOT NULL,                                      -- as last named
    named INTEGER NOT NULL                                   -- event that named it last
) STRICT;

CREATE TABLE post (
    seq INTEGER PRIMARY KEY,                                 -- event that began it
    person INTEGER NOT NULL,                                 -- who holds it
    role TEXT NOT NULL CHECK (role IN ('tutor', 'senior_tutor', 'head_of_school', 'dean', 'training_lead',
                                       'administrator')),    -- what they are
    school TEXT,                                             -- School's code; NULL: University-wide
    system TEXT NOT NULL,                                    -- code of the School's tutoring system; '': its only one
    start INTEGER NOT NULL,                                  -- first day
    until INTEGER,                                           -- last day; NULL: none
    corrected INTEGER                                        -- event that last corrected its dates; NULL: none
) STRICT;
CREATE INDEX post_person ON post (person, start);

CREATE TABLE completion (
    seq INTEGER PRIMARY KEY,                                 -- event that recorded it
    person INTEGER NOT NULL,                                 -- who completed
    kind TEXT NOT NULL CHECK (kind IN ('quiz', 'training')), -- of what kind
    item TEXT NOT NULL,                                      -- id of the quiz or module
    source TEXT NOT NULL CHECK (source IN ('attempt', 'module', 'import')), -- how we know
    completed_on INTEGER NOT NULL,                           -- date
    score INTEGER,                                           -- marks times unit; NULL: none
    max INTEGER,                                             -- full marks times unit; NULL: none
    unit INTEGER CHECK (unit > 0),                           -- of both; NULL: none
    bank TEXT,                                               -- SHA-256 of the bank it was drawn from; NULL: none
    commitment TEXT,                                         -- SHA-256 of salt and credential; NULL: no credential
    CHECK ((score IS NULL) = (max IS NULL) AND (score IS NULL) = (unit IS NULL))
) STRICT;
CREATE INDEX completion_person ON completion (person, completed_on);

CREATE TABLE requirement (
    seq INTEGER PRIMARY KEY,                                 -- event that set it first
    id TEXT NOT NULL UNIQUE,                                 -- its id
    definition TEXT NOT NULL,                                -- payload of the event that set it last
    latest INTEGER NOT NULL,                                 -- that event
    ended INTEGER                                            -- first day it is no longer owed; NULL: in force
) STRICT;

CREATE TABLE policy (
    seq INTEGER PRIMARY KEY,                                 -- event that set it
    start INTEGER,                                           -- first day in force; NULL: always
    due_soon_days INTEGER NOT NULL,                          -- days before an end that count as due soon
    first_due_years INTEGER NOT NULL,                        -- years after a spell began
    median TEXT NOT NULL CHECK (median IN ('latest', 'best', 'first')), -- which score the median takes
    minimum_group INTEGER NOT NULL,                          -- people behind a published median, at least
    valid_years INTEGER NOT NULL                             -- years that a completion counts
) STRICT;

CREATE TABLE waiver (
    seq INTEGER PRIMARY KEY,                                 -- event that granted it
    person INTEGER NOT NULL,                                 -- to whom
    kind TEXT NOT NULL CHECK (kind IN ('quiz', 'training')), -- of what
    reason TEXT NOT NULL CHECK (reason IN ('leave', 'new', 'other')), -- why
    start INTEGER NOT NULL,                                  -- first day
    until INTEGER,                                           -- last day as granted; NULL: none
    ended INTEGER                                            -- last day as ended since; NULL: not ended
) STRICT;
CREATE INDEX waiver_person ON waiver (person, start);

CREATE TABLE concern (
    seq INTEGER PRIMARY KEY,                                 -- event that opened it
    person INTEGER NOT NULL,                                 -- tutor it is about
    school TEXT NOT NULL,                                    -- School's code
    start INTEGER NOT NULL,                                  -- first day open
    until INTEGER                                            -- last day open; NULL: open
) STRICT;
CREATE INDEX concern_person ON concern (person, school, start);

CREATE TABLE acknowledgement (
    seq INTEGER PRIMARY KEY,                                 -- its event
    person INTEGER NOT NULL,                                 -- who acknowledged
    school TEXT NOT NULL,                                    -- School whose statement it was; '': the University's
    statement TEXT NOT NULL                                  -- SHA-256 of the text, hex
) STRICT;
CREATE INDEX acknowledgement_person ON acknowledgement (person, statement, school);

CREATE TABLE look (
    seq INTEGER PRIMARY KEY,                                 -- its event
    at INTEGER NOT NULL,                                     -- instant
    day INTEGER,                                             -- date of it, in the institution's zone
    by_person INTEGER,                                       -- who looked; NULL: the machine's administrator
    about INTEGER,                                           -- at whose results; NULL: a whole School's
    school TEXT,                                             -- School's code; NULL: none
    what TEXT NOT NULL CHECK (what IN ('attempt', 'people', 'person', 'keys', 'link', 'token')) -- what was shown or made
) STRICT;
CREATE INDEX look_about ON look (about);
CREATE INDEX look_people ON look (school, day) WHERE what = 'people';

---------------------------------------------------------------------------------------------------------------------
-- Erasable: who people are, what they answered, what was issued to them. Deleting from identity deletes the rest; that
-- is rare, so it may search whole tables, and a submission has fewer indices to write.
---------------------------------------------------------------------------------------------------------------------

CREATE TABLE identity (
    person INTEGER PRIMARY KEY,                              -- the number the events know
    staff_id TEXT NOT NULL UNIQUE,                           -- the University's own
    name TEXT NOT NULL,                                      -- as staff.csv has it
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,               -- without regard to case
    password TEXT                                            -- Argon2id hash; NULL: none set
) STRICT;

CREATE TABLE bank_version (
    hash TEXT PRIMARY KEY CHECK (length(hash) = 64),         -- SHA-256 of the document, hex
    document TEXT NOT NULL,                                  -- canonical JSON
    kept_at INTEGER NOT NULL                                 -- instant
) STRICT;

CREATE TABLE attempt (
    number INTEGER PRIMARY KEY,                              -- our own handle; never shown
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),         -- random, as in its address
    person INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE, -- whose
    quiz TEXT NOT NULL,                                      -- quiz id
    bank TEXT NOT NULL REFERENCES bank_version,              -- version it was drawn from
    seed BLOB NOT NULL CHECK (length(seed) = 32),            -- draws the paper
    started_at INTEGER NOT NULL,                             -- instant
    revision INTEGER NOT NULL DEFAULT 0,                     -- counts every change to its answers
    submitted_at INTEGER,                                    -- instant; NULL: open
    completion INTEGER REFERENCES event,                     -- its completion.recorded; NULL: open
    record TEXT,                                             -- id of its credential; NULL: open
    score INTEGER,                                           -- marks; NULL: open
    max INTEGER,                                             -- full marks
    score_a INTEGER, max_a INTEGER,                          -- in subject a of Point 13
    score_b INTEGER, max_b INTEGER,                          -- in subject b
    score_c INTEGER, max_c INTEGER,                          -- in subject c
    score_d INTEGER, max_d INTEGER,                          -- in subject d
    score_e INTEGER, max_e INTEGER,                          -- in subject e
    CHECK ((submitted_at IS NULL) = (completion IS NULL)),
    CHECK ((submitted_at IS NULL) = (record IS NULL)),
    CHECK ((submitted_at IS NULL) = (score IS NULL))
) STRICT;
CREATE INDEX attempt_person ON attempt (person);
CREATE UNIQUE INDEX attempt_open ON attempt (person, quiz) WHERE submitted_at IS NULL;
CREATE TRIGGER attempt_settled BEFORE UPDATE ON attempt WHEN OLD.submitted_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a submitted attempt is never changed');
END;

CREATE TABLE answer (
    attempt INTEGER NOT NULL REFERENCES attempt ON DELETE CASCADE, -- attempt.number
    number INTEGER NOT NULL CHECK (number >= 1),             -- of the question on the paper
    version INTEGER NOT NULL CHECK (version >= 1),           -- counts its saves
    response TEXT,                                           -- JSON; NULL: cleared
    flagged INTEGER NOT NULL CHECK (flagged IN (0, 1)),      -- to come back to
    saved_at INTEGER NOT NULL,                               -- instant
    PRIMARY KEY (attempt, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
    event INTEGER PRIMARY KEY REFERENCES event,              -- completion.recorded it was issued for
    record TEXT NOT NULL UNIQUE,                             -- UUID, as in its address
    person INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE, -- to whom
    salt BLOB NOT NULL CHECK (length(salt) = 32),            -- of the commitment in the event
    document TEXT NOT NULL                                   -- the signed credential, canonical JSON
) STRICT;

CREATE TABLE evidence (
    completion INTEGER PRIMARY KEY REFERENCES event,         -- an imported completion
    person INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE, -- whose
    evidence TEXT NOT NULL                                   -- what the import said of it
) STRICT;

---------------------------------------------------------------------------------------------------------------------
-- Work in progress: ordinary state. Of secrets only SHA-256 hashes are kept.
---------------------------------------------------------------------------------------------------------------------

CREATE TABLE session (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),         -- of the cookie
    person INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE, -- who is signed in
    csrf TEXT NOT NULL,                                      -- what its forms must carry
    expires INTEGER NOT NULL                                 -- instant
) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session (person);
CREATE INDEX session_expires ON session (expires);

CREATE TABLE token (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),         -- of the bearer token
    person INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE, -- for whom it speaks
    added_at INTEGER NOT NULL                                -- instant
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_link (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),         -- of the link's secret
    person INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE, -- whom it signs in, once
    expires INTEGER NOT NULL,                                -- instant
    used_at INTEGER                                          -- instant; NULL: not used
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_failure (
    number INTEGER PRIMARY KEY,                              -- in order
    login TEXT NOT NULL COLLATE NOCASE,                      -- what was typed
    address TEXT NOT NULL,                                   -- where from
    at INTEGER NOT NULL                                      -- instant; kept for a day
) STRICT;
CREATE INDEX sign_in_failure_login ON sign_in_failure (login, at);
CREATE INDEX sign_in_failure_address ON sign_in_failure (address, at);
CREATE INDEX sign_in_failure_at ON sign_in_failure (at);

CREATE TABLE module_progress (
    person INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE, -- who
    module TEXT NOT NULL,                                    -- module id
    section TEXT NOT NULL,                                   -- section id
    question TEXT NOT NULL,                                  -- question id of a check; '': the section was read
    response TEXT,                                           -- last response, JSON; NULL: none
    correct INTEGER NOT NULL CHECK (correct IN (0, 1)),      -- was answered right once
    PRIMARY KEY (person, module, section, question)
) STRICT, WITHOUT ROWID;
