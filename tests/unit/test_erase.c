/*
 * test_erase.c - erasing people: not one of their bytes stays in database, write-ahead log or a fresh backup, while every figure
 * of every date, every event and everybody else's record stays what it was. ERASE in the environment is how many (100).
 */
#include "store_world.h"
#include "needles.h"
#include "signpost/store_bank.h"
#include "signpost/compliance.h"
#include "signpost/demo.h"
#include "signpost/embedded.h"
#include "signpost/log.h"

/* Tells everything that can be forgotten about those in temp.gone, where nobody else has the same: most answers many gave. */
static const struct { const char *what, *sql; } told[] = {
    {"name", "SELECT name FROM identity AS i WHERE person IN gone AND NOT EXISTS"
             " (SELECT 1 FROM identity AS o WHERE o.person NOT IN gone AND instr(o.name, i.name))"},
    {"staff id", "SELECT staff_id FROM identity WHERE person IN gone"},
    {"e-mail", "SELECT email FROM identity WHERE person IN gone"},
    {"password", "SELECT password FROM identity WHERE person IN gone"},
    {"attempt", "SELECT id FROM attempt WHERE person IN gone"},
    {"seed", "SELECT seed FROM attempt WHERE person IN gone"},
    {"answers' salt", "SELECT answers_salt FROM attempt WHERE person IN gone"},
    {"answer", "SELECT response FROM answer JOIN attempt AS a ON a.number = answer.attempt WHERE person IN gone"
               " AND response LIKE '%rather not have said%'"},
    {"record", "SELECT record FROM credential WHERE person IN gone"},
    {"record's salt", "SELECT salt FROM credential WHERE person IN gone"},
    {"identity hash", "SELECT substr(document, instr(document, 'sha256$'), 40) FROM credential WHERE person IN gone"},
    {"identity salt", "SELECT document ->> '$.credentialSubject.identifier[0].salt' FROM credential WHERE person IN gone"},
    {"proof", "SELECT substr(document, instr(document, 'proofValue') + 13, 40) FROM credential WHERE person IN gone"},
    {"evidence", "SELECT evidence FROM evidence WHERE person IN gone AND evidence NOT IN"
                 " (SELECT evidence FROM evidence WHERE person NOT IN gone)"},
    {"remark", "SELECT text FROM remark WHERE person IN gone"},
    {"session", "SELECT hash FROM session WHERE person IN gone"},
    {"session's form", "SELECT csrf FROM session WHERE person IN gone"},
    {"token", "SELECT hash FROM token WHERE person IN gone"},
    {"link", "SELECT hash FROM sign_in_link WHERE person IN gone"},
    {"mistyped sign-in", "SELECT login FROM sign_in_failure WHERE substr(login, 1, length(login) - 1) IN"
                         " (SELECT email FROM identity WHERE person IN gone)"},
    {"failed sign-in", "SELECT login FROM sign_in_failure WHERE login IN (SELECT email FROM identity WHERE person IN gone)"},
};

static struct keys *keys;
static struct bank *bank;

/* ---- a University ---- */

static int wanted(void)
{
    const char *text = getenv("ERASE");
    return text ? (int)strtol(text, NULL, 10) : 100;
}

static void at_noon(void)
{
    struct instant noon = {0};
    assert_int_equal(instant_parse("2026-03-10T12:00:00Z", &noon, NULL), FAULT_NONE);
    clock_set(noon);
}

static int university_setup(void **state)
{
    struct demo_options options = {.people = wanted() * 5 / 4, .schools = 6, .years = 4, .seed = 11};
    struct demo_cast cast;
    struct findings findings;
    struct fault fault;
    char file[128];
    world_setup(state);
    struct world *world = *state;
    assert_fine(world, date_set_zone("Europe/London", &world->fault));
    findings_init(&findings);
    assert_fine(world, bank_load("questions", &findings, &bank, &world->fault));
    findings_release(&findings);
    snprintf(file, sizeof file, "%s/keys", world->dir);
    assert_fine(world, keys_create(file, &fault));
    assert_fine(world, keys_load(file, &keys, &fault));
    unlink(file);
    at_noon();
    assert_fine(world, demo_fill(world->store, keys, bank, &options, NULL, NULL, &cast, &world->fault));
    at_noon();
    return 0;
}

