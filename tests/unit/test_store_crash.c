/*
 * test_store_crash.c - what was acknowledged survives: kill -9 under load with a pipe as the oracle; a full disk is got
 * over; after a failed fsync nothing more is written. The log is whole each time, and follows from what it was before.
 */
#include "log_world.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

/* ---- kill -9 ---- */

enum { KILLS = 10, KILL_THREADS = 8 };
struct note { int64_t person; char staff_id[24]; }; /* shorter than PIPE_BUF: one write, whole or not at all */
struct hand { struct store *store; int round, number, pipe; };

static void *write_and_tell(void *context)
{
    struct hand *hand = context;
    for (int i = 0;; i++) {
        struct note note = {0};
        char email[64];
        snprintf(note.staff_id, sizeof note.staff_id, "R%d-%d-%d", hand->round, hand->number, i);
        snprintf(email, sizeof email, "%s@example.ac.uk", note.staff_id);
        struct new_person new = {note.staff_id, "A Person", email, 0};
        if (store_write(hand->store, person_job, &new, NULL) != FAULT_NONE)
            _exit(3);
        note.person = new.person;
        if (write(hand->pipe, &note, sizeof note) != sizeof note)
            _exit(4);
    }
    return NULL;
}

static void child(const char *file, const char *keys_file, int round, int pipe)
{
    struct store *store = NULL;
    struct keys *keys = NULL;
    struct hand hands[KILL_THREADS];
    pthread_t threads[KILL_THREADS];
    if (store_open(file, &store, NULL) != FAULT_NONE || keys_load(keys_file, &keys, NULL) != FAULT_NONE ||
        store_keys_use(store, keys, NULL) != FAULT_NONE)
        _exit(2);
    for (int i = 0; i < KILL_THREADS; i++) {
        hands[i] = (struct hand){store, round, i, pipe};
        if (pthread_create(&threads[i], NULL, write_and_tell, &hands[i]) != 0)
            _exit(5);
    }
    pause();
    _exit(6);
}

static void check_note(struct world *world, const struct note *note)
{
    struct db *db = NULL;
    struct identity identity;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, identity_by_staff_id(db, world->arena, note->staff_id, &identity, &world->fault));
    assert_int_equal(identity.person, note->person);
    store_done(world->store, db);
}

static enum fault_code check_job(struct tx *tx, void *context, struct fault *fault)
{
    return projections_rebuild(tx, true, context, NULL, fault);
}

static void check_whole(struct world *world)
{
    int64_t different = -1;
    assert_fine(world, store_write(world->store, check_job, &different, &world->fault));
    assert_int_equal(different, 0);
    assert_int_equal(
        world_number(world, "SELECT (SELECT group_concat(integrity_check) FROM pragma_integrity_check) = 'ok'"), 1);
    assert_int_equal(world_number(world, "SELECT max(seq) + 1 - count(*) FROM event"), 0);
    assert_int_equal(world_number(world, "SELECT (SELECT count(*) FROM event WHERE kind = 'person.added') -"
                                         " (SELECT count(*) FROM identity)"), 0);
    check_log(world);
}

/* Does the log follow from what its last checkpoint said before? */
static void check_consistent(struct world *world, struct checkpoint_row *before)
{
    struct checkpoint_row now;
    struct log_proof proof;
    struct db *db = NULL;
    assert_true(last_checkpoint(world, &now));
    assert_true(now.size >= before->size);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, log_consistency(&(struct log_tree){log_tile_read, db}, before->size, now.size, &proof, &world->fault));
    store_done(world->store, db);
    assert_true(log_consistency_holds(before->size, &before->root, now.size, &now.root, &proof));
    *before = now;
}

static int kill_one(struct world *world, int round, int after_ms, struct checkpoint_row *checkpoint)
{
    int ends[2], notes = 0, status = 0;
    char keys[128];
    struct note note;
    assert_int_equal(pipe(ends), 0);
    (void)fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
    keys_file(world, keys);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        child(world->file, keys, round, ends[1]);
    close(ends[1]);
    usleep((useconds_t)after_ms * 1000);
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status)); /* not its own way out: that would be a failed write */
    world_open(world);
    while (read(ends[0], &note, sizeof note) == sizeof note) {
        check_note(world, &note);
        notes++;
    }
    close(ends[0]);
    check_whole(world);
    check_consistent(world, checkpoint);
    world_shut(world);
    return notes;
}

static void whatever_was_acknowledged_is_there_after_kill_9(void **state)
{
    struct world *world = *state;
    struct checkpoint_row checkpoint;
    int notes = 0;
    assert_true(last_checkpoint(world, &checkpoint));
    world_shut(world);
    for (int round = 0; round < KILLS; round++)
        notes += kill_one(world, round, 100 + round * 37 % 120, &checkpoint);
    assert_true(notes > KILLS);
}

/* ---- a disk that fails: SQLite's own file system layer with writes and syncs that can be made to fail ---- */

static atomic_bool disk_full, sync_fails;
static atomic_int syncs;
static sqlite3_vfs *base, broken;
static struct { const sqlite3_io_methods *real; sqlite3_io_methods own; } methods[8];

static const sqlite3_io_methods *real_of(sqlite3_file *file)
{
    for (int i = 0; i < 8; i++)
        if (file->pMethods == &methods[i].own)
            return methods[i].real;
    abort();
}

static int broken_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
    return atomic_load(&disk_full) ? SQLITE_FULL : real_of(file)->xWrite(file, bytes, size, offset);
}

