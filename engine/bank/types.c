/*
 * types.c - the table of question types, made from the rows of bank.h's QUESTION_TYPES.
 */
#include <string.h>
#include "bank/type.h"

#define QUESTION_ROW(NAME, name) [QUESTION_##NAME] = &type_##name,
static const struct question_type *const types[QUESTION_KINDS] = {QUESTION_TYPES(QUESTION_ROW)};

const struct question_type *question_type_of(const struct question *question)
{
    return types[question->kind];
}

const struct question_type *question_type_at(enum question_kind kind)
{
    return types[kind];
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

const char *question_kind_words(enum question_kind kind)
{
    return types[kind]->words;
}
