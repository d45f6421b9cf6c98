/*
 * folder.c - what a questions folder holds already: the institution's documents, and every question by its id. It need not be
 * a whole bank: one may be brought in from a file.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "formats/import_internal.h"

char *content_of(const cJSON *question, char subject)
{
    const char name[2] = {subject, '\0'};
    cJSON *copy = cJSON_Duplicate(question, true);
    struct buf text;
    buf_init(&text, 0);
    cJSON_DeleteItemFromObjectCaseSensitive(copy, "id");
    cJSON_DeleteItemFromObjectCaseSensitive(copy, "pool");
    cJSON_DeleteItemFromObjectCaseSensitive(copy, "subject");
    bool made = copy && cJSON_AddStringToObject(copy, "subject", name) && json_canonical(copy, &text, NULL) == FAULT_NONE;
    cJSON_Delete(copy);
    if (!made)
        text.failed = true;
    return buf_take(&text);
}

static enum fault_code take_question(struct folder *folder, const cJSON *question, char subject, struct fault *fault)
{
    const char *id = json_string(question, "id");
    char *content = content_of(question, subject);
    bool kept = content && (!id || taken_add(&folder->taken, id, content));
    free(content);
    return kept ? FAULT_NONE : fault_memory(fault);
}

static enum fault_code take_file(struct folder *folder, const char *path, struct fault *fault)
{
    struct json_doc doc = {0};
    const cJSON *question;
    enum fault_code code = json_read_file(path, path, LIMIT_JSON_FILE, &doc, fault);
    const char *subject = code == FAULT_NONE ? json_string(doc.root, "subject") : NULL;
    const cJSON *questions = code == FAULT_NONE ? json_array(doc.root, "questions") : NULL;
    cJSON_ArrayForEach(question, questions) {
        code = take_question(folder, question, subject ? *subject : '\0', fault);
        if (code != FAULT_NONE)
            break;
    }
    json_release(&doc);
    return code == FAULT_MALFORMED ? FAULT_INPUT : code;
}

static int is_json(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

static enum fault_code take_bank(struct folder *folder, const char *dir, struct arena *arena, struct fault *fault)
{
    struct dirent **names = NULL;
    const char *path = arena_printf(arena, "%s/bank", dir);
    int count = path ? scandir(path, &names, is_json, alphasort) : -1;
    enum fault_code code = FAULT_NONE;
    if (!path)
        return fault_memory(fault);
    if (count < 0)
        code = fault_at(fault, FAULT_INPUT, path, 0, "The folder cannot be read: %s. Name a questions folder with "
                        "--questions DIR.", strerror(errno));
    for (int i = 0; i < count; i++) {
        const char *file = arena_printf(arena, "%s/%s", path, names[i]->d_name);
        if (code == FAULT_NONE)
            code = file ? take_file(folder, file, fault) : fault_memory(fault);
        free(names[i]);
    }
    free(names);
    return code;
}

static const cJSON *first_document(const cJSON *institution)
{
    const cJSON *document;
    cJSON_ArrayForEach(document, json_array(institution, "documents")) {
        const char *id = json_string(document, "id");
        if (id && strcmp(id, "directory") != 0)
            return document;
    }
    return NULL;
}

void folder_source(const struct folder *folder, char subject, const char **document, const char **point)
{
    const cJSON *first = first_document(folder->institution.root), *points = json_array(first, "points"), *one;
    const char own[] = {'1', '3', subject, '\0'};
    *document = first ? json_string(first, "id") : "code-of-practice"; /* which the check then misses */
    *point = points && points->child ? json_string(points->child, "point") : "to be added";
    cJSON_ArrayForEach(one, points) {
        const char *name = json_string(one, "point");
        if (name && strcmp(name, own) == 0)
            *point = name;
    }
    if (!*point)
        *point = "to be added";
}

enum fault_code folder_open(const char *dir, struct folder *out, struct fault *fault)
{
    struct arena *arena = arena_new();
    *out = (struct folder){0};
    const char *path = arena ? arena_printf(arena, "%s/institution.json", dir) : NULL;
    enum fault_code code = path ? json_read_file(path, path, LIMIT_JSON_FILE, &out->institution, fault)
                                : fault_memory(fault);
    if (code == FAULT_MALFORMED || code == FAULT_ABSENT)
        code = FAULT_INPUT;
    if (code == FAULT_NONE)
        code = take_bank(out, dir, arena, fault);
    if (code != FAULT_NONE)
        folder_close(out);
    arena_free(arena);
    return code;
}

void folder_close(struct folder *folder)
{
    json_release(&folder->institution);
    taken_release(&folder->taken);
    *folder = (struct folder){0};
}