static int university_teardown(void **state)
{
    bank_release(bank);
    keys_free(keys);
    return world_teardown(state);
}

/* Of the demonstration's people, those to be erased, in temp.gone of RAW; and everything a person can have beside. */
static sqlite3 *choose(struct world *world)
{
    char sql[200];
    sqlite3 *raw = world_raw(world);
    snprintf(sql, sizeof sql,
             "CREATE TEMP TABLE gone (person INTEGER PRIMARY KEY);"
             "INSERT INTO gone SELECT person FROM identity ORDER BY (person * 7919) %% 10007 LIMIT %d", wanted());
    assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(raw_number(raw, "SELECT count(*) FROM gone"), wanted());
    return raw;
}

struct belongings { int64_t person; int number; };

/* What the demonstration gives nobody: a corrected name, a password, sessions, tokens, links, evidence, a failed try. */
static enum fault_code give_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct belongings *give = context;
    unsigned char hash[4][32];
    char name[80], email[80], word[160];
    int64_t completion = 0;
    struct session session = {.person = give->person, .expires = {clock_now().ms + 1000000}};
    struct completion_new imported = {.person = give->person, .kind = "quiz", .item = QUIZ, .source = "import",
                                      .completed_on = clock_today(), .score = -1};
    for (int i = 0; i < 4; i++) {
        text_random_hex(word, 20);
        secret_hash(word, hash[i]);
    }
    text_random_hex(session.csrf, 32);
    snprintf(name, sizeof name, "Formerly Nemo Number %d", give->number);
    snprintf(email, sizeof email, "nemo.%d@formerly.example", give->number);
    snprintf(word, sizeof word, "$argon2id$v=19$m=65536,t=2,p=1$of-number-%d$", give->number);
    enum fault_code code = identity_change(tx, 0, give->person, name, email, fault);
    if (code == FAULT_NONE)
        code = password_set(tx, give->person, word, fault);
    if (code == FAULT_NONE)
        code = session_add(tx, hash[0], &session, fault);
    if (code == FAULT_NONE)
        code = token_add(tx, give->person, hash[1], fault);
    if (code == FAULT_NONE)
        code = sign_in_link_add(tx, give->person, hash[2], session.expires, fault);
    if (code == FAULT_NONE)
        code = sign_in_failure_add(tx, email, "192.0.2.7", fault);
    snprintf(word, sizeof word, "%sx", email);
    if (code == FAULT_NONE)
        code = sign_in_failure_add(tx, word, "192.0.2.7", fault);
    if (code == FAULT_NONE)
        code = completion_add(tx, &imported, &completion, fault);
    snprintf(word, sizeof word, "Letter of number %d in the old system's archive", give->number);
    return code == FAULT_NONE ? evidence_add(tx, completion, word, fault) : code;
}

static enum fault_code remark_job(struct tx *tx, void *context, struct fault *fault)
{
    return remark_put(tx, context, fault);
}

static void give_remarks(struct world *world, sqlite3 *raw)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT id, person FROM attempt WHERE person IN gone AND submitted_at IS NOT NULL"
                                             " ORDER BY number LIMIT 10", -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        char text[80];
        struct remark remark = {.person = sqlite3_column_int64(statement, 1), .question = "a.question", .text = text};
        snprintf(text, sizeof text, "This cannot be right, thinks %lld of it", (long long)remark.person);
        remark.attempt = (const char *)sqlite3_column_text(statement, 0);
        assert_fine(world, store_write(world->store, remark_job, &remark, &world->fault));
    }
    sqlite3_finalize(statement);
}

