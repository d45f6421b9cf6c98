/*
 * test_witness_server.c - what the server makes of a cosigned checkpoint, and how things stand with its witnesses.
 */
#include "log_world.h"
#include "witness_fixture.h"

#define MINUTE INT64_C(60000)
#define DAY_MS (1440 * MINUTE)

static struct signer office, other;

static int keys_make(void **state)
{
    (void)state;
    office = signer_make("office", LOG_KEY_COSIGNATURE, 3);
    other = signer_make("ombudsman", LOG_KEY_COSIGNATURE, 4);
    return 0;
}

struct add { const char *vkey; int64_t seq; };
static enum fault_code add_job(struct tx *tx, void *context, struct fault *fault)
{
    struct add *add = context;
    return witness_add(tx, 0, add->vkey, &add->seq, fault);
}

static enum fault_code end_job(struct tx *tx, void *context, struct fault *fault)
{
    return witness_end(tx, 0, *(int64_t *)context, fault);
}

static enum fault_code keep_job(struct tx *tx, void *context, struct fault *fault)
{
    return cosignature_add(tx, context, fault);
}

static int64_t trust(struct world *world, const struct signer *signer)
{
    char vkey[LOG_VKEY_TEXT];
    struct add add = {vkey, -1};
    log_vkey_text(&signer->vkey, vkey);
    assert_fine(world, store_write(world->store, add_job, &add, &world->fault));
    return add.seq;
}

static void keep(struct world *world, struct cosignature_row *row)
{
    assert_fine(world, store_write(world->store, keep_job, row, &world->fault));
}

/* The last checkpoint, in the world's arena. */
static const char *last_note(struct world *world)
{
    struct checkpoint_row row;
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, checkpoint_get(db, world->arena, &row, &world->fault));
    store_done(world->store, db);
    return row.note;
}

/* NOTE with a line more by SIGNER, as of AT. */
static const char *cosigned(struct world *world, const char *note, const struct signer *signer, int64_t at)
{
    struct buf out;
    size_t body = 0;
    buf_init(&out, 0);
    assert_int_equal(log_note_body(note, strlen(note), &body, NULL), FAULT_NONE);
    buf_text(&out, note);
    assert_int_equal(log_sign_line(note, body, &signer->vkey, signer->secret, (struct instant){at}, &out, NULL), FAULT_NONE);
    const char *copy = arena_dup(world->arena, out.bytes);
    buf_release(&out);
    return copy;
}

struct checked { struct cosignature_row *rows; int count; };
static enum fault_code check(struct world *world, const char *note, struct checked *out)
{
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    enum fault_code code = cosignature_check(db, world->arena, note, strlen(note), NOON, &out->rows, &out->count, &world->fault);
    store_done(world->store, db);
    return code;
}

static struct witness_standing standing(struct world *world, int64_t now)
{
    struct witness_standing out;
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, witness_standing(db, world->arena, (struct instant){now}, &out, &world->fault));
    store_done(world->store, db);
    return out;
}

static size_t contradictions(struct world *world, struct findings *findings)
{
    struct db *db = NULL;
    findings_init(findings);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, witness_standing_check(db, world->arena, findings, &world->fault));
    store_done(world->store, db);
    return findings->total;
}

/* ---- what is handed in ---- */

static void a_checkpoint_of_ours_that_a_trusted_witness_signed_is_taken(void **state)
{
    struct world *world = *state;
    struct checked checked = {0};
    int64_t seq = trust(world, &office);
    const char *note = last_note(world);
    struct log_checkpoint checkpoint;
    assert_int_equal(log_checkpoint_read(note, strlen(note), &checkpoint, NULL), FAULT_NONE);
    assert_fine(world, check(world, cosigned(world, note, &office, NOON.ms), &checked));
    assert_int_equal(checked.count, 1);
    assert_int_equal(checked.rows[0].witness, seq);
    assert_int_equal(checked.rows[0].size, checkpoint.size);
    assert_memory_equal(checked.rows[0].root.bytes, checkpoint.root.bytes, 32);
    assert_int_equal(checked.rows[0].at.ms, NOON.ms);
    add_person(world, "t1"); /* and an earlier one still is */
    assert_fine(world, check(world, cosigned(world, note, &office, NOON.ms + MINUTE), &checked));
    assert_int_equal(checked.rows[0].size, checkpoint.size);
}

