/* fuzz_json.c - the strict reader and the canonical writer: what was read once canonically reads back as the same bytes. */
#include <string.h>
#include "fuzz.h"
#include "signpost/json.h"
#include "signpost/text.h"

static void look_at(const struct json_doc *doc)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, doc->root) {
        HOLDS(json_line(doc, item) >= 1);
        if (cJSON_IsObject(doc->root))
            HOLDS(json_member(doc->root, item->string) == item); /* no name twice */
    }
}

/* 1e20 may be read, but written out it is an integer beyond 2^53, which the reader refuses: the one thing that does not come back. */
static int has_big_number(const cJSON *item)
{
    const cJSON *child;
    if (cJSON_IsNumber(item))
        return item->valuedouble > 9007199254740992.0 || item->valuedouble < -9007199254740992.0;
    cJSON_ArrayForEach(child, item)
        if (has_big_number(child))
            return 1;
    return 0;
}

static int same(const cJSON *a, const cJSON *b)
{
    const cJSON *left = a->child, *right = b->child;
    if (a->type != b->type || a->valuedouble != b->valuedouble || a->valueint != b->valueint || !a->string != !b->string ||
        !a->valuestring != !b->valuestring || (a->string && strcmp(a->string, b->string)) ||
        (a->valuestring && strcmp(a->valuestring, b->valuestring)))
        return 0;
    for (; left && right; left = left->next, right = right->next)
        if (!same(left, right))
            return 0;
    return !left && !right;
}

/* The tree that the strict reader builds itself is the parser's, and it refuses what that one is not shown. */
static void read_both_ways(const char *bytes, size_t size, const cJSON *root)
{
    struct arena *arena = arena_new();
    const cJSON *tree = NULL;
    HOLDS(arena && (json_read_in(bytes, size, "input", arena, &tree, NULL) == FAULT_NONE) == (root != NULL));
    HOLDS(!root || same(root, tree));
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json_doc doc, again;
    struct fault fault;
    struct buf first, second;
    if (json_read((const char *)data, size, "input", &doc, &fault) != FAULT_NONE) {
        HOLDS(fault.message[0]);
        read_both_ways((const char *)data, size, NULL);
        return 0;
    }
    read_both_ways((const char *)data, size, doc.root);
    HOLDS(text_is_utf8((const char *)data, size) && !memchr(data, '\0', size));
    look_at(&doc);
    buf_init(&first, 0);
    buf_init(&second, 0);
    if (!has_big_number(doc.root) && json_canonical(doc.root, &first, &fault) == FAULT_NONE) {
        HOLDS(json_read(buf_string(&first), first.size, "canonical", &again, &fault) == FAULT_NONE);
        HOLDS(json_canonical(again.root, &second, &fault) == FAULT_NONE);
        HOLDS(first.size == second.size && !memcmp(buf_string(&first), buf_string(&second), first.size));
        json_release(&again);
    }
    buf_release(&first);
    buf_release(&second);
    json_release(&doc);
    return 0;
}
