/*
 * test_rebuild.c - the projections are what the events say: rebuilt on random histories they come out byte for byte, a
 * tampered row is found, named and mended.
 */
#include "store_world.h"

static const char *const tables[] = {"institution", "key",        "person",          "school",
                                     "post",        "completion", "requirement",     "policy",
                                     "waiver",      "concern",    "acknowledgement", "look",
                                     "record",      "regrade",    "witness"};
enum { TABLES = sizeof tables / sizeof tables[0], PEOPLE = 12, EVENTS = 400, SEEDS = 10, THINGS = EVENTS };

/* ---- the bytes of every projection ---- */

static void dump_row(sqlite3_stmt *row, struct buf *out)
{
    for (int i = 0; i < sqlite3_column_count(row); i++) {
        buf_printf(out, "%d:", sqlite3_column_type(row, i));
        const void *bytes = sqlite3_column_blob(row, i);
        if (bytes)
            buf_append(out, bytes, (size_t)sqlite3_column_bytes(row, i));
        buf_char(out, '|');
    }
    buf_char(out, '\n');
}

static char *dump(struct world *world)
{
    struct buf out;
    sqlite3 *raw = world_raw(world);
    buf_init(&out, 0);
    for (int i = 0; i < TABLES; i++) {
        char sql[96];
        sqlite3_stmt *statement = NULL;
        snprintf(sql, sizeof sql, "SELECT rowid, * FROM %s ORDER BY rowid", tables[i]);
        buf_printf(&out, "%s\n", tables[i]);
        assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &statement, NULL), SQLITE_OK);
        while (sqlite3_step(statement) == SQLITE_ROW)
            dump_row(statement, &out);
        sqlite3_finalize(statement);
    }
    sqlite3_close(raw);
    assert_true(buf_ok(&out));
    return buf_take(&out);
}

/* ---- a random history, and what it says of posts, waivers and concerns, kept by hand ---- */

struct thing { int64_t seq, person; const char *school; int start, end; }; /* end 0: none */
struct history {
    struct world *world;
    uint64_t seed;
    int64_t people[PEOPLE];
    struct thing posts[THINGS], waivers[THINGS], concerns[THINGS];
    int post_count, waiver_count, concern_count, requirement_count;
    int64_t completion, completer; /* the last one recorded; 0: none */
    int64_t witness;               /* the last one added; 0: none */
};

static int pick(struct history *history, int below)
{
    history->seed = history->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((history->seed >> 33) % (uint64_t)below);
}

static const char *pick_of(struct history *history, const char *const *names, int count)
{
    return names[pick(history, count)];
}

static int64_t say(struct history *history, const char *kind, int64_t about, const char *school, int date,
                   const char *format, ...) PRINTF_LIKE(6, 7);
static int64_t say(struct history *history, const char *kind, int64_t about, const char *school, int date,
                   const char *format, ...)
{
    char payload[512];
    va_list values;
    va_start(values, format);
    vsnprintf(payload, sizeof payload, format, values);
    va_end(values);
    int64_t by = pick(history, 2) ? history->people[pick(history, PEOPLE)] : 0;
    return record(history->world, (struct event){.kind = kind, .by = by, .about = about, .school = school,
                                                 .date = date ? (struct date){date} : DATE_MIN, .payload = payload});
}

/* "YYYY-MM-DD" in quotes, or null for 0. */
static const char *day_or_null(int day_number, char out[16])
{
    char text[DATE_TEXT];
    if (!day_number)
        return "null";
    date_text((struct date){day_number}, text);
    snprintf(out, 16, "\"%s\"", text);
    return out;
}

static const char *const schools[] = {"BIO", "CHE", "LAW"};
static const char *const roles[] = {"tutor", "senior_tutor", "head_of_school"};
static const char *const kinds[] = {"quiz", "training"};
static const char *const medians[] = {"latest", "best", "first"};
static const char *const sources[] = {"attempt", "module", "import"};
static const char *const reasons[] = {"leave", "new", "other"};
static const char *const shown[] = {"attempt", "people", "person"};

static void say_post(struct history *history, int64_t person, int start, int end)
{
    char text[16];
    const char *school = pick_of(history, schools, 3);
    if (history->post_count == 0 || pick(history, 2)) {
        int64_t seq =
            say(history, "post.begun", person, school, start, "{\"end\":%s,\"role\":\"%s\",\"system\":\"%s\"}",
                day_or_null(end, text), pick_of(history, roles, 3), pick(history, 3) ? "" : "DL");
        history->posts[history->post_count++] = (struct thing){seq, person, school, start, end};
        return;
    }
    struct thing *post = &history->posts[pick(history, history->post_count)];
    post->start = start;
    post->end = end;
    say(history, "post.corrected", post->person, post->school, start, "{\"end\":%s,\"post\":%lld}",
        day_or_null(end, text), (long long)post->seq);
}