static void give_belongings(struct world *world, sqlite3 *raw)
{
    sqlite3_stmt *statement = NULL;
    int number = 0;
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT person FROM gone ORDER BY person LIMIT 20", -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        struct belongings give = {sqlite3_column_int64(statement, 0), number++};
        struct attempt attempt = new_attempt(give.person, 0xabc000 + give.number);
        struct answer stored;
        char answer[80];
        text_random_hex((char *)attempt.seed, 15);
        snprintf(attempt.quiz, sizeof attempt.quiz, "other-quiz");
        snprintf(answer, sizeof answer, "\"what number %d would rather not have said\"", give.number);
        assert_fine(world, store_write(world->store, give_job, &give, &world->fault));
        assert_fine(world, store_write(world->store, bank_job, NULL, &world->fault));
        assert_fine(world, store_write(world->store, attempt_job, &attempt, &world->fault));
        assert_fine(world, save_answer(world, &attempt, 1, 0, answer, 0, &stored));
    }
    sqlite3_finalize(statement);
}

static void gather(struct needles *needles, sqlite3 *raw)
{
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        sqlite3_stmt *statement = NULL;
        int before = needles->count;
        assert_int_equal(sqlite3_prepare_v2(raw, told[i].sql, -1, &statement, NULL), SQLITE_OK);
        while (sqlite3_step(statement) == SQLITE_ROW)
            if (sqlite3_column_type(statement, 0) != SQLITE_NULL)
                needles_add(needles, told[i].what, sqlite3_column_blob(statement, 0), (size_t)sqlite3_column_bytes(statement, 0));
        sqlite3_finalize(statement);
        if (needles->count == before && strcmp(told[i].what, "staff id") != 0) /* the demonstration's are shorter than a needle */
            fail_msg("nobody who is to be erased has a %s", told[i].what);
    }
}

/* ---- what must not change ---- */

static enum fault_code take(void *context, const struct event *event, struct fault *fault)
{
    return ledger_apply(context, event, fault);
}

/* The report at three years' month ends, as known at KNOWN events: one text. */
static char *figures(struct world *world, int64_t known)
{
    struct db *db = NULL;
    struct buf all;
    struct ledger *ledger = ledger_new();
    struct date end = date_month_end_on_or_before(clock_today());
    assert_non_null(ledger);
    buf_init(&all, 0);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, event_each(db, 0, -1, take, ledger, &world->fault));
    store_done(world->store, db);
    for (int month = 0; month < 36; month++) {
        struct arena *arena = arena_new();
        struct report report;
        struct view view;
        assert_fine(world, compliance_report(ledger, end, known, MEDIAN_EXACT, arena, &report, &world->fault));
        report.known_at = 0; /* how much is known is no figure */
        view_init(&view);
        report_view(&report, "University", MEDIAN_EXACT, &view, view.root);
        assert_true(view_ok(&view));
        assert_fine(world, view_json(&view, &all, &world->fault));
        buf_char(&all, '\n');
        view_release(&view);
        arena_free(arena);
        end = date_month_end_on_or_before(date_add_days(end, -28));
    }
    ledger_free(ledger);
    return buf_take(&all);
}

struct root { struct log_frontier frontier; int64_t size; };

static enum fault_code add_leaf(void *context, const struct event *event, struct fault *fault)
{
    struct root *root = context;
    struct event again = *event;
    struct log_hash leaf;
    enum fault_code code = event_hash(&again, fault);
    memcpy(leaf.bytes, again.leaf, sizeof leaf.bytes);
    if (code == FAULT_NONE && root->frontier.size < root->size)
        log_frontier_add(&root->frontier, &leaf);
    return code;
}

/* The root of the tree over the first SIZE events, from their own bytes. */
static struct log_hash root_of(struct world *world, int64_t size)
{
    struct root root = {.size = size};
    struct log_hash out;
    struct db *db = NULL;
    log_frontier_init(&root.frontier);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, event_each(db, 0, -1, add_leaf, &root, &world->fault));
    store_done(world->store, db);
    log_frontier_root(&root.frontier, &out);
    return out;
}