static void each_trusted_witness_of_several_counts_and_strangers_do_not(void **state)
{
    struct world *world = *state;
    struct checked checked = {0};
    struct signer stranger = signer_make("stranger", LOG_KEY_COSIGNATURE, 5), namesake = signer_make("office", LOG_KEY_COSIGNATURE, 6);
    trust(world, &office);
    int64_t ended = trust(world, &other);
    const char *note = last_note(world);
    assert_int_equal(check(world, note, &checked), FAULT_ABSENT);
    assert_int_equal(check(world, cosigned(world, note, &stranger, NOON.ms), &checked), FAULT_ABSENT);
    assert_int_equal(check(world, cosigned(world, note, &namesake, NOON.ms), &checked), FAULT_ABSENT);
    const char *both = cosigned(world, cosigned(world, cosigned(world, note, &stranger, NOON.ms), &office, NOON.ms), &other, NOON.ms);
    assert_fine(world, check(world, both, &checked));
    assert_int_equal(checked.count, 2);
    for (int i = 0; i < 2; i++)
        assert_null(strstr(checked.rows[i].note, "stranger")); /* each is kept with its own line and ours */
    assert_null(strstr(checked.rows[0].note, "ombudsman"));
    assert_fine(world, store_write(world->store, end_job, &ended, &world->fault));
    assert_fine(world, check(world, both, &checked));
    assert_int_equal(checked.count, 1);
}

static void a_signature_that_does_not_hold_is_refused(void **state)
{
    struct world *world = *state;
    struct checked checked = {0};
    trust(world, &office);
    const char *note = last_note(world), *good = cosigned(world, note, &office, NOON.ms);
    for (size_t back = 6; back < 120; back += 10) {
        char *bad = arena_dup(world->arena, good);
        char *at = bad + strlen(bad) - back;
        if (*at == '=' || *at == ' ' || (signed char)*at < 0)
            continue;
        *at = *at == 'A' ? 'B' : 'A';
        enum fault_code code = check(world, bad, &checked);
        assert_true(code == FAULT_PROOF || code == FAULT_ABSENT || code == FAULT_MALFORMED);
    }
    struct log_checkpoint checkpoint;
    struct signer forger = signer_make("quiz.test.example", LOG_KEY_NOTE, 7);
    assert_int_equal(log_checkpoint_read(note, strlen(note), &checkpoint, NULL), FAULT_NONE);
    char *forged = note_of(checkpoint.origin, checkpoint.size, &checkpoint.root, &forger, 1);
    assert_int_equal(check(world, cosigned(world, forged, &office, NOON.ms), &checked), FAULT_PROOF); /* not signed by us */
    free(forged);
    forged = note_of("other.example", checkpoint.size, &checkpoint.root, &forger, 1);
    assert_int_equal(check(world, cosigned(world, forged, &office, NOON.ms), &checked), FAULT_ABSENT);
    free(forged);
    assert_int_equal(check(world, "", &checked), FAULT_MALFORMED);
}

static void the_future_is_refused_beyond_what_clocks_differ(void **state)
{
    struct world *world = *state;
    struct checked checked = {0};
    trust(world, &office);
    const char *note = last_note(world);
    assert_fine(world, check(world, cosigned(world, note, &office, NOON.ms + LIMIT_CLOCK_SECONDS * 1000), &checked));
    assert_int_equal(check(world, cosigned(world, note, &office, NOON.ms + LIMIT_CLOCK_SECONDS * 1000 + 1000), &checked), FAULT_INPUT);
}

/* ---- how things stand ---- */

