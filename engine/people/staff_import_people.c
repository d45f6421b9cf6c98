/*
 * people/staff_import_people.c - the file's people against the stored ones: who is known, whose name or address
 * changes, and in
 * which order, so that an address that passes from one person to another is free when it is taken.
 */
#include "people/staff_import.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Links the file's people to the stored ones; STORED_EMAIL finds a stored person by address. */
static enum fault_code link_people(struct staff_plan *plan, struct lookup *stored_email, struct fault *fault)
{
    for (int i = 0; i < plan->identity_count; i++) {
        const struct identity *identity = &plan->identities[i];
        char *key = arena_dup(plan->memory, identity->email ? identity->email : "");
        if (!key)
            return fault_memory(fault);
        for (char *c = key; *c; c++)
            *c = (char)tolower((unsigned char)*c);
        if (lookup_put(stored_email, key, i) != 0)
            return fault_memory(fault);
        int at = identity->staff_id ? lookup_get(&plan->by_staff_id, identity->staff_id) : -1;
        if (at < 0)
            continue;
        struct import_person *person = &plan->people[at];
        person->stored = identity;
        person->number = identity->person;
        person->differs = strcmp(person->name, identity->name) != 0 || strcmp(person->email, identity->email) != 0;
    }
    return FAULT_NONE;
}

/* The person of the file who must give PERSON's new address up first; -1: it is free, or a finding was made. */
static int blocker(struct staff_plan *plan, const struct lookup *stored_email, int at)
{
    const struct import_person *person = &plan->people[at];
    int holder = lookup_get(stored_email, person->email_key);
    if (holder < 0 || &plan->identities[holder] == person->stored)
        return -1;
    int other = lookup_get(&plan->by_staff_id, plan->identities[holder].staff_id);
    if (other >= 0 && strcmp(plan->people[other].email_key, person->email_key) != 0)
        return other;
    if (other < 0) /* when the holder is in the file, the file's own check has said so */
        findings_add(plan->findings, plan->file, person->line,
                     "%s has the e-mail address %.80s, which is stored for %s (%s): "
                     "each person needs their own.", person->staff_id, person->email, plan->identities[holder].name,
                     plan->identities[holder].staff_id);
    return -1;
}

/* Follows the chain of blockers from AT and appends it to the order, the free end first. */
static void order_chain(struct staff_plan *plan, const struct lookup *stored_email, int at, int *next, char *seen)
{
    int length = 0;
    while (at >= 0 && !seen[at]) {
        seen[at] = 1;
        next[length++] = at;
        at = blocker(plan, stored_email, at);
    }
    if (at >= 0 && seen[at] == 1) {
        const struct import_person *first = &plan->people[next[0]];
        findings_add(plan->findings, plan->file, first->line,
                     "%s and %s exchange e-mail addresses: give one of them a new "
                     "address in an import of its own first.", first->staff_id, plan->people[at].staff_id);
    }
    while (length > 0) {
        int person = next[--length];
        seen[person] = 2;
        if (plan->people[person].differs)
            plan->change_order[plan->change_count++] = person;
    }
}

enum fault_code staff_plan_identities(struct staff_plan *plan, struct fault *fault)
{
    struct lookup stored_email;
    size_t room = (size_t)plan->person_count + 1;
    int *next = calloc(room, sizeof *next);
    char *seen = calloc(room, 1);
    enum fault_code code = FAULT_NONE;
    lookup_init(&stored_email);
    plan->change_order = calloc(room, sizeof *plan->change_order);
    if (!next || !seen || !plan->change_order) {
        code = fault_memory(fault);
        goto done;
    }
    code = link_people(plan, &stored_email, fault);
    if (code != FAULT_NONE)
        goto done;
    for (int i = 0; i < plan->person_count; i++)
        if (!seen[i])
            order_chain(plan, &stored_email, i, next, seen);
done:
    lookup_release(&stored_email);
    free(next);
    free(seen);
    return code;
}