/* Every record that is left holds, and is what the log is committed to. Their number. */
static int records_hold(struct world *world)
{
    sqlite3 *raw = world_raw(world);
    sqlite3_stmt *statement = NULL;
    const char *trusted[] = {keys_credential_public(keys, clock_now()), NULL};
    int count = 0;
    assert_int_equal(sqlite3_prepare_v2(raw,
                         "SELECT c.document, c.salt, iif(c.kind = 'score', r.score_commitment, r.commitment) FROM credential AS c"
                         " JOIN record AS r ON r.seq = c.issued", -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *document = (const char *)sqlite3_column_text(statement, 0);
        size_t size = (size_t)sqlite3_column_bytes(statement, 0);
        struct credential_check check;
        char commitment[65];
        credential_commitment(sqlite3_column_blob(statement, 1), document, size, commitment);
        assert_string_equal(commitment, (const char *)sqlite3_column_text(statement, 2));
        if (count++ % 7 == 0) {
            assert_fine(world, credential_check(document, size, trusted, clock_now(), &check, &world->fault));
            credential_check_release(&check);
        }
    }
    sqlite3_finalize(statement);
    sqlite3_close(raw);
    return count;
}

/* ---- erasing ---- */

static enum fault_code erase_job(struct tx *tx, void *context, struct fault *fault)
{
    return person_erase(tx, 0, *(const int64_t *)context, fault);
}

static void erase_chosen(struct world *world, sqlite3 *raw)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT person FROM gone", -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        int64_t person = sqlite3_column_int64(statement, 0);
        assert_fine(world, store_write(world->store, erase_job, &person, &world->fault));
        assert_int_equal(store_write(world->store, erase_job, &person, &world->fault), FAULT_ABSENT); /* once */
    }
    sqlite3_finalize(statement);
}

static int look_everywhere(struct world *world, struct needles *needles)
{
    char wal[128], backup[128];
    snprintf(wal, sizeof wal, "%s-wal", world->file);
    snprintf(backup, sizeof backup, "%s/backup.db", world->dir);
    assert_fine(world, store_backup(world->store, backup, &world->fault));
    needles_forget(needles);
    needles_look(needles, world->file);
    needles_look(needles, wal);
    needles_look(needles, backup);
    unlink(backup);
    return needles_found(needles);
}

static void name_what_stayed(const struct needles *needles)
{
    for (int i = 0, said = 0; i < needles->count && said < 10; i++)
        if (needles->items[i].found) {
            print_error("a %s stayed: %.*s\n", needles->items[i].what, (int)needles->items[i].size, needles->items[i].bytes);
            said++;
        }
}

static void nothing_of_the_erased_stays_and_nothing_else_changes(void **state)
{
    struct world *world = *state;
    sqlite3 *raw = choose(world);
    struct needles needles;
    int64_t size = 0;
    needles_init(&needles);
    give_belongings(world, raw);
    give_remarks(world, raw);
    gather(&needles, raw);
    int found = look_everywhere(world, &needles); /* a string that a page boundary parts is not found: there are few */
    print_message("%d strings of %d people, %d of them found before\n", needles.count, wanted(), found);
    assert_true(found > needles.count * 9 / 10);
    size = raw_number(raw, "SELECT count(*) FROM event");
    char *before = figures(world, -1);
    struct log_hash root = root_of(world, size);
    int64_t others = raw_number(raw, "SELECT count(*) FROM credential WHERE person NOT IN gone AND issued IS NOT NULL");
    erase_chosen(world, raw);
    sqlite3_close(raw); /* it may not hold up the emptying of the log */
    assert_fine(world, store_forget(world->store, &world->fault));
    found = look_everywhere(world, &needles);
    name_what_stayed(&needles);
    assert_int_equal(found, 0);
    char *after = figures(world, -1), *then = figures(world, size);
    assert_string_equal(after, before);
    assert_string_equal(then, before);
    struct log_hash again = root_of(world, size);
    assert_memory_equal(&again, &root, sizeof root);
    assert_int_equal(records_hold(world), others);
    assert_true(others > 0);
    free(before);
    free(after);
    free(then);
    needles_release(&needles);
}

