/*
 * test_rotation.c - keys are rotated: what signs when, and that no moment at which the machine stops leaves a key in use that the
 * log does not know, or one in the log without its secret.
 */
#include "store_world.h"
#include <sys/stat.h>
#include "signpost/command.h"
#include "signpost/log.h"
#include "signpost/store_keys.h"

static char keys_file[128];

static void at(const char *text)
{
    struct instant instant = {0};
    assert_int_equal(instant_parse(text, &instant, NULL), FAULT_NONE);
    clock_set(instant);
}

static enum fault_code found(struct tx *tx, void *context, struct fault *fault)
{
    const struct keys *keys = context;
    struct event event = {.kind = "institution.named", .date = DATE_MIN,
                          .payload = "{\"name\":\"U\",\"url\":\"https://quiz.example.org\",\"zone\":\"Europe/London\"}"};
    enum fault_code code = event_append(tx, &event, fault);
    for (enum key_purpose p = KEY_CREDENTIAL; code == FAULT_NONE && p < KEY_PURPOSES; p++)
        code = key_record(tx, p, keys_get(keys, p, 0).public, DATE_MIN, fault);
    return code;
}

static void use_keys(struct world *world)
{
    struct keys *keys = NULL;
    assert_fine(world, keys_load(keys_file, &keys, &world->fault));
    assert_fine(world, store_keys_use(world->store, keys, &world->fault));
}

static int setup(void **state)
{
    world_setup(state);
    struct world *world = *state;
    struct keys *keys = NULL;
    assert_fine(world, date_set_zone("Europe/London", &world->fault));
    at("2026-03-10T12:00:00Z");
    snprintf(keys_file, sizeof keys_file, "%s.keys", world->file);
    assert_fine(world, keys_create(keys_file, &world->fault));
    assert_fine(world, keys_load(keys_file, &keys, &world->fault));
    assert_fine(world, store_write(world->store, found, keys, &world->fault));
    keys_free(keys);
    use_keys(world);
    return 0;
}

static int teardown(void **state)
{
    unlink(keys_file);
    return world_teardown(state);
}

/* As on the command line: `key rotate WORDS…`, or another subcommand. */
static enum fault_code job(struct world *world, const char *name, const char *const *options, char *said, size_t room)
{
    const struct command *command = engine_commands;
    struct command_line line = {0};
    struct job_request request = {.line = &line};
    struct buf out, err;
    while (command->name && strcmp(command->name, name) != 0)
        command++;
    assert_non_null(command->name);
    line.command = command;
    for (; options && *options; options += 2)
        for (int i = 0; command->options[i].name; i++)
            if (strcmp(command->options[i].name, options[0]) == 0)
                line.value[i] = options[1];
    buf_init(&out, 0);
    buf_init(&err, 0);
    enum fault_code code = command->job(world->store, &request, &out, &err, &world->fault);
    if (said)
        snprintf(said, room, "%s%s", buf_string(&out), buf_string(&err));
    buf_release(&out);
    buf_release(&err);
    return code;
}

#define NOW ((const char *const[]){"now", "", NULL})
#define CREDENTIAL_ONLY ((const char *const[]){"purpose", "credential", NULL})
#define DRY ((const char *const[]){"dry-run", "", NULL})

static const char *signs(struct world *world)
{
    return keys_credential_public(store_keys(world->store), clock_now());
}

/* The public halves of the log keys whose signatures the last checkpoint carries, each with a comma. */
static void signers(struct world *world, char *out, size_t size)
{
    struct db *db = NULL;
    struct checkpoint_row row;
    const struct keys *keys = store_keys(world->store);
    record(world, (struct event){.kind = "person.added", .about = 1 + clock_now().ms, .date = DATE_MIN, .payload = "{}"});
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, checkpoint_get(db, world->arena, &row, &world->fault));
    store_done(world->store, db);
    *out = '\0';
    for (int i = 0; i < keys_count(keys, KEY_LOG); i++) {
        const char *public = keys_get(keys, KEY_LOG, i).public;
        unsigned char key[32];
        struct log_vkey vkey;
        size_t used = strlen(out);
        assert_true(multikey_public_read(public, key));
        assert_fine(world, log_vkey_make("quiz.example.org", LOG_KEY_NOTE, key, &vkey, &world->fault));
        if (log_note_verify(row.note, strlen(row.note), &vkey, NULL, NULL) == FAULT_NONE)
            snprintf(out + used, size - used, "%d,", i);
    }
}

