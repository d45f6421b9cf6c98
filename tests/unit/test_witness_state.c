/*
 * test_witness_state.c - a witness's memory: what is read back, what is refused, and that it is whole whatever happens while it
 * is written. fsync, rename and write are this file's own, so that each call in turn can fail, or be the last.
 */
#include "witness_fixture.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the disk, which fails or stops at a given call ---- */
static int calls, fail_at, die_at; /* 0: never */
static char order[64];             /* of the calls: w a write, f a file's sync, r a renaming, d a folder's sync */
static bool trouble(char what)
{
    size_t used = strlen(order);
    if (used + 1 < sizeof order && (used == 0 || order[used - 1] != what))
        order[used] = what, order[used + 1] = '\0';
    calls++;
    if (calls == die_at)
        _exit(9);
    if (calls != fail_at)
        return false;
    errno = EIO;
    return true;
}
int fsync(int fd)
{
    struct stat status;
    bool folder = fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
    return trouble(folder ? 'd' : 'f') ? -1 : (int)syscall(SYS_fsync, fd);
}
int rename(const char *from, const char *to) { return trouble('r') ? -1 : (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to); }
ssize_t write(int fd, const void *bytes, size_t size)
{
    /* half of it, so that what is on disk may be half of a file */
    return trouble('w') ? -1 : syscall(SYS_write, fd, bytes, size > 200 ? size / 2 : size);
}

static char folder[64], file[96];
static struct signer log_key;
static struct fake_log logs[2]; /* of 5 and of 9 events */

static int make(void **state)
{
    (void)state;
    log_key = signer_make(ORIGIN, LOG_KEY_NOTE, 1);
    logs[0] = fake_log_new(5, INT64_MAX);
    logs[1] = fake_log_new(9, INT64_MAX);
    snprintf(folder, sizeof folder, "/tmp/signpost-witness-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(file, sizeof file, "%s/dean.witness", folder);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    char made[128];
    snprintf(made, sizeof made, "%s.new", file);
    calls = fail_at = die_at = 0;
    unlink(made);
    unlink(file);
    rmdir(file);
    return 0;
}

static int unmake(void **state)
{
    clear(state);
    fake_log_free(&logs[0]);
    fake_log_free(&logs[1]);
    return rmdir(folder);
}

static void see(struct witness *witness, int which)
{
    enum witness_finding finding;
    char *note = fake_note(&logs[which], &log_key);
    assert_int_equal(look(witness, &logs[which], note, &finding, NULL), FAULT_NONE);
    free(note);
}

static struct witness *seen_five(void)
{
    struct witness *witness = witness_made(&log_key);
    see(witness, 0);
    return witness;
}

/* The state of a witness as text; the caller frees it. */
static char *state_text(const struct witness *witness)
{
    struct buf out;
    buf_init(&out, 0);
    assert_int_equal(witness_write(witness, &out, NULL), FAULT_NONE);
    return buf_take(&out);
}

static void assert_same(const struct witness *a, const struct witness *b)
{
    char *left = state_text(a), *right = state_text(b);
    assert_string_equal(left, right);
    free(left);
    free(right);
}

static enum fault_code read_text(const char *text, struct fault *fault)
{
    struct witness *witness = NULL;
    enum fault_code code = witness_read(text, strlen(text), "dean.witness", &witness, fault);
    assert_true((code == FAULT_NONE) == (witness != NULL));
    witness_free(witness);
    return code;
}

static void put(const char *text, mode_t mode)
{
    FILE *stream = fopen(file, "w");
    assert_non_null(stream);
    assert_true(fputs(text, stream) >= 0);
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(chmod(file, mode), 0);
}

/* ---- reading ---- */

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    struct witness *witness = seen_five(), *again = NULL;
    struct signer second = signer_make(ORIGIN, LOG_KEY_NOTE, 2);
    assert_int_equal(witness_trust_key(witness, &second.vkey, NULL), FAULT_NONE);
    char *text = state_text(witness);
    assert_int_equal(witness_read(text, strlen(text), "f", &again, NULL), FAULT_NONE);
    assert_same(witness, again);
    assert_int_equal(again->log_keys, 2);
    assert_int_equal(again->seen.size, 5);
    assert_int_equal(again->seen_at.ms, NOON.ms);
    assert_string_equal(again->url, URL);
    see(again, 1); /* and it signs with the same key */
    assert_memory_equal(again->vkey.key, witness->vkey.key, 32);
    assert_int_equal(log_note_verify(again->note, strlen(again->note), &witness->vkey, NULL, NULL), FAULT_NONE);
    free(text);
    witness_free(witness);
    witness_free(again);
}

