-- 0002_records.sql - records that anyone can verify: the transparency log's tree, witnesses, score records, sharing, erasing,
-- withdrawing and regrading.

---------------------------------------------------------------------------------------------------------------------
-- The log's tree over event.leaf (RFC 6962). Level 0 is the leaves themselves; a node of level L and number N is the root of the
-- complete subtree over leaves N * 256^L to (N + 1) * 256^L - 1: an entry of a C2SP tile of level L.
---------------------------------------------------------------------------------------------------------------------

CREATE TABLE log_node (
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 7),    -- 256^level leaves stand under it
    number INTEGER NOT NULL CHECK (number >= 0),             -- from the left, from 0
    hash BLOB NOT NULL CHECK (length(hash) = 32),            -- root of its subtree
    PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER log_node_no_update BEFORE UPDATE ON log_node
BEGIN
    SELECT RAISE(ABORT, 'the log is never rewritten');
END;
CREATE TRIGGER log_node_no_delete BEFORE DELETE ON log_node
BEGIN
    SELECT RAISE(ABORT, 'the log is never rewritten');
END;

CREATE TABLE checkpoint (
    id INTEGER PRIMARY KEY CHECK (id = 0),                   -- there is one: the last that was signed
    size INTEGER NOT NULL CHECK (size >= 0),                 -- leaves it speaks of
    root BLOB NOT NULL CHECK (length(root) = 32),            -- of the tree over them
    note TEXT NOT NULL,                                      -- the signed note, as served
    signed_at INTEGER NOT NULL                               -- instant
) STRICT;

CREATE TRIGGER checkpoint_no_return BEFORE UPDATE ON checkpoint WHEN NEW.size < OLD.size
BEGIN
    SELECT RAISE(ABORT, 'the log never goes back');
END;
CREATE TRIGGER checkpoint_no_replacement BEFORE INSERT ON checkpoint WHEN NEW.size < (SELECT size FROM checkpoint)
BEGIN
    SELECT RAISE(ABORT, 'the log never goes back');
END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
BEGIN
    SELECT RAISE(ABORT, 'the log never goes back');
END;

CREATE TABLE cosignature (
    number INTEGER PRIMARY KEY,                              -- in the order in which they came
    witness INTEGER NOT NULL REFERENCES event,               -- witness.added of the one who cosigned
    size INTEGER NOT NULL CHECK (size >= 0),                 -- of the checkpoint
    root BLOB NOT NULL CHECK (length(root) = 32),            -- of the checkpoint
    at INTEGER NOT NULL,                                     -- instant that the witness signed
    note TEXT NOT NULL                                       -- the checkpoint with our signature and theirs
) STRICT;
CREATE INDEX cosignature_witness ON cosignature (witness, size);

-- Somebody was erased since the file was last written anew: it is to be, so that free space holds nothing of them either.
CREATE TABLE anew (
    id INTEGER PRIMARY KEY CHECK (id = 0)
) STRICT;

---------------------------------------------------------------------------------------------------------------------
-- More projections and more columns of those that stand.
---------------------------------------------------------------------------------------------------------------------

ALTER TABLE key ADD COLUMN start INTEGER;                    -- first day on which it signs; NULL: from the event on
ALTER TABLE person ADD COLUMN erased INTEGER;                -- event that erased them; NULL: none
ALTER TABLE completion ADD COLUMN withdrawn INTEGER;         -- event that withdrew it; NULL: it stands

CREATE TABLE record (
    seq INTEGER PRIMARY KEY,                                 -- event that issued it
    completion INTEGER NOT NULL,                             -- completion.recorded it is for
    commitment TEXT,                                         -- SHA-256 of salt and completion record; NULL: none
    score_commitment TEXT,                                   -- SHA-256 of salt and score record; NULL: none
    answers TEXT                                             -- SHA-256 of salt and the paper with its answers; NULL: none
) STRICT;
CREATE INDEX record_completion ON record (completion);

CREATE TABLE regrade (
    seq INTEGER PRIMARY KEY,                                 -- event that recorded it
    completion INTEGER NOT NULL,                             -- completion.recorded that it regrades
    person INTEGER NOT NULL,                                 -- whose
    question TEXT NOT NULL,                                  -- id of the question that was mended
    bank TEXT NOT NULL,                                      -- SHA-256 of the bank with the mended key
    score INTEGER NOT NULL,                                  -- marks times unit, as now known
    max INTEGER NOT NULL,                                    -- full marks times unit
    unit INTEGER NOT NULL CHECK (unit > 0)                   -- of both
) STRICT;
CREATE INDEX regrade_completion ON regrade (completion);

CREATE TABLE witness (
    seq INTEGER PRIMARY KEY,                                 -- event that added it
    key TEXT NOT NULL,                                       -- its C2SP vkey
    ended INTEGER                                            -- event that ended it; NULL: trusted
) STRICT;

---------------------------------------------------------------------------------------------------------------------
-- Erasable: a completion has a completion record and may have a score record; a later score record supersedes an earlier one.
---------------------------------------------------------------------------------------------------------------------

CREATE TABLE credential_2 (
    number INTEGER PRIMARY KEY,                              -- our own handle; never shown
    record TEXT NOT NULL UNIQUE,                             -- UUID, as in its address
    kind TEXT NOT NULL CHECK (kind IN ('completion', 'score')), -- what it says
    completion INTEGER NOT NULL REFERENCES event,            -- completion.recorded it is for
    issued INTEGER REFERENCES event,                         -- record.issued; NULL: older, its commitment is in the completion
    person INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE, -- to whom
    salt BLOB NOT NULL CHECK (length(salt) = 32),            -- of its commitment
    document TEXT NOT NULL,                                  -- the signed credential, canonical JSON
    superseded_by TEXT                                       -- record that took its place; NULL: none
) STRICT;
INSERT INTO credential_2 SELECT NULL, record, 'completion', event, NULL, person, salt, document, NULL FROM credential ORDER BY event;
DROP TABLE credential;
ALTER TABLE credential_2 RENAME TO credential;
CREATE INDEX credential_completion ON credential (completion, kind, number DESC);
CREATE TRIGGER credential_settled BEFORE UPDATE OF number, record, kind, completion, issued, person, salt, document ON credential
BEGIN
    SELECT RAISE(ABORT, 'an issued record is never changed');
END;

CREATE TABLE share (
    record TEXT PRIMARY KEY REFERENCES credential (record) ON DELETE CASCADE, -- whose page anyone with the link may read
    name INTEGER NOT NULL CHECK (name IN (0, 1)),            -- does the page show the holder's name?
    since INTEGER NOT NULL                                   -- instant
) STRICT;

ALTER TABLE attempt ADD COLUMN answers_salt BLOB CHECK (length(answers_salt) = 32); -- of record.answers; NULL: open, or older
