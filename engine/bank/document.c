/*
 * document.c - the canonical document of a checked, sorted set: one JSON object that holds all of a bank, the texts of
 * sections and the questions made from the directory among it. Its SHA-256 is the bank's name.
 */
#include "bank/bank_internal.h"

/* A copy as it stands in the document, or NULL when memory ran out. */
static cJSON *copy_of(const cJSON *json)
{
    cJSON *copy = cJSON_Duplicate(json, true);
    if (copy)
        cJSON_DeleteItemFromObjectCaseSensitive(copy, "$schema");
    return copy;
}

static cJSON *copy_question(const struct entry *entry)
{
    cJSON *copy = copy_of(entry->json);
    char subject[2] = {entry->subject, '\0'};
    if (copy && !cJSON_AddStringToObject(copy, "subject", subject)) {
        cJSON_Delete(copy);
        copy = NULL;
    }
    return copy;
}

/* Each section's file gives way to its text. */
static cJSON *copy_module(const struct set *set, const struct entry *entry)
{
    cJSON *copy = copy_of(entry->json);
    const cJSON *from = json_array(entry->json, "sections")->child;
    cJSON *section = copy ? cJSON_GetObjectItemCaseSensitive(copy, "sections")->child : NULL;
    for (; section; section = section->next, from = from->next) {
        cJSON_DeleteItemFromObjectCaseSensitive(section, "file");
        if (!cJSON_AddStringToObject(section, "text", set_section_text(set, from))) {
            cJSON_Delete(copy);
            return NULL;
        }
    }
    return copy;
}

/* Takes COPY over; NULL sticks as a failure. */
static void write_copy(struct json_out *out, cJSON *copy)
{
    struct buf canonical;
    buf_init(&canonical, 0);
    if (copy && json_canonical(copy, &canonical, NULL) == FAULT_NONE && buf_ok(&canonical))
        json_out_canonical(out, buf_string(&canonical));
    else
        out->failed = true;
    buf_release(&canonical);
    cJSON_Delete(copy);
}

enum fault_code document_write(const struct set *set, struct buf *buf, struct fault *fault)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_object(&out);
    json_out_key(&out, "bank");
    json_out_array(&out);
    for (int i = 0; i < set->questions.count; i++)
        write_copy(&out, copy_question(&set->questions.items[i]));
    json_out_end(&out);
    json_out_key(&out, "institution");
    write_copy(&out, copy_of(set->institution.json));
    json_out_key(&out, "modules");
    json_out_array(&out);
    for (int i = 0; i < set->modules.count; i++)
        write_copy(&out, copy_module(set, &set->modules.items[i]));
    json_out_end(&out);
    json_out_key(&out, "quizzes");
    json_out_array(&out);
    for (int i = 0; i < set->quizzes.count; i++)
        write_copy(&out, copy_of(set->quizzes.items[i].json));
    json_out_end(&out);
    json_out_key(&out, "requirements");
    write_copy(&out, cJSON_Duplicate(set->requirements.json, true));
    json_out_end(&out);
    return json_out_ok(&out) ? FAULT_NONE : fault_memory(fault);
}