static void rows(struct world *world, struct key_row **out, int *count)
{
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, key_list(db, world->arena, out, count, &world->fault));
    store_done(world->store, db);
}

/* ---- */

static void a_new_key_is_published_at_once_and_signs_when_the_overlap_ends(void **state)
{
    struct world *world = *state;
    struct key_row *list;
    char old[MULTIKEY_TEXT], who[32];
    int count = 0;
    snprintf(old, sizeof old, "%s", signs(world));
    assert_fine(world, job(world, "key rotate", NULL, NULL, 0));
    rows(world, &list, &count);
    assert_int_equal(count, 4);
    assert_int_equal(list[2].start.day, day("2026-03-17").day);
    assert_int_equal(key_standing(list, count, &list[2], clock_now()), KEY_TO_COME);
    assert_string_equal(signs(world), old);
    signers(world, who, sizeof who);
    assert_string_equal(who, "0,1,");
    at("2026-03-16T23:59:59Z");
    assert_string_equal(signs(world), old);
    at("2026-03-17T00:00:00Z");
    assert_string_equal(signs(world), list[2].public);
    assert_int_equal(key_standing(list, count, &list[0], clock_now()), KEY_FORMER);
    assert_int_equal(key_standing(list, count, &list[2], clock_now()), KEY_IN_FORCE);
    signers(world, who, sizeof who);
    assert_string_equal(who, "1,");
    assert_fine(world, job(world, "doctor", NULL, NULL, 0));
}

static void at_once_means_that_the_next_signature_is_the_new_key_s(void **state)
{
    struct world *world = *state;
    struct key_row *list;
    char who[32];
    int count = 0;
    assert_fine(world, job(world, "key rotate", NOW, NULL, 0));
    rows(world, &list, &count);
    assert_string_equal(signs(world), list[2].public);
    signers(world, who, sizeof who);
    assert_string_equal(who, "1,");
    assert_int_equal(list[2].start.day, DATE_MIN.day);
    assert_fine(world, job(world, "doctor", NULL, NULL, 0));
}

static void a_second_key_to_come_is_refused_and_one_made_now_puts_the_first_aside(void **state)
{
    struct world *world = *state;
    struct key_row *list;
    int count = 0;
    assert_fine(world, job(world, "key rotate", CREDENTIAL_ONLY, NULL, 0));
    assert_int_equal(job(world, "key rotate", CREDENTIAL_ONLY, NULL, 0), FAULT_CONFLICT);
    assert_non_null(strstr(world->fault.message, "17 March 2026"));
    assert_int_equal(job(world, "key rotate", NULL, NULL, 0), FAULT_CONFLICT); /* both: nothing of either */
    rows(world, &list, &count);
    assert_int_equal(count, 3);
    assert_fine(world, job(world, "key rotate", NOW, NULL, 0));
    at("2026-03-20T00:00:00Z");
    rows(world, &list, &count);
    assert_int_equal(count, 5);
    assert_string_equal(signs(world), list[3].public);
    assert_int_equal(key_standing(list, count, &list[2], clock_now()), KEY_FORMER);
    assert_fine(world, job(world, "doctor", NULL, NULL, 0));
}

static void a_dry_run_changes_neither_file_nor_log(void **state)
{
    struct world *world = *state;
    struct key_row *list;
    struct buf before, after;
    char said[2048];
    int count = 0;
    buf_init(&before, 0);
    buf_init(&after, 0);
    assert_fine(world, buf_read_file(&before, keys_file, 65536, &world->fault));
    assert_fine(world, job(world, "key rotate", DRY, said, sizeof said));
    assert_fine(world, buf_read_file(&after, keys_file, 65536, &world->fault));
    assert_string_equal(buf_string(&before), buf_string(&after));
    rows(world, &list, &count);
    assert_int_equal(count, 2);
    assert_non_null(strstr(said, "from 17 March 2026 on"));
    buf_release(&before);
    buf_release(&after);
}

