/*
 * store_requirement.c - the training requirements, kept as events: what a reload of the bank changed of them.
 */
#include <string.h>
#include "signpost/bank.h"
#include "store_internal.h"

static void write_list(struct json_out *json, const char *name, const char *const *texts, int count)
{
    json_out_key(json, name);
    json_out_array(json);
    for (int i = 0; i < count; i++)
        json_out_string(json, texts[i]);
    json_out_end(json);
}

static const char *define(struct payload *payload, const struct requirement *requirement)
{
    char from[DATE_TEXT];
    bool always = requirement->from.day == DATE_MIN.day;
    if (!always)
        date_text(requirement->from, from);
    payload_begin(payload);
    write_list(&payload->json, "any_of", requirement->any_of, requirement->any_of_count);
    json_out_member(&payload->json, "from", always ? NULL : from);
    json_out_member(&payload->json, "id", requirement->id);
    write_list(&payload->json, "schools", requirement->schools, requirement->school_count);
    json_out_member(&payload->json, "title", requirement->title);
    return payload_end(payload);
}

static enum fault_code is_in_force(struct tx *tx, const char *id, const char *definition, bool *out,
                                   struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db,
               "SELECT 1 FROM requirement WHERE id = :id AND definition = :definition AND ended IS NULL", fault);
    bind_text(&query, ":id", id);
    bind_text(&query, ":definition", definition);
    *out = query_next(&query);
    return query_close(&query);
}

static enum fault_code set(struct tx *tx, const struct requirement *requirement, struct fault *fault)
{
    struct payload payload;
    bool same = false;
    const char *definition = define(&payload, requirement);
    enum fault_code code =
        definition ? is_in_force(tx, requirement->id, definition, &same, fault) : fault_memory(fault);
    if (code == FAULT_NONE && !same) {
        struct event event = {.kind = "requirement.set", .date = requirement->from, .payload = definition};
        code = event_append(tx, &event, fault);
    }
    payload_release(&payload);
    return code;
}

static enum fault_code end(struct tx *tx, const char *id, struct fault *fault)
{
    struct payload payload;
    payload_begin(&payload);
    json_out_member(&payload.json, "id", id);
    struct event event = {.kind = "requirement.ended", .date = clock_today(), .payload = payload_end(&payload)};
    enum fault_code code = event_append(tx, &event, fault);
    payload_release(&payload);
    return code;
}

static bool is_listed(const struct requirement *const *list, int count, const char *id)
{
    for (int i = 0; i < count; i++)
        if (strcmp(list[i]->id, id) == 0)
            return true;
    return false;
}

/* The ids in force, gathered before anything is ended. */
static enum fault_code in_force(struct tx *tx, struct arena *arena, char ***out, int *count, struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(char *));
    query_open(&query, tx->db, "SELECT id FROM requirement WHERE ended IS NULL ORDER BY seq", fault);
    while (query_next(&query)) {
        char **id = list_add(&query, &list);
        if (id)
            *id = column_dup(&query, arena, 0);
    }
    return list_finish(&query, &list, arena, out, count);
}

enum fault_code requirements_record(struct tx *tx, const struct requirement *const *list, int count,
                                    struct fault *fault)
{
    char **ids = NULL;
    int id_count = 0;
    struct arena *arena = arena_new();
    if (!arena)
        return fault_memory(fault);
    enum fault_code code = in_force(tx, arena, &ids, &id_count, fault);
    for (int i = 0; i < id_count && code == FAULT_NONE; i++)
        if (!is_listed(list, count, ids[i]))
            code = end(tx, ids[i], fault);
    for (int i = 0; i < count && code == FAULT_NONE; i++)
        code = set(tx, list[i], fault);
    arena_free(arena);
    return code;
}
