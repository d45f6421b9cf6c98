/*
 * diff_question.c - two versions of one question: what it asks, what it marks as right, what it says afterwards, where it
 * belongs. Whatever can earn the same answer another mark is noted as such.
 */
#include <stdlib.h>
#include <string.h>
#include "bank/diff_internal.h"
#include "signpost/text.h"
#include "bank/type.h"

/* What authors call each member. Those without a row are told by their own names. */
static const struct { const char *member, *aspect; } aspects[] = {
    {"type", "type"}, {"stem", "wording"}, {"choices", "choices"}, {"items", "items"}, {"left", "left side"},
    {"right", "right side"}, {"feedback", "explanation"}, {"source", "source"}, {"pool", "pool"}, {"subject", "subject"},
    {"tags", "tags"}, {"shuffle", "shuffled"}, {"tolerance", "tolerance"}, {"unit", "unit"},
};
/* A change of these may mark the same answer otherwise; of a list, when something is added to it or taken away. */
static const char *const marking_members[] = {"type", "tolerance", "unit", NULL};
static const char *const marking_lists[] = {"items", "left", NULL};
static const char *const lists[] = {"choices", "items", "left", "right", NULL};

static bool among(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* ---- the key ---- */

static bool is_type(const cJSON *question, const struct question_type *type)
{
    const char *name = json_string(question, "type");
    return name && strcmp(name, type->name) == 0;
}

/* "c “Tuesday of the next week”" for the id of an item of one of its lists. */
static void add_choice(struct buf *out, const cJSON *question, const char *list, const char *id)
{
    const char *text = json_string(diff_named(json_array(question, list), "id", id), "text");
    buf_printf(out, text ? "%s “%s”" : "%s", id, text);
}

static void add_pairs(struct buf *out, const cJSON *question, const cJSON *key)
{
    const cJSON *pair;
    cJSON_ArrayForEach(pair, key) {
        buf_text(out, pair == key->child ? "" : "; ");
        add_choice(out, question, "left", pair->string);
        buf_text(out, " with ");
        add_choice(out, question, "right", cJSON_IsString(pair) ? pair->valuestring : "?");
    }
}

static void add_list(struct buf *out, const cJSON *question, const cJSON *key)
{
    const char *list = json_array(question, "items") ? "items" : "choices";
    const cJSON *one;
    cJSON_ArrayForEach(one, key) {
        buf_text(out, one == key->child ? "" : "; ");
        if (cJSON_IsString(one) && json_array(question, list))
            add_choice(out, question, list, one->valuestring);
        else if (cJSON_IsString(one))
            buf_printf(out, "“%s”", one->valuestring);
    }
}

/* The key as people read it; NULL: there is none. */
static const char *key_words(struct differ *differ, const cJSON *question)
{
    const cJSON *key = json_member(question, "key");
    struct buf text;
    if (!key)
        return NULL;
    buf_init(&text, 0);
    if (cJSON_IsObject(key))
        add_pairs(&text, question, key);
    else if (cJSON_IsArray(key))
        add_list(&text, question, key);
    else if (cJSON_IsBool(key))
        buf_text(&text, cJSON_IsTrue(key) ? "true" : "false");
    else if (cJSON_IsString(key))
        add_choice(&text, question, "choices", key->valuestring);
    const char *out = buf_ok(&text) ? arena_dup(differ->arena, buf_string(&text)) : NULL;
    differ->failed |= !out;
    buf_release(&text);
    return out;
}

static bool same_number(const cJSON *before, const cJSON *after)
{
    int64_t one, other;
    return cJSON_IsString(before) && cJSON_IsString(after) && decimal_parse(before->valuestring, &one) &&
           decimal_parse(after->valuestring, &other) && one == other;
}

/* The same ids or texts, in any order. */
static bool same_set(const cJSON *before, const cJSON *after)
{
    const cJSON *one, *other;
    if (!cJSON_IsArray(before) || !cJSON_IsArray(after) || cJSON_GetArraySize(before) != cJSON_GetArraySize(after))
        return false;
    cJSON_ArrayForEach(one, before) {
        bool met = false;
        cJSON_ArrayForEach(other, after)
            met = met || cJSON_Compare(one, other, true);
        if (!met)
            return false;
    }
    return true;
}

/* Is each text of ONE read like some text of OTHER? */
static bool folds_among(struct differ *differ, const cJSON *one, const cJSON *other)
{
    const cJSON *text, *like;
    bool all = true;
    cJSON_ArrayForEach(text, one) {
        char *folded = cJSON_IsString(text) ? text_fold(text->valuestring) : NULL;
        bool met = false;
        differ->failed |= cJSON_IsString(text) && !folded;
        cJSON_ArrayForEach(like, other) {
            char *known = folded && !met && cJSON_IsString(like) ? text_fold(like->valuestring) : NULL;
            met = met || (known && strcmp(known, folded) == 0);
            free(known);
        }
        free(folded);
        all = all && met;
    }
    return all;
}

/* Are the same answers right by both keys, which are written otherwise? */
static bool alike_key(struct differ *differ, const cJSON *before, const cJSON *after)
{
    const cJSON *old = json_member(before, "key"), *new = json_member(after, "key");
    if (is_type(before, &type_numeric) && is_type(after, &type_numeric))
        return same_number(old, new);
    return is_type(before, &type_short) && is_type(after, &type_short) && folds_among(differ, old, new) && folds_among(differ, new, old);
}

static bool names(const cJSON *key, const char *id)
{
    const cJSON *one;
    if (cJSON_IsString(key))
        return strcmp(key->valuestring, id) == 0;
    cJSON_ArrayForEach(one, key)
        if (cJSON_IsString(one) && strcmp(one->valuestring, id) == 0)
            return true;
    return false;
}

static int place_in(const cJSON *key, const char *id)
{
    const cJSON *one;
    int place = 0;
    cJSON_ArrayForEach(one, key) {
        if (cJSON_IsString(one) && strcmp(one->valuestring, id) == 0)
            return place;
        place++;
    }
    return -1;
}

/* The words with which the item ID of the left belongs together; NULL: none. */
static const char *partner(const cJSON *question, const char *id)
{
    const char *right = json_string(json_object(question, "key"), id);
    return right ? json_string(diff_named(json_array(question, "right"), "id", right), "text") : NULL;
}

/* Do the words of the left, or where those are new the item of that id, belong with other words that both have? */
static bool partners_moved(const cJSON *before, const cJSON *after)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, json_array(before, "left")) {
        const char *text = json_string(item, "text"), *id = json_string(item, "id");
        const cJSON *now = text ? diff_named(json_array(after, "left"), "text", text) : NULL;
        const char *now_id = now ? json_string(now, "id") : id, *was = id ? partner(before, id) : NULL;
        const char *is = now_id ? partner(after, now_id) : NULL;
        if (was && is && strcmp(was, is) != 0 && diff_named(json_array(after, "right"), "text", was))
            return true;
    }
    return false;
}

