/*
 * test_audit_tamper.c - the tamper battery: somebody with the database, a key file or a checkpoint changes one thing, hides it as
 * far as they can, and signpost audit names it: the words that are expected stand beside each edit.
 */
#include "audit_world.h"

static struct audited *world;

/* ---- what is aimed at ---- */
#define ATTEMPT "(SELECT min(number) FROM attempt WHERE submitted_at IS NOT NULL)"
#define OTHER_ATTEMPT "(SELECT max(number) FROM attempt WHERE submitted_at IS NOT NULL)"
#define COMPLETED "(SELECT completion FROM attempt WHERE number = " ATTEMPT ")"
#define RECORD "(SELECT min(number) FROM credential WHERE kind = 'completion')"
#define SCORE_RECORD "(SELECT min(number) FROM credential WHERE kind = 'score')"
#define POST "(SELECT min(seq) FROM post WHERE role = 'tutor' AND until IS NULL)"
#define LAST "(SELECT max(seq) FROM event)"
#define IMPORTED "(SELECT min(seq) FROM completion WHERE source = 'import')"
#define ERASED "(SELECT person FROM person WHERE erased > 0)"
/* Somebody with a record, and another. */
#define ONE "(SELECT person FROM credential WHERE number = " RECORD ")"
#define ANOTHER "(SELECT person FROM credential WHERE person <> " ONE " ORDER BY number LIMIT 1)"

struct edit {
    const char *what;
    const char *sql;      /* run behind the triggers' back; NULL: none */
    enum forging how;
    const char *words[2]; /* of one finding */
    enum { NOTHING, NEWEST, FORMER, OTHER_KEY, OWN_KEY } trust; /* what the auditor brings along */
};

#define UNCHECKED "PRAGMA ignore_check_constraints = ON;"
#define LEAF "its leaf is not what its bytes make"
#define SIGNED "are not those that were signed"

/* Somebody changes an event alone. */
static const struct edit events[] = {
    {"a score is raised", "UPDATE event SET payload = json_set(payload, '$.score', 100800) WHERE seq = " COMPLETED, AS_IT_IS,
     {"table event, row ", LEAF}, NOTHING},
    {"a completion is dated later", "UPDATE event SET date = date + 365 WHERE seq = " COMPLETED, AS_IT_IS, {"table event", LEAF}, 0},
    {"a completion becomes somebody else's", "UPDATE event SET about = " ANOTHER " WHERE seq = " COMPLETED, AS_IT_IS,
     {"table event", LEAF}, NOTHING},
    {"a post moves to another School",
     "UPDATE event SET school = (SELECT max(code) FROM school WHERE code <> event.school) WHERE seq = " POST, AS_IT_IS,
     {"table event", LEAF}, NOTHING},
    {"a post's end is set before the report's day", "UPDATE event SET payload = json_set(payload, '$.end', '2025-01-01')"
     " WHERE seq = " POST, AS_IT_IS, {"table event", LEAF}, NOTHING},
    {"who did it is changed", "UPDATE event SET by_person = " ANOTHER " WHERE seq = " COMPLETED, AS_IT_IS, {"table event", LEAF}, 0},
    {"an event becomes of another kind", "UPDATE event SET kind = 'person.changed', payload = '{\"fields\":[\"name\"]}',"
     " date = NULL WHERE seq = " COMPLETED, AS_IT_IS, {"table event", LEAF}, NOTHING},
    {"an instant is changed", "UPDATE event SET recorded_at = recorded_at + 1 WHERE seq = " COMPLETED, AS_IT_IS,
     {"table event", LEAF}, NOTHING},
    {"a salt is changed", "UPDATE event SET salt = zeroblob(32) WHERE seq = " COMPLETED, AS_IT_IS, {"table event", LEAF}, NOTHING},
    {"a leaf is changed", "UPDATE event SET leaf = zeroblob(32) WHERE seq = " COMPLETED, AS_IT_IS, {"table event", LEAF}, NOTHING},
    {"two events change places",
     "CREATE TEMP TABLE pair AS SELECT * FROM event WHERE seq IN (40, 41);"
     "UPDATE event SET (kind, by_person, about, school, date, payload, salt, leaf) = (SELECT kind, by_person, about, school, date,"
     " payload, salt, leaf FROM pair WHERE pair.seq = 81 - event.seq) WHERE seq IN (40, 41)", AS_IT_IS, {"table event, row 40", LEAF}, 0},
    {"an event is deleted", "DELETE FROM event WHERE seq = 120", AS_IT_IS, {"table event, row 120", "it is missing"}, NOTHING},
    {"a run of events is deleted", "DELETE FROM event WHERE seq BETWEEN 120 AND 129", AS_IT_IS,
     {"table event, row 120", "and so are those up to 129"}, NOTHING},
    {"an event is added without its leaf",
     "INSERT INTO event SELECT " LAST " + 1, kind, (SELECT max(recorded_at) FROM event), by_person, about, school, date, payload,"
     " salt, leaf FROM event WHERE seq = " COMPLETED, AS_IT_IS, {"table event", LEAF}, NOTHING},
    {"a salt is cut short", UNCHECKED "UPDATE event SET salt = x'00' WHERE seq = 77", AS_IT_IS,
     {"table event, row 77: salt is not 32 bytes"}, NOTHING},
    {"a leaf is cut short", UNCHECKED "UPDATE event SET leaf = x'00' WHERE seq = 77", AS_IT_IS,
     {"table event, row 77: leaf is not 32 bytes"}, NOTHING},
    {"a date becomes none", UNCHECKED "UPDATE event SET date = 4294987296 WHERE seq = 77", AS_IT_IS,
     {"table event, row 77: date is no date"}, NOTHING},
    {"an instant becomes none", UNCHECKED "UPDATE event SET recorded_at = -1 WHERE seq = 77", AS_IT_IS,
     {"table event, row 77: recorded_at is no instant"}, NOTHING},
    {"a person becomes none", UNCHECKED "UPDATE event SET about = -1 WHERE seq = 77", AS_IT_IS,
     {"table event, row 77: about is no person's number"}, NOTHING},
    {"who did it becomes nobody", UNCHECKED "UPDATE event SET by_person = 0 WHERE seq = 77", AS_IT_IS,
     {"table event, row 77: by_person is no person's number"}, NOTHING},
    {"a School becomes none", UNCHECKED "UPDATE event SET school = '' WHERE seq = 77", AS_IT_IS,
     {"table event, row 77: school is no code"}, NOTHING},
    {"more follows a kind", "UPDATE event SET kind = kind || char(0) || 'more' WHERE seq = 77", AS_IT_IS,
     {"table event, row 77: kind is no text"}, NOTHING},
    {"more follows a payload", "UPDATE event SET payload = payload || char(0) || '}' WHERE seq = 77", AS_IT_IS,
     {"table event, row 77: payload is no text"}, NOTHING},
    {"a payload gets a space", "UPDATE event SET payload = replace(payload, ',', ', ') WHERE seq = " COMPLETED, AS_IT_IS,
     {"table event", "not in canonical form"}, NOTHING},
    {"a payload is no JSON", "UPDATE event SET payload = '{\"a\":}' WHERE seq = " COMPLETED, AS_IT_IS,
     {"table event", "payload is not a JSON object"}, NOTHING},
    /* and makes its leaf fit */
    {"a name is written into an event", "UPDATE event SET payload = json_set(payload, '$.zname', 'Ada Lovelace') WHERE seq = "
     COMPLETED, LEAVES, {"table event", "holds “zname”, which it has no place for"}, NOTHING},
    {"a member is taken out", "UPDATE event SET payload = json_remove(payload, '$.max') WHERE seq = " COMPLETED, LEAVES,
     {"table event", "needs “max”"}, NOTHING},
    {"an event of no kind", "UPDATE event SET kind = 'completion.invented' WHERE seq = " COMPLETED, LEAVES,
     {"table event", "there is no kind of event “completion.invented”"}, NOTHING},
    {"a record's event names a person", "UPDATE event SET about = " ONE " WHERE kind = 'record.issued' AND seq ="
     " (SELECT min(seq) FROM record)", LEAVES, {"table event", "record.issued cannot be about a person"}, NOTHING},
    {"an event goes back in time", "UPDATE event SET recorded_at = recorded_at - 86400000 WHERE seq = " COMPLETED, LEAVES,
     {"table event", "recorded before the event that precedes it"}, NOTHING},
    {"an event about nobody that there is", "UPDATE event SET about = 12345 WHERE seq = " COMPLETED, LEAVES,
     {"table event", "a person whom no event added"}, NOTHING},
};