static char *replaced(const char *text, const char *what, const char *with)
{
    const char *at = strstr(text, what);
    char *out = NULL;
    assert_non_null(at);
    assert_true(asprintf(&out, "%.*s%s%s", (int)(at - text), text, with, at + strlen(what)) > 0);
    return out;
}

static void a_state_that_was_meddled_with_is_refused(void **state)
{
    (void)state;
    static const char *const edits[][2] = {
        {"\"version\":1", "\"version\":2"},
        {"\"version\":1", "\"version\":\"1\""},
        {"\"version\":1,", ""},
        {"\"version\":1", "\"version\":1,\"version\":1"},
        {"\"url\"", "\"uri\""},
        {"\"log_keys\":[", "\"log_keys\":[1,"},
        {"\"log_keys\":[", "\"log_keys\":[\"quiz.middlemarch.example+00000000+AAAA\","},
        {"\"note\":\"" ORIGIN, "\"note\":\"other.example"},
        {"\\n5\\n", "\\n4\\n"},
        {"\\n5\\n", "\\n05\\n"},
        {"\\n5\\n", "\\n99999999999999999999\\n"},
        {"\\n\\n", "\\n"},
        {"— " NAME, "— someone-else"},
        {"— " ORIGIN, "— someone.else"},
        {"\"vkey\":\"" NAME, "\"vkey\":\"other-office"},
        {"\"secret\":\"", "\"secret\":\"00"},
        {"\"secret\":\"", "\"secret\":\"zz"},
        {"\"secret\":\"", "\"secret\":null,\"x\":\""},
        {"{", "["},
        {"}", ""},
    };
    struct witness *witness = seen_five();
    char *text = state_text(witness);
    assert_int_equal(read_text(text, NULL), FAULT_NONE);
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        struct fault fault = {0};
        char *edited = replaced(text, edits[i][0], edits[i][1]);
        if (read_text(edited, &fault) != FAULT_MALFORMED)
            fail_msg("edit %zu: %s to %s was accepted", i, edits[i][0], edits[i][1]);
        assert_string_equal(fault.file, "dean.witness");
        free(edited);
    }
    for (size_t cut = 0; cut < strlen(text); cut += 7) {
        char *edited = strndup(text, cut);
        assert_int_equal(read_text(edited, NULL), FAULT_MALFORMED);
        free(edited);
    }
    free(text);
    witness_free(witness);
}

static void another_s_secret_in_the_state_is_refused(void **state)
{
    (void)state;
    struct witness *witness = seen_five(), *other = seen_five();
    char *text = state_text(witness), *theirs = state_text(other);
    char *mine = strstr(text, "\"secret\":\""), *secret = strstr(theirs, "\"secret\":\"");
    memcpy(mine, secret, strlen("\"secret\":\"") + 64);
    assert_int_equal(read_text(text, NULL), FAULT_MALFORMED);
    free(text);
    free(theirs);
    witness_free(witness);
    witness_free(other);
}

static void a_file_that_others_may_read_is_refused(void **state)
{
    (void)state;
    static const mode_t modes[] = {0644, 0640, 0604, 0620, 0602, 0666, 0610};
    struct witness *witness = seen_five(), *again = NULL;
    char *text = state_text(witness);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        struct fault fault;
        put(text, modes[i]);
        assert_int_equal(witness_load(file, &again, &fault), FAULT_INPUT);
        assert_non_null(strstr(fault.message, "chmod 600"));
    }
    put(text, 0600);
    assert_int_equal(witness_load(file, &again, NULL), FAULT_NONE);
    assert_same(witness, again);
    free(text);
    witness_free(again);
    witness_free(witness);
}

static void what_is_no_regular_file_of_that_size_is_refused(void **state)
{
    (void)state;
    struct witness *witness = NULL;
    char target[128], *large = malloc(LIMIT_WITNESS_STATE + 1);
    assert_int_equal(witness_load(file, &witness, NULL), FAULT_ABSENT);
    assert_int_equal(mkdir(file, 0700), 0);
    assert_int_equal(witness_load(file, &witness, NULL), FAULT_INPUT);
    assert_int_equal(rmdir(file), 0);
    assert_int_equal(mkfifo(file, 0600), 0);
    assert_int_equal(witness_load(file, &witness, NULL), FAULT_INPUT);
    assert_int_equal(unlink(file), 0);
    snprintf(target, sizeof target, "%s/elsewhere", folder);
    assert_int_equal(symlink(target, file), 0);
    assert_int_equal(witness_load(file, &witness, NULL), FAULT_INPUT);
    assert_int_equal(unlink(file), 0);
    assert_non_null(large);
    memset(large, ' ', LIMIT_WITNESS_STATE);
    large[LIMIT_WITNESS_STATE] = '\0';
    put(large, 0600);
    assert_int_equal(witness_load(file, &witness, NULL), FAULT_LARGE);
    assert_null(witness);
    free(large);
}

