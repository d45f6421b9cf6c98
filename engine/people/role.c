/*
 * people/role.c - the roles' names, and which of them belong to a School.
 */
#include "signpost/people.h"
#include <string.h>

static const struct {
    const char *name;
    bool university_wide;
} roles[ROLES] = {
    [ROLE_TUTOR] = {"tutor", false},
    [ROLE_SENIOR_TUTOR] = {"senior_tutor", false},
    [ROLE_HEAD_OF_SCHOOL] = {"head_of_school", false},
    [ROLE_DEAN] = {"dean", true},
    [ROLE_TRAINING_LEAD] = {"training_lead", true},
    [ROLE_ADMINISTRATOR] = {"administrator", true},
};

const char *role_name(enum role role)
{
    return roles[role].name;
}

bool role_parse(const char *name, enum role *out)
{
    for (int role = 0; role < ROLES; role++)
        if (strcmp(name, roles[role].name) == 0) {
            *out = (enum role)role;
            return true;
        }
    return false;
}

bool role_is_university_wide(enum role role)
{
    return roles[role].university_wide;
}
