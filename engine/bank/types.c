/*
 * types.c - the table of question types. An eighth type is a file, a row here and a value of enum question_kind.
 */
#include <string.h>
#include "bank/type.h"

static const struct question_type *const types[QUESTION_KINDS] = {
    [QUESTION_SINGLE] = &type_single,
    [QUESTION_MULTIPLE] = &type_multiple,
    [QUESTION_TRUE_FALSE] = &type_true_false,
    [QUESTION_MATCHING] = &type_matching,
    [QUESTION_ORDERING] = &type_ordering,
    [QUESTION_NUMERIC] = &type_numeric,
    [QUESTION_SHORT] = &type_short,
};

const struct question_type *question_type_of(const struct question *question)
{
    return types[question->kind];
}

enum question_kind question_kind_named(const char *name)
{
    int kind = 0;
    while (kind < QUESTION_KINDS && strcmp(types[kind]->name, name) != 0)
        kind++;
    return kind;
}

const struct question_type *question_type_named(const char *name)
{
    enum question_kind kind = question_kind_named(name);
    return kind < QUESTION_KINDS ? types[kind] : NULL;
}

const char *question_kind_name(enum question_kind kind)
{
    return types[kind]->name;
}
