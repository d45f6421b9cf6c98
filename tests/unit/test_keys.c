/*
 * test_keys.c - the key file: who may read it, what is refused, that what was made can be loaded, which key is in force, and
 * that adding one never loses another.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "signpost/limits.h"
#include "signpost/log.h"
#include "signpost/record.h"

#define CREDENTIAL_SECRET "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
#define CREDENTIAL_PUBLIC "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
#define LOG_SECRET "z3u2XqMnz4u2o6Wu7kJhQyzVd5Qw9d3ffREwtjHsHdyEkM3R"
#define LOG_PUBLIC "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
#define KEY(secret, since) "{\"secret\":\"" secret "\",\"since\":\"" since "\"}"
#define EARLY "2026-01-01T00:00:00Z"
#define LATE "2027-01-01T00:00:00Z"

static char folder[64], file[96];

static int folder_make(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/signpost-keys-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(file, sizeof file, "%s/keys.json", folder);
    return 0;
}

static int folder_remove(void **state)
{
    (void)state;
    unlink(file);
    return rmdir(folder);
}

static void file_write(const char *text, mode_t mode)
{
    unlink(file);
    FILE *stream = fopen(file, "w");
    assert_non_null(stream);
    assert_true(fputs(text, stream) >= 0);
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(chmod(file, mode), 0);
}

static enum fault_code load(struct fault *fault)
{
    struct keys *keys = NULL;
    enum fault_code code = keys_load(file, &keys, fault);
    assert_true((code == FAULT_NONE) == (keys != NULL));
    keys_free(keys);
    return code;
}

static void new_file_is_its_owners_alone_whatever_the_umask(void **state)
{
    (void)state;
    static const mode_t masks[] = {0, 022, 077, 0777};
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        struct stat status;
        mode_t before = umask(masks[i]);
        enum fault_code code = keys_create(file, NULL);
        umask(before);
        assert_int_equal(code, FAULT_NONE);
        assert_int_equal(stat(file, &status), 0);
        assert_int_equal(status.st_mode & 07777, 0600);
        unlink(file);
    }
}

static void new_keys_load_and_differ_each_time(void **state)
{
    (void)state;
    char seen[2][2][MULTIKEY_TEXT];
    for (int i = 0; i < 2; i++) {
        struct keys *keys = NULL;
        assert_int_equal(keys_create(file, NULL), FAULT_NONE);
        assert_int_equal(keys_load(file, &keys, NULL), FAULT_NONE);
        snprintf(seen[i][0], MULTIKEY_TEXT, "%s", keys_credential_public(keys, clock_now()));
        snprintf(seen[i][1], MULTIKEY_TEXT, "%s", keys_log_public(keys, clock_now()));
        keys_free(keys);
        unlink(file);
        assert_memory_equal(seen[i][0], "z6Mk", 4);
        assert_string_not_equal(seen[i][0], seen[i][1]);
    }
    assert_string_not_equal(seen[0][0], seen[1][0]);
    assert_string_not_equal(seen[0][1], seen[1][1]);
}

static void existing_file_is_never_overwritten(void **state)
{
    (void)state;
    char text[16] = "";
    file_write("precious", 0600);
    assert_int_equal(keys_create(file, NULL), FAULT_CONFLICT);
    FILE *stream = fopen(file, "r");
    assert_non_null(stream);
    assert_non_null(fgets(text, sizeof text, stream));
    fclose(stream);
    assert_string_equal(text, "precious");
}

static void creating_where_there_is_no_folder_says_so(void **state)
{
    (void)state;
    char elsewhere[128];
    struct fault fault;
    snprintf(elsewhere, sizeof elsewhere, "%s/none/keys.json", folder);
    assert_int_equal(keys_create(elsewhere, &fault), FAULT_STORAGE);
    assert_string_equal(fault.file, elsewhere);
}

static void known_secrets_give_their_known_public_keys(void **state)
{
    (void)state;
    struct keys *keys = NULL;
    file_write(
        "{\"credential\":[" KEY(CREDENTIAL_SECRET, EARLY) "],\"log\":[" KEY(LOG_SECRET, EARLY) "],\"version\":1}",
        0600);
    assert_int_equal(keys_load(file, &keys, NULL), FAULT_NONE);
    assert_string_equal(keys_credential_public(keys, clock_now()), CREDENTIAL_PUBLIC);
    assert_string_equal(keys_log_public(keys, clock_now()), LOG_PUBLIC);
    keys_free(keys);
}

static struct instant instant(const char *text)
{
    struct instant out = {0};
    assert_int_equal(instant_parse(text, &out, NULL), FAULT_NONE);
    return out;
}

static void the_last_key_whose_time_has_come_is_in_force(void **state)
{
    (void)state;
    struct keys *keys = NULL;
    file_write("{\"credential\":[" KEY(LOG_SECRET, EARLY) "," KEY(CREDENTIAL_SECRET, LATE) "],\"log\":[" KEY(
                   LOG_SECRET, EARLY) "],\"version\":1}",
               0600);
    assert_int_equal(keys_load(file, &keys, NULL), FAULT_NONE);
    assert_string_equal(keys_credential_public(keys, instant("2025-06-01T00:00:00Z")), LOG_PUBLIC); /* before the first */
    assert_string_equal(keys_credential_public(keys, instant("2026-12-31T23:59:59Z")), LOG_PUBLIC);
    assert_string_equal(keys_credential_public(keys, instant(LATE)), CREDENTIAL_PUBLIC);
    assert_string_equal(keys_log_public(keys, instant("2030-01-01T00:00:00Z")), LOG_PUBLIC);
    keys_free(keys);
}

