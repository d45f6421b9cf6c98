/*
 * type_true_false.c - a statement that is true or false, always offered in that order. Response: JSON true or false.
 */
#include <string.h>
#include "bank/type.h"

static const char *const words[] = {"False", "True"}, *const values[] = {"false", "true"};

static void true_false_check(const struct check *check, const cJSON *json)
{
    const cJSON *key = json_member(json, "key");
    if (key && !cJSON_IsBool(key))
        check_say(check, key, "\"key\" must be true or false, without quotation marks.");
}

static bool true_false_build(struct arena *arena, const cJSON *json, struct question *out)
{
    (void)arena;
    out->key[0] = cJSON_IsTrue(json_member(json, "key"));
    return true;
}

static enum fault_code true_false_read(const struct paper_item *item, const cJSON *json, struct response *out,
                                       struct fault *fault)
{
    (void)item;
    if (!cJSON_IsBool(json))
        return response_malformed(fault, "true or false");
    out->state = RESPONSE_GIVEN;
    out->value[0] = cJSON_IsTrue(json);
    return FAULT_NONE;
}

/* A value that is neither word stays a text, which the reader refuses. */
static cJSON *true_false_form(const struct paper_item *item, form_value_fn value, void *context, bool *failed)
{
    const char *word = value(context, "response", 0);
    cJSON *json = NULL;
    (void)item;
    if (!word || !*word)
        return NULL;
    for (int truth = 0; truth < 2; truth++)
        if (strcmp(word, values[truth]) == 0)
            json = cJSON_CreateBool(truth);
    if (!json)
        json = cJSON_CreateString(word);
    *failed = !json;
    return json;
}

static int true_false_mark(const struct question *question, const struct response *given)
{
    return given->value[0] == question->key[0] ? MARK_UNIT : 0;
}

static void true_false_present(const struct showing *showing, cJSON *into)
{
    cJSON *choices = view_array(showing->view, into, "choices");
    for (int truth = 1; truth >= 0; truth--) {
        cJSON *choice = view_object(showing->view, choices, NULL);
        view_string(showing->view, choice, "id", values[truth]);
        view_string(showing->view, choice, "text", words[truth]);
    }
}

static void true_false_rows(const struct showing *showing, cJSON *rows, cJSON *into)
{
    (void)into;
    for (int truth = 1; truth >= 0; truth--)
        row_add(showing, rows, values[truth], "response", words[truth],
                showing->given->state == RESPONSE_GIVEN && showing->given->value[0] == truth);
}

static void true_false_explain(const struct showing *showing, cJSON *yours, cJSON *answer)
{
    if (showing->given->state == RESPONSE_GIVEN)
        line_text(showing->view, yours, words[showing->given->value[0] != 0]);
    line_text(showing->view, answer, words[showing->item->question->key[0]]);
}

static void true_false_reveal(const struct question *question, struct view *view, cJSON *answers)
{
    for (int truth = 1; truth >= 0; truth--)
        reveal_line(view, answers, words[truth], question->key[0] == truth);
}

static void true_false_example(const struct paper_item *item, bool right, struct stream *stream, struct buf *out)
{
    (void)stream;
    buf_text(out, values[(item->question->key[0] == 1) == right]);
}

static const char *const true_false_members[] = {"key", NULL};
const struct question_type type_true_false = {
    .name = "true_false", .words = "True or false", .flag = "is_true_false", .required = true_false_members, .radio = true,
    .marked = true, .check = true_false_check, .grain = grain_whole, .build = true_false_build, .read = true_false_read,
    .form = true_false_form, .mark = true_false_mark, .present = true_false_present, .rows = true_false_rows,
    .explain = true_false_explain, .reveal = true_false_reveal, .example = true_false_example,
};