/* What the events say of a number stays; any other table that a migration adds must let go of its people. */
static void every_table_about_people_lets_go_of_them(void **state)
{
    static const char said_by_events[] = "'event','person','post','completion','waiver','concern','acknowledgement','look','regrade'";
    struct world *world = *state;
    sqlite3 *raw = world_raw(world);
    char sql[1024];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c"
             " WHERE t.type = 'table' AND t.name NOT IN (%s, 'identity') AND c.name = 'person' AND NOT EXISTS"
             " (SELECT 1 FROM pragma_foreign_key_list(t.name) AS k"
             " WHERE k.\"from\" = 'person' AND k.\"table\" = 'identity' AND k.on_delete = 'CASCADE')", said_by_events);
    assert_int_equal(raw_number(raw, sql), 0);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c"
                              " WHERE t.type = 'table' AND c.name = 'person' AND t.name NOT IN (%s)", said_by_events);
    assert_true(raw_number(raw, sql) >= 8); /* the search finds tables */
    sqlite3_close(raw);
}

/* ---- readers in the way, and databases of before ---- */

static bool in_log(struct world *world, const char *text)
{
    char wal[128];
    struct needles needles;
    snprintf(wal, sizeof wal, "%s-wal", world->file);
    needles_init(&needles);
    needles_add(&needles, "text", text, strlen(text));
    needles_look(&needles, wal);
    bool found = needles_found(&needles) > 0;
    needles_release(&needles);
    return found;
}