/* Has what both have, by its words, become right or wrong, or got another place or partner? Two texts that changed places do that
 * under the same key. */
static bool rightness_moved(const cJSON *before, const cJSON *after)
{
    const cJSON *old = json_member(before, "key"), *new = json_member(after, "key"), *choice;
    bool placed = json_array(before, "items") && json_array(after, "items");
    const char *list = placed ? "items" : "choices";
    cJSON_ArrayForEach(choice, json_array(before, list)) {
        const char *text = json_string(choice, "text"), *id = json_string(choice, "id");
        const cJSON *now = text ? diff_named(json_array(after, list), "text", text) : NULL;
        const char *now_id = json_string(now, "id");
        if (id && now_id && (placed ? place_in(old, id) != place_in(new, now_id) : names(old, id) != names(new, now_id)))
            return true;
    }
    return partners_moved(before, after);
}

static void compare_key(struct differ *differ, const char *where, const cJSON *before, const cJSON *after)
{
    const cJSON *old = json_member(before, "key"), *new = json_member(after, "key");
    bool same = old && new && cJSON_Compare(old, new, true), any_order = is_type(after, &type_multiple) || is_type(after, &type_short);
    bool moved = rightness_moved(before, after);
    differ->aspect = "key";
    if (same ? !moved : !old && !new)
        return;
    if (!moved && any_order && same_set(old, new))
        diff_note(differ, CHANGE_ORDER, where, key_words(differ, before), key_words(differ, after), false);
    else
        diff_note(differ, !old ? CHANGE_ADDED : !new ? CHANGE_REMOVED : CHANGE_CHANGED, where, key_words(differ, before),
                  key_words(differ, after), same || !alike_key(differ, before, after));
}