/* ---- writing ---- */

static void a_new_state_is_its_owner_s_alone_and_is_never_written_over_another(void **state)
{
    (void)state;
    struct stat status;
    struct witness *witness = seen_five(), *again = NULL;
    mode_t before = umask(0);
    assert_int_equal(witness_create(file, witness, NULL), FAULT_NONE);
    umask(before);
    assert_int_equal(stat(file, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_int_equal(witness_create(file, witness, NULL), FAULT_CONFLICT);
    assert_int_equal(witness_load(file, &again, NULL), FAULT_NONE);
    assert_same(witness, again);
    witness_free(again);
    witness_free(witness);
}

/* What is in the file: the state of five events or that of nine. */
static int64_t size_on_disk(const char *what)
{
    struct witness *witness = NULL;
    struct fault fault = {0};
    if (witness_load(file, &witness, &fault) != FAULT_NONE)
        fail_msg("after %s: %s", what, fault.message);
    int64_t size = witness->seen.size;
    witness_free(witness);
    return size;
}

/* A power cut keeps what was synced, and may keep a name without what it names: so the order matters. */
static void what_is_saved_is_on_disk_before_its_name_and_its_name_before_anybody_hears_of_it(void **state)
{
    (void)state;
    struct witness *witness = seen_five();
    order[0] = '\0';
    assert_int_equal(witness_create(file, witness, NULL), FAULT_NONE);
    assert_string_equal(order, "wfd");
    order[0] = '\0';
    assert_int_equal(witness_save(file, witness, NULL), FAULT_NONE);
    assert_string_equal(order, "wfrd");
    witness_free(witness);
}

static void whichever_call_fails_there_is_the_old_state_or_the_new_one(void **state)
{
    (void)state;
    int failures = 0;
    for (int at = 1;; at++) {
        struct witness *witness = seen_five();
        clear(state);
        assert_int_equal(witness_create(file, witness, NULL), FAULT_NONE);
        see(witness, 1);
        calls = 0, fail_at = at;
        enum fault_code code = witness_save(file, witness, NULL);
        bool reached = calls >= at;
        calls = fail_at = 0;
        int64_t size = size_on_disk("a failure");
        witness_free(witness);
        if (!reached) {
            assert_int_equal(code, FAULT_NONE);
            assert_int_equal(size, 9);
            break;
        }
        assert_int_equal(code, FAULT_STORAGE); /* so that nothing is handed out */
        failures++;
    }
    assert_true(failures >= 5); /* writes, the file's sync, the renaming, the folder's sync */
}

static void killed_at_any_call_there_is_the_old_state_or_the_new_one(void **state)
{
    (void)state;
    int64_t last = 0;
    for (int at = 1, status = 0;; at++) {
        struct witness *witness = seen_five();
        clear(state);
        assert_int_equal(witness_create(file, witness, NULL), FAULT_NONE);
        see(witness, 1);
        fflush(NULL);
        pid_t child = fork();
        if (child == 0) {
            calls = 0, die_at = at;
            _exit(witness_save(file, witness, NULL) == FAULT_NONE ? 0 : 1);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        witness_free(witness);
        int64_t size = size_on_disk("a kill");
        assert_true((size == 5 || size == 9) && size >= last);
        last = size;
        if (WEXITSTATUS(status) == 0)
            break;
        assert_int_equal(WEXITSTATUS(status), 9);
    }
    assert_int_equal(last, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(a_state_that_was_meddled_with_is_refused),
        cmocka_unit_test(another_s_secret_in_the_state_is_refused),
        cmocka_unit_test_setup_teardown(a_file_that_others_may_read_is_refused, clear, clear),
        cmocka_unit_test_setup_teardown(what_is_no_regular_file_of_that_size_is_refused, clear, clear),
        cmocka_unit_test_setup_teardown(a_new_state_is_its_owner_s_alone_and_is_never_written_over_another, clear, clear),
        cmocka_unit_test_setup_teardown(what_is_saved_is_on_disk_before_its_name_and_its_name_before_anybody_hears_of_it, clear, clear),
        cmocka_unit_test_setup_teardown(whichever_call_fails_there_is_the_old_state_or_the_new_one, clear, clear),
        cmocka_unit_test_setup_teardown(killed_at_any_call_there_is_the_old_state_or_the_new_one, clear, clear),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
