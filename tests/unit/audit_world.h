/*
 * audit_world.h - a small University with everything an audit looks at, made once, and copies of it for somebody to change:
 * by SQL behind the triggers' back, then as far as they care to go: the leaves made to fit, the tree, the checkpoint, its
 * signature.
 */
#ifndef TEST_AUDIT_WORLD_H
#define TEST_AUDIT_WORLD_H
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include "store_world.h"
#include "signpost/audit.h"
#include "signpost/completion.h"
#include "signpost/demo.h"

#define WITNESS_NAME "dean.example.ac.uk"

struct audited {
    char dir[64];
    char base[96], older[96], copy[96]; /* databases; beside each its keys */
    char *newest, *former;              /* the checkpoints of base and of older: signed notes */
    struct keys *keys, *others;         /* base's own; another institution's */
    struct keys *retired;               /* of base's own, only those that were in force before */
    char log_key[LOG_VKEY_TEXT], other_log_key[LOG_VKEY_TEXT];
    char witness[LOG_VKEY_TEXT];        /* and its secret */
    unsigned char secret[64];
    struct bank *bank;
    struct fault fault;
};

static inline void at(const char *text)
{
    struct instant now = {0};
    assert_int_equal(instant_parse(text, &now, NULL), FAULT_NONE);
    clock_set(now);
}

/* ---- files ---- */

static inline char *file_read(const char *path, size_t *size)
{
    struct buf buf;
    struct fault fault;
    buf_init(&buf, 0);
    if (buf_read_file(&buf, path, 256 * 1024 * 1024, &fault) != FAULT_NONE)
        fail_msg("%s", fault.message);
    *size = buf.size;
    return buf_take(&buf);
}

static inline void file_write(const char *path, const char *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, size), (ssize_t)size);
    close(fd);
}

static inline void beside(const char *path, const char *ending, char out[128])
{
    snprintf(out, 128, "%s%s", path, ending);
}

static inline void file_copy(const char *from, const char *to, const char *ending)
{
    char source[128], target[128];
    size_t size;
    beside(from, ending, source);
    beside(to, ending, target);
    char *bytes = file_read(source, &size);
    file_write(target, bytes, size);
    free(bytes);
}

static inline void database_remove(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".lock", ".keys"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char name[128];
        beside(path, endings[i], name);
        unlink(name);
    }
}

static inline void database_copy(const char *from, const char *to)
{
    database_remove(to);
    file_copy(from, to, "");
    file_copy(from, to, ".keys");
}

/* ---- auditing ---- */

static inline void audit_now(struct audited *world, const char *file, const struct audit_options *asked,
                             struct audit_result *out)
{
    char keys[128];
    struct store *store = NULL;
    struct audit_options options = *asked;
    beside(file, ".keys", keys);
    options.keys_file = keys;
    if (!options.as_of.day)
        options.as_of = DATE_MIN;
    assert_fine(world, store_open_read(file, &store, &world->fault));
    assert_fine(world, audit_run(store, &options, out, &world->fault));
    store_close(store);
}

/* "where: text" of each finding, one a line. */
static inline char *audit_words(const struct audit_result *result)
{
    struct buf out;
    buf_init(&out, 0);
    buf_text(&out, "");
    for (int p = 0; p < AUDIT_PARTS; p++)
        for (size_t i = 0; i < result->part[p].findings.count; i++)
            buf_printf(&out, "%s: %s\n", result->part[p].findings.items[i].file, result->part[p].findings.items[i].text);
    char *words = buf_take(&out);
    return words ? words : strdup("");
}

static inline void assert_clean(struct audited *world, const char *file, const struct audit_options *options)
{
    struct audit_result result;
    audit_now(world, file, options, &result);
    char *words = audit_words(&result);
    if (audit_findings(&result))
        fail_msg("a clean database raised an alarm:\n%s", words);
    free(words);
    audit_result_release(&result);
}

/* ---- somebody with the file ---- */

