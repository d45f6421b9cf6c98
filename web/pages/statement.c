/*
 * statement.c - the statements of a person's Schools, and which of them they have acknowledged (statement.h).
 */
#include "statement.h"
#include <string.h>
#include "signpost/record.h"

enum fault_code statements_get(struct request *request, struct db *db, struct statements *out,
                                      struct fault *fault)
{
    const char *schools[STATEMENT_SCHOOLS];
    out->count = page_tutor_schools(&request->actor, schools, STATEMENT_SCHOOLS);
    out->all_read = true;
    if (!out->count) {
        schools[0] = "";
        out->count = 1;
    }
    for (int i = 0; i < out->count; i++) {
        struct statement *statement = &out->items[i];
        statement->school = schools[i];
        statement->text = bank_statement(request->bank, *schools[i] ? schools[i] : NULL);
        sha256_hex(statement->text, strlen(statement->text), statement->hash);
        struct school_row row = {.name = NULL};
        enum fault_code code = statement_acknowledged(db, request->actor.person, statement->school, statement->hash,
                                                      &statement->read, fault);
        if (code == FAULT_NONE && *schools[i])
            code = school_get(db, request->arena, schools[i], &row, fault);
        statement->name = row.name;
        if (code != FAULT_NONE)
            return code;
        out->all_read = out->all_read && statement->read;
    }
    return FAULT_NONE;
}
