/*
 * set.c - the parsed entries of a bank on their way from files or a document to the built bank.
 */
#include <stdlib.h>
#include <string.h>
#include "bank/bank_internal.h"

bool set_init(struct set *set, const char *dir, struct findings *findings)
{
    memset(set, 0, sizeof *set);
    set->dir = dir;
    set->findings = findings;
    set->questions_whole = set->modules_whole = true;
    set->arena = arena_new_within(LIMIT_BANK_ARENA);
    set->files = arena_new_within(LIMIT_BANK_ARENA);
    if (set->files)
        set->sources = arena_alloc(set->files, SOURCES_KNOWN * sizeof *set->sources);
    return set->arena && set->sources;
}

void set_release(struct set *set)
{
    arena_free(set->arena);
    arena_free(set->files);
    set->arena = set->files = NULL;
}

struct entry *set_add(struct set *set, struct entries *entries, const struct json_doc *doc, const cJSON *json)
{
    if (entries->count == entries->capacity) {
        int capacity = entries->capacity ? entries->capacity * 2 : 64;
        struct entry *items = arena_alloc(set->arena, (size_t)capacity * sizeof *items);
        if (!items) {
            set->findings->failed = 1;
            return NULL;
        }
        if (entries->count)
            memcpy(items, entries->items, (size_t)entries->count * sizeof *items);
        entries->items = items;
        entries->capacity = capacity;
    }
    struct entry *entry = &entries->items[entries->count++];
    *entry = (struct entry){.doc = doc, .json = json, .id = json_string(json, "id")};
    return entry;
}

static int by_id_then_place(const void *a, const void *b)
{
    const struct entry *const *left = a, *const *right = b;
    int order = strcmp((*left)->id, (*right)->id);
    return order ? order : (*left > *right) - (*left < *right);
}

static void index_entries(struct set *set, struct entries *entries)
{
    entries->id_count = 0;
    entries->by_id = arena_alloc(set->arena, (size_t)entries->count * sizeof *entries->by_id);
    if (!entries->by_id) {
        set->findings->failed = 1;
        return;
    }
    for (int i = 0; i < entries->count; i++)
        if (entries->items[i].id)
            entries->by_id[entries->id_count++] = &entries->items[i];
    qsort(entries->by_id, (size_t)entries->id_count, sizeof *entries->by_id, by_id_then_place);
}

void set_index(struct set *set)
{
    index_entries(set, &set->questions);
    index_entries(set, &set->quizzes);
    index_entries(set, &set->modules);
    index_entries(set, &set->requirements);
}

const struct entry *set_find(const struct entries *entries, const char *id)
{
    int low = 0, high = entries->id_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (strcmp(entries->by_id[middle]->id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < entries->id_count && strcmp(entries->by_id[low]->id, id) == 0 ? entries->by_id[low] : NULL;
}

const char *set_section_text(const struct set *set, const cJSON *section)
{
    for (const struct section_text *text = set->texts; text; text = text->next)
        if (text->section == section)
            return text->text;
    return json_string(section, "text");
}

static int by_id(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    return strcmp(left->id, right->id);
}

static int by_school(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    return strcmp(json_string(left->json, "school"), json_string(right->json, "school"));
}

static int by_rank(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    bool first = strcmp(json_string(left->json, "id"), QUIZ_PERSONAL_TUTORING) == 0;
    bool second = strcmp(json_string(right->json, "id"), QUIZ_PERSONAL_TUTORING) == 0;
    return first != second ? (first ? -1 : 1) : by_id(a, b);
}

static int by_depth(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    return left->depth != right->depth ? (left->depth < right->depth ? -1 : 1) : by_id(a, b);
}

static void sort_entries(struct entries *entries, int (*compare)(const void *, const void *))
{
    if (entries->count > 1)
        qsort(entries->items, (size_t)entries->count, sizeof *entries->items, compare);
}

/* In the order that the index has already. */
static void sort_questions(struct set *set)
{
    struct entries *entries = &set->questions;
    struct entry *sorted = arena_alloc(set->files, (size_t)entries->count * sizeof *sorted);
    for (int i = 0; sorted && i < entries->id_count; i++)
        sorted[i] = *entries->by_id[i];
    if (sorted)
        entries->items = sorted;
    else
        sort_entries(entries, by_id);
}

void set_sort(struct set *set)
{
    sort_questions(set);
    sort_entries(&set->quizzes, by_rank);
    sort_entries(&set->modules, by_depth);
    sort_entries(&set->schools, by_school);
}

void set_add_questions(struct set *set, const struct json_doc *doc, const cJSON *list, char subject, const char *school)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list) {
        struct entry *entry = set_add(set, &set->questions, doc, item);
        const char *own = json_string(item, "subject");
        if (!entry)
            return;
        entry->school = school;
        entry->subject = subject;
        if (!subject && !school && own && strlen(own) == 1) /* in a document each question has its own */
            entry->subject = own[0];
    }
}

static bool add_all(struct set *set, struct entries *entries, const struct json_doc *doc, const char *name)
{
    const cJSON *array = json_array(doc->root, name), *item;
    if (!array)
        return false;
    cJSON_ArrayForEach(item, array)
        set_add(set, entries, doc, item);
    return true;
}

/* Documents of banks without Schools' own files have no such member. */
static bool add_schools(struct set *set, const struct json_doc *doc)
{
    const cJSON *school;
    if (!json_member(doc->root, "schools"))
        return true;
    if (!add_all(set, &set->schools, doc, "schools"))
        return false;
    cJSON_ArrayForEach(school, json_array(doc->root, "schools"))
        set_add_questions(set, doc, json_array(school, "questions"), '\0', json_string(school, "school"));
    return true;
}

enum fault_code set_from_document(struct set *set, const struct json_doc *doc, struct fault *fault)
{
    static const char *const names[] = {"bank", "institution", "modules", "quizzes", "requirements", "schools", NULL};
    if (!cJSON_IsObject(doc->root) || json_unknown_member(doc->root, names) || !json_object(doc->root, "institution") ||
        !json_array(doc->root, "bank") || !add_all(set, &set->requirements, doc, "requirements") ||
        !add_all(set, &set->modules, doc, "modules") || !add_all(set, &set->quizzes, doc, "quizzes") || !add_schools(set, doc))
        return fault_set(fault, FAULT_INPUT, "This is no bank document: it must have bank, institution, modules, "
                         "quizzes and requirements, may have schools, and nothing else.");
    set_add_questions(set, doc, json_array(doc->root, "bank"), '\0', NULL);
    set->institution = (struct entry){.doc = doc, .json = json_object(doc->root, "institution")};
    return FAULT_NONE;
}