static inline sqlite3 *raw_open(const char *file)
{
    sqlite3 *raw = NULL;
    assert_int_equal(sqlite3_open_v2(file, &raw, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    return raw;
}

static inline void raw_run(sqlite3 *raw, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(raw, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

/* Takes the triggers away, runs SQL, and puts them back as they were. */
static inline void raw_behind(sqlite3 *raw, const char *sql)
{
    struct buf drop, make;
    sqlite3_stmt *triggers = NULL;
    buf_init(&drop, 0);
    buf_init(&make, 0);
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", -1, &triggers, NULL),
                     SQLITE_OK);
    while (sqlite3_step(triggers) == SQLITE_ROW) {
        buf_printf(&drop, "DROP TRIGGER %s;", (const char *)sqlite3_column_text(triggers, 0));
        buf_printf(&make, "%s;", (const char *)sqlite3_column_text(triggers, 1));
    }
    sqlite3_finalize(triggers);
    raw_run(raw, "PRAGMA foreign_keys = OFF");
    raw_run(raw, buf_string(&drop));
    raw_run(raw, sql);
    raw_run(raw, buf_string(&make));
    buf_release(&drop);
    buf_release(&make);
}

static inline void read_row(sqlite3_stmt *row, struct event *out)
{
    bool dated = sqlite3_column_type(row, 6) != SQLITE_NULL;
    *out = (struct event){.seq = sqlite3_column_int64(row, 0), .kind = (const char *)sqlite3_column_text(row, 1),
                          .recorded_at = {sqlite3_column_int64(row, 2)}, .by = sqlite3_column_int64(row, 3),
                          .about = sqlite3_column_int64(row, 4), .school = (const char *)sqlite3_column_text(row, 5),
                          .payload = (const char *)sqlite3_column_text(row, 7)};
    out->date = dated ? (struct date){sqlite3_column_int(row, 6)} : DATE_MIN;
    memcpy(out->salt, sqlite3_column_blob(row, 8), sizeof out->salt);
    memcpy(out->leaf, sqlite3_column_blob(row, 9), sizeof out->leaf);
}

/* Every leaf made to fit its event again. */
static inline void fit_leaves(sqlite3 *raw)
{
    sqlite3_stmt *rows = NULL, *update = NULL;
    raw_behind(raw, "CREATE TEMP TABLE IF NOT EXISTS fit (seq INTEGER PRIMARY KEY, leaf BLOB); DELETE FROM fit");
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT seq, kind, recorded_at, by_person, about, school, date, payload, salt, leaf"
                                             " FROM event", -1, &rows, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(raw, "INSERT INTO fit VALUES (?, ?)", -1, &update, NULL), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        struct event event, stood;
        read_row(rows, &event);
        stood = event;
        assert_int_equal(event_hash(&event, NULL), FAULT_NONE);
        if (memcmp(event.leaf, stood.leaf, sizeof event.leaf) == 0)
            continue;
        sqlite3_bind_int64(update, 1, event.seq);
        sqlite3_bind_blob(update, 2, event.leaf, sizeof event.leaf, SQLITE_TRANSIENT);
        assert_int_equal(sqlite3_step(update), SQLITE_DONE);
        sqlite3_reset(update);
    }
    sqlite3_finalize(rows);
    sqlite3_finalize(update);
    raw_behind(raw, "UPDATE event SET leaf = (SELECT leaf FROM fit WHERE fit.seq = event.seq) WHERE seq IN (SELECT seq FROM fit)");
}

/* The tree built anew over the leaves that stand; its size and root into OUT. */
static inline void fit_tree(sqlite3 *raw, struct log_checkpoint *out)
{
    struct log_frontier frontier;
    sqlite3_stmt *rows = NULL, *insert = NULL;
    log_frontier_init(&frontier);
    raw_behind(raw, "DELETE FROM log_node");
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT leaf FROM event ORDER BY seq", -1, &rows, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(raw, "INSERT INTO log_node VALUES (?, ?, ?)", -1, &insert, NULL), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        struct log_hash leaf, nodes[LOG_LEVELS];
        memcpy(leaf.bytes, sqlite3_column_blob(rows, 0), sizeof leaf.bytes);
        int made = log_frontier_add_nodes(&frontier, &leaf, nodes);
        for (int i = 0; i < made; i++) {
            sqlite3_bind_int(insert, 1, i + 1);
            sqlite3_bind_int64(insert, 2, (frontier.size >> 8 * (i + 1)) - 1);
            sqlite3_bind_blob(insert, 3, nodes[i].bytes, sizeof nodes[i].bytes, SQLITE_TRANSIENT);
            assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
            sqlite3_reset(insert);
        }
    }
    sqlite3_finalize(rows);
    sqlite3_finalize(insert);
    out->size = frontier.size;
    log_frontier_root(&frontier, &out->root);
}

static inline void put_checkpoint(sqlite3 *raw, const struct log_checkpoint *checkpoint, const char *note)
{
    sqlite3_stmt *update = NULL;
    raw_run(raw, "CREATE TEMP TABLE put (size INTEGER, root BLOB, note TEXT)");
    assert_int_equal(sqlite3_prepare_v2(raw, "INSERT INTO put VALUES (?, ?, ?)", -1, &update, NULL), SQLITE_OK);
    sqlite3_bind_int64(update, 1, checkpoint->size);
    sqlite3_bind_blob(update, 2, checkpoint->root.bytes, sizeof checkpoint->root.bytes, SQLITE_TRANSIENT);
    sqlite3_bind_text(update, 3, note, -1, SQLITE_TRANSIENT);
    assert_int_equal(sqlite3_step(update), SQLITE_DONE);
    sqlite3_finalize(update);
    raw_behind(raw, "UPDATE checkpoint SET size = (SELECT size FROM put), root = (SELECT root FROM put),"
                    " note = (SELECT note FROM put); DROP TABLE put");
}

enum forging {
    AS_IT_IS,   /* the rows alone */
    LEAVES,     /* and every leaf made to fit */
    TREE,       /* and the tree over them */
    UNSIGNED,   /* and the checkpoint's row and text, under the signature that stood there */
    BY_ANOTHER, /* and signed with another institution's key */
    BY_RETIRED, /* and signed with a key that the log itself put aside */
    BY_OWN      /* and signed with the log's own key, which was stolen */
};

static inline void forge(struct audited *world, sqlite3 *raw, enum forging how)
{
    struct log_checkpoint checkpoint;
    struct keys *const keys[] = {[BY_ANOTHER] = world->others, [BY_RETIRED] = world->retired, [BY_OWN] = world->keys};
    struct buf note;
    if (how >= LEAVES)
        fit_leaves(raw);
    if (how < TREE)
        return;
    assert_fine(world, log_checkpoint_read(world->newest, strlen(world->newest), &checkpoint, &world->fault));
    fit_tree(raw, &checkpoint);
    if (how < UNSIGNED)
        return;
    buf_init(&note, 0);
    if (how == UNSIGNED) {
        log_checkpoint_body(&checkpoint, &note);
        buf_text(&note, strstr(world->newest, "\n\n") + 1);
    } else {
        assert_fine(world, log_checkpoint_sign(keys[how], &checkpoint, clock_now(), &note, &world->fault));
    }
    put_checkpoint(raw, &checkpoint, buf_string(&note));
    buf_release(&note);
}

/* ---- the University ---- */

static inline void log_key_of(const struct audited *world, const struct keys *keys, char out[LOG_VKEY_TEXT])
{
    struct log_checkpoint checkpoint;
    struct log_vkey vkey;
    unsigned char public[32];
    assert_int_equal(log_checkpoint_read(world->newest, strlen(world->newest), &checkpoint, NULL), FAULT_NONE);
    assert_true(multikey_public_read(keys_log_public(keys, clock_now()), public));
    assert_int_equal(log_vkey_make(checkpoint.origin, LOG_KEY_NOTE, public, &vkey, NULL), FAULT_NONE);
    log_vkey_text(&vkey, out);
}

struct growing {
    struct audited *world;
    struct store *store;
    struct demo_cast cast;
    int64_t regraded, withdrawn, erased, witness, waiver;
};

static inline enum fault_code say(struct tx *tx, const char *kind, int64_t about, struct date date, const char *payload,
                                  int64_t *seq, struct fault *fault)
{
    struct event event = {.kind = kind, .about = about, .date = date, .payload = payload};
    enum fault_code code = event_append(tx, &event, fault);
    if (seq)
        *seq = event.seq;
    return code;
}

static inline struct credential_facts facts_of(const struct growing *growing, const char *record, const char *email)
{
    const struct bank *bank = growing->world->bank;
    return (struct credential_facts){
        .record_id = record, .institution = bank_institution(bank)->name, .kind = "quiz", .item = QUIZ,
        .title = bank_find_quiz(bank, QUIZ)->title, .email = email, .identity_salt = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
        .valid_years = COMPLETION_VALID_YEARS, .issued_at = clock_now()};
}

/* A key was wrong: the score becomes another, and a new score record takes the place of the first. */
static inline enum fault_code regrade(struct tx *tx, struct growing *growing, struct arena *arena, struct fault *fault)
{
    struct identity identity;
    struct completion_row *rows;
    struct credential_row row = {.kind = RECORD_SCORE};
    struct records_new records = {.score = &row};
    struct buf bytes;
    char payload[300];
    int count = 0;
    int64_t seq;
    enum fault_code code = identity_by_person(tx_db(tx), arena, growing->regraded, &identity, fault);
    if (code == FAULT_NONE)
        code = completion_list(tx_db(tx), arena, growing->regraded, &rows, &count, fault);
    for (int i = 0; i < count && code == FAULT_NONE; i++)
        if (strcmp(rows[i].source, "attempt") == 0)
            records.completion = rows[i].seq, rows[0] = rows[i];
    snprintf(payload, sizeof payload,
             "{\"bank\":\"%s\",\"completion\":%lld,\"max\":100800,\"question\":\"a.b\",\"score\":50400,\"unit\":5040}",
             bank_hash(growing->world->bank), (long long)records.completion);
    if (code == FAULT_NONE)
        code = say(tx, "completion.regraded", growing->regraded, DATE_MIN, payload, NULL, fault);
    text_uuid(row.record);
    commitment_salt_new(row.salt);
    struct credential_facts facts = facts_of(growing, row.record, identity.email);
    facts.completed_on = rows[0].completed_on;
    facts.record = RECORD_SCORE;
    facts.score = 50400;
    facts.max = 100800;
    facts.unit = 5040;
    buf_init(&bytes, 0);
    if (code == FAULT_NONE)
        code = credential_issue(store_keys(growing->store), &facts, &bytes, fault);
    row.document = buf_string(&bytes);
    row.size = bytes.size;
    if (code == FAULT_NONE)
        code = records_issue(tx, &records, &seq, fault);
    buf_release(&bytes);
    return code;
}

/* As they were before records had events of their own. */
static inline enum fault_code complete_as_before(struct tx *tx, struct growing *growing, struct arena *arena,
                                                 struct fault *fault)
{
    struct identity identity;
    struct credential_row row = {.kind = RECORD_COMPLETION, .person = growing->cast.dean, .issued = -1};
    struct buf bytes;
    char payload[400], commitment[65];
    enum fault_code code = identity_by_person(tx_db(tx), arena, growing->cast.dean, &identity, fault);
    text_uuid(row.record);
    commitment_salt_new(row.salt);
    struct credential_facts facts = facts_of(growing, row.record, identity.email);
    facts.kind = "training";
    facts.item = bank_module(growing->world->bank, 0)->id;
    facts.completed_on = clock_today();
    buf_init(&bytes, 0);
    if (code == FAULT_NONE)
        code = credential_issue(store_keys(growing->store), &facts, &bytes, fault);
    row.document = buf_string(&bytes);
    row.size = bytes.size;
    credential_commitment(row.salt, row.document, row.size, commitment);
    snprintf(payload, sizeof payload,
             "{\"bank\":\"%s\",\"commitment\":\"%s\",\"item\":\"%s\",\"kind\":\"training\",\"max\":null,\"score\":null,"
             "\"source\":\"module\",\"unit\":null}", bank_hash(growing->world->bank), commitment, facts.item);
    if (code == FAULT_NONE)
        code = say(tx, "completion.recorded", growing->cast.dean, clock_today(), payload, &row.completion, fault);
    if (code == FAULT_NONE)
        code = credential_add(tx, &row, fault);
    buf_release(&bytes);
    return code;
}

static inline enum fault_code add_key(struct tx *tx, const struct keys *keys, enum key_purpose purpose, struct fault *fault)
{
    char payload[200];
    snprintf(payload, sizeof payload, "{\"public\":\"%s\",\"purpose\":\"%s\"}", keys_get(keys, purpose, 1).public,
             key_purpose_name(purpose));
    return say(tx, "key.added", 0, date_from_ymd(2026, 3, 12), payload, NULL, fault);
}

/* 10 March: what the demonstration gives nobody, and the keys that will sign from the 12th on. */
static inline enum fault_code grow_job(struct tx *tx, void *context, struct fault *fault)
{
    struct growing *growing = context;
    struct arena *arena = arena_new();
    enum fault_code code = add_key(tx, growing->world->keys, KEY_CREDENTIAL, fault);
    if (code == FAULT_NONE)
        code = add_key(tx, growing->world->keys, KEY_LOG, fault);
    if (code == FAULT_NONE)
        code = complete_as_before(tx, growing, arena, fault);
    if (code == FAULT_NONE)
        code = say(tx, "policy.set", 0, DATE_MIN, "{\"due_soon_days\":60,\"first_due_years\":1,\"median\":\"best\","
                                                  "\"minimum_group\":5,\"valid_years\":3}", NULL, fault);
    if (code == FAULT_NONE)
        code = waiver_grant(tx, 0, growing->cast.tutor, "training", "leave", clock_today(), DATE_MAX, fault);
    if (code == FAULT_NONE)
        code = person_erase(tx, 0, growing->erased, fault);
    if (code == FAULT_NONE)
        code = witness_add(tx, 0, growing->world->witness, &growing->witness, fault);
    arena_free(arena);
    return code;
}

/* 20 March, under the new keys. */
static inline enum fault_code grow_again_job(struct tx *tx, void *context, struct fault *fault)
{
    struct growing *growing = context;
    struct arena *arena = arena_new();
    struct identity identity;
    struct completion_context signing = {growing->store, store_keys(growing->store),
                                         bank_institution(growing->world->bank)->name, NULL};
    struct actor actor = {.person = growing->cast.tutor};
    enum fault_code code = regrade(tx, growing, arena, fault);
    if (code == FAULT_NONE)
        code = completion_withdraw(tx, 0, growing->withdrawn, "mistake", fault);
    if (code == FAULT_NONE)
        code = identity_by_person(tx_db(tx), arena, growing->cast.tutor, &identity, fault);
    if (code == FAULT_NONE) {
        snprintf(actor.email, sizeof actor.email, "%s", identity.email);
        code = module_complete_within(tx, &signing, growing->world->bank, bank_module(growing->world->bank, 0)->id, &actor,
                                      fault);
    }
    if (code == FAULT_NONE)
        code = identity_change(tx, 0, growing->cast.senior_tutor, "Another Name", "another.address@example.ac.uk", fault);
    if (code == FAULT_NONE)
        code = waiver_end(tx, 0, growing->cast.tutor, growing->waiver, clock_today(), fault);
    arena_free(arena);
    return code;
}

static inline int64_t number_in(const char *file, const char *sql)
{
    sqlite3 *raw = raw_open(file);
    int64_t number = raw_number(raw, sql);
    sqlite3_close(raw);
    return number;
}

static inline char *checkpoint_of(const char *file)
{
    sqlite3_stmt *row = NULL;
    sqlite3 *raw = raw_open(file);
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT note FROM checkpoint", -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    char *note = strdup((const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    sqlite3_close(raw);
    return note;
}

static inline enum fault_code cosign_job(struct tx *tx, void *context, struct fault *fault)
{
    struct growing *growing = context;
    struct arena *arena = arena_new();
    struct checkpoint_row checkpoint;
    struct log_vkey vkey;
    struct buf note;
    size_t body = 0;
    buf_init(&note, 0);
    enum fault_code code = checkpoint_get(tx_db(tx), arena, &checkpoint, fault);
    if (code == FAULT_NONE)
        code = log_vkey_read(growing->world->witness, &vkey, fault);
    if (code == FAULT_NONE)
        code = log_note_body(checkpoint.note, strlen(checkpoint.note), &body, fault);
    if (code == FAULT_NONE) {
        struct instant second = {clock_now().ms / 1000 * 1000};
        buf_text(&note, checkpoint.note);
        code = log_sign_line(checkpoint.note, body, &vkey, growing->world->secret, second, &note, fault);
        struct cosignature_row row = {growing->witness, NULL, checkpoint.size, checkpoint.root, second, buf_string(&note)};
        if (code == FAULT_NONE)
            code = cosignature_add(tx, &row, fault);
    }
    buf_release(&note);
    arena_free(arena);
    return code;
}

static inline struct keys *keys_beside(struct audited *world, const char *file)
{
    char path[128];
    struct keys *keys = NULL;
    beside(file, ".keys", path);
    assert_fine(world, keys_load(path, &keys, &world->fault));
    return keys;
}

static inline void university_open(struct audited *world, struct growing *growing)
{
    assert_fine(world, store_open(world->base, &growing->store, &world->fault));
    assert_fine(world, store_keys_use(growing->store, keys_beside(world, world->base), &world->fault));
}

/* A database of its own, with keys, and nobody in it. */
static inline void university_new(struct audited *world, struct growing *growing)
{
    char path[128];
    beside(world->base, ".keys", path);
    assert_fine(world, store_create(world->base, &world->fault));
    assert_fine(world, keys_create(path, &world->fault));
    university_open(world, growing);
}

static inline void university_fill(struct audited *world, struct growing *growing, const struct demo_options *options)
{
    assert_fine(world, demo_fill(growing->store, store_keys(growing->store), world->bank, options, NULL, NULL, &growing->cast,
                                 &world->fault));
    at("2026-03-10T12:00:00Z");
}

static inline void university_demo(struct audited *world, struct growing *growing, const struct demo_options *options)
{
    at("2026-03-10T12:00:00Z");
    university_new(world, growing);
    university_fill(world, growing, options);
}

/* Of those who are no examples: whose score will be mended, whose completion taken back, who will be erased. */
static inline void university_choose(struct audited *world, struct growing *growing)
{
    static const char sql[] =
        "SELECT person FROM attempt WHERE submitted_at IS NOT NULL AND person NOT IN (%lld, %lld, %lld, %lld)"
        " GROUP BY person ORDER BY max(completion) DESC LIMIT 1 OFFSET %d";
    int64_t *const chosen[] = {&growing->regraded, &growing->erased, &growing->withdrawn};
    for (int i = 0; i < 3; i++) {
        char text[300];
        snprintf(text, sizeof text, sql, (long long)growing->cast.tutor, (long long)growing->cast.senior_tutor,
                 (long long)growing->cast.dean, (long long)growing->cast.head_of_school, i);
        *chosen[i] = number_in(world->base, text);
    }
    char text[100];
    snprintf(text, sizeof text, "SELECT max(completion) FROM attempt WHERE person = %lld", (long long)growing->withdrawn);
    growing->withdrawn = number_in(world->base, text);
}

static inline struct keys *retired_of(struct audited *world)
{
    const char *known[] = {keys_get(world->keys, KEY_CREDENTIAL, 0).public, keys_get(world->keys, KEY_LOG, 0).public, NULL};
    struct keys *out = NULL;
    assert_fine(world, keys_select(world->keys, known, &out, &world->fault));
    return out;
}

static inline void university_build(struct audited *world, const struct demo_options *options)
{
    struct growing growing = {.world = world};
    char path[128], public[MULTIKEY_TEXT];
    struct instant since = {0};
    beside(world->base, ".keys", path);
    university_demo(world, &growing, options);
    university_choose(world, &growing);
    assert_int_equal(instant_parse("2026-03-12T00:00:00Z", &since, NULL), FAULT_NONE);
    assert_fine(world, keys_add(path, KEY_CREDENTIAL, since, public, &world->fault));
    assert_fine(world, keys_add(path, KEY_LOG, since, public, &world->fault));
    world->keys = keys_beside(world, world->base);
    world->retired = retired_of(world);
    assert_fine(world, store_write(growing.store, grow_job, &growing, &world->fault));
    assert_fine(world, store_keys_use(growing.store, keys_beside(world, world->base), &world->fault));
    growing.waiver = number_in(world->base, "SELECT max(seq) FROM waiver");
    store_close(growing.store);
    database_copy(world->base, world->older);
    at("2026-03-20T12:00:00Z");
    university_open(world, &growing);
    assert_fine(world, store_write(growing.store, grow_again_job, &growing, &world->fault));
    assert_fine(world, store_write(growing.store, cosign_job, &growing, &world->fault));
    store_close(growing.store);
    world->newest = checkpoint_of(world->base);
    world->former = checkpoint_of(world->older);
}

static inline void others_make(struct audited *world)
{
    char path[128];
    snprintf(path, sizeof path, "%s/others", world->dir);
    assert_fine(world, keys_create(path, &world->fault));
    assert_fine(world, keys_load(path, &world->others, &world->fault));
    unlink(path);
}

static inline void witness_make(struct audited *world)
{
    unsigned char seed[32], public[32];
    struct log_vkey vkey;
    memset(seed, 7, sizeof seed);
    assert_int_equal(crypto_sign_seed_keypair(public, world->secret, seed), 0);
    assert_fine(world, log_vkey_make(WITNESS_NAME, LOG_KEY_COSIGNATURE, public, &vkey, &world->fault));
    log_vkey_text(&vkey, world->witness);
}

static inline struct audited *audited_new(void)
{
    struct audited *world = calloc(1, sizeof *world);
    struct findings findings;
    assert_non_null(world);
    snprintf(world->dir, sizeof world->dir, "%s/signpost-audit-XXXXXX", P_tmpdir);
    assert_non_null(mkdtemp(world->dir));
    snprintf(world->base, sizeof world->base, "%s/base.db", world->dir);
    snprintf(world->older, sizeof world->older, "%s/older.db", world->dir);
    snprintf(world->copy, sizeof world->copy, "%s/copy.db", world->dir);
    assert_fine(world, date_set_zone("Europe/London", &world->fault));
    findings_init(&findings);
    assert_fine(world, bank_load("questions", &findings, &world->bank, &world->fault));
    findings_release(&findings);
    others_make(world);
    witness_make(world);
    return world;
}

static inline void audited_free(struct audited *world)
{
    database_remove(world->base);
    database_remove(world->older);
    database_remove(world->copy);
    rmdir(world->dir);
    keys_free(world->keys);
    keys_free(world->others);
    keys_free(world->retired);
    bank_release(world->bank);
    free(world->newest);
    free(world->former);
    free(world);
    clock_release();
}
#endif
