/*
 * spells.c - who is a Personal Tutor on a date, and since when (DESIGN, rules 3 and 6).
 */
#include "compliance/compliance_internal.h"

enum fault_code spell_init(const struct ledger *ledger, struct arena *arena, struct spell *spell, struct fault *fault)
{
    *spell = (struct spell){0};
    spell->posts = arena_alloc(arena, ((size_t)ledger->most_posts + 1) * sizeof *spell->posts);
    return spell->posts ? FAULT_NONE : fault_memory(fault);
}

bool spell_on(const struct person *person, struct date on, int64_t known_at, struct spell *spell)
{
    struct date reach = DATE_MIN; /* the last day covered so far; posts come by start */
    spell->count = 0;
    for (int i = 0; i < person->posts.count; i++) {
        const struct span *post = person->posts.items + i;
        if (date_compare(post->start, on) > 0)
            break;
        if (!span_known(post, known_at) || date_compare(post->end, post->start) < 0)
            continue;
        /* One uncovered day begins another spell; the very next day does not. */
        if ((int64_t)post->start.day > (int64_t)reach.day + 1)
            spell->since = post->start;
        if (date_compare(post->end, reach) > 0)
            reach = post->end;
        if (date_compare(post->end, on) >= 0)
            spell->posts[spell->count++] = post;
    }
    return spell->count > 0;
}