/* Somebody hides a changed event in the tree, or changes the tree and what was signed about it. */
static const struct edit logs[] = {
    {"an early event, its leaf made to fit", "UPDATE event SET date = date - 1 WHERE seq = (SELECT min(seq) FROM post)", LEAVES,
     {"table log_node, level 1, number 0", "do not make it"}, NOTHING},
    {"a late event, its leaf made to fit", "UPDATE event SET date = date - 1 WHERE seq = (SELECT max(seq) FROM waiver)", LEAVES,
     {"table checkpoint, row 0", SIGNED}, NOTHING},
    {"an event with leaf and tree", "UPDATE event SET payload = json_set(payload, '$.score', 100800) WHERE seq = " COMPLETED, TREE,
     {"table checkpoint, row 0", SIGNED}, NOTHING},
    {"post dates shrunk to leave the denominator, in event, table and tree",
     "UPDATE event SET payload = json_set(payload, '$.end', '2025-01-01') WHERE seq = " POST ";"
     "UPDATE post SET until = unixepoch('2025-01-01') / 86400 WHERE seq = " POST, TREE, {"table checkpoint", SIGNED}, NOTHING},
    {"a School's whole event history, and the checkpoint's root in its row",
     "UPDATE event SET school = 'ZZZ' WHERE school = (SELECT min(code) FROM school)", TREE, {"table checkpoint", SIGNED}, NOTHING},
    {"the checkpoint's text made to fit, its signature left", "UPDATE event SET date = date - 1 WHERE seq = 60", UNSIGNED,
     {"table checkpoint, row 0", "no signature on it holds"}, NOTHING},
    {"the checkpoint signed with another institution's key", "UPDATE event SET date = date - 1 WHERE seq = 60", BY_ANOTHER,
     {"table checkpoint, row 0", "no signature on it holds"}, NOTHING},
    {"the checkpoint signed with a key put aside", "UPDATE event SET date = date - 1 WHERE seq = 60", BY_RETIRED,
     {"table checkpoint, row 0", "a key that was not in force"}, NOTHING},
    {"all of it signed with the stolen key, as the witness saw it", "UPDATE event SET date = date - 1 WHERE seq = 60", BY_OWN,
     {"table cosignature, row 1", SIGNED}, NOTHING},
    {"the same without its witness, as an older checkpoint shows", "UPDATE event SET date = date - 1 WHERE seq = 60;"
     "DELETE FROM cosignature", BY_OWN, {"the older checkpoint", SIGNED}, FORMER},
    {"a hash of the tree is changed", "UPDATE log_node SET hash = zeroblob(32) WHERE level = 1 AND number = 0", AS_IT_IS,
     {"table log_node, level 1, number 0", "stored 0000000000000000"}, NOTHING},
    {"a hash of the tree is deleted", "DELETE FROM log_node WHERE level = 1 AND number = 0", AS_IT_IS,
     {"table log_node, level 1, number 0", "it is missing"}, NOTHING},
    {"a hash of the tree is added", "INSERT INTO log_node VALUES (2, 0, zeroblob(32))", AS_IT_IS,
     {"table log_node, level 2, number 0", "has no such hash"}, NOTHING},
    {"the checkpoint is deleted", "DELETE FROM checkpoint", AS_IT_IS, {"table checkpoint", "there is no signed checkpoint"}, NOTHING},
    {"the checkpoint's size is changed", "UPDATE checkpoint SET size = size - 1", AS_IT_IS,
     {"table checkpoint", "speaks of another tree"}, NOTHING},
    {"the checkpoint's root is changed", "UPDATE checkpoint SET root = zeroblob(32)", AS_IT_IS,
     {"table checkpoint", "speaks of another tree"}, NOTHING},
    {"the checkpoint is another log's", "UPDATE checkpoint SET note = replace(note, 'signpost.invalid/', 'signpost.example/')",
     AS_IT_IS, {"table checkpoint", "of the log “signpost.example/"}, NOTHING},
    {"the checkpoint's text is no note", "UPDATE checkpoint SET note = 'nothing'", AS_IT_IS,
     {"table checkpoint", "its note cannot be read"}, NOTHING},
    {"the checkpoint's signature is changed", "UPDATE checkpoint SET note = substr(note, 1, length(note) - 9) || 'AAAAAAA=' || char(10)",
     AS_IT_IS, {"table checkpoint", "no signature on it holds"}, NOTHING},
    {"the checkpoint's signature is cut", "UPDATE checkpoint SET note = substr(note, 1, length(note) - 9) || char(10)", AS_IT_IS,
     {"table checkpoint", "no signature on it holds"}, NOTHING},
    {"the last event is deleted", "DELETE FROM event WHERE seq = " LAST, AS_IT_IS, {"table checkpoint", "only "}, NOTHING},
    {"the last event is deleted, and the tree made to fit", "DELETE FROM event WHERE seq = " LAST, TREE,
     {"table checkpoint", "the last were removed, or an older copy"}, NOTHING},
    {"an event is added with its leaf, its table and the tree",
     "INSERT INTO event SELECT " LAST " + 1, kind, (SELECT max(recorded_at) FROM event), by_person, about, school, date, payload,"
     " salt, leaf FROM event WHERE seq = " IMPORTED ";"
     "INSERT INTO completion SELECT " LAST ", person, kind, item, source, completed_on, score, max, unit, bank, commitment, NULL"
     " FROM completion WHERE seq = " IMPORTED, TREE, {"table event", "stand under no signed checkpoint"}, NOTHING},
    {"a cosignature's root is changed", "UPDATE cosignature SET root = zeroblob(32)", AS_IT_IS,
     {"table cosignature, row 1", "speaks of another tree"}, NOTHING},
    {"a cosignature's size is changed", "UPDATE cosignature SET size = size - 1", AS_IT_IS,
     {"table cosignature, row 1", "speaks of another tree"}, NOTHING},
    {"a cosignature's instant is changed", "UPDATE cosignature SET at = at + 86400000", AS_IT_IS,
     {"table cosignature, row 1", "signed at another instant"}, NOTHING},
    {"a cosignature is changed", "UPDATE cosignature SET note = substr(note, 1, length(note) - 9) || 'AAAAAA==' || char(10)",
     AS_IT_IS, {"table cosignature, row 1", "the signature of its witness dean.example.ac.uk does not hold"}, NOTHING},
    {"our own signature under a cosignature is changed",
     "UPDATE cosignature SET note = replace(note, substr(note, instr(note, '— signpost') + 75, 40), substr(note, instr(note,"
     " '— signpost') + 115, 40))", AS_IT_IS, {"table cosignature, row 1", "no signature on it holds under a key of this log"}, 0},
    {"a cosignature is another witness's", "UPDATE cosignature SET witness = 0", AS_IT_IS,
     {"table cosignature, row 1", "names its witness"}, NOTHING},
    {"a witness is put in another's place", "UPDATE cosignature SET note = (SELECT note FROM checkpoint)", AS_IT_IS,
     {"table cosignature, row 1", "the signature of its witness dean.example.ac.uk does not hold"}, NOTHING},
    {"a checkpoint of another key's is trusted", NULL, AS_IT_IS, {"table checkpoint", "not signed with the key that you trust"},
     OTHER_KEY},
};

