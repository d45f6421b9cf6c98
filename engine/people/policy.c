/*
 * people/policy.c - who may do what: one table of action by role (DESIGN, "Who sees what").
 * Every page asks policy_allows. Elsewhere a role is compared only to say what somebody's own posts ask of them (a School's own
 * section and modules) and which Schools a tutor belongs to, never to let anybody see more.
 */
#include "signpost/people.h"
#include <string.h>

enum reach { NOWHERE, OWN_SCHOOL, ANYWHERE };

static const unsigned char table[ACTIONS][ROLES] = {
    [ACTION_SEE_SCHOOL_FIGURES] =
        {[ROLE_SENIOR_TUTOR] = OWN_SCHOOL, [ROLE_HEAD_OF_SCHOOL] = OWN_SCHOOL, [ROLE_DEAN] = ANYWHERE},
    [ACTION_SEE_SCHOOL_PEOPLE] = {[ROLE_SENIOR_TUTOR] = OWN_SCHOOL, [ROLE_HEAD_OF_SCHOOL] = OWN_SCHOOL},
    [ACTION_SEE_UNIVERSITY] = {[ROLE_DEAN] = ANYWHERE},
    [ACTION_SEE_KEYS] = {[ROLE_TRAINING_LEAD] = ANYWHERE},
    [ACTION_SEE_ANALYSIS] = {[ROLE_TRAINING_LEAD] = ANYWHERE, [ROLE_DEAN] = ANYWHERE},
    [ACTION_MANAGE_STAFF] = {[ROLE_ADMINISTRATOR] = ANYWHERE},
};

/* The posts were read for today, but a post is only worth something while it is in force: asked again here. */
static bool in_force(const struct actor *actor, const struct post *post)
{
    return date_compare(post->start, actor->today) <= 0 && date_compare(post->end, actor->today) >= 0;
}

bool actor_has_role(const struct actor *actor, enum role role)
{
    for (int i = 0; i < actor->post_count; i++)
        if (actor->posts[i].role == role && in_force(actor, &actor->posts[i]))
            return true;
    return false;
}

bool actor_has_role_at(const struct actor *actor, enum role role, const char *school)
{
    if (!school || !*school)
        return false;
    for (int i = 0; i < actor->post_count; i++)
        if (actor->posts[i].role == role && strcmp(actor->posts[i].school, school) == 0 &&
            in_force(actor, &actor->posts[i]))
            return true;
    return false;
}

bool policy_allows(const struct actor *actor, enum action action, const char *school)
{
    for (int role = 0; role < ROLES; role++) {
        if (table[action][role] == ANYWHERE && actor_has_role(actor, (enum role)role))
            return true;
        if (table[action][role] == OWN_SCHOOL && actor_has_role_at(actor, (enum role)role, school))
            return true;
    }
    return false;
}