static void a_key_made_at_once_puts_aside_one_that_was_to_come(void **state)
{
    (void)state;
    struct keys *keys = NULL;
    file_write("{\"credential\":[" KEY(LOG_SECRET, EARLY) "," KEY(LOG_SECRET, LATE) "," KEY(
                   CREDENTIAL_SECRET, "2026-06-01T00:00:00Z") "],\"log\":[" KEY(LOG_SECRET, EARLY) "],\"version\":1}",
               0600);
    assert_int_equal(keys_load(file, &keys, NULL), FAULT_NONE);
    assert_string_equal(keys_credential_public(keys, instant("2026-05-31T00:00:00Z")), LOG_PUBLIC);
    assert_string_equal(keys_credential_public(keys, instant("2026-06-01T00:00:00Z")), CREDENTIAL_PUBLIC);
    assert_string_equal(keys_credential_public(keys, instant("2027-06-01T00:00:00Z")), CREDENTIAL_PUBLIC);
    keys_free(keys);
}

/* All that FILE holds of PURPOSE, one after the other. */
static void read_all(enum key_purpose purpose, char *out, size_t size, int *count)
{
    struct keys *keys = NULL;
    assert_int_equal(keys_load(file, &keys, NULL), FAULT_NONE);
    *count = keys_count(keys, purpose);
    for (int i = 0, used = 0; i < *count; i++)
        used += snprintf(out + used, size - (size_t)used, "%s %lld;", keys_get(keys, purpose, i).public,
                         (long long)keys_get(keys, purpose, i).since.ms / 1000);
    keys_free(keys);
}

static void adding_a_key_keeps_every_earlier_one_and_the_mode(void **state)
{
    (void)state;
    char before[8192] = "", after[8192] = "", log_before[256], log_after[256], added[MULTIKEY_TEXT], made[128];
    int count = 0, log_count = 0;
    struct stat status;
    unlink(file);
    snprintf(made, sizeof made, "%s.new", file);
    assert_int_equal(keys_create(file, NULL), FAULT_NONE);
    read_all(KEY_LOG, log_before, sizeof log_before, &log_count);
    for (int i = 2; i <= 6; i++) {
        FILE *left = fopen(made, "w"); /* as a crash would leave it */
        assert_non_null(left);
        fclose(left);
        read_all(KEY_CREDENTIAL, before, sizeof before, &count);
        mode_t mask = umask(0);
        assert_int_equal(keys_add(file, KEY_CREDENTIAL, instant(LATE), added, NULL), FAULT_NONE);
        umask(mask);
        read_all(KEY_CREDENTIAL, after, sizeof after, &count);
        assert_int_equal(count, i);
        assert_memory_equal(after, before, strlen(before));
        assert_non_null(strstr(after + strlen(before), added));
        assert_int_equal(stat(file, &status), 0);
        assert_int_equal(status.st_mode & 07777, 0600);
        assert_int_equal(access(made, F_OK), -1);
    }
    read_all(KEY_LOG, log_after, sizeof log_after, &log_count);
    assert_string_equal(log_after, log_before);
}

static void a_key_that_cannot_be_added_leaves_the_file_as_it_was(void **state)
{
    (void)state;
    char before[256], after[256], added[MULTIKEY_TEXT], made[128];
    int count = 0;
    struct fault fault;
    unlink(file);
    snprintf(made, sizeof made, "%s.new", file);
    assert_int_equal(keys_create(file, NULL), FAULT_NONE);
    read_all(KEY_LOG, before, sizeof before, &count);
    assert_int_equal(mkdir(made, 0700), 0); /* nothing can be written there, whoever we are */
    assert_int_equal(keys_add(file, KEY_LOG, instant(LATE), added, &fault), FAULT_CONFLICT);
    rmdir(made);
    read_all(KEY_LOG, after, sizeof after, &count);
    assert_string_equal(after, before);
}

