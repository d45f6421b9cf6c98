/*
 * import_files.c - the files to be: one a subject, with the questions that were taken.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "formats/import_internal.h"
#include "signpost/text.h"

/* A name that the folder's bank/ reads, and that stays in it. */
enum fault_code into_check(const char *into, struct fault *fault)
{
    size_t length = into ? strlen(into) : 0, end = strlen(".json");
    char stem[LIMIT_ID + 1] = "";
    if (!into)
        return FAULT_NONE;
    if (length > end && length - end <= LIMIT_ID && strcmp(into + length - end, ".json") == 0)
        memcpy(stem, into, length - end);
    if (text_is_id(stem))
        return FAULT_NONE;
    return fault_set(fault, FAULT_USAGE, "--into names a file of the folder's bank/, such as b-week3.json: lower-case letters, digits, "
                     "'.', '_' and '-', then .json, and no folder; not \"%.80s\".", into);
}

/* "questions/bank/a-week-3.json" for the subject a of "Week 3.xml". */
static char *path_of(const struct format_import *import, int subject, struct arena *arena)
{
    const char *slash = strrchr(import->file, '/'), *base = slash ? slash + 1 : import->file, *dot = strrchr(base, '.');
    char *stem = arena_dup_bytes(arena, base, dot && dot > base ? (size_t)(dot - base) : strlen(base)), *path = NULL;
    const char *word = stem ? id_from(arena, stem) : NULL;
    if (import->into)
        return asprintf(&path, "%s/bank/%s", import->dir, import->into) < 0 ? NULL : path;
    if (!word || asprintf(&path, "%s/bank/%c-%s.json", import->dir, 'a' + subject, *word ? word : "imported") < 0)
        return NULL;
    return path;
}

static void put_head(struct importing *importing, int subject, struct buf *out)
{
    const char letter[2] = {(char)('a' + subject), '\0'};
    const char *name = json_string(json_object(importing->folder.institution.root, "subjects"), letter);
    struct json_out title;
    buf_text(out, "{\n  \"$schema\": \"../schema/bank.schema.json\",\n");
    buf_printf(out, "  \"subject\": \"%s\",\n  \"title\": ", letter);
    json_out_init(&title, out);
    json_out_string(&title, name ? name : letter);
    buf_text(out, ",\n  \"questions\": [\n");
}

/* The files to be; *COUNT of them. Their bytes are the buffers in DONE. */
enum fault_code import_files(struct importing *importing, struct buf done[SUBJECTS],
                             struct new_file files[SUBJECTS], int *count, struct fault *fault)
{
    struct arena *arena = arena_new();
    enum fault_code code = arena ? FAULT_NONE : fault_memory(fault);
    for (int subject = 0; subject < SUBJECTS && code == FAULT_NONE; subject++) {
        if (importing->count[subject] == 0)
            continue;
        if (importing->import->into && *count > 0) {
            code = fault_set(fault, FAULT_INPUT, "The questions are of several subjects and a file of the bank has one: "
                             "leave --into out, and each gets a file of its own.");
            break;
        }
        struct new_file *file = &files[(*count)++];
        struct buf *text = &done[subject];
        put_head(importing, subject, text);
        buf_append(text, buf_string(&importing->text[subject]), importing->text[subject].size);
        buf_text(text, "\n  ]\n}\n");
        *file = (struct new_file){path_of(importing->import, subject, arena), buf_string(text), text->size};
        if (!file->path || !buf_ok(text))
            code = fault_memory(fault);
    }
    arena_free(arena);
    return code;
}
