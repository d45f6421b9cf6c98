-- 0003_bank.sql - what the question bank needs of the store: tutors' remarks on questions, the Schools whose own questions stand on
-- a paper, and which version was served when.

ALTER TABLE attempt ADD COLUMN schools TEXT NOT NULL DEFAULT ''; -- their codes, with a space between them; '': none

CREATE TABLE remark (
    number INTEGER PRIMARY KEY,                              -- in the order in which they came
    person INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE, -- who wrote it
    attempt INTEGER NOT NULL REFERENCES attempt ON DELETE CASCADE, -- attempt.number in which they met the question
    question TEXT NOT NULL,                                  -- its id
    bank TEXT NOT NULL REFERENCES bank_version,              -- version in which they met it
    text TEXT NOT NULL,                                      -- what is wrong with it, in their words
    sent_at INTEGER NOT NULL,                                -- instant
    settled_at INTEGER,                                      -- instant; NULL: open
    settled_by INTEGER,                                      -- person who settled it; NULL: open
    UNIQUE (attempt, question)                               -- written again, it replaces the first
) STRICT;
CREATE INDEX remark_open ON remark (sent_at) WHERE settled_at IS NULL;

-- What a server took over, in order: a row when another version than before was taken over.
CREATE TABLE bank_served (
    number INTEGER PRIMARY KEY,                              -- in the order in which they were taken over
    bank TEXT NOT NULL REFERENCES bank_version,              -- version
    at INTEGER NOT NULL                                      -- instant
) STRICT;