/* Somebody changes the tables that pages read. */
static const struct edit tables[] = {
    {"institution", "UPDATE institution SET name = 'Mine'", AS_IT_IS, {"table institution, row 0", "name is \"Mine\""}, NOTHING},
    {"institution deleted", "DELETE FROM institution", AS_IT_IS, {"table institution, row 0", "it is missing"}, NOTHING},
    {"key", "UPDATE key SET public = 'z6MkForged' WHERE seq = (SELECT min(seq) FROM key)", AS_IT_IS,
     {"table key", "public is \"z6MkForged\", the events say"}, NOTHING},
    {"key added", "INSERT INTO key VALUES (5, 'z6MkForged', 'credential', NULL)", AS_IT_IS, {"table key, row 5", "no event makes it"}, 0},
    {"person", "UPDATE person SET erased = NULL", AS_IT_IS, {"table person", "erased is nothing, the events say"}, NOTHING},
    {"school", "UPDATE school SET name = 'Elsewhere' WHERE seq = (SELECT min(seq) FROM school)", AS_IT_IS,
     {"table school", "name is \"Elsewhere\""}, NOTHING},
    {"post shrunk", "UPDATE post SET until = 20000 WHERE seq = " POST, AS_IT_IS, {"table post", "until is 20000, the events say"}, 0},
    {"post deleted", "DELETE FROM post WHERE seq = " POST, AS_IT_IS, {"table post", "it is missing"}, NOTHING},
    {"completion raised", "UPDATE completion SET score = 100800 WHERE seq = (SELECT min(seq) FROM completion WHERE score < 100800)",
     AS_IT_IS, {"table completion", "score is 100800, the events say"}, NOTHING},
    {"completion added", "INSERT INTO completion SELECT 3, person, kind, item, source, completed_on, score, max, unit, bank,"
     " commitment, NULL FROM completion LIMIT 1", AS_IT_IS, {"table completion, row 3", "no event makes it"}, NOTHING},
    {"completion given back", "UPDATE completion SET withdrawn = NULL", AS_IT_IS, {"table completion", "withdrawn is nothing"}, 0},
    {"record", "UPDATE record SET commitment = lower(hex(zeroblob(32))) WHERE seq = (SELECT min(seq) FROM record)", AS_IT_IS,
     {"table record", "commitment is \"0000"}, NOTHING},
    {"regrade", "UPDATE regrade SET score = 100800", AS_IT_IS, {"table regrade", "score is 100800, the events say 50400"}, NOTHING},
    {"requirement", "UPDATE requirement SET ended = 1 WHERE seq = (SELECT min(seq) FROM requirement)", AS_IT_IS,
     {"table requirement", "ended is 1"}, NOTHING},
    {"policy", "UPDATE policy SET valid_years = 30", AS_IT_IS, {"table policy", "valid_years is 30, the events say 3"}, NOTHING},
    {"waiver", "UPDATE waiver SET ended = NULL WHERE ended > 0", AS_IT_IS, {"table waiver", "ended is nothing"}, NOTHING},
    {"concern", "DELETE FROM concern WHERE seq = (SELECT min(seq) FROM concern)", AS_IT_IS, {"table concern", "it is missing"}, 0},
    {"acknowledgement", "UPDATE acknowledgement SET person = " ANOTHER " WHERE person = " ONE, AS_IT_IS,
     {"table acknowledgement", "person is "}, NOTHING},
    {"look", "DELETE FROM look WHERE seq = (SELECT max(seq) FROM look)", AS_IT_IS, {"table look", "it is missing"}, NOTHING},
    {"witness", "UPDATE witness SET key = 'me+00000000+BAAA'", AS_IT_IS, {"table witness", "key is \"me+"}, NOTHING},
};