static int broken_sync(sqlite3_file *file, int flags)
{
    atomic_fetch_add(&syncs, 1);
    return atomic_load(&sync_fails) ? SQLITE_IOERR_FSYNC : real_of(file)->xSync(file, flags);
}

static int broken_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    (void)vfs;
    int result = base->xOpen(base, name, file, flags, out), i = 0;
    if (!file->pMethods)
        return result;
    pthread_mutex_lock(&lock);
    while (methods[i].real && methods[i].real != file->pMethods)
        i++;
    if (!methods[i].real) {
        methods[i].own = *file->pMethods;
        methods[i].own.xWrite = broken_write;
        methods[i].own.xSync = broken_sync;
        methods[i].real = file->pMethods;
    }
    file->pMethods = &methods[i].own;
    pthread_mutex_unlock(&lock);
    return result;
}

static int broken_setup(void **state)
{
    base = sqlite3_vfs_find(NULL);
    broken = *base;
    broken.zName = "broken";
    broken.xOpen = broken_open;
    sqlite3_vfs_register(&broken, 1);
    return signed_setup(state);
}

static int broken_teardown(void **state)
{
    atomic_store(&disk_full, false);
    atomic_store(&sync_fails, false);
    int result = signed_teardown(state);
    sqlite3_vfs_unregister(&broken);
    return result;
}

static enum fault_code try_person(struct world *world, const char *staff_id)
{
    char email[64];
    snprintf(email, sizeof email, "%s@example.ac.uk", staff_id);
    struct new_person new = {staff_id, "A Person", email, 0};
    return store_write(world->store, person_job, &new, &world->fault);
}

static bool is_there(struct world *world, const char *staff_id)
{
    struct db *db = NULL;
    struct identity identity;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    enum fault_code code = identity_by_staff_id(db, world->arena, staff_id, &identity, &world->fault);
    store_done(world->store, db);
    return code == FAULT_NONE;
}

static void nothing_is_acknowledged_before_it_was_synced(void **state)
{
    struct world *world = *state;
    for (int i = 0; i < 20; i++) {
        char staff_id[16];
        int before = atomic_load(&syncs);
        snprintf(staff_id, sizeof staff_id, "T%d", i);
        assert_fine(world, try_person(world, staff_id));
        assert_true(atomic_load(&syncs) > before);
    }
}

static void a_full_disk_refuses_writes_keeps_reading_and_is_got_over(void **state)
{
    struct world *world = *state;
    add_person(world, "T1");
    for (int i = 0; i < 3; i++) {
        char staff_id[16];
        snprintf(staff_id, sizeof staff_id, "N%d", i);
        atomic_store(&disk_full, true);
        assert_int_equal(try_person(world, "F"), FAULT_STORAGE);
        assert_false(store_failed(world->store));
        assert_true(is_there(world, "T1"));
        assert_false(is_there(world, "F"));
        atomic_store(&disk_full, false);
        assert_fine(world, try_person(world, staff_id));
        assert_true(is_there(world, staff_id));
    }
    check_whole(world);
}

static enum fault_code erase_job(struct tx *tx, void *context, struct fault *fault)
{
    return person_erase(tx, 0, *(const int64_t *)context, fault);
}

/* Erasing is one thing, writing the file anew after it another: it stays asked for until there is room. */
static void on_a_full_disk_forgetting_is_put_off_and_not_lost(void **state)
{
    struct world *world = *state;
    int64_t person = add_person(world, "T1");
    assert_fine(world, store_write(world->store, erase_job, &person, &world->fault));
    atomic_store(&disk_full, true);
    assert_int_equal(store_forget(world->store, &world->fault), FAULT_STORAGE);
    assert_false(store_failed(world->store));
    assert_int_equal(world_number(world, "SELECT count(*) FROM anew"), 1);
    atomic_store(&disk_full, false);
    assert_fine(world, try_person(world, "T2"));
    assert_fine(world, store_forget(world->store, &world->fault));
    assert_int_equal(world_number(world, "SELECT count(*) FROM anew"), 0);
    assert_true(is_there(world, "T2"));
}

static void after_a_failed_sync_nothing_is_written_until_the_store_is_opened_again(void **state)
{
    struct world *world = *state;
    add_person(world, "T1");
    atomic_store(&sync_fails, true);
    assert_int_equal(try_person(world, "T2"), FAULT_STORAGE);
    assert_true(store_failed(world->store));
    atomic_store(&sync_fails, false);
    assert_int_equal(try_person(world, "T3"), FAULT_STORAGE);
    assert_true(is_there(world, "T1"));
    world_shut(world);
    world_open(world);
    hand_over(world);
    assert_false(store_failed(world->store));
    assert_true(is_there(world, "T1"));
    assert_false(is_there(world, "T3"));
    assert_fine(world, try_person(world, "T4"));
    check_whole(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whatever_was_acknowledged_is_there_after_kill_9, signed_setup,
                                        signed_teardown),
        cmocka_unit_test_setup_teardown(nothing_is_acknowledged_before_it_was_synced, broken_setup, broken_teardown),
        cmocka_unit_test_setup_teardown(a_full_disk_refuses_writes_keeps_reading_and_is_got_over, broken_setup,
                                        broken_teardown),
        cmocka_unit_test_setup_teardown(on_a_full_disk_forgetting_is_put_off_and_not_lost, broken_setup, broken_teardown),
        cmocka_unit_test_setup_teardown(after_a_failed_sync_nothing_is_written_until_the_store_is_opened_again,
                                        broken_setup, broken_teardown),
    };
    if (date_set_zone("Europe/London", NULL) != FAULT_NONE)
        return 1;
    return cmocka_run_group_tests_name("store after a crash", tests, NULL, NULL);
}
