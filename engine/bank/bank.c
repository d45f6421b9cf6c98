/*
 * bank.c - the bank as a value: references, lookups, its name and document, the folder it comes from.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "bank/bank_internal.h"
#include "signpost/record.h"

enum fault_code bank_new(struct set *set, struct buf *document, struct bank **out, struct fault *fault)
{
    struct bank *bank = calloc(1, sizeof *bank);
    enum fault_code code = FAULT_NONE;
    if (!bank)
        return fault_memory(fault);
    atomic_init(&bank->references, 1);
    bank->arena = set->arena;
    set->arena = NULL;
    if (document->size > LIMIT_JSON_FILE) {
        code = fault_set(fault, FAULT_LARGE, "The question bank is larger than %d bytes, the most that is kept.", LIMIT_JSON_FILE);
        goto done;
    }
    bank->document_size = document->size;
    bank->document = buf_take(document);
    if (!bank->document) {
        code = fault_memory(fault);
        goto done;
    }
    sha256_hex(bank->document, bank->document_size, bank->hash);
    code = bank_build(bank, set, fault);
    if (code == FAULT_NONE) {
        *out = bank;
        bank = NULL;
    }
done:
    bank_release(bank);
    return code;
}

struct bank *bank_retain(struct bank *bank)
{
    atomic_fetch_add(&bank->references, 1);
    return bank;
}

void bank_release(struct bank *bank)
{
    if (!bank || atomic_fetch_sub(&bank->references, 1) > 1)
        return;
    arena_free(bank->arena);
    free(bank->document);
    free(bank);
}

const char *bank_hash(const struct bank *bank)
{
    return bank->hash;
}

const char *bank_document(const struct bank *bank, size_t *size)
{
    *size = bank->document_size;
    return bank->document;
}

const struct institution *bank_institution(const struct bank *bank)
{
    return &bank->institution;
}

const char *bank_document_title(const struct bank *bank, const char *document_id)
{
    const cJSON *document;
    cJSON_ArrayForEach(document, json_array(bank->source, "documents"))
        if (strcmp(json_string(document, "id"), document_id) == 0)
            return json_string(document, "title");
    return document_id;
}

const char *bank_statement(const struct bank *bank, const char *school)
{
    const cJSON *statement = json_object(bank->source, "statement");
    const char *own = school ? json_string(json_object(statement, "schools"), school) : NULL;
    return own ? own : json_string(statement, "default");
}

int bank_question_count(const struct bank *bank)
{
    return bank->question_count;
}

const struct question *bank_question(const struct bank *bank, int index)
{
    return &bank->questions[index];
}

const struct question *bank_find_question(const struct bank *bank, const char *id)
{
    int low = 0, high = bank->question_count;
    while (low < high) {
        int middle = low + (high - low) / 2, order = strcmp(bank->questions[middle].id, id);
        if (order == 0)
            return &bank->questions[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

int bank_quiz_count(const struct bank *bank)
{
    return bank->quiz_count;
}

const struct quiz *bank_quiz(const struct bank *bank, int index)
{
    return &bank->quizzes[index];
}

const struct quiz *bank_find_quiz(const struct bank *bank, const char *id)
{
    for (int i = 0; i < bank->quiz_count; i++)
        if (strcmp(bank->quizzes[i].id, id) == 0)
            return &bank->quizzes[i];
    return NULL;
}

int bank_module_count(const struct bank *bank)
{
    return bank->module_count;
}

const struct module *bank_module(const struct bank *bank, int index)
{
    return &bank->modules[index];
}

const struct module *bank_find_module(const struct bank *bank, const char *id)
{
    for (int i = 0; i < bank->module_count; i++)
        if (strcmp(bank->modules[i].id, id) == 0)
            return &bank->modules[i];
    return NULL;
}

int bank_requirement_count(const struct bank *bank)
{
    return bank->requirement_count;
}

const struct requirement *bank_requirement(const struct bank *bank, int index)
{
    return &bank->requirements[index];
}

int bank_local_count(const struct bank *bank)
{
    return bank->local_count;
}

const struct local_section *bank_local(const struct bank *bank, int index)
{
    return &bank->locals[index];
}

const struct local_section *bank_find_local(const struct bank *bank, const char *school)
{
    for (int i = 0; i < bank->local_count; i++)
        if (strcmp(bank->locals[i].school, school) == 0)
            return &bank->locals[i];
    return NULL;
}

static bool is_bank_folder(const char *dir)
{
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/institution.json", dir);
    return length > 0 && (size_t)length < sizeof path && access(path, R_OK) == 0;
}

/* FOLDER beside the one that holds the running program: the checkout's questions, or those installed with it. */
static bool beside_program(const char *folder, char *out, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", out, size - strlen(folder) - 2);
    if (length <= 0)
        return false;
    out[length] = '\0';
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(out, '/');
        if (!slash)
            return false;
        *slash = '\0';
    }
    size_t used = strlen(out);
    snprintf(out + used, size - used, "/%s", folder);
    return is_bank_folder(out);
}

char *bank_default_dir(void)
{
    const char *named = getenv("SIGNPOST_QUESTIONS");
    char beside[4096];
    if (named && *named)
        return strdup(named);
    if (beside_program("questions", beside, sizeof beside) || beside_program("share/signpost/questions", beside, sizeof beside))
        return strdup(beside);
    if (!is_bank_folder(SIGNPOST_SHARE "/questions") && is_bank_folder("questions"))
        return strdup("questions");
    return strdup(SIGNPOST_SHARE "/questions");
}