static void a_key_file_that_is_full_takes_no_more(void **state)
{
    (void)state;
    char added[MULTIKEY_TEXT], all[8192];
    int count = 0;
    unlink(file);
    assert_int_equal(keys_create(file, NULL), FAULT_NONE);
    for (int i = 1; i < LIMIT_KEYS; i++) {
        assert_int_equal(keys_add(file, KEY_CREDENTIAL, instant(LATE), added, NULL), FAULT_NONE);
        assert_int_equal(keys_add(file, KEY_LOG, instant(LATE), added, NULL), FAULT_NONE);
    }
    assert_int_equal(keys_add(file, KEY_LOG, instant(LATE), added, NULL), FAULT_LARGE);
    read_all(KEY_LOG, all, sizeof all, &count);
    assert_int_equal(count, LIMIT_KEYS);
}

static void keys_that_a_log_does_not_know_are_left_out(void **state)
{
    (void)state;
    static const char *const both[] = {"z6MkOther", LOG_PUBLIC, CREDENTIAL_PUBLIC, NULL}, *const one[] = {LOG_PUBLIC, NULL},
                      *const neither[] = {CREDENTIAL_PUBLIC, NULL};
    struct keys *keys = NULL, *selected = NULL;
    file_write("{\"credential\":[" KEY(LOG_SECRET, EARLY) "," KEY(CREDENTIAL_SECRET, LATE) "],\"log\":[" KEY(
                   LOG_SECRET, EARLY) "],\"version\":1}",
               0600);
    assert_int_equal(keys_load(file, &keys, NULL), FAULT_NONE);
    assert_int_equal(keys_select(keys, both, &selected, NULL), FAULT_NONE);
    assert_int_equal(keys_count(selected, KEY_CREDENTIAL), 2);
    keys_free(selected);
    assert_int_equal(keys_select(keys, one, &selected, NULL), FAULT_NONE);
    assert_int_equal(keys_count(selected, KEY_CREDENTIAL), 1);
    assert_string_equal(keys_credential_public(selected, instant("2030-01-01T00:00:00Z")), LOG_PUBLIC);
    assert_string_equal(keys_log_public(selected, instant(LATE)), LOG_PUBLIC);
    keys_free(selected);
    assert_int_equal(keys_select(keys, neither, &selected, NULL), FAULT_ABSENT);
    keys_free(keys);
}

static void file_that_others_may_touch_is_refused_with_what_to_do(void **state)
{
    (void)state;
    static const mode_t modes[] = {0640, 0604, 0620, 0602, 0610, 0601, 0644, 0777};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        struct fault fault;
        file_write(
            "{\"credential\":[" KEY(CREDENTIAL_SECRET, EARLY) "],\"log\":[" KEY(LOG_SECRET, EARLY) "],"
                                                                                                   "\"version\":1}",
            modes[i]);
        assert_int_equal(load(&fault), FAULT_INPUT);
        assert_non_null(strstr(fault.message, "chmod 600"));
    }
    assert_int_equal(chmod(file, 0400), 0);
    assert_int_equal(load(NULL), FAULT_NONE);
}

static void links_folders_pipes_and_nothing_are_refused(void **state)
{
    (void)state;
    char real[128];
    struct fault fault;
    unlink(file);
    assert_int_equal(load(NULL), FAULT_ABSENT);
    snprintf(real, sizeof real, "%s/real", folder);
    assert_int_equal(keys_create(real, NULL), FAULT_NONE);
    assert_int_equal(symlink(real, file), 0);
    assert_int_equal(load(&fault), FAULT_INPUT);
    assert_non_null(strstr(fault.message, "symbolic link"));
    unlink(file);
    unlink(real);
    assert_int_equal(mkfifo(file, 0600), 0);
    assert_int_equal(load(NULL), FAULT_INPUT);
    unlink(file);
    assert_int_equal(mkdir(file, 0700), 0);
    assert_int_equal(load(NULL), FAULT_INPUT);
    rmdir(file);
}

