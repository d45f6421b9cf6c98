/*
 * site_schools.c - a School's own file that nobody meets, because its code is that of no School in the database: its staff may still
 * be to come, or the code is written otherwise there. No error, so it is only told.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "web.h"

static bool is_there(const struct school_row *schools, int count, const char *code)
{
    for (int i = 0; i < count; i++)
        if (strcmp(schools[i].code, code) == 0)
            return true;
    return false;
}

/* The School that differs in capitals alone; NULL: none does. */
static const char *meant(const struct school_row *schools, int count, const char *code)
{
    for (int i = 0; i < count; i++)
        if (strcasecmp(schools[i].code, code) == 0)
            return schools[i].code;
    return NULL;
}

static void say(const char *folder, const char *code, const char *other)
{
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    fprintf(stderr, "signpost: %.*s/schools/%s.json: no School of the database has the code %s%s%s%s, so nobody meets what is in it. If "
                    "its staff are still to be imported, all is well; else give the file and its \"school\" the code of a School "
                    "that is there, or remove it.\n", (int)length, folder, code, code, other ? " (did you mean " : "",
            other ? other : "", other ? "?)" : "");
}

enum fault_code site_say_unmet(struct site *site, const struct bank *bank, struct fault *fault)
{
    struct school_row *schools = NULL;
    struct db *db = NULL;
    int count = 0;
    struct arena *arena = arena_new();
    enum fault_code code = arena ? store_read(site->store, &db, fault) : fault_memory(fault);
    if (code == FAULT_NONE)
        code = school_list(db, arena, &schools, &count, fault);
    if (db)
        store_done(site->store, db);
    for (int i = 0; code == FAULT_NONE && i < bank_local_count(bank); i++) {
        const char *school = bank_local(bank, i)->school;
        if (!is_there(schools, count, school))
            say(site->questions, school, meant(schools, count, school));
    }
    if (arena)
        arena_free(arena);
    return code;
}
