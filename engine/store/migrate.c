/*
 * migrate.c - brings a database forward to this program's schema: numbered files of engine/store/schema, each applied
 * once, in order, in a transaction of its own. Never backwards.
 */
#include <stdio.h>
#include <string.h>
#include "signpost/embedded.h"
#include "store_internal.h"

#define FIRST_OVERWRITING 2 /* schema whose databases were always written with secure_delete: an older one is written anew once */

static const struct embedded *migration(int number)
{
    char prefix[64];
    int length = snprintf(prefix, sizeof prefix, "engine/store/schema/%04d_", number);
    for (const struct embedded *file = embedded_files; file->path; file++)
        if (strncmp(file->path, prefix, (size_t)length) == 0)
            return file;
    return NULL;
}

static int newest(void)
{
    int number = 0;
    while (migration(number + 1))
        number++;
    return number;
}

static enum fault_code versions(struct db *db, const char *file, int64_t *application, int64_t *version,
                                struct fault *fault)
{
    enum fault_code code = db_pragma(db, "PRAGMA application_id", application, fault);
    if (code == FAULT_NONE)
        code = db_pragma(db, "PRAGMA user_version", version, fault);
    if (code == FAULT_INPUT)
        code = fault_at(fault, FAULT_INPUT, file, 0, "this is not a Signpost database");
    return code;
}

static enum fault_code check_ours(struct db *db, const char *file, int64_t *version, struct fault *fault)
{
    int64_t application = 0;
    enum fault_code code = versions(db, file, &application, version, fault);
    if (code != FAULT_NONE)
        return code;
    if (application != SCHEMA_APPLICATION_ID)
        return fault_at(fault, FAULT_INPUT, file, 0, "this is not a Signpost database");
    if (*version > newest())
        return fault_at(fault, FAULT_INPUT, file, 0,
                        "this database was written by a newer Signpost (schema %lld, this one knows %d): use that one",
                        (long long)*version, newest());
    return FAULT_NONE;
}

enum fault_code migrate_check(struct db *db, const char *file, struct fault *fault)
{
    int64_t version = 0;
    enum fault_code code = check_ours(db, file, &version, fault);
    if (code == FAULT_NONE && version != newest())
        code = fault_at(fault, FAULT_INPUT, file, 0,
                        "this database has an older schema (%lld, this program wants %d): start the server on it once",
                        (long long)version, newest());
    return code;
}

static enum fault_code apply(struct db *db, int number, struct fault *fault)
{
    char settings[128];
    snprintf(settings, sizeof settings, "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
             SCHEMA_APPLICATION_ID, number);
    enum fault_code code = db_script(db, "BEGIN IMMEDIATE", fault);
    if (code != FAULT_NONE)
        return code;
    code = db_script(db, (const char *)migration(number)->bytes, fault);
    if (code == FAULT_NONE)
        code = db_script(db, settings, fault);
    if (code != FAULT_NONE && !sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    return code;
}

enum fault_code migrate(struct db *db, const char *file, bool from_nothing, struct fault *fault)
{
    int64_t version = 0;
    enum fault_code code = from_nothing ? FAULT_NONE : check_ours(db, file, &version, fault);
    if (code == FAULT_NONE && newest() == 0)
        code = fault_set(fault, FAULT_INTERNAL, "This program was built without its schema.");
    if (code == FAULT_NONE && !from_nothing && version < FIRST_OVERWRITING) /* before: on a full disk it stays as it was */
        code = anew_write(db, fault);
    for (int number = (int)version + 1; code == FAULT_NONE && number <= newest(); number++)
        code = apply(db, number, fault);
    return code;
}