static void say_waiver_or_concern(struct history *history, int64_t person, int start, int end)
{
    char text[16];
    if (pick(history, 2)) {
        int64_t seq =
            say(history, "waiver.granted", person, NULL, start, "{\"kind\":\"%s\",\"reason\":\"%s\",\"until\":%s}",
                pick_of(history, kinds, 2), pick_of(history, reasons, 3), day_or_null(end, text));
        history->waivers[history->waiver_count++] = (struct thing){seq, person, NULL, start, 0};
        seq = say(history, "concern.opened", person, pick_of(history, schools, 3), start, "{}");
        history->concerns[history->concern_count++] = (struct thing){seq, person, NULL, start, 0};
    } else if (history->waiver_count) {
        struct thing *waiver = &history->waivers[pick(history, history->waiver_count)];
        struct thing *concern = &history->concerns[pick(history, history->concern_count)];
        waiver->end = concern->end = start + 5;
        say(history, "waiver.ended", waiver->person, NULL, start + 5, "{\"waiver\":%lld}", (long long)waiver->seq);
        say(history, "concern.closed", concern->person, "BIO", start + 5, "{\"concern\":%lld}",
            (long long)concern->seq);
    }
}

static void say_requirement(struct history *history, int start)
{
    char text[16];
    if (history->requirement_count == 0 || pick(history, 3))
        say(history, "requirement.set", 0, NULL, start,
            "{\"any_of\":[\"m%d\"],\"from\":%s,\"id\":\"r%d\",\"schools\":[],"
            "\"title\":\"Title %d\"}",
            pick(history, 5), day_or_null(start, text), pick(history, ++history->requirement_count < 4 ? 1 : 4),
            pick(history, 9));
    else
        say(history, "requirement.ended", 0, NULL, start, "{\"id\":\"r0\"}");
}

static void say_of_completion(struct history *history)
{
    long long completion = history->completion;
    if (!completion)
        return;
    say(history, "record.issued", 0, NULL, 0,
        "{\"answers\":null,\"commitment\":\"%064x\",\"completion\":%lld,\"score_commitment\":null}",
        (unsigned)pick(history, 99), completion);
    say(history, "completion.regraded", history->completer, NULL, 0,
        "{\"bank\":\"%064x\",\"completion\":%lld,\"max\":100800,\"question\":\"a.b\",\"score\":%d,\"unit\":5040}",
        (unsigned)pick(history, 99), completion, pick(history, 100800));
    if (pick(history, 2))
        say(history, "completion.withdrawn", history->completer, NULL, 0, "{\"completion\":%lld,\"reason\":\"%s\"}",
            completion, pick(history, 2) ? "mistake" : "other");
    history->completion = 0;
}

static void say_witness(struct history *history)
{
    if (history->witness)
        say(history, "witness.ended", 0, NULL, 0, "{\"witness\":%lld}", (long long)history->witness);
    history->witness = say(history, "witness.added", 0, NULL, 0, "{\"key\":\"dean+%08x+BA\"}", (unsigned)pick(history, 99));
}

static void say_anything(struct history *history)
{
    int64_t person = history->people[pick(history, PEOPLE)];
    int start = 18000 + pick(history, 3000), end = pick(history, 2) ? start + pick(history, 900) : 0;
    switch (pick(history, 14)) {
    case 0:
        say(history, "institution.named", 0, NULL, 0,
            "{\"name\":\"University %d\",\"url\":%s,\"zone\":\"Europe/London\"}", pick(history, 9),
            pick(history, 2) ? "null" : "\"https://example.ac.uk\"");
        break;
    case 1: say(history, "key.added", 0, NULL, 0, "{\"public\":\"z6Mk%d\",\"purpose\":\"%s\"}", pick(history, 999),
                pick(history, 2) ? "credential" : "log"); break;
    case 2: say(history, "person.changed", person, NULL, 0, "{\"fields\":[\"name\"]}"); break;
    case 3:
        say(history, "school.named", 0, pick_of(history, schools, 3), 0, "{\"name\":\"School of \xc3\x89tudes %d\"}",
            pick(history, 9));
        break;
    case 4:
        say(history, "policy.set", 0, NULL, pick(history, 2) ? start : 0,
            "{\"due_soon_days\":%d,\"first_due_years\":1,"
            "\"median\":\"%s\",\"minimum_group\":5,\"valid_years\":3}",
            pick(history, 99), pick_of(history, medians, 3));
        break;
    case 5:
        say(history, "statement.acknowledged", person, pick(history, 2) ? "BIO" : NULL, 0, "{\"statement\":\"%032x\"}",
            (unsigned)pick(history, 4));
        break;
    case 6: say(history, "result.viewed", pick(history, 2) ? person : 0, "BIO", start, "{\"what\":\"%s\"}",
                pick_of(history, shown, 3)); break;
    case 7: say_requirement(history, start); break;
    case 8: say_waiver_or_concern(history, person, start, end); break;
    case 9:
        history->completer = person;
        history->completion =
            say(history, "completion.recorded", person, NULL, start,
                "{\"bank\":null,\"commitment\":null,\"item\":\"i%d\","
                "\"kind\":\"%s\",\"max\":%s,\"score\":%s,\"source\":\"%s\",\"unit\":%s}",
                pick(history, 4), pick_of(history, kinds, 2), end ? "100800" : "null", end ? "70560" : "null",
                pick_of(history, sources, 3), end ? "5040" : "null");
        break;
    case 10: say_of_completion(history); break;
    case 11: say_witness(history); break;
    default: say_post(history, person, start, end); break;
    }
}

