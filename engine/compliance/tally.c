/*
 * tally.c - counts people into buckets: the University, its Schools, their systems; each person once in each (rule 3).
 */
#include "compliance/compliance_internal.h"

enum fault_code buckets_lay(const struct ledger *ledger, struct arena *arena, struct buckets *out, struct fault *fault)
{
    int schools = ledger->school_codes.count;
    *out = (struct buckets){.count = 1 + schools};
    out->first_system = arena_alloc(arena, ((size_t)schools + 1) * sizeof *out->first_system);
    if (!out->first_system)
        return fault_memory(fault);
    for (int i = 0; i < schools; i++) {
        out->first_system[i] = out->count;
        out->count += ledger->schools[i].systems.count;
    }
    out->stamp = arena_alloc(arena, (size_t)out->count * sizeof *out->stamp);
    out->visits = arena_alloc(arena, (1 + 2 * (size_t)ledger->most_posts) * sizeof *out->visits);
    return out->stamp && out->visits ? FAULT_NONE : fault_memory(fault);
}

int buckets_visit(struct buckets *buckets, const struct spell *spell)
{
    int count = 0, tag = ++buckets->tag;
    buckets->visits[count++] = (struct visit){0, NULL};
    for (int i = 0; i < spell->count; i++) {
        const struct span *post = spell->posts[i];
        int school = bucket_of_school(post->school), system = bucket_of_system(buckets, post->school, post->system);
        if (buckets->stamp[school] != tag)
            buckets->visits[count++] = (struct visit){school, post};
        buckets->stamp[school] = tag;
        if (buckets->stamp[system] != tag)
            buckets->visits[count++] = (struct visit){system, post};
        buckets->stamp[system] = tag;
    }
    return count;
}

bool concern_on(const struct person *person, const struct rules *rules, int32_t school)
{
    for (int i = 0; i < person->concerns.count; i++) {
        const struct span *concern = person->concerns.items + i;
        if ((school < 0 || concern->school < 0 || concern->school == school) && span_known(concern, rules->known_at) &&
            span_covers(concern, rules->on))
            return true;
    }
    return false;
}

/* Schools and systems are listed from the day of their first post on. */
static void mark_seen(const struct person *person, const struct rules *rules, const struct buckets *buckets,
                      struct count *out)
{
    for (int i = 0; i < person->posts.count; i++) {
        const struct span *post = person->posts.items + i;
        if (date_compare(post->start, rules->on) > 0)
            break;
        if (span_known(post, rules->known_at) && date_compare(post->end, post->start) >= 0)
            out[bucket_of_school(post->school)].seen = out[bucket_of_system(buckets, post->school, post->system)].seen =
                true;
    }
}

enum fault_code tally(const struct rules *rules, const struct people *people, struct buckets *buckets,
                      struct arena *arena, struct count *out, struct fault *fault)
{
    struct spell spell;
    struct date *latest = arena_alloc(arena, ((size_t)rules->count + 1) * sizeof *latest);
    enum fault_code code = spell_init(rules->ledger, arena, &spell, fault);
    if (code || !latest)
        return code ? code : fault_memory(fault);
    for (int i = 0; i < people->count; i++) {
        const struct person *person = people_get(rules->ledger, people, i);
        mark_seen(person, rules, buckets, out);
        if (!spell_on(person, rules->on, rules->known_at, &spell))
            continue;
        struct tutor_state own;
        standing_settle(person, rules, &spell, latest, TOLD_NOBODY, &own);
        int visits = buckets_visit(buckets, &spell);
        for (int v = 0; v < visits; v++) {
            const struct span *post = buckets->visits[v].post;
            struct count *count = out + buckets->visits[v].bucket;
            /* In a School's row a tutor owes what that School owes; elsewhere the union (rule 5). */
            bool trained = spell.count == 1 || !post ? own.training.completed
                                                     : training_done_over(rules, latest, &post, 1).completed;
            count->personal_tutors++;
            count->training_completed += trained;
            count->quiz_completed += own.quiz.completed;
            count->states[own.state]++;
            count->concerns += concern_on(person, rules, post ? post->school : -1);
        }
    }
    return FAULT_NONE;
}
