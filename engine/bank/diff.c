/*
 * diff.c - two versions of the bank side by side: their questions, modules, quizzes, requirements, Schools and the institution's
 * words, each paired by its id.
 */
#include <stdlib.h>
#include <string.h>
#include "bank/diff_internal.h"

void diff_note(struct differ *differ, enum change_kind kind, const char *where, const char *before, const char *after, bool marking)
{
    struct bank_change *change = arena_alloc(differ->arena, sizeof *change);
    struct bank_thing *thing = differ->thing;
    if (!change || !where) {
        differ->failed = true;
        return;
    }
    *change = (struct bank_change){.kind = kind, .aspect = differ->aspect, .where = where, .before = before, .after = after,
                                   .marking = marking};
    *(thing->last ? &thing->last->next : &thing->changes) = change;
    thing->last = change;
    thing->marking |= marking;
}

/* ---- what is in a document ---- */

struct entry { const char *id; const cJSON *json; const char *school; /* whose own question it is; NULL: everybody's */ };
struct listing { struct entry *entries; int count; };

static int by_id(const void *left, const void *right)
{
    return strcmp(((const struct entry *)left)->id, ((const struct entry *)right)->id);
}

static void list_add(struct listing *listing, const cJSON *array, const char *member, const char *school)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        const char *id = json_string(item, member);
        if (id)
            listing->entries[listing->count++] = (struct entry){id, item, school};
    }
}

static bool is_document(const cJSON *root)
{
    return json_array(root, "bank") && json_array(root, "modules") && json_array(root, "quizzes") &&
           json_array(root, "requirements") && json_object(root, "institution");
}

/* The things of one kind by their ids; a School's own questions stand among the others. */
static bool list(struct differ *differ, const cJSON *root, enum changed_thing thing, struct listing *out)
{
    static const char *const names[THINGS] = {"bank", "modules", "quizzes", "requirements", "schools", NULL};
    const cJSON *array = json_array(root, names[thing]), *school;
    const cJSON *schools = thing == THING_QUESTION ? json_array(root, "schools") : NULL;
    size_t room = (size_t)cJSON_GetArraySize(array) + 1;
    cJSON_ArrayForEach(school, schools)
        room += (size_t)cJSON_GetArraySize(json_array(school, "questions"));
    *out = (struct listing){.entries = arena_alloc(differ->arena, room * sizeof *out->entries)};
    if (!out->entries)
        return false;
    list_add(out, array, thing == THING_SCHOOL ? "school" : "id", NULL);
    cJSON_ArrayForEach(school, schools)
        list_add(out, json_array(school, "questions"), "id", json_string(school, "school"));
    qsort(out->entries, (size_t)out->count, sizeof *out->entries, by_id);
    return true;
}

/* ---- one thing ---- */

static void compare_member(struct differ *differ, const cJSON *before, const cJSON *after, const char *name)
{
    differ->aspect = name;
    diff_walk(differ, "", name, json_member(before, name), json_member(after, name));
}

/* Every member but BUT, which is compared elsewhere. */
static void compare_members(struct differ *differ, const cJSON *before, const cJSON *after, const char *but)
{
    const cJSON *member;
    cJSON_ArrayForEach(member, before)
        if (strcmp(member->string, but) != 0)
            compare_member(differ, before, after, member->string);
    cJSON_ArrayForEach(member, after)
        if (!json_member(before, member->string) && strcmp(member->string, but) != 0)
            compare_member(differ, before, after, member->string);
}

/* That another School asks a question now stands in no member of it. */
static void compare_schools(struct differ *differ, const char *before, const char *after)
{
    differ->aspect = "School";
    if (before && after ? strcmp(before, after) != 0 : before || after)
        diff_note(differ, !before ? CHANGE_ADDED : !after ? CHANGE_REMOVED : CHANGE_CHANGED, "", before, after, false);
}

static void compare(struct differ *differ, enum changed_thing thing, const struct entry *before, const struct entry *after)
{
    if (thing != THING_QUESTION) {
        compare_members(differ, before->json, after->json, thing == THING_SCHOOL ? "questions" : "$schema");
        return;
    }
    diff_question(differ, "", before->json, after->json);
    compare_schools(differ, before->school, after->school);
}

/* The same in every member? A School's questions are told apart from its section. */
static bool alike(enum changed_thing thing, const cJSON *before, const cJSON *after)
{
    return thing == THING_SCHOOL || cJSON_Compare(before, after, true);
}

static const char *title_of(enum changed_thing thing, const cJSON *json)
{
    const char *title = json_string(json, thing == THING_QUESTION ? "stem" : thing == THING_INSTITUTION ? "name" : "title");
    return title ? title : "";
}

