/*
 * type_short.c - a few words, right when they fold to the same key as an accepted answer. Response: the text.
 */
#include <stdlib.h>
#include <string.h>
#include "bank/typed_internal.h"
#include "signpost/text.h"

#define ACCEPTED_MOST 20

static void check_accepted(const struct check *check, const cJSON *answer)
{
    if (!cJSON_IsString(answer)) {
        check_say(check, answer, "\"key\" must hold texts in quotation marks.");
        return;
    }
    char *folded = text_fold(answer->valuestring);
    if (!folded)
        check->findings->failed = 1;
    else if (!*folded)
        check_say(check, answer, "An accepted answer is empty: letters or digits must be left after spaces and "
                  "punctuation.");
    else if (!text_is_clean(answer->valuestring) || strlen(answer->valuestring) > LIMIT_SHORT_RESPONSE)
        check_say(check, answer, "An accepted answer must be one line of at most %d bytes.", LIMIT_SHORT_RESPONSE);
    free(folded);
}

static void short_check(const struct check *check, const cJSON *json)
{
    const cJSON *key = check_list(check, json, "key", 1, ACCEPTED_MOST), *answer;
    cJSON_ArrayForEach(answer, key)
        check_accepted(check, answer);
}

static bool short_build(struct arena *arena, const cJSON *json, struct question *out)
{
    const cJSON *answer;
    const char **accepted = arena_alloc(arena, ACCEPTED_MOST * sizeof *accepted);
    const char **folds = arena_alloc(arena, ACCEPTED_MOST * sizeof *folds);
    if (!accepted || !folds)
        return false;
    cJSON_ArrayForEach(answer, json_array(json, "key")) {
        char *folded = text_fold(answer->valuestring);
        const char *kept = folded ? arena_dup(arena, folded) : NULL;
        free(folded);
        if (!kept)
            return false;
        accepted[out->accepted_count] = answer->valuestring;
        folds[out->accepted_count++] = kept;
    }
    out->accepted = accepted;
    out->folded = folds;
    return true;
}

/* Folding needs memory and marking must not, so the comparison is made here. */
static enum fault_code short_read(const struct paper_item *item, const cJSON *json, struct response *out,
                                  struct fault *fault)
{
    const struct question *question = item->question;
    enum fault_code code = typed_read(json, out, fault);
    if (code != FAULT_NONE || out->state != RESPONSE_GIVEN)
        return code;
    char *folded = text_fold(out->text);
    if (!folded)
        return fault_memory(fault);
    for (int i = 0; i < question->accepted_count; i++)
        out->value[0] |= strcmp(folded, question->folded[i]) == 0;
    free(folded);
    return FAULT_NONE;
}

static int short_mark(const struct question *question, const struct response *given)
{
    (void)question;
    return given->value[0] ? MARK_UNIT : 0;
}

static void short_present(const struct showing *showing, cJSON *into)
{
    (void)showing;
    (void)into;
}

static void short_explain(const struct showing *showing, cJSON *yours, cJSON *answer)
{
    const struct question *question = showing->item->question;
    if (showing->given->state == RESPONSE_GIVEN)
        line_text(showing->view, yours, showing->given->text);
    line_text(showing->view, answer, question->accepted[0]); /* the one to learn; the others are ways to write it */
}

static const char *const short_members[] = {"key", NULL};
const struct question_type type_short = {
    .name = "short", .required = short_members, .check = short_check, .build = short_build, .draw = typed_draw,
    .read = short_read, .form = typed_form, .mark = short_mark, .present = short_present, .rows = typed_rows,
    .explain = short_explain,
};