static void file_of_another_shape_is_refused_without_quoting_a_secret(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "[]",
        "{\"credential\":[" KEY(CREDENTIAL_SECRET, EARLY) "]",
        "{\"credential\":[" KEY(CREDENTIAL_SECRET, EARLY) "],\"log\":[" KEY(LOG_SECRET, EARLY) "],\"version\":2}",
        "{\"credential\":[" KEY(CREDENTIAL_SECRET, EARLY) "],\"log\":[" KEY(LOG_SECRET, EARLY) "]}",
        "{\"credential\":[" KEY(CREDENTIAL_SECRET, EARLY) "],\"log\":[],\"version\":1}",
        "{\"credential\":[" KEY(CREDENTIAL_SECRET, EARLY) "],\"version\":1}",
        "{\"credential\":[" KEY(CREDENTIAL_PUBLIC, EARLY) "],\"log\":[" KEY(LOG_SECRET, EARLY) "],\"version\":1}",
        "{\"credential\":[" KEY(CREDENTIAL_SECRET "1", EARLY) "],\"log\":[" KEY(LOG_SECRET, EARLY) "],\"version\":1}",
        "{\"credential\":[" KEY(CREDENTIAL_SECRET, "today") "],\"log\":[" KEY(LOG_SECRET, EARLY) "],\"version\":1}",
        "{\"credential\":[" KEY(CREDENTIAL_SECRET, EARLY) "],\"extra\":1,\"log\":[" KEY(LOG_SECRET,
                                                                                        EARLY) "],\"version\":1}",
        "{\"credential\":[\"" CREDENTIAL_SECRET "\"],\"log\":[" KEY(LOG_SECRET, EARLY) "],\"version\":1}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fault fault;
        file_write(texts[i], 0600);
        assert_int_equal(load(&fault), FAULT_MALFORMED);
        assert_null(strstr(fault.message, "z3u2"));
        assert_string_equal(fault.file, file);
    }
}

static void file_of_any_size_is_not_read_whole(void **state)
{
    (void)state;
    char text[20001];
    memset(text, ' ', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    file_write(text, 0600);
    assert_int_equal(load(NULL), FAULT_LARGE);
}

/* How many of the two log keys' signatures the checkpoint of that instant carries: 1 the first, 2 the second, 3 both. */
static int signed_by(const struct keys *keys, const char *at)
{
    static const struct log_checkpoint checkpoint = {.origin = "quiz.example.org", .size = 7};
    static const char *const publics[] = {LOG_PUBLIC, CREDENTIAL_PUBLIC};
    struct buf note;
    int out = 0;
    buf_init(&note, 0);
    assert_int_equal(log_checkpoint_sign(keys, &checkpoint, instant(at), &note, NULL), FAULT_NONE);
    for (int i = 0; i < 2; i++) {
        struct log_vkey vkey;
        unsigned char key[32];
        assert_true(multikey_public_read(publics[i], key));
        assert_int_equal(log_vkey_make(checkpoint.origin, LOG_KEY_NOTE, key, &vkey, NULL), FAULT_NONE);
        if (log_note_verify(note.bytes, note.size, &vkey, NULL, NULL) == FAULT_NONE)
            out |= 1 << i;
    }
    buf_release(&note);
    return out;
}

static void during_an_overlap_a_checkpoint_carries_both_signatures(void **state)
{
    (void)state;
    struct keys *keys = NULL;
    file_write("{\"credential\":[" KEY(CREDENTIAL_SECRET, EARLY) "],\"log\":[" KEY(LOG_SECRET, EARLY) "," KEY(
                   CREDENTIAL_SECRET, LATE) "],\"version\":1}",
               0600);
    assert_int_equal(keys_load(file, &keys, NULL), FAULT_NONE);
    assert_int_equal(signed_by(keys, "2026-06-01T00:00:00Z"), 3);
    assert_int_equal(signed_by(keys, LATE), 2);
    keys_free(keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_file_is_its_owners_alone_whatever_the_umask),
        cmocka_unit_test(new_keys_load_and_differ_each_time),
        cmocka_unit_test(existing_file_is_never_overwritten),
        cmocka_unit_test(creating_where_there_is_no_folder_says_so),
        cmocka_unit_test(known_secrets_give_their_known_public_keys),
        cmocka_unit_test(the_last_key_whose_time_has_come_is_in_force),
        cmocka_unit_test(a_key_made_at_once_puts_aside_one_that_was_to_come),
        cmocka_unit_test(adding_a_key_keeps_every_earlier_one_and_the_mode),
        cmocka_unit_test(a_key_that_cannot_be_added_leaves_the_file_as_it_was),
        cmocka_unit_test(a_key_file_that_is_full_takes_no_more),
        cmocka_unit_test(keys_that_a_log_does_not_know_are_left_out),
        cmocka_unit_test(during_an_overlap_a_checkpoint_carries_both_signatures),
        cmocka_unit_test(file_that_others_may_touch_is_refused_with_what_to_do),
        cmocka_unit_test(links_folders_pipes_and_nothing_are_refused),
        cmocka_unit_test(file_of_another_shape_is_refused_without_quoting_a_secret),
        cmocka_unit_test(file_of_any_size_is_not_read_whole),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
