/*
 * diff_walk.c - two trees compared member by member. Lists are paired by what names their items, so that a choice that moved is
 * told apart from one that changed; lists of plain values are compared as sets first.
 */
#include <string.h>
#include "bank/diff_internal.h"

#define WORDS_MOST 400 /* bytes of a value that is no text */

/* What names the items of a list, and what one of them is called. */
static const struct { const char *list, *one; } called[] = {
    {"choices", "choice"}, {"items", "item"}, {"left", "left"}, {"right", "right"}, {"parts", "part"}, {"sections", "section"},
    {"directory", "service"}, {"documents", "document"}, {"points", "point"}, {"draw", "questions drawn from subject"},
    {"checks", "check"}, {"frameworks", "framework"},
};
static const char *const naming[] = {"id", "subject", "point", "school", "code", NULL};

static const char *one_of(const char *list)
{
    for (size_t i = 0; i < sizeof called / sizeof *called; i++)
        if (strcmp(called[i].list, list) == 0)
            return called[i].one;
    return NULL;
}

const char *diff_place(struct differ *differ, const char *where, const char *more)
{
    const char *out = !*more ? where : !*where ? more : arena_printf(differ->arena, "%s, %s", where, more);
    differ->failed |= !out;
    return out ? out : "";
}

/* "opens_after" is "opens after"; an item's text goes without saying. */
static const char *member_words(struct differ *differ, const char *name)
{
    if (strcmp(name, "text") == 0)
        return "";
    char *words = arena_dup(differ->arena, name);
    for (char *at = words; at && *at; at++)
        *at = *at == '_' ? ' ' : *at;
    differ->failed |= !words;
    return words ? words : "";
}

const char *diff_words(struct differ *differ, const cJSON *json)
{
    struct buf text;
    const char *out = NULL;
    if (!json || cJSON_IsString(json))
        return json ? json->valuestring : NULL;
    if (json_string(json, "text"))
        return json_string(json, "text");
    buf_init(&text, 0);
    if (cJSON_IsNull(json))
        buf_text(&text, "none");
    else if (cJSON_IsBool(json))
        buf_text(&text, cJSON_IsTrue(json) ? "yes" : "no");
    else if (json_canonical(json, &text, NULL) != FAULT_NONE)
        text.failed = true;
    int most = WORDS_MOST;
    while (text.size > WORDS_MOST && ((unsigned char)buf_string(&text)[most] & 0xc0) == 0x80) /* never in the middle of a letter */
        most--;
    if (buf_ok(&text))
        out = text.size <= WORDS_MOST ? arena_dup(differ->arena, buf_string(&text))
                                      : arena_printf(differ->arena, "%.*s…", most, buf_string(&text));
    differ->failed |= !out;
    buf_release(&text);
    return out;
}

const cJSON *diff_named(const cJSON *array, const char *member, const char *name)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        const char *own = json_string(item, member);
        if (own && strcmp(own, name) == 0)
            return item;
    }
    return NULL;
}

/* What names every item of both lists, or NULL. */
static const char *named_by(const cJSON *before, const cJSON *after)
{
    for (const char *const *member = naming; *member; member++) {
        const cJSON *item;
        bool all = true;
        cJSON_ArrayForEach(item, before)
            all = all && json_string(item, *member);
        cJSON_ArrayForEach(item, after)
            all = all && json_string(item, *member);
        if (all)
            return *member;
    }
    return NULL;
}

static const cJSON *plain_in(const cJSON *array, const cJSON *value)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, array)
        if (cJSON_Compare(item, value, true))
            return item;
    return NULL;
}

/* The item of OTHER that is the same one as ITEM. */
static const cJSON *twin(const cJSON *other, const char *member, const cJSON *item)
{
    const char *name = member ? json_string(item, member) : NULL;
    return !member ? plain_in(other, item) : name ? diff_named(other, member, name) : NULL;
}

/* The names of a list that both sides have, in its own order. */
static const char *order_words(struct differ *differ, const cJSON *list, const cJSON *other, const char *member)
{
    const cJSON *item;
    struct buf text;
    buf_init(&text, 0);
    cJSON_ArrayForEach(item, list)
        if (twin(other, member, item))
            buf_printf(&text, "%s%s", text.size ? ", " : "", member ? json_string(item, member) : diff_words(differ, item));
    const char *out = buf_ok(&text) ? arena_dup(differ->arena, buf_string(&text)) : NULL;
    differ->failed |= !out;
    buf_release(&text);
    return out ? out : "";
}

void diff_order(struct differ *differ, const char *where, const cJSON *before, const cJSON *after, const char *member)
{
    const char *old = order_words(differ, before, after, member), *new = order_words(differ, after, before, member);
    if (strcmp(old, new) != 0)
        diff_note(differ, CHANGE_ORDER, where, old, new, false);
}

static void walk_list(struct differ *differ, const char *where, const char *name, const cJSON *before, const cJSON *after)
{
    const char *member = named_by(before, after), *one = one_of(name) ? one_of(name) : member_words(differ, name);
    const cJSON *item, *other;
    cJSON_ArrayForEach(item, before) {
        const char *label = member ? arena_printf(differ->arena, "%s %s", one, json_string(item, member)) : one;
        differ->failed |= !label;
        if (!label)
            return;
        if (!(other = twin(after, member, item)))
            diff_note(differ, CHANGE_REMOVED, diff_place(differ, where, label), diff_words(differ, item), NULL, false);
        else if (member)
            diff_walk(differ, diff_place(differ, where, label), "", item, other);
    }
    cJSON_ArrayForEach(item, after) {
        const char *label = member ? arena_printf(differ->arena, "%s %s", one, json_string(item, member)) : one;
        if (!twin(before, member, item))
            diff_note(differ, CHANGE_ADDED, label ? diff_place(differ, where, label) : NULL, NULL, diff_words(differ, item), false);
    }
    bool said = strcmp(name, differ->aspect) == 0;
    diff_order(differ, diff_place(differ, where, said ? "" : member_words(differ, name)), before, after, member);
}

static void walk_members(struct differ *differ, const char *where, const cJSON *before, const cJSON *after)
{
    const cJSON *member;
    cJSON_ArrayForEach(member, before)
        diff_walk(differ, where, member->string, member, json_member(after, member->string));
    cJSON_ArrayForEach(member, after)
        if (!json_member(before, member->string))
            diff_walk(differ, where, member->string, NULL, member);
}

void diff_walk(struct differ *differ, const char *where, const char *name, const cJSON *before, const cJSON *after)
{
    bool both = before && after;
    if ((!before && !after) || (both && cJSON_Compare(before, after, true)))
        return;
    if (both && cJSON_IsArray(before) && cJSON_IsArray(after)) {
        walk_list(differ, where, name, before, after);
        return;
    }
    const char *place = diff_place(differ, where, member_words(differ, name));
    if (both && cJSON_IsObject(before) && cJSON_IsObject(after))
        walk_members(differ, place, before, after);
    else
        diff_note(differ, !before ? CHANGE_ADDED : !after ? CHANGE_REMOVED : CHANGE_CHANGED, place, diff_words(differ, before),
                  diff_words(differ, after), false);
}