/* Keeps a thing that was changed, added or removed; NULL stands for the side on which it is not. */
static void take(struct differ *differ, enum changed_thing thing, const struct entry *before, const struct entry *after)
{
    const struct entry *shown = after ? after : before;
    struct bank_thing *made = arena_alloc(differ->arena, sizeof *made);
    struct bank_diff_count *count = &differ->out->count[thing];
    if (!made) {
        differ->failed = true;
        return;
    }
    *made = (struct bank_thing){.thing = thing, .id = shown->id, .title = title_of(thing, shown->json), .school = shown->school,
                                .kind = !before ? CHANGE_ADDED : !after ? CHANGE_REMOVED : CHANGE_CHANGED};
    differ->thing = made;
    if (before && after)
        compare(differ, thing, before, after);
    if (before && after && !made->changes && !alike(thing, before->json, after->json)) { /* never silent about what differs */
        differ->aspect = "form";
        diff_note(differ, CHANGE_CHANGED, "", diff_words(differ, before->json), diff_words(differ, after->json),
                  thing == THING_QUESTION);
    }
    if (made->kind == CHANGE_CHANGED && !made->changes)
        return;
    count->added += made->kind == CHANGE_ADDED;
    count->removed += made->kind == CHANGE_REMOVED;
    count->changed += made->kind == CHANGE_CHANGED;
    count->marking += made->marking;
    differ->kept++;
    made->next = differ->out->things;
    differ->out->things = made;
}

/* ---- all of them ---- */

static void pair(struct differ *differ, enum changed_thing thing, const cJSON *before, const cJSON *after)
{
    struct listing old, new;
    int i = 0, k = 0;
    if (!list(differ, before, thing, &old) || !list(differ, after, thing, &new)) {
        differ->failed = true;
        return;
    }
    while (i < old.count || k < new.count) {
        int order = i == old.count ? 1 : k == new.count ? -1 : by_id(&old.entries[i], &new.entries[k]);
        take(differ, thing, order <= 0 ? &old.entries[i] : NULL, order >= 0 ? &new.entries[k] : NULL);
        i += order <= 0;
        k += order >= 0;
    }
}

static int by_weight(const void *left, const void *right)
{
    const struct bank_thing *a = *(struct bank_thing *const *)left, *b = *(struct bank_thing *const *)right;
    return a->thing != b->thing ? (int)a->thing - (int)b->thing : a->marking != b->marking ? b->marking - a->marking
                                                                                             : strcmp(a->id, b->id);
}

static void sort(struct differ *differ)
{
    struct bank_thing **sorted = arena_alloc(differ->arena, ((size_t)differ->kept + 1) * sizeof *sorted);
    int count = 0;
    if (!sorted) {
        differ->failed = true;
        return;
    }
    for (struct bank_thing *thing = differ->out->things; thing; thing = thing->next)
        sorted[count++] = thing;
    qsort(sorted, (size_t)count, sizeof *sorted, by_weight);
    for (int i = 0; i < count; i++)
        sorted[i]->next = sorted[i + 1]; /* behind the last: NULL */
    differ->out->things = sorted[0];
}

static void release_doc(void *doc)
{
    json_release(doc);
}

static enum fault_code read(const char *bytes, size_t size, struct arena *arena, const cJSON **out, struct fault *fault)
{
    struct json_doc *doc = arena_alloc(arena, sizeof *doc);
    if (!doc)
        return fault_memory(fault);
    enum fault_code code = json_read(bytes, size, "bank document", doc, fault);
    if (code != FAULT_NONE)
        return code;
    if (arena_defer(arena, release_doc, doc) != 0)
        return fault_memory(fault);
    *out = doc->root;
    return is_document(doc->root) ? FAULT_NONE : fault_set(fault, FAULT_INPUT, "This is no bank document: it must have bank, "
                                                           "institution, modules, quizzes and requirements.");
}

enum fault_code bank_diff(const char *before, size_t before_size, const char *after, size_t after_size, struct arena *arena,
                          struct bank_diff *out, struct fault *fault)
{
    struct differ differ = {.arena = arena, .out = out};
    const cJSON *old = NULL, *new = NULL;
    *out = (struct bank_diff){.things = NULL};
    enum fault_code code = read(before, before_size, arena, &old, fault);
    if (code == FAULT_NONE)
        code = read(after, after_size, arena, &new, fault);
    if (code != FAULT_NONE)
        return code;
    for (int i = 0; i < THING_INSTITUTION; i++)
        pair(&differ, (enum changed_thing)i, old, new);
    take(&differ, THING_INSTITUTION, &(struct entry){"", json_object(old, "institution"), NULL},
         &(struct entry){"", json_object(new, "institution"), NULL});
    sort(&differ);
    return differ.failed ? fault_memory(fault) : FAULT_NONE;
}