static struct history *random_history(struct world *world, uint64_t seed)
{
    struct history *history = calloc(1, sizeof *history);
    assert_non_null(history);
    history->world = world;
    history->seed = seed;
    for (int i = 0; i < PEOPLE; i++) {
        char staff_id[16];
        snprintf(staff_id, sizeof staff_id, "T%d", i);
        history->people[i] = add_person(world, staff_id);
    }
    for (int i = 0; i < EVENTS; i++)
        say_anything(history);
    return history;
}

/* ---- rebuilding ---- */

struct rebuild { bool check_only; int64_t different; struct findings findings; };
static enum fault_code rebuild_job(struct tx *tx, void *context, struct fault *fault)
{
    struct rebuild *rebuild = context;
    return projections_rebuild(tx, rebuild->check_only, &rebuild->different, &rebuild->findings, fault);
}

static int64_t rebuild(struct world *world, bool check_only, const char *expected_finding)
{
    struct rebuild work = {.check_only = check_only, .different = -1};
    findings_init(&work.findings);
    assert_fine(world, store_write(world->store, rebuild_job, &work, &world->fault));
    assert_int_equal(work.findings.total, (size_t)work.different);
    if (expected_finding && (work.findings.count == 0 || !strstr(work.findings.items[0].text, expected_finding)))
        fail_msg("no finding says \"%s\"", expected_finding);
    findings_release(&work.findings);
    return work.different;
}

static void check_things(sqlite3 *raw, const char *select, const struct thing *things, int count)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(raw, select, -1, &statement, NULL), SQLITE_OK);
    for (int i = 0; i < count; i++) {
        assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
        assert_int_equal(sqlite3_column_int64(statement, 0), things[i].seq);
        assert_int_equal(sqlite3_column_int64(statement, 1), things[i].person);
        assert_int_equal(sqlite3_column_int(statement, 2), things[i].start);
        assert_int_equal(sqlite3_column_type(statement, 3) == SQLITE_NULL, things[i].end == 0);
        assert_int_equal(sqlite3_column_int(statement, 3), things[i].end);
    }
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
}

static void random_histories_are_rebuilt_byte_for_byte(void **state)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        world_setup(state);
        struct world *world = *state;
        struct history *history = random_history(world, seed * 7919);
        sqlite3 *raw = world_raw(world);
        check_things(raw, "SELECT seq, person, start, until FROM post ORDER BY seq", history->posts,
                     history->post_count);
        check_things(raw, "SELECT seq, person, start, ended FROM waiver ORDER BY seq", history->waivers,
                     history->waiver_count);
        check_things(raw, "SELECT seq, person, start, until FROM concern ORDER BY seq", history->concerns,
                     history->concern_count);
        sqlite3_close(raw);
        char *before = dump(world);
        assert_int_equal(rebuild(world, true, NULL), 0);
        assert_int_equal(rebuild(world, false, NULL), 0);
        char *after = dump(world);
        assert_string_equal(before, after);
        assert_int_equal(begin_post(world, history->people[0], "dean", NULL, "2026-01-01", NULL) >= EVENTS / 2, 1);
        assert_int_equal(rebuild(world, true, NULL), 0);
        free(before);
        free(after);
        free(history);
        world_teardown(state);
    }
}

/* ---- tampering ---- */