static void the_log_is_emptied_as_soon_as_the_last_reader_leaves(void **state)
{
    struct world *world = *state;
    assert_fine(world, store_forget(world->store, &world->fault)); /* what opening left to do is done */
    int64_t person = add_person(world, "somebody"), number;
    sqlite3 *raw = world_raw(world);
    assert_int_equal(sqlite3_exec(raw, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
    number = raw_number(raw, "SELECT count(*) FROM identity");
    assert_fine(world, store_write(world->store, erase_job, &person, &world->fault));
    assert_int_equal(store_forget(world->store, &world->fault), FAULT_BUSY);
    assert_true(in_log(world, "somebody@example.ac.uk"));
    add_person(world, "another"); /* tries again, and is not held up */
    assert_true(in_log(world, "somebody@example.ac.uk"));
    assert_int_equal(raw_number(raw, "SELECT count(*) FROM identity"), number); /* the reader sees what it saw */
    usleep(100000); /* what was tried after the last caller was woken has failed by now */
    sqlite3_close(raw);
    for (int tries = 0; tries < 500 && in_log(world, "somebody@example.ac.uk"); tries++)
        usleep(10000); /* nobody need write anything */
    assert_false(in_log(world, "somebody@example.ac.uk"));
}

static void a_copy_that_an_interrupted_restore_left_goes_too(void **state)
{
    struct world *world = *state;
    char left[2][160];
    static const char *const endings[2] = {".restoring", ".restoring-journal"};
    for (int i = 0; i < 2; i++) {
        snprintf(left[i], sizeof left[i], "%s%s", world->file, endings[i]);
        FILE *file = fopen(left[i], "w");
        assert_non_null(file);
        assert_true(fputs("somebody@example.ac.uk", file) >= 0);
        assert_int_equal(fclose(file), 0);
    }
    assert_fine(world, store_forget(world->store, &world->fault));
    for (int i = 0; i < 2; i++)
        assert_int_equal(access(left[i], F_OK), -1);
}

/* SQLite leaves such copies when it spreads rows over pages: TEXT again, in the free space of the page where it stands. */
static void leave_a_copy(const char *file, const char *text)
{
    unsigned char page[4096];
    size_t length = strlen(text);
    FILE *opened = fopen(file, "r+b");
    assert_non_null(opened);
    while (fread(page, sizeof page, 1, opened) == 1) {
        size_t start = 8 + 2 * (size_t)(page[3] << 8 | page[4]), end = (size_t)(page[5] << 8 | page[6]);
        if (page[0] != 0x0d || !memmem(page + end, sizeof page - end, text, length))
            continue;
        assert_true(end > start + length);
        assert_int_equal(fseek(opened, (long)start - (long)sizeof page, SEEK_CUR), 0);
        assert_int_equal(fwrite(text, 1, length, opened), length);
        assert_int_equal(fclose(opened), 0);
        return;
    }
    fail_msg("%s stands on no page", text);
}

static void stays_nowhere(struct world *world, const char *text)
{
    struct needles needles;
    needles_init(&needles);
    needles_add(&needles, "text", text, strlen(text));
    assert_int_equal(look_everywhere(world, &needles), 0);
    needles_release(&needles);
}

static int64_t somebody_with_a_copy(struct world *world)
{
    int64_t person = add_person(world, "somebody");
    world_shut(world);
    leave_a_copy(world->file, "somebody@example.ac.uk");
    world_open(world);
    return person;
}

static void copies_in_free_space_go_too(void **state)
{
    struct world *world = *state;
    int64_t person = somebody_with_a_copy(world);
    assert_fine(world, store_write(world->store, erase_job, &person, &world->fault));
    assert_fine(world, store_forget(world->store, &world->fault));
    stays_nowhere(world, "somebody@example.ac.uk");
}

/* The owner was gone between erasing and writing the file anew. */
static void what_was_left_undone_is_done_at_opening(void **state)
{
    struct world *world = *state;
    int64_t person = somebody_with_a_copy(world);
    assert_fine(world, store_write(world->store, erase_job, &person, &world->fault));
    world_shut(world);
    world_open(world);
    stays_nowhere(world, "somebody@example.ac.uk");
}

#define WAS_THERE "Somebody Deleted Long Before"

/* A database of the first schema, written without secure_delete; of those deleted from it something stayed. */
static void make_old_database(const char *file)
{
    const struct embedded *schema = embedded_find("engine/store/schema/0001_base.sql");
    sqlite3 *raw = NULL;
    assert_non_null(schema);
    assert_int_equal(sqlite3_open(file, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, "PRAGMA secure_delete = OFF; PRAGMA journal_mode = WAL", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, (const char *)schema->bytes, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, "PRAGMA application_id = 0x53474e50; PRAGMA user_version = 1;"
                                       "INSERT INTO identity VALUES (1, 'a', 'Somebody Kept', 'a@example.org', NULL),"
                                       " (2, 'b', '" WAS_THERE "', 'b@example.org', NULL);"
                                       "DELETE FROM identity WHERE person = 2", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
}

static void a_database_of_before_is_written_anew_once(void **state)
{
    struct world *world = world_new();
    struct needles needles;
    struct db *db = NULL;
    struct identity kept;
    needles_init(&needles);
    needles_add(&needles, "name", WAS_THERE, strlen(WAS_THERE));
    make_old_database(world->file);
    needles_look(&needles, world->file);
    assert_int_equal(needles_found(&needles), 1);
    world_open(world);
    assert_fine(world, store_forget(world->store, &world->fault));
    assert_int_equal(look_everywhere(world, &needles), 0);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, identity_by_person(db, world->arena, 1, &kept, &world->fault));
    store_done(world->store, db);
    assert_string_equal(kept.name, "Somebody Kept");
    needles_release(&needles);
    *state = world;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, university_setup, university_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_of_the_erased_stays_and_nothing_else_changes),
        cmocka_unit_test_setup_teardown(every_table_about_people_lets_go_of_them, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(the_log_is_emptied_as_soon_as_the_last_reader_leaves, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_copy_that_an_interrupted_restore_left_goes_too, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(copies_in_free_space_go_too, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(what_was_left_undone_is_done_at_opening, world_setup, world_teardown),
        cmocka_unit_test_teardown(a_database_of_before_is_written_anew_once, world_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
