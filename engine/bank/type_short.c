/*
 * type_short.c - a few words, right when they fold to the same key as an accepted answer. Response: the text.
 */
#include <stdlib.h>
#include <string.h>
#include "bank/typed_internal.h"
#include "signpost/text.h"

#define ACCEPTED_MOST 20

/* ASCII's letters and digits are never folded away, so most answers need no trying. */
static bool has_plain_word(const char *text)
{
    for (; *text; text++)
        if ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9'))
            return true;
    return false;
}

static void check_accepted(const struct check *check, const cJSON *answer)
{
    if (!cJSON_IsString(answer)) {
        check_say(check, answer, "\"key\" must hold texts in quotation marks.");
        return;
    }
    bool fold = !has_plain_word(answer->valuestring);
    char *folded = fold ? text_fold(answer->valuestring) : NULL;
    if (fold && !folded)
        check->findings->failed = 1;
    else if (fold && !*folded)
        check_say(check, answer, "An accepted answer is empty: letters or digits must be left after spaces and "
                  "punctuation.");
    else if (!text_is_clean(answer->valuestring) || strlen(answer->valuestring) > LIMIT_SHORT_RESPONSE)
        check_say(check, answer, "An accepted answer must be one line of at most %d bytes.", LIMIT_SHORT_RESPONSE);
    free(folded);
}

static const char *accepted_text(const cJSON *answer)
{
    return cJSON_GetStringValue(answer);
}

static void short_check(const struct check *check, const cJSON *json)
{
    const cJSON *key = check_list(check, json, "key", 1, ACCEPTED_MOST), *answer;
    cJSON_ArrayForEach(answer, key) {
        check_accepted(check, answer);
        if (check_same_as_before(check, key, answer, accepted_text))
            check_say(check, answer, "\"%s\" is accepted already: capitals, accents, apostrophes and punctuation make no difference. "
                      "Remove it.", check_quote(answer->valuestring));
    }
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
    const char *typed = NULL;
    enum fault_code code = typed_read(json, &typed, fault);
    if (code != FAULT_NONE || !typed)
        return code;
    char *folded = text_fold(typed);
    if (!folded)
        return fault_memory(fault);
    memcpy(out->text, typed, strlen(typed) + 1);
    out->state = RESPONSE_GIVEN;
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

static void short_explain(const struct showing *showing, cJSON *yours, cJSON *answer)
{
    const struct question *question = showing->item->question;
    if (showing->given->state == RESPONSE_GIVEN)
        line_text(showing->view, yours, showing->given->text);
    line_text(showing->view, answer, question->accepted[0]); /* the one to learn; the others are ways to write it */
}

static void short_reveal(const struct question *question, struct view *view, cJSON *answers)
{
    for (int i = 0; i < question->accepted_count; i++)
        reveal_line(view, answers, question->accepted[i], true);
}

/* Not right: the accepted answer with a word too many. */
static void short_example(const struct paper_item *item, bool right, struct stream *stream, struct buf *out)
{
    struct buf text;
    int which = (int)stream_below(stream, (uint32_t)item->question->accepted_count);
    buf_init(&text, 0);
    buf_printf(&text, "%s%s", item->question->accepted[which], right ? "" : " perhaps");
    struct json_out json;
    json_out_init(&json, out);
    json_out_string(&json, buf_ok(&text) ? buf_string(&text) : NULL);
    if (!json_out_ok(&json))
        out->failed = true;
    buf_release(&text);
}

static const char *const short_members[] = {"key", NULL};
const struct question_type type_short = {
    .name = "short", .words = "Short text", .flag = "is_short", .required = short_members, .typed = true,
    .check = short_check, .grain = grain_whole, .build = short_build, .read = short_read, .form = typed_form,
    .mark = short_mark, .rows = typed_rows, .explain = short_explain, .reveal = short_reveal, .example = short_example,
};