static const struct {
    const char *table, *sql;
} edits[] = {
    {"institution", "UPDATE institution SET name = 'Mine'"},
    {"institution", "DELETE FROM institution"},
    {"key", "INSERT INTO key VALUES (100000, 'z6MkForged', 'credential', NULL)"},
    {"key", "UPDATE key SET purpose = 'credential' WHERE seq = (SELECT max(seq) FROM key WHERE purpose = 'log')"},
    {"person", "DELETE FROM person WHERE person = (SELECT max(person) FROM person)"},
    {"person", "UPDATE person SET changed = 3 WHERE person = (SELECT min(person) FROM person)"},
    {"school", "UPDATE school SET name = 'Elsewhere' WHERE code = 'BIO'"},
    {"post", "UPDATE post SET until = 18000 WHERE seq = (SELECT min(seq) FROM post)"},
    {"post", "UPDATE post SET start = start + 1 WHERE seq = (SELECT max(seq) FROM post)"},
    {"post", "UPDATE post SET school = NULL WHERE seq = (SELECT max(seq) FROM post)"},
    {"post", "DELETE FROM post WHERE seq = (SELECT max(seq) FROM post)"},
    {"completion",
     "UPDATE completion SET score = 100800 WHERE seq = (SELECT max(seq) FROM completion WHERE score IS NOT NULL)"},
    {"completion",
     "INSERT INTO completion SELECT 100000, person, kind, item, source, completed_on, score, max, unit, bank,"
     " commitment, NULL FROM completion LIMIT 1"},
    {"completion", "UPDATE completion SET withdrawn = NULL WHERE seq = (SELECT max(seq) FROM completion WHERE withdrawn > 0)"},
    {"record", "UPDATE record SET commitment = 'forged' WHERE seq = (SELECT min(seq) FROM record)"},
    {"regrade", "UPDATE regrade SET score = score + 1 WHERE seq = (SELECT max(seq) FROM regrade)"},
    {"witness", "UPDATE witness SET ended = NULL WHERE seq = (SELECT min(seq) FROM witness WHERE ended > 0)"},
    {"person", "UPDATE person SET erased = 7 WHERE person = (SELECT max(person) FROM person)"},
    {"completion",
     "UPDATE completion SET completed_on = completed_on + 365 WHERE seq = (SELECT min(seq) FROM completion)"},
    {"requirement", "UPDATE requirement SET ended = 1 WHERE id = 'r1'"},
    {"policy", "UPDATE policy SET valid_years = 30 WHERE seq = (SELECT max(seq) FROM policy)"},
    {"waiver",
     "UPDATE waiver SET ended = NULL, until = NULL WHERE seq = (SELECT max(seq) FROM waiver WHERE ended > 0)"},
    {"concern", "DELETE FROM concern WHERE seq = (SELECT min(seq) FROM concern)"},
    {"acknowledgement", "UPDATE acknowledgement SET school = 'LAW' WHERE seq = (SELECT min(seq) FROM acknowledgement)"},
    {"look", "DELETE FROM look WHERE seq = (SELECT max(seq) FROM look)"},
};

static void a_tampered_row_is_found_named_and_mended(void **state)
{
    struct world *world = *state;
    struct history *history = random_history(world, 4711);
    char *sound = dump(world);
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        char words[64];
        snprintf(words, sizeof words, "table %s, row ", edits[i].table);
        sqlite3 *raw = world_raw(world);
        assert_int_equal(sqlite3_exec(raw, edits[i].sql, NULL, NULL, NULL), SQLITE_OK);
        if (sqlite3_changes(raw) != 1)
            fail_msg("changes nothing: %s", edits[i].sql);
        sqlite3_close(raw);
        char *tampered = dump(world);
        assert_string_not_equal(tampered, sound);
        assert_int_equal(rebuild(world, true, words), 1);
        char *checked = dump(world);
        assert_string_equal(checked, tampered); /* only looked */
        assert_int_equal(rebuild(world, false, words), 1);
        char *mended = dump(world);
        assert_string_equal(mended, sound);
        assert_int_equal(rebuild(world, true, NULL), 0);
        free(tampered);
        free(checked);
        free(mended);
    }
    free(sound);
    free(history);
}

static void an_event_that_cannot_be_applied_is_named_and_nothing_is_changed(void **state)
{
    struct world *world = *state;
    struct history *history = random_history(world, 99);
    sqlite3 *raw = world_raw(world);
    assert_int_equal(sqlite3_exec(raw,
                                  "DROP TRIGGER event_no_update; UPDATE event SET kind = 'post.lost' WHERE seq = 30",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(raw);
    char *before = dump(world);
    struct rebuild work = {.check_only = false};
    findings_init(&work.findings);
    assert_int_equal(store_write(world->store, rebuild_job, &work, &world->fault), FAULT_INTERNAL);
    assert_non_null(strstr(world->fault.message, "Event 30 "));
    findings_release(&work.findings);
    char *after = dump(world);
    assert_string_equal(before, after);
    add_person(world, "still-works");
    free(before);
    free(after);
    free(history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_histories_are_rebuilt_byte_for_byte),
        cmocka_unit_test_setup_teardown(a_tampered_row_is_found_named_and_mended, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(an_event_that_cannot_be_applied_is_named_and_nothing_is_changed, world_setup,
                                        world_teardown),
    };
    if (date_set_zone("Europe/London", NULL) != FAULT_NONE)
        return 1;
    return cmocka_run_group_tests_name("rebuild", tests, NULL, NULL);
}
