/*
 * document.c - the canonical document of a checked, sorted set: one JSON object that holds all of a bank, the texts of
 * sections and the questions made from the directory among it. Its SHA-256 is the bank's name.
 */
#include <string.h>
#include "bank/bank_internal.h"

/* A copy as it stands in the document, or NULL when memory ran out. */
static cJSON *copy_of(const cJSON *json)
{
    cJSON *copy = cJSON_Duplicate(json, true);
    if (copy)
        cJSON_DeleteItemFromObjectCaseSensitive(copy, "$schema");
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

/* Those of a School's own file are for that School. */
static cJSON *copy_requirement(const struct entry *entry)
{
    cJSON *copy = copy_of(entry->json), *schools;
    if (!copy || !entry->school)
        return copy;
    schools = cJSON_AddArrayToObject(copy, "schools");
    if (schools && cJSON_AddItemToArray(schools, cJSON_CreateString(entry->school)))
        return copy;
    cJSON_Delete(copy);
    return NULL;
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

/* As it was written, and its subject; a School's question has none. */
static void write_question(const struct entry *entry, struct json_out *out)
{
    static const char *const without[] = {"$schema", NULL};
    char name[] = "subject", text[] = {entry->subject, '\0'};
    cJSON subject = {.type = cJSON_String, .string = name, .valuestring = text}, more = {.type = cJSON_Object, .child = &subject};
    json_out_changed(out, entry->json, without, entry->school ? NULL : &more);
}

/* The questions of one School, or of the University where SCHOOL is NULL. */
static void write_questions(const struct set *set, const char *school, struct json_out *out)
{
    json_out_array(out);
    for (int i = 0; i < set->questions.count; i++) {
        const struct entry *entry = &set->questions.items[i];
        if (school ? entry->school && strcmp(entry->school, school) == 0 : !entry->school)
            write_question(entry, out);
    }
    json_out_end(out);
}

static void write_school(const struct set *set, const cJSON *json, struct json_out *out)
{
    int64_t draw = 0;
    json_out_object(out);
    out->failed |= !json_integer(json, "draw", &draw);
    json_out_member_integer(out, "draw", draw);
    if (json_member(json, "introduction"))
        json_out_member(out, "introduction", json_string(json, "introduction"));
    json_out_key(out, "questions");
    write_questions(set, json_string(json, "school"), out);
    json_out_member(out, "school", json_string(json, "school"));
    json_out_member(out, "title", json_string(json, "title"));
    json_out_end(out);
}

enum fault_code document_write(const struct set *set, struct buf *buf, struct fault *fault)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_object(&out);
    json_out_key(&out, "bank");
    write_questions(set, NULL, &out);
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
    json_out_array(&out);
    for (int i = 0; i < set->requirements.count; i++)
        write_copy(&out, copy_requirement(&set->requirements.items[i]));
    json_out_end(&out);
    if (set->schools.count) { /* without, the document is what it was before Schools had files */
        json_out_key(&out, "schools");
        json_out_array(&out);
        for (int i = 0; i < set->schools.count; i++)
            write_school(set, set->schools.items[i].json, &out);
        json_out_end(&out);
    }
    json_out_end(&out);
    return json_out_ok(&out) ? FAULT_NONE : fault_memory(fault);
}