static void it_is_said_who_watches_and_when_they_last_looked(void **state)
{
    struct world *world = *state;
    struct checked checked = {0};
    struct witness_standing now = standing(world, NOON.ms);
    assert_int_equal(now.kind, STANDING_NONE);
    assert_string_equal(witness_standing_words(&now, world->arena, NOON),
                        "No witness watches the log: an older or rewritten database could go unnoticed.");
    trust(world, &other);
    trust(world, &office);
    now = standing(world, NOON.ms);
    assert_int_equal(now.kind, STANDING_SILENT);
    assert_int_equal(now.count, 2);
    assert_fine(world, check(world, cosigned(world, last_note(world), &office, NOON.ms), &checked));
    keep(world, &checked.rows[0]);
    now = standing(world, NOON.ms + 120 * MINUTE);
    assert_int_equal(now.kind, STANDING_FRESH);
    assert_string_equal(now.list[0].name, "office");
    assert_non_null(now.list[0].last);
    assert_string_equal(now.list[1].name, "ombudsman");
    assert_null(now.list[1].last);
    const char *words = witness_standing_words(&now, world->arena, (struct instant){NOON.ms + 120 * MINUTE});
    assert_string_equal(words, "The log was last seen by its witness office 2 hours ago, covering 5 events.");
    assert_int_equal(standing(world, NOON.ms + LIMIT_WITNESS_DAYS * DAY_MS).kind, STANDING_FRESH);
    assert_int_equal(standing(world, NOON.ms + LIMIT_WITNESS_DAYS * DAY_MS + 1).kind, STANDING_OLD);
}

static void what_was_witnessed_and_is_no_longer_so_is_found(void **state)
{
    struct world *world = *state;
    struct checked checked = {0};
    struct findings findings;
    trust(world, &office);
    assert_fine(world, check(world, cosigned(world, last_note(world), &office, NOON.ms), &checked));
    struct cosignature_row row = checked.rows[0];
    keep(world, &row);
    assert_int_equal(contradictions(world, &findings), 0);
    findings_release(&findings);
    /* a row of that table that its note does not say; a note cut off; one of more events than there are */
    const char *const changes[] = {"UPDATE cosignature SET size = size - 1", "UPDATE cosignature SET at = at + 1000",
                                   "UPDATE cosignature SET root = zeroblob(32)", "UPDATE cosignature SET note = substr(note, 1, 60)"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        sqlite3 *raw = world_raw(world);
        assert_int_equal(sqlite3_exec(raw, "SAVEPOINT x", NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_exec(raw, changes[i], NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_exec(raw, "RELEASE x", NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(contradictions(world, &findings), 1);
        assert_non_null(strstr(findings.items[0].text, "What the witness office signed on 2026-06-01T12:00:0"));
        assert_non_null(strstr(findings.items[0].text, "does not hold here."));
        findings_release(&findings);
        assert_int_equal(sqlite3_exec(raw, "DELETE FROM cosignature", NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(raw);
        keep(world, &row);
        assert_int_equal(contradictions(world, &findings), 0);
        findings_release(&findings);
    }
    /* the events themselves: a leaf that was covered is another now */
    sqlite3 *raw = world_raw(world);
    assert_int_equal(sqlite3_exec(raw, "DROP TRIGGER event_no_update; UPDATE event SET leaf = zeroblob(32) WHERE seq = 2", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(raw);
    assert_int_equal(contradictions(world, &findings), 1);
    assert_non_null(strstr(findings.items[0].text, "contradict"));
    findings_release(&findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_checkpoint_of_ours_that_a_trusted_witness_signed_is_taken, signed_setup, signed_teardown),
        cmocka_unit_test_setup_teardown(each_trusted_witness_of_several_counts_and_strangers_do_not, signed_setup, signed_teardown),
        cmocka_unit_test_setup_teardown(a_signature_that_does_not_hold_is_refused, signed_setup, signed_teardown),
        cmocka_unit_test_setup_teardown(the_future_is_refused_beyond_what_clocks_differ, signed_setup, signed_teardown),
        cmocka_unit_test_setup_teardown(it_is_said_who_watches_and_when_they_last_looked, signed_setup, signed_teardown),
        cmocka_unit_test_setup_teardown(what_was_witnessed_and_is_no_longer_so_is_found, signed_setup, signed_teardown),
    };
    return cmocka_run_group_tests(tests, keys_make, NULL);
}