/* Somebody changes who people are, what was issued to them, and what they answered. */
static const struct edit records[] = {
    {"a record's text is changed", "UPDATE credential SET document = replace(document, 'Personal', 'Impersonal') WHERE number = "
     RECORD, AS_IT_IS, {"table credential", "does not open the commitment of event"}, NOTHING},
    {"a record's date is changed", "UPDATE credential SET document = json_set(document, '$.awardedDate', '2026-03-01T00:00:00Z')"
     " WHERE number = " RECORD, AS_IT_IS, {"table credential", "it does not hold"}, NOTHING},
    {"a record's salt is changed", "UPDATE credential SET salt = zeroblob(32) WHERE number = " RECORD, AS_IT_IS,
     {"table credential", "does not open the commitment"}, NOTHING},
    {"a score record is put in another's place", "UPDATE credential SET (document, salt) = (SELECT document, salt FROM credential"
     " AS o WHERE o.kind = 'score' AND o.number <> " SCORE_RECORD " ORDER BY o.number LIMIT 1) WHERE number = " SCORE_RECORD,
     AS_IT_IS, {"table credential", "the address inside it is another's"}, NOTHING},
    {"two people's records change hands", "UPDATE credential SET person = CASE person WHEN " ONE " THEN " ANOTHER " ELSE " ONE
     " END WHERE person IN (" ONE ", " ANOTHER ")", AS_IT_IS, {"table credential", "under another person than the events say"}, 0},
    {"a record is deleted", "DELETE FROM credential WHERE number = " RECORD, AS_IT_IS,
     {"table credential", "the completion record that event"}, NOTHING},
    {"a score record is deleted", "DELETE FROM credential WHERE number = " SCORE_RECORD, AS_IT_IS,
     {"table credential", "the score record that event"}, NOTHING},
    {"a record is added", "INSERT INTO credential SELECT 100000, lower(hex(randomblob(18))), kind, completion, issued, person, salt,"
     " document, NULL FROM credential WHERE number = " RECORD, AS_IT_IS, {"table credential, row 100000", "no event issued it"}, 0},
    {"a record for no completion", "UPDATE credential SET completion = 0 WHERE number = " RECORD, AS_IT_IS,
     {"table credential", "no completion that was ever recorded"}, NOTHING},
    {"a regraded score stands again", "UPDATE credential SET superseded_by = NULL", AS_IT_IS,
     {"table credential", "superseded_by is “”, and it was record"}, NOTHING},
    {"a record that stands is put aside", "UPDATE credential SET superseded_by = 'nothing' WHERE number = " SCORE_RECORD, AS_IT_IS,
     {"table credential", "and no later record took its place"}, NOTHING},
    {"a completion record is put aside", "UPDATE credential SET superseded_by = 'nothing' WHERE number = " RECORD, AS_IT_IS,
     {"table credential", "nothing takes a completion record's place"}, NOTHING},
    {"an older record is changed", "UPDATE credential SET salt = zeroblob(32) WHERE issued IS NULL", AS_IT_IS,
     {"table credential", "does not open the commitment"}, NOTHING},
    {"two identities are swapped", "CREATE TEMP TABLE pair AS SELECT * FROM identity WHERE person IN (" ONE ", " ANOTHER ");"
     "UPDATE identity SET staff_id = staff_id || 'x', email = email || 'x' WHERE person IN (SELECT person FROM pair);"
     "UPDATE identity SET (staff_id, name, email) = (SELECT staff_id, name, email FROM pair WHERE pair.person <> identity.person)"
     " WHERE person IN (SELECT person FROM pair)", AS_IT_IS, {"table credential", "its holder's e-mail address is not that of"}, 0},
    {"an e-mail address is changed without an event", "UPDATE identity SET email = 'me@example.org' WHERE person = " ONE, AS_IT_IS,
     {"table credential", "no event corrected it"}, NOTHING},
    {"somebody erased comes back", "INSERT INTO identity SELECT person, 'back', 'Back Again', 'back@example.org', NULL FROM person"
     " WHERE erased > 0", AS_IT_IS, {"table identity", "erased this person, and it is still there"}, NOTHING},
    {"somebody is deleted without an event", "PRAGMA foreign_keys = ON; DELETE FROM identity WHERE person = " ONE, AS_IT_IS,
     {"table identity", "no event erased this person"}, NOTHING},
    {"somebody whom no event added", "INSERT INTO identity VALUES (4711, 'ghost', 'A Ghost', 'ghost@example.org', NULL)", AS_IT_IS,
     {"table identity, row 4711", "no event added this person"}, NOTHING},
    {"an attempt's score is raised", "UPDATE attempt SET score = max WHERE number = (SELECT min(number) FROM attempt WHERE"
     " score < max)", AS_IT_IS, {"table attempt", "the event says"}, NOTHING},
    {"an attempt's marks by subject are moved", "UPDATE attempt SET score_a = score_a + 5040, score_b = score_b - 5040 WHERE number = "
     ATTEMPT, AS_IT_IS, {"table attempt", "score in subject a is "}, NOTHING},
    {"an answer is changed", "UPDATE answer SET response = '\"dont_know\"' WHERE attempt = " ATTEMPT " AND number = (SELECT min(number)"
     " FROM answer WHERE attempt = " ATTEMPT " AND response <> '\"dont_know\"')", AS_IT_IS,
     {"table attempt", "its answers do not open the commitment"}, NOTHING},
    {"an answer is deleted", "DELETE FROM answer WHERE attempt = " ATTEMPT " AND number = 1", AS_IT_IS,
     {"table attempt", "its answers do not open the commitment"}, NOTHING},
    {"answers and marks are changed together", "DELETE FROM answer WHERE attempt = " ATTEMPT ";"
     "UPDATE attempt SET score = 0, score_a = 0, score_b = 0, score_c = 0, score_d = 0, score_e = 0 WHERE number = " ATTEMPT,
     AS_IT_IS, {"table attempt", "score is 0, the event says"}, NOTHING},
    {"an answer to no question", "INSERT INTO answer VALUES (" ATTEMPT ", 99, 1, '\"a\"', 0, 0)", AS_IT_IS,
     {"table attempt", "questions that its paper does not have"}, NOTHING},
    {"an answer to no attempt", "INSERT INTO answer VALUES (99999, 1, 1, '\"a\"', 0, 0)", AS_IT_IS,
     {"table answer, row 99999", "it answers no attempt"}, NOTHING},
    {"an answer that is none", "UPDATE answer SET response = '\"zz\"' WHERE attempt = " ATTEMPT, AS_IT_IS,
     {"table attempt", "cannot be read"}, NOTHING},
    {"an attempt's seed is changed", "UPDATE attempt SET seed = randomblob(32) WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "its answers do not open the commitment"}, NOTHING},
    {"the salt of its answers is changed", "UPDATE attempt SET answers_salt = zeroblob(32) WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "its answers do not open the commitment"}, NOTHING},
    {"an attempt names another record", "UPDATE attempt SET record = (SELECT record FROM credential WHERE number = " SCORE_RECORD
     ") WHERE number = " ATTEMPT, AS_IT_IS, {"table attempt", "the record that it names"}, NOTHING},
    {"an attempt was submitted another day", "UPDATE attempt SET submitted_at = submitted_at - 259200000 WHERE number = " ATTEMPT,
     AS_IT_IS, {"table attempt", "submitted on another day"}, NOTHING},
    {"an attempt was submitted at another hour", "UPDATE attempt SET submitted_at = submitted_at - 7200000 WHERE number = " ATTEMPT,
     AS_IT_IS, {"table attempt", "submitted at another time than the event says"}, NOTHING},
    {"an attempt was submitted a little later", "UPDATE attempt SET submitted_at = submitted_at + 120000 WHERE number = " ATTEMPT,
     AS_IT_IS, {"table attempt", "submitted at another time than the event says"}, NOTHING},
    {"a remark is laid at another's door", "INSERT INTO remark SELECT 1, " ANOTHER ", number, 'a.b', bank, 'It is wrong.', 0, NULL, NULL"
     " FROM attempt WHERE person = " ONE " LIMIT 1", AS_IT_IS, {"table remark, row 1", "whose attempt it was"}, NOTHING},
    {"an attempt is at another quiz", "UPDATE attempt SET quiz = 'other' WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "at another quiz"}, NOTHING},
    {"an attempt is from another bank", "INSERT INTO bank_version VALUES ((SELECT lower(hex(zeroblob(32)))), '{}', 0);"
     "UPDATE attempt SET bank = lower(hex(zeroblob(32))) WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "another version of the bank than the event says"}, NOTHING},
    {"an attempt is deleted", "PRAGMA foreign_keys = ON; DELETE FROM attempt WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "the attempt that was completed by event"}, NOTHING},
    {"an attempt becomes somebody else's", "UPDATE attempt SET person = " ANOTHER " WHERE number = (SELECT number FROM attempt WHERE"
     " person = " ONE " AND submitted_at > 0 LIMIT 1)", AS_IT_IS, {"table attempt", "no event records its completion by this person"}, 0},
    {"a second attempt for one completion",
     "UPDATE attempt SET completion = " COMPLETED ", person = (SELECT person FROM attempt WHERE number = " ATTEMPT ") WHERE number = "
     OTHER_ATTEMPT, AS_IT_IS, {"table attempt", "another attempt says it is this completion's too"}, NOTHING},
    {"a version of the bank is changed", "UPDATE bank_version SET document = replace(document, 'tutor', 'tuter')", AS_IT_IS,
     {"table bank_version", "its document is another"}, NOTHING},
    {"more follows a record", "UPDATE credential SET document = document || char(0) || 'more' WHERE number = " RECORD, AS_IT_IS,
     {"table credential", "goes on behind a NUL"}, NOTHING},
    {"more follows a record's address", "UPDATE credential SET record = record || char(0) WHERE number = " RECORD, AS_IT_IS,
     {"table credential", "goes on behind a NUL"}, NOTHING},
    {"more follows a quiz's id", "UPDATE attempt SET quiz = quiz || char(0) WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "goes on behind a NUL"}, NOTHING},
    {"more follows an answer", "UPDATE answer SET response = response || char(0) || 'b' WHERE attempt = " ATTEMPT, AS_IT_IS,
     {"table answer", "goes on behind a NUL"}, NOTHING},
    {"more follows an e-mail address", "UPDATE identity SET email = email || char(0) WHERE person = " ONE, AS_IT_IS,
     {"table identity", "goes on behind a NUL"}, NOTHING},
    {"more follows the checkpoint", "UPDATE checkpoint SET note = note || char(0) || 'more'", AS_IT_IS,
     {"table checkpoint", "goes on behind a NUL"}, NOTHING},
    {"more follows a cosignature", "UPDATE cosignature SET note = note || char(0) || 'more'", AS_IT_IS,
     {"table cosignature", "goes on behind a NUL"}, NOTHING},
    {"a score record is put aside for an empty one", "UPDATE credential SET superseded_by = '' WHERE number = " SCORE_RECORD, AS_IT_IS,
     {"table credential", "superseded_by is empty, which is not none"}, NOTHING},
    {"evidence goes to somebody else", "UPDATE evidence SET person = (SELECT person FROM identity WHERE person <> evidence.person"
     " LIMIT 1)", AS_IT_IS, {"table evidence", "no completion that was imported for this person"}, NOTHING},
};

/* One thing changed shows in others too: each is named for itself. */
#define SET_EVENT(member, value) "UPDATE event SET payload = json_set(payload, '$." member "', " value ") WHERE seq = " COMPLETED
static const struct edit consequences[] = {
    {"score in event and attempt", SET_EVENT("score", "0") "; UPDATE attempt SET score = 0 WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "score is 0, its answers come to"}, NOTHING},
    {"full marks in event and attempt", SET_EVENT("max", "5040") "; UPDATE attempt SET max = 5040 WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "max is 5040, its paper comes to"}, NOTHING},
    {"full marks of the attempt", "UPDATE attempt SET max = max + 5040 WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "max is 105840, the event says 100800"}, NOTHING},
    {"full marks of a subject", "UPDATE attempt SET max_a = 0 WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "score in subject a is 0, its paper has marks of"}, NOTHING},
    {"a bank that cannot be read", "INSERT INTO bank_version VALUES (lower(hex(zeroblob(32))), '{}', 0);"
     "UPDATE attempt SET bank = lower(hex(zeroblob(32))) WHERE number = " ATTEMPT, AS_IT_IS,
     {"table bank_version", "cannot be read, so that what was drawn"}, NOTHING},
    {"a quiz that its bank has not", "UPDATE attempt SET quiz = 'other' WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "has no such quiz"}, NOTHING},
    {"a seed cut short", UNCHECKED "UPDATE attempt SET seed = x'00' WHERE number = " ATTEMPT, AS_IT_IS,
     {"table attempt", "a column holds what no attempt can"}, NOTHING},
    {"a record's salt cut short", UNCHECKED "UPDATE credential SET salt = x'00' WHERE number = " RECORD, AS_IT_IS,
     {"table credential", "its document or its salt is not there"}, NOTHING},
    {"a proof taken out", "UPDATE credential SET document = json_remove(document, '$.proof[0]') WHERE number = " RECORD, AS_IT_IS,
     {"table credential", "its eddsa-rdfc-2022 proof is not there"}, NOTHING},
    {"the other proof taken out", "UPDATE credential SET document = json_remove(document, '$.proof[1]') WHERE number = " RECORD,
     AS_IT_IS, {"table credential", "its eddsa-jcs-2022 proof is not there"}, NOTHING},
    {"a key that came earlier", "UPDATE event SET date = date - 2500 WHERE kind = 'key.added' AND date IS NOT NULL", AS_IT_IS,
     {"table credential", "a key that was not in force when it was issued"}, NOTHING},
    {"another day of completion", "UPDATE event SET date = date + 365 WHERE seq = " COMPLETED, AS_IT_IS,
     {"table credential", "its awardedDate is"}, NOTHING},
    {"another end", "UPDATE event SET date = date + 365 WHERE seq = " COMPLETED, AS_IT_IS, {"table credential", "its validUntil is"}, 0},
    {"another quiz", SET_EVENT("item", "'other'"), AS_IT_IS, {"table credential", "another quiz or module than the events say"}, NOTHING},
    {"another University", "UPDATE event SET payload = json_set(payload, '$.name', 'Mine') WHERE kind = 'institution.named'", AS_IT_IS,
     {"table credential", "the events “Mine”"}, NOTHING},
    {"another score", SET_EVENT("score", "0"), AS_IT_IS, {"table credential", "the events say 0.00 of 20.00"}, NOTHING},
    {"no score", "UPDATE event SET payload = json_set(payload, '$.score', null, '$.max', null, '$.unit', null) WHERE seq = " COMPLETED,
     AS_IT_IS, {"table credential", "it tells a score, and the events know of none"}, NOTHING},
    {"a score record as a completion record", "UPDATE credential SET (document, salt) = (SELECT document, salt FROM credential AS o"
     " WHERE o.number = " SCORE_RECORD ") WHERE number = " RECORD, AS_IT_IS, {"table credential", "a completion record tells no score"}, 0},
    {"what was issued is forgotten", "DELETE FROM record WHERE completion = " COMPLETED, AS_IT_IS,
     {"table event", "no event issued a record for it"}, NOTHING},
    {"a record of somebody erased", "INSERT INTO credential SELECT 100001, 'x', kind, (SELECT min(seq) FROM completion WHERE person ="
     " " ERASED "), NULL, person, salt, document, NULL FROM credential WHERE number = " RECORD, AS_IT_IS,
     {"table credential, row 100001", "its holder was erased"}, NOTHING},
    {"a School's code that is no text", "UPDATE event SET school = CAST(x'ff' AS TEXT) WHERE seq = " POST, AS_IT_IS,
     {"table event", "cannot be written canonically"}, NOTHING},
    {"an event that no table takes", "UPDATE event SET kind = 'completion.invented' WHERE seq = " COMPLETED, AS_IT_IS,
     {"table event", "it cannot be applied to the tables"}, NOTHING},
};

/* Somebody changes what guards the rows. */
static const struct edit files[] = {
    {"a trigger is dropped", "DROP TRIGGER event_no_update", AS_IT_IS, {"trigger event_no_update", "somebody dropped it"}, NOTHING},
    {"the order of events is no longer kept", "DROP TRIGGER event_next", AS_IT_IS, {"trigger event_next", "somebody dropped it"}, 0},
    {"a trigger does nothing", "DROP TRIGGER event_no_delete; CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT 1;"
     " END", AS_IT_IS, {"trigger event_no_delete", "not as Signpost makes it"}, NOTHING},
    {"a trigger of somebody's own", "CREATE TRIGGER raise AFTER INSERT ON answer BEGIN UPDATE answer SET flagged = 0; END", AS_IT_IS,
     {"trigger raise", "somebody added it"}, NOTHING},
    {"an index is dropped", "DROP INDEX post_person", AS_IT_IS, {"index post_person", "somebody dropped it"}, NOTHING},
    {"a table of somebody's own", "CREATE TABLE shadow_score (person INTEGER, score INTEGER)", AS_IT_IS,
     {"table shadow_score", "somebody added it"}, NOTHING},
    {"a table is dropped", "DROP TABLE look", AS_IT_IS, {"table look", "somebody dropped it"}, NOTHING},
    {"a table is dropped, so that no more can be said", "DROP TABLE look", AS_IT_IS,
     {"the tables that pages read", "could not be looked at to the end"}, NOTHING},
    {"a column is added", "ALTER TABLE attempt ADD COLUMN bonus INTEGER", AS_IT_IS, {"table attempt", "not as Signpost makes it"}, 0},
    {"an index is taken out of the schema's own table", "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name ="
     " 'post_person'", AS_IT_IS, {"the database file", "is never used"}, NOTHING},
    {"a record becomes of no kind", UNCHECKED "UPDATE credential SET kind = kind || 's' WHERE number = " RECORD, AS_IT_IS,
     {"the database file", "CHECK constraint failed in credential"}, NOTHING},
    {"an open attempt bears a score", UNCHECKED "UPDATE attempt SET score = max, record = 'x' WHERE submitted_at IS NULL", AS_IT_IS,
     {"the database file", "CHECK constraint failed in attempt"}, NOTHING},
    {"a row points at nothing", "UPDATE token SET person = 1; INSERT INTO token VALUES (zeroblob(32), 1, 0)", AS_IT_IS,
     {"the database file", "points at nothing in identity"}, NOTHING},
};

/* ---- one edit ---- */

static struct audit_options brought(const struct edit *edit)
{
    struct audit_options options = {.as_of = DATE_MIN};
    const char *since = edit->trust == NEWEST ? world->newest : edit->trust == FORMER ? world->former : NULL;
    options.since = since;
    options.since_size = since ? strlen(since) : 0;
    options.log_key = edit->trust == OTHER_KEY ? world->other_log_key : edit->trust == OWN_KEY ? world->log_key : NULL;
    return options;
}

static bool line_has(const char *line, size_t size, const char *words)
{
    return !words || memmem(line, size, words, strlen(words)) != NULL;
}

static bool named(const char *words, const char *const expected[2])
{
    for (const char *line = words; *line;) {
        const char *end = strchr(line, '\n');
        size_t size = (size_t)(end - line);
        if (line_has(line, size, expected[0]) && line_has(line, size, expected[1]))
            return true;
        line = end + 1;
    }
    return false;
}

static void expect_named(const char *what, const char *file, const struct audit_options *options, const char *const expected[2])
{
    struct audit_result result;
    audit_now(world, file, options, &result);
    char *words = audit_words(&result);
    bool found = named(words, expected);
    if (!found)
        print_error("%s: nothing says “%s … %s”, but:\n%s\n", what, expected[0], expected[1] ? expected[1] : "", words);
    if (getenv("AUDIT_WORDS"))
        print_message("%s\n    %.*s\n", what, (int)strcspn(words, "\n"), words);
    free(words);
    audit_result_release(&result);
    assert_true(found);
}

static void run_edit(const struct edit *edit)
{
    struct audit_options options = brought(edit);
    database_copy(world->base, world->copy);
    sqlite3 *raw = raw_open(world->copy);
    if (edit->sql && strstr(edit->sql, "TRIGGER"))
        raw_run(raw, edit->sql);
    else if (edit->sql)
        raw_behind(raw, edit->sql);
    forge(world, raw, edit->how);
    sqlite3_close(raw);
    expect_named(edit->what, world->copy, &options, edit->words);
}

#define EACH(edits) \
    for (size_t i = 0; i < sizeof(edits) / sizeof(edits)[0]; i++) \
        run_edit(&(edits)[i])

static void an_event_that_was_changed_is_named(void **state)
{
    (void)state;
    EACH(events);
}

static void a_change_hidden_in_the_log_is_named(void **state)
{
    (void)state;
    EACH(logs);
}

static void a_table_that_says_something_else_than_the_events_is_named(void **state)
{
    (void)state;
    EACH(tables);
}

static void a_record_person_or_attempt_that_was_changed_is_named(void **state)
{
    (void)state;
    EACH(records);
}

static void each_consequence_of_a_change_is_named_for_itself(void **state)
{
    (void)state;
    EACH(consequences);
}

static void what_guards_the_rows_is_looked_at(void **state)
{
    (void)state;
    EACH(files);
}

/* ---- files ---- */

/* Whatever lies on it: rows, an index, the end of a long document. A page of the schema may keep the database from being opened. */
static void a_damaged_page_is_named(void **state)
{
    static const char *const words[2] = {"the database file", "damaged"};
    struct audit_options options = {.as_of = DATE_MIN};
    size_t size, page = 4096;
    int opened = 0;
    (void)state;
    database_copy(world->base, world->copy);
    sqlite3 *raw = raw_open(world->copy);
    raw_run(raw, "VACUUM"); /* a free page holds nothing that damage could touch */
    sqlite3_close(raw);
    char *bytes = file_read(world->copy, &size), kept[4096];
    for (size_t sixth = 1; sixth < 6; sixth++) {
        struct store *store = NULL;
        char *at = bytes + size / page * sixth / 6 * page;
        memcpy(kept, at, page);
        memset(at, 0xa5, page);
        file_write(world->copy, bytes, size);
        memcpy(at, kept, page);
        if (store_open_read(world->copy, &store, &world->fault) != FAULT_NONE)
            continue;
        store_close(store);
        expect_named("a page is overwritten", world->copy, &options, words);
        opened++;
    }
    free(bytes);
    assert_true(opened >= 3);
}

static void damage_at_the_root_of_the_events_is_named_though_nothing_else_can_be_looked_at(void **state)
{
    static const char *const words[2] = {"the database file", "nothing else could be looked at"};
    struct audit_options options = {.as_of = DATE_MIN};
    size_t size, page = 4096;
    (void)state;
    database_copy(world->base, world->copy);
    sqlite3 *raw = raw_open(world->copy);
    raw_run(raw, "VACUUM");
    int64_t root = raw_number(raw, "SELECT rootpage FROM sqlite_schema WHERE name = 'event'");
    sqlite3_close(raw);
    char *bytes = file_read(world->copy, &size);
    assert_true(root > 1 && (size_t)root * page <= size);
    memset(bytes + ((size_t)root - 1) * page, 0xa5, page);
    file_write(world->copy, bytes, size);
    free(bytes);
    expect_named("the first page of the events is overwritten", world->copy, &options, words);
}

/* The key file of BASE with the day of its last key moved on by years. */
static void later_key(const char *base, const char *path)
{
    char own[128];
    size_t size;
    beside(base, ".keys", own);
    char *bytes = file_read(own, &size), *text = strndup(bytes, size), *last = NULL;
    for (char *at = text; (at = strstr(at, "2026-03-12")); at++)
        last = at;
    assert_non_null(last);
    memcpy(last, "2031", 4);
    file_write(path, text, size);
    free(text);
    free(bytes);
}

static void another_key_file_is_named(void **state)
{
    static const char *const later[2] = {"the key file", "a day or the order in it was changed"};
    static const char *const lacks[2] = {"the key file", "lacks the secret of the log key in force"};
    static const char *const lacks_other[2] = {"the key file", "lacks the secret of the credential key in force"};
    static const char *const open[2] = {"the key file", "Others than its owner"}, *const none[2] = {"the key file", "cannot be used"};
    struct audit_options options = {.as_of = DATE_MIN};
    char path[128];
    (void)state;
    database_copy(world->base, world->copy);
    beside(world->copy, ".keys", path);
    unlink(path);
    assert_fine(world, keys_create(path, &world->fault));
    expect_named("the key file is another's", world->copy, &options, lacks);
    expect_named("so neither key is there", world->copy, &options, lacks_other);
    assert_int_equal(chmod(path, 0644), 0);
    expect_named("others may read the key file", world->copy, &options, open);
    unlink(path);
    later_key(world->base, path);
    expect_named("the key in force is to sign later", world->copy, &options, later);
    unlink(path);
    file_write(path, "{}", 2);
    expect_named("the key file holds no keys", world->copy, &options, none);
    unlink(path);
    assert_clean(world, world->copy, &options); /* whoever audits a copy has none */
}

static void an_older_database_in_the_place_of_a_newer_is_named(void **state)
{
    static const char *const words[2] = {"the older checkpoint", "an older copy of the database was put in its place"};
    struct audit_options options = {.as_of = DATE_MIN, .since = world->newest, .since_size = strlen(world->newest)};
    struct audit_options alone = {.as_of = DATE_MIN};
    (void)state;
    database_copy(world->older, world->copy);
    assert_clean(world, world->copy, &alone); /* by itself it is what it was */
    expect_named("an older database is restored", world->copy, &options, words);
}

static enum fault_code go_on_job(struct tx *tx, void *context, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    (void)context;
    for (int i = 0; i < 60 && code == FAULT_NONE; i++)
        code = look_add(tx, 0, 0, "BIO", "people", fault);
    return code;
}

static void a_forked_history_is_named(void **state)
{
    static const char *const words[2] = {"the older checkpoint", SIGNED};
    struct audit_options options = {.as_of = DATE_MIN, .since = world->newest, .since_size = strlen(world->newest)};
    struct audit_options alone = {.as_of = DATE_MIN, .since = world->former, .since_size = strlen(world->former)};
    struct store *store = NULL;
    (void)state;
    database_copy(world->older, world->copy);
    assert_fine(world, store_open(world->copy, &store, &world->fault));
    assert_fine(world, store_keys_use(store, keys_beside(world, world->copy), &world->fault));
    assert_fine(world, store_write(store, go_on_job, NULL, &world->fault));
    store_close(store);
    assert_clean(world, world->copy, &alone);
    expect_named("the log goes on from an older state", world->copy, &options, words);
}

static void an_older_checkpoint_of_another_log_is_named(void **state)
{
    static const char *const origin_words[2] = {"the older checkpoint", "it is one of the log “elsewhere.example”"};
    static const char *const unsigned_words[2] = {"the older checkpoint", "no signature on it holds"};
    struct audit_options options = {.as_of = DATE_MIN};
    struct log_checkpoint checkpoint;
    struct buf note;
    (void)state;
    buf_init(&note, 0);
    assert_fine(world, log_checkpoint_read(world->former, strlen(world->former), &checkpoint, &world->fault));
    assert_fine(world, log_checkpoint_sign(world->others, &checkpoint, clock_now(), &note, &world->fault));
    options.since = buf_string(&note);
    options.since_size = note.size;
    database_copy(world->base, world->copy);
    expect_named("an older checkpoint that another key signed", world->copy, &options, unsigned_words);
    snprintf(checkpoint.origin, sizeof checkpoint.origin, "elsewhere.example");
    buf_clear(&note);
    assert_fine(world, log_checkpoint_sign(world->keys, &checkpoint, clock_now(), &note, &world->fault));
    options.since = buf_string(&note);
    options.since_size = note.size;
    expect_named("an older checkpoint of another log", world->copy, &options, origin_words);
    buf_release(&note);
}

/* What it cannot: a database rewritten whole with its own key, which nobody saw before. Only what is kept elsewhere tells. */
static void a_whole_rewrite_with_the_stolen_key_is_told_by_what_is_kept_elsewhere_alone(void **state)
{
    static const char *const words[2] = {"the older checkpoint", SIGNED};
    struct audit_options options = {.as_of = DATE_MIN}, since = options;
    (void)state;
    since.since = world->former;
    since.since_size = strlen(world->former);
    database_copy(world->base, world->copy);
    sqlite3 *raw = raw_open(world->copy);
    raw_behind(raw, "UPDATE event SET payload = json_set(payload, '$.end', '2025-01-01') WHERE seq = " POST ";"
                    "UPDATE post SET until = unixepoch('2025-01-01') / 86400 WHERE seq = " POST ";"
                    "DELETE FROM cosignature");
    forge(world, raw, BY_OWN);
    sqlite3_close(raw);
    assert_clean(world, world->copy, &options);
    expect_named("a whole rewrite", world->copy, &since, words);
}

static void nothing_is_found_where_nothing_was_changed(void **state)
{
    struct audit_options options = {.as_of = DATE_MIN, .since = world->former, .since_size = strlen(world->former),
                                    .log_key = world->log_key};
    (void)state;
    assert_clean(world, world->base, &options);
    options.as_of = date_from_ymd(2024, 2, 29);
    assert_clean(world, world->base, &options);
    options.as_of = date_from_ymd(2028, 2, 29);
    assert_clean(world, world->base, &options);
    options.since = world->newest;
    options.since_size = strlen(world->newest);
    assert_clean(world, world->base, &options);
}

static int setup(void **state)
{
    struct demo_options options = {.people = 20, .schools = 3, .years = 5, .seed = 3};
    (void)state;
    world = audited_new();
    university_build(world, &options);
    assert_true(number_in(world->base, "SELECT count(*) FROM log_node") > 0); /* so that the tree holds something */
    log_key_of(world, world->keys, world->log_key);
    log_key_of(world, world->others, world->other_log_key);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    audited_free(world);
    return 0;
}

/* AUDIT_TEST=pattern: only the tests of such a name, for audit_mutants.sh, which knows where a check is likely to be missed. */
int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_found_where_nothing_was_changed),
        cmocka_unit_test(an_event_that_was_changed_is_named),
        cmocka_unit_test(a_change_hidden_in_the_log_is_named),
        cmocka_unit_test(a_table_that_says_something_else_than_the_events_is_named),
        cmocka_unit_test(a_record_person_or_attempt_that_was_changed_is_named),
        cmocka_unit_test(each_consequence_of_a_change_is_named_for_itself),
        cmocka_unit_test(what_guards_the_rows_is_looked_at),
        cmocka_unit_test(a_damaged_page_is_named),
        cmocka_unit_test(damage_at_the_root_of_the_events_is_named_though_nothing_else_can_be_looked_at),
        cmocka_unit_test(another_key_file_is_named),
        cmocka_unit_test(an_older_database_in_the_place_of_a_newer_is_named),
        cmocka_unit_test(a_forked_history_is_named),
        cmocka_unit_test(an_older_checkpoint_of_another_log_is_named),
        cmocka_unit_test(a_whole_rewrite_with_the_stolen_key_is_told_by_what_is_kept_elsewhere_alone),
    };
    cmocka_set_test_filter(getenv("AUDIT_TEST"));
    return cmocka_run_group_tests_name("audit: the tamper battery", tests, setup, teardown);
}