/* Stopped between the file and the log. */
static void a_secret_that_the_log_does_not_know_never_signs(void **state)
{
    struct world *world = *state;
    struct key_row *list;
    char lost[MULTIKEY_TEXT], said[2048], who[32];
    int count = 0;
    assert_fine(world, keys_add(keys_file, KEY_CREDENTIAL, clock_now(), lost, &world->fault));
    assert_fine(world, keys_add(keys_file, KEY_LOG, clock_now(), lost, &world->fault));
    world_shut(world);
    world_open(world);
    use_keys(world);
    at("2026-04-01T00:00:00Z");
    rows(world, &list, &count);
    assert_string_equal(signs(world), list[0].public);
    signers(world, who, sizeof who);
    assert_string_equal(who, "0,");
    assert_fine(world, job(world, "doctor", NULL, said, sizeof said)); /* nothing is wrong, but it is named */
    assert_non_null(strstr(said, lost));
    assert_fine(world, job(world, "key rotate", NOW, NULL, 0));
    rows(world, &list, &count);
    assert_string_equal(signs(world), list[2].public);
    assert_string_not_equal(list[3].public, lost);
}

static void a_key_file_that_cannot_be_written_leaves_the_log_alone(void **state)
{
    struct world *world = *state;
    struct key_row *list;
    char made[160];
    int count = 0;
    snprintf(made, sizeof made, "%s.new", keys_file);
    assert_int_equal(mkdir(made, 0700), 0);
    assert_int_not_equal(job(world, "key rotate", NOW, NULL, 0), FAULT_NONE);
    rmdir(made);
    rows(world, &list, &count);
    assert_int_equal(count, 2);
    assert_string_equal(signs(world), list[0].public);
}

/* Stopped between the log and the taking over. */
static void a_key_that_the_log_knows_is_taken_over_by_the_next_start(void **state)
{
    struct world *world = *state;
    struct key_row *list;
    char copy[160];
    int count = 0;
    snprintf(copy, sizeof copy, "%s.copy", keys_file);
    assert_int_equal(rename(keys_file, copy), 0); /* the running server goes on with what it has */
    assert_int_equal(link(copy, keys_file), 0);
    assert_fine(world, job(world, "key rotate", NOW, NULL, 0));
    rows(world, &list, &count);
    world_shut(world);
    world_open(world);
    use_keys(world);
    assert_string_equal(signs(world), list[2].public);
    /* an older copy of the key file lacks it: the log and the file do not go together */
    assert_int_equal(rename(copy, keys_file), 0);
    assert_int_equal(job(world, "doctor", NULL, NULL, 0), FAULT_STORAGE);
    assert_non_null(strstr(world->fault.message, "key file"));
}

/* A signed note is verified for ever: by the key that signed it, however many came since. */
static void what_an_old_key_signed_holds_after_many_rotations(void **state)
{
    struct world *world = *state;
    struct db *db = NULL;
    const char **vkeys;
    struct checkpoint_row row;
    struct log_vkey first;
    record(world, (struct event){.kind = "person.added", .about = 7, .date = DATE_MIN, .payload = "{}"});
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, checkpoint_get(db, world->arena, &row, &world->fault));
    store_done(world->store, db);
    for (int i = 0; i < 5; i++)
        assert_fine(world, job(world, "key rotate", NOW, NULL, 0));
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, log_vkeys(db, world->arena, &vkeys, &world->fault));
    store_done(world->store, db);
    assert_fine(world, log_vkey_read(vkeys[0], &first, &world->fault));
    assert_fine(world, log_note_verify(row.note, strlen(row.note), &first, NULL, &world->fault));
    int known = 0;
    while (vkeys[known])
        known++;
    assert_int_equal(known, 6);
    assert_fine(world, job(world, "doctor", NULL, NULL, 0));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_key_is_published_at_once_and_signs_when_the_overlap_ends),
        TEST(at_once_means_that_the_next_signature_is_the_new_key_s),
        TEST(a_second_key_to_come_is_refused_and_one_made_now_puts_the_first_aside),
        TEST(a_dry_run_changes_neither_file_nor_log),
        TEST(a_secret_that_the_log_does_not_know_never_signs),
        TEST(a_key_file_that_cannot_be_written_leaves_the_log_alone),
        TEST(a_key_that_the_log_knows_is_taken_over_by_the_next_start),
        TEST(what_an_old_key_signed_holds_after_many_rotations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