/* ---- the rest ---- */

static const char *aspect_of(const char *member)
{
    for (size_t i = 0; i < sizeof aspects / sizeof *aspects; i++)
        if (strcmp(aspects[i].member, member) == 0)
            return aspects[i].aspect;
    return member;
}

/* Notes of additions and removals since LAST become notes of other marks. */
static void mark_since(struct differ *differ, const struct bank_change *last)
{
    struct bank_change *change = last ? last->next : differ->thing->changes;
    for (; change; change = change->next) {
        change->marking |= change->kind == CHANGE_ADDED || change->kind == CHANGE_REMOVED;
        differ->thing->marking |= change->marking;
    }
}

static void compare_member(struct differ *differ, const char *where, const cJSON *before, const cJSON *after, const char *name)
{
    const struct bank_change *last = differ->thing->last;
    const cJSON *old = json_member(before, name), *new = json_member(after, name);
    differ->aspect = aspect_of(name);
    if (among(marking_members, name)) {
        if (!(old && new && (cJSON_Compare(old, new, true))))
            diff_note(differ, !old ? CHANGE_ADDED : !new ? CHANGE_REMOVED : CHANGE_CHANGED, where, diff_words(differ, old),
                      diff_words(differ, new), !same_number(old, new));
        return;
    }
    diff_walk(differ, where, among(lists, name) ? name : "", old, new);
    if (among(marking_lists, name) || (strcmp(name, "choices") == 0 && is_type(after, &type_multiple)))
        mark_since(differ, last);
}

/* A part that is new or gone changes what the others are worth. */
static void compare_parts(struct differ *differ, const char *where, const cJSON *before, const cJSON *after)
{
    const cJSON *old = json_array(before, "parts"), *new = json_array(after, "parts"), *part;
    cJSON_ArrayForEach(part, old) {
        const char *id = json_string(part, "id"), *label = id ? arena_printf(differ->arena, "part %s", id) : NULL;
        const cJSON *other = id ? diff_named(new, "id", id) : NULL;
        differ->failed |= id && !label;
        if (!label)
            continue;
        differ->aspect = "parts";
        if (other)
            diff_question(differ, diff_place(differ, where, label), part, other);
        else
            diff_note(differ, CHANGE_REMOVED, diff_place(differ, where, label), json_string(part, "stem"), NULL, true);
    }
    cJSON_ArrayForEach(part, new) {
        const char *id = json_string(part, "id"), *label = id ? arena_printf(differ->arena, "part %s", id) : NULL;
        differ->aspect = "parts";
        if (label && !diff_named(old, "id", id))
            diff_note(differ, CHANGE_ADDED, diff_place(differ, where, label), NULL, json_string(part, "stem"), true);
    }
    differ->aspect = "parts";
    diff_order(differ, where, old, new, "id");
}

void diff_question(struct differ *differ, const char *where, const cJSON *before, const cJSON *after)
{
    const cJSON *member;
    compare_key(differ, where, before, after);
    cJSON_ArrayForEach(member, before)
        if (strcmp(member->string, "key") != 0 && strcmp(member->string, "parts") != 0)
            compare_member(differ, where, before, after, member->string);
    cJSON_ArrayForEach(member, after)
        if (!json_member(before, member->string) && strcmp(member->string, "key") != 0 && strcmp(member->string, "parts") != 0)
            compare_member(differ, where, before, after, member->string);
    compare_parts(differ, where, before, after);
}
