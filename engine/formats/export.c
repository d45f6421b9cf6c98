/*
 * export.c - a bank on its way out: subject by subject, in the order of the ids.
 */
#include <string.h>
#include "formats/formats_internal.h"

/* Made from the directory of services by the bank itself; they would be made again where they come in. */
static bool is_generated(const char *id)
{
    return strncmp(id, "directory.", strlen("directory.")) == 0;
}

static enum fault_code add_subject(struct format_writer *writer, const cJSON *questions, char subject,
                                   struct format_exported *counts, struct format_report *report, struct fault *fault)
{
    const cJSON *json;
    enum fault_code code = FAULT_NONE;
    cJSON_ArrayForEach(json, questions) {
        struct format_question question;
        int lost = report->questions;
        if (*json_string(json, "subject") != subject)
            continue;
        if (is_generated(json_string(json, "id"))) {
            counts->generated++;
            continue;
        }
        struct arena *arena = arena_new();
        code = arena ? question_in(json, arena, &question, fault) : fault_memory(fault);
        if (code == FAULT_NONE)
            code = format_writer_add(writer, &question, report, fault);
        arena_free(arena);
        if (code != FAULT_NONE)
            return code;
        counts->written += report->questions == lost;
    }
    return code;
}

enum fault_code format_export(enum format format, const struct bank *bank, char subject, struct buf *out,
                              struct format_exported *counts, struct format_report *report, struct fault *fault)
{
    struct format_writer *writer = NULL;
    struct json_doc doc = {0};
    const cJSON *school;
    size_t size;
    const char *document = bank_document(bank, &size);
    *counts = (struct format_exported){0};
    enum fault_code code = json_read(document, size, "the bank's document", &doc, fault);
    if (code == FAULT_NONE)
        code = format_writer_new(format, bank_institution(bank)->subject, &writer, fault);
    for (char each = 'a'; code == FAULT_NONE && each < 'a' + SUBJECTS; each++)
        if (!subject || each == subject)
            code = add_subject(writer, json_array(doc.root, "bank"), each, counts, report, fault);
    if (code == FAULT_NONE)
        code = format_writer_finish(writer, out, fault);
    cJSON_ArrayForEach(school, json_array(doc.root, "schools"))
        counts->local += subject ? 0 : cJSON_GetArraySize(json_array(school, "questions"));
    format_writer_free(writer);
    json_release(&doc);
    return code;
}
