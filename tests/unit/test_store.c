/*
 * test_store.c - opening a database, what its events refuse, people and their posts, signing in.
 */
#include "store_world.h"
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>

/* ---- opening ---- */

static void creating_refuses_a_file_that_exists(void **state)
{
    struct world *world = *state;
    assert_int_equal(store_create(world->file, &world->fault), FAULT_CONFLICT);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event"), 0);
}

static void a_new_database_is_for_its_owner_only(void **state)
{
    struct world *world = *state;
    struct stat about;
    assert_int_equal(stat(world->file, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
}

static void a_second_owner_is_told_that_it_is_busy(void **state)
{
    struct world *world = *state;
    struct store *second = NULL;
    char link[128], pid[32];
    assert_int_equal(store_open(world->file, &second, &world->fault), FAULT_BUSY);
    assert_null(second);
    snprintf(pid, sizeof pid, "process %ld", (long)getpid());
    assert_non_null(strstr(world->fault.message, pid));
    snprintf(link, sizeof link, "%s/link.db", world->dir);
    assert_int_equal(symlink(world->file, link), 0);
    assert_int_equal(store_open(link, &second, &world->fault), FAULT_BUSY);
    world_shut(world);
    world_open(world);
}

static void an_absent_database_is_absent(void **state)
{
    struct world *world = *state;
    struct store *store = NULL;
    assert_int_equal(store_open("/nowhere/at-all.db", &store, &world->fault), FAULT_ABSENT);
    assert_int_equal(store_open_read("/nowhere/at-all.db", &store, &world->fault), FAULT_ABSENT);
}

static void refuse(struct world *world, const char *words)
{
    struct store *store = NULL;
    assert_int_equal(store_open(world->file, &store, &world->fault), FAULT_INPUT);
    assert_non_null(strstr(world->fault.message, words));
    assert_int_equal(store_open_read(world->file, &store, &world->fault), FAULT_INPUT);
}

static void a_database_of_another_program_or_a_newer_one_is_refused(void **state)
{
    struct world *world = *state;
    world_shut(world);
    sqlite3 *raw = world_raw(world);
    int64_t version = raw_number(raw, "PRAGMA user_version");
    assert_int_equal(sqlite3_exec(raw, "PRAGMA user_version = 9999", NULL, NULL, NULL), SQLITE_OK);
    refuse(world, "newer");
    assert_int_equal(raw_number(raw, "PRAGMA user_version"), 9999);
    assert_true(version > 0);
    assert_int_equal(sqlite3_exec(raw, "PRAGMA user_version = 1; PRAGMA application_id = 7", NULL, NULL, NULL),
                     SQLITE_OK);
    refuse(world, "not a Signpost database");
    sqlite3_close(raw);
}

static void a_file_that_is_no_database_is_refused_and_left_alone(void **state)
{
    struct world *world = *state;
    char text[64] = "";
    world_shut(world);
    FILE *file = fopen(world->file, "w");
    assert_true(file && fputs("staff_id,name,email,school,school_name,role,system,start_date", file) > 0);
    fclose(file);
    refuse(world, "not a Signpost database");
    file = fopen(world->file, "r");
    assert_non_null(fgets(text, sizeof text, file));
    fclose(file);
    assert_string_equal(text, "staff_id,name,email,school,school_name,role,system,start_date");
}

static void a_reader_beside_the_owner_sees_what_was_saved_and_can_never_write(void **state)
{
    struct world *world = *state;
    struct store *reader = NULL;
    struct db *db = NULL;
    struct identity identity;
    struct new_person new = {"T9", "A", "t9@example.ac.uk", 0};
    int64_t person = add_person(world, "T1");
    assert_fine(world, store_open_read(world->file, &reader, &world->fault));
    assert_fine(world, store_read(reader, &db, &world->fault));
    assert_fine(world, identity_by_staff_id(db, world->arena, "T1", &identity, &world->fault));
    assert_int_equal(identity.person, person);
    store_done(reader, db);
    int64_t later = add_person(world, "T2");
    assert_fine(world, store_read(reader, &db, &world->fault));
    assert_fine(world, identity_by_person(db, world->arena, later, &identity, &world->fault));
    store_done(reader, db);
    assert_int_equal(store_write(reader, person_job, &new, &world->fault), FAULT_INTERNAL);
    store_close(reader);
    assert_fine(world, store_write(world->store, person_job, &new, &world->fault));
}

struct tx { /* as engine/store has it: to hand a reader's connection to a write */
    struct db *db;
    struct store *store;
};

static void a_read_connection_refuses_to_write(void **state)
{
    struct world *world = *state;
    struct db *db = NULL;
    int64_t person = add_person(world, "T1");
    assert_fine(world, store_read(world->store, &db, &world->fault));
    struct tx forged = {db, world->store};
    assert_int_equal(password_set(&forged, person, "hash", &world->fault), FAULT_INTERNAL);
    store_done(world->store, db);
    assert_int_equal(world_number(world, "SELECT count(*) FROM identity WHERE password IS NOT NULL"), 0);
}

static void a_reopened_store_holds_everything(void **state)
{
    struct world *world = *state;
    struct db *db = NULL;
    struct identity identity;
    int64_t person = add_person(world, "T1"), post = begin_post(world, person, "tutor", "BIO", "2026-01-01", NULL);
    world_shut(world);
    assert_int_not_equal(access(world->file, R_OK), -1);
    world_open(world);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, identity_by_staff_id(db, world->arena, "T1", &identity, &world->fault));
    assert_int_equal(identity.person, person);
    store_done(world->store, db);
    assert_int_equal(begin_post(world, person, "dean", NULL, "2026-01-01", NULL), post + 1);
}

/* ---- events ---- */

static void events_are_never_updated_deleted_or_replaced(void **state)
{
    struct world *world = *state;
    static const char *const attacks[] = {
        "UPDATE event SET date = 1",
        "UPDATE OR REPLACE event SET seq = 0 WHERE seq = 1",
        "UPDATE OR IGNORE event SET payload = '{\"a\":1}'",
        "DELETE FROM event",
        "DELETE FROM event WHERE seq = 1",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 0",
        "REPLACE INTO event SELECT seq, 'person.changed', recorded_at, by_person, about, school, date, payload, salt, "
        "leaf"
        " FROM event WHERE seq = 1",
        "INSERT OR IGNORE INTO event SELECT 7, kind, recorded_at, by_person, about, school, date, payload, salt, leaf"
        " FROM event WHERE seq = 1",
        "INSERT INTO event SELECT NULL, kind, recorded_at, by_person, about, school, date, payload, salt, leaf"
        " FROM event WHERE seq = 1",
        "INSERT INTO event SELECT seq, kind, recorded_at, by_person, about, school, date, payload, salt, leaf FROM "
        "event"
        " WHERE true ON CONFLICT (seq) DO UPDATE SET date = 5",
        "INSERT INTO event SELECT 2, kind, recorded_at - 1, by_person, about, school, date, payload, salt, leaf"
        " FROM event WHERE seq = 1",
        "INSERT INTO event SELECT 2, kind, recorded_at, by_person, about, school, date, payload, x'00', leaf"
        " FROM event WHERE seq = 1",
    };
    add_person(world, "T1");
    add_person(world, "T2");
    for (int recursive = 0; recursive < 2; recursive++) {
        sqlite3 *raw = world_raw(world);
        sqlite3_exec(raw, recursive ? "PRAGMA recursive_triggers = ON" : "PRAGMA recursive_triggers = OFF", NULL, NULL,
                     NULL);
        for (size_t i = 0; i < sizeof attacks / sizeof attacks[0]; i++)
            if (sqlite3_exec(raw, attacks[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT)
                fail_msg("not refused: %s (%s)", attacks[i], sqlite3_errmsg(raw));
        assert_int_equal(raw_number(raw, "SELECT count(*) FROM event WHERE kind = 'person.added' AND payload = '{}'"
                                         " AND date IS NULL"), 2);
        sqlite3_close(raw);
    }
}

static void an_event_of_an_unknown_kind_or_about_nothing_leaves_nothing(void **state)
{
    struct world *world = *state;
    int64_t person = add_person(world, "T1");
    struct event wrong[] = {
        {.kind = "tutor.praised", .about = person, .date = DATE_MIN, .payload = "{}"},
        {.kind = "post.corrected",
         .about = person,
         .school = "BIO",
         .date = {100},
         .payload = "{\"end\":null,\"post\":0}"},
        {.kind = "post.begun", .about = person, .school = "BIO", .date = {100}, .payload = "{\"end\":null}"},
        {.kind = "concern.closed", .about = person, .school = "BIO", .date = {100}, .payload = "{\"concern\":77}"},
        {.kind = "person.added", .about = person, .date = DATE_MIN, .payload = "[]"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_not_equal(store_write(world->store, event_job, &wrong[i], &world->fault), FAULT_NONE);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event"), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM post"), 0);
}

static void an_event_is_never_recorded_before_the_one_it_follows(void **state)
{
    struct world *world = *state;
    clock_set((struct instant){INT64_C(1700000000000)});
    int64_t person = add_person(world, "T1");
    clock_set((struct instant){INT64_C(1600000000000)});
    begin_post(world, person, "dean", NULL, "2023-01-01", NULL);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event WHERE recorded_at = 1700000000000"), 2);
}

static void the_size_of_the_log_on_a_date_counts_what_was_recorded_by_its_end(void **state)
{
    struct world *world = *state;
    struct db *db = NULL;
    static const struct {
        const char *date;
        int64_t size;
    } cases[] = {{"2026-06-09", 0}, {"2026-06-10", 2}, {"2026-06-11", 3},
                 {"2026-06-12", 3}, {"2026-06-13", 4}, {"2030-01-01", 4}};
    static const char *const recorded[] = {"2026-06-10T08:00:00Z", "2026-06-10T22:59:59Z", "2026-06-10T23:00:00Z",
                                           "2026-06-13T10:00:00Z"}; /* summer time: the third is on the 11th */
    for (int i = 0; i < 4; i++) {
        struct instant instant;
        char staff_id[16];
        assert_fine(world, instant_parse(recorded[i], &instant, &world->fault));
        clock_set(instant);
        snprintf(staff_id, sizeof staff_id, "T%d", i);
        add_person(world, staff_id);
    }
    assert_fine(world, store_read(world->store, &db, &world->fault));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t size = -1;
        assert_fine(world, event_size_on(db, day(cases[i].date), &size, &world->fault));
        assert_int_equal(size, cases[i].size);
    }
    store_done(world->store, db);
}

/* ---- people and posts ---- */

static void a_staff_id_or_address_belongs_to_one_person(void **state)
{
    struct world *world = *state;
    struct new_person same_id = {"T1", "B", "other@example.ac.uk", 0}, same_email = {"T2", "B", "T1@EXAMPLE.AC.UK", 0};
    add_person(world, "T1");
    assert_int_equal(store_write(world->store, person_job, &same_id, &world->fault), FAULT_CONFLICT);
    assert_string_equal(world->fault.field, "staff_id");
    assert_int_equal(store_write(world->store, person_job, &same_email, &world->fault), FAULT_CONFLICT);
    assert_string_equal(world->fault.field, "email");
    assert_int_equal(world_number(world, "SELECT count(*) FROM event"), 1);
}

struct change { int64_t person; const char *name, *email; };
static enum fault_code change_job(struct tx *tx, void *context, struct fault *fault)
{
    struct change *change = context;
    return identity_change(tx, 0, change->person, change->name, change->email, fault);
}

static void a_change_of_identity_records_which_fields_differ_and_never_what_they_say(void **state)
{
    struct world *world = *state;
    struct change change = {add_person(world, "T1"), "A Person", "T1@example.ac.uk"};
    assert_fine(world, store_write(world->store, change_job, &change, &world->fault));
    assert_int_equal(world_number(world, "SELECT count(*) FROM event"), 1);
    change.name = "New Name";
    assert_fine(world, store_write(world->store, change_job, &change, &world->fault));
    change = (struct change){change.person, "Newer Name", "new@example.ac.uk"};
    assert_fine(world, store_write(world->store, change_job, &change, &world->fault));
    assert_int_equal(world_number(world, "SELECT payload = '{\"fields\":[\"name\"]}' FROM event WHERE seq = 1"), 1);
    assert_int_equal(
        world_number(world, "SELECT payload = '{\"fields\":[\"email\",\"name\"]}' FROM event WHERE seq = 2"), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event WHERE payload LIKE '%new%'"), 0);
}

static void posts_are_in_force_from_their_first_day_to_their_last(void **state)
{
    struct world *world = *state;
    struct db *db = NULL;
    static const struct {
        const char *date;
        int posts;
    } cases[] = {{"2024-12-31", 0}, {"2025-01-01", 1}, {"2025-06-30", 1},
                 {"2025-07-01", 0}, {"2025-09-01", 1}, {"2099-01-01", 1}};
    int64_t person = add_person(world, "T1");
    int64_t post = begin_post(world, person, "tutor", "BIO", "2024-01-01", "2024-02-01");
    begin_post(world, person, "senior_tutor", "CHE", "2025-09-01", NULL);
    correct_post(world, person, post, "BIO", "2025-01-01", "2025-06-30");
    assert_fine(world, store_read(world->store, &db, &world->fault));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct actor actor;
        assert_fine(world, actor_get(db, world->arena, person, day(cases[i].date), &actor, &world->fault));
        assert_int_equal(actor.post_count, cases[i].posts);
        assert_string_equal(actor.staff_id, "T1");
    }
    struct post *posts = NULL;
    int count = 0;
    assert_fine(world, posts_of(db, world->arena, person, &posts, &count, &world->fault));
    assert_int_equal(count, 2);
    assert_int_equal(posts[0].end.day, day("2025-06-30").day);
    assert_int_equal(posts[1].end.day, DATE_MAX.day);
    assert_int_equal(posts[1].role, ROLE_SENIOR_TUTOR);
    struct actor nobody;
    assert_int_equal(actor_get(db, world->arena, 4711, day("2025-01-01"), &nobody, &world->fault), FAULT_ABSENT);
    store_done(world->store, db);
}

/* ---- signing in ---- */

struct secret { int64_t person; unsigned char hash[32]; struct instant expires; };
static enum fault_code link_add_job(struct tx *tx, void *context, struct fault *fault)
{
    struct secret *secret = context;
    return sign_in_link_add(tx, secret->person, secret->hash, secret->expires, fault);
}

static enum fault_code link_use_job(struct tx *tx, void *context, struct fault *fault)
{
    struct secret *secret = context;
    return sign_in_link_use(tx, secret->hash, &secret->person, fault);
}

struct many { struct world *world; struct secret secret; int won; pthread_mutex_t lock; };
static void *use_link(void *context)
{
    struct many *many = context;
    struct secret secret = many->secret;
    secret.person = 0;
    if (store_write(many->world->store, link_use_job, &secret, NULL) == FAULT_NONE) {
        pthread_mutex_lock(&many->lock);
        many->won += secret.person == many->secret.person ? 1 : 1000;
        pthread_mutex_unlock(&many->lock);
    }
    return NULL;
}

static void a_sign_in_link_works_once_however_many_try(void **state)
{
    struct world *world = *state;
    pthread_t threads[32];
    struct many many = {.world = world, .secret = {add_person(world, "T1"), {1, 2, 3}, {clock_now().ms + 60000}}};
    pthread_mutex_init(&many.lock, NULL);
    assert_fine(world, store_write(world->store, link_add_job, &many.secret, &world->fault));
    for (int i = 0; i < 32; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, use_link, &many), 0);
    for (int i = 0; i < 32; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(many.won, 1);
    struct secret late = {many.secret.person, {9}, {clock_now().ms - 1}};
    assert_fine(world, store_write(world->store, link_add_job, &late, &world->fault));
    assert_int_equal(store_write(world->store, link_use_job, &late, &world->fault), FAULT_ABSENT);
}

static enum fault_code session_job(struct tx *tx, void *context, struct fault *fault)
{
    struct secret *secret = context;
    struct session session = {.person = secret->person, .csrf = "c", .expires = secret->expires};
    return session_add(tx, secret->hash, &session, fault);
}

static enum fault_code session_end_all_job(struct tx *tx, void *context, struct fault *fault)
{
    return session_end_all(tx, *(int64_t *)context, fault);
}

static enum fault_code find_session(struct world *world, const struct secret *secret, struct session *out)
{
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    enum fault_code code = session_get(db, secret->hash, out, &world->fault);
    store_done(world->store, db);
    return code;
}

static void a_session_lasts_until_it_expires_or_is_ended(void **state)
{
    struct world *world = *state;
    struct session session;
    clock_set((struct instant){INT64_C(1700000000000)});
    struct secret one = {add_person(world, "T1"), {1}, {INT64_C(1700000001000)}}, two = one;
    two.hash[0] = 2;
    assert_fine(world, store_write(world->store, session_job, &one, &world->fault));
    assert_fine(world, find_session(world, &one, &session));
    assert_int_equal(session.person, one.person);
    assert_string_equal(session.csrf, "c");
    clock_set((struct instant){INT64_C(1700000001000)});
    assert_int_equal(find_session(world, &one, &session), FAULT_ABSENT);
    two.expires.ms += 1000;
    assert_fine(world, store_write(world->store, session_job, &two, &world->fault));
    assert_int_equal(world_number(world, "SELECT count(*) FROM session"), 1);
    assert_fine(world, store_write(world->store, session_end_all_job, &two.person, &world->fault));
    assert_int_equal(find_session(world, &two, &session), FAULT_ABSENT);
}

static void a_password_is_found_by_address_or_staff_id_and_an_unknown_login_has_none(void **state)
{
    struct world *world = *state;
    struct db *db = NULL;
    int64_t person = add_person(world, "T1"), found = -1;
    char *hash = NULL;
    sqlite3 *raw = world_raw(world);
    assert_int_equal(sqlite3_exec(raw, "UPDATE identity SET password = 'argon'", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(raw);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    static const char *const logins[] = {"T1", "t1@example.ac.uk", "T1@EXAMPLE.AC.UK"};
    for (int i = 0; i < 3; i++) {
        assert_fine(world, password_get(db, world->arena, logins[i], &found, &hash, &world->fault));
        assert_int_equal(found, person);
        assert_string_equal(hash, "argon");
    }
    assert_fine(world, password_get(db, world->arena, "nobody", &found, &hash, &world->fault));
    assert_int_equal(found, 0);
    assert_null(hash);
    store_done(world->store, db);
}

#define in_world(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        in_world(creating_refuses_a_file_that_exists),
        in_world(a_new_database_is_for_its_owner_only),
        in_world(a_second_owner_is_told_that_it_is_busy),
        in_world(an_absent_database_is_absent),
        in_world(a_database_of_another_program_or_a_newer_one_is_refused),
        in_world(a_file_that_is_no_database_is_refused_and_left_alone),
        in_world(a_reader_beside_the_owner_sees_what_was_saved_and_can_never_write),
        in_world(a_read_connection_refuses_to_write),
        in_world(a_reopened_store_holds_everything),
        in_world(events_are_never_updated_deleted_or_replaced),
        in_world(an_event_of_an_unknown_kind_or_about_nothing_leaves_nothing),
        in_world(an_event_is_never_recorded_before_the_one_it_follows),
        in_world(the_size_of_the_log_on_a_date_counts_what_was_recorded_by_its_end),
        in_world(a_staff_id_or_address_belongs_to_one_person),
        in_world(a_change_of_identity_records_which_fields_differ_and_never_what_they_say),
        in_world(posts_are_in_force_from_their_first_day_to_their_last),
        in_world(a_sign_in_link_works_once_however_many_try),
        in_world(a_session_lasts_until_it_expires_or_is_ended),
        in_world(a_password_is_found_by_address_or_staff_id_and_an_unknown_login_has_none),
    };
    if (date_set_zone("Europe/London", NULL) != FAULT_NONE)
        return 1;
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
