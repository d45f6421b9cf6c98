/*
 * type_numeric.c - a number, right within a tolerance. Response: a decimal as a text, "28".
 */
#include <stdio.h>
#include <string.h>
#include "bank/typed_internal.h"

static void check_decimal(const struct check *check, const cJSON *json, const char *name, bool may_be_negative)
{
    const char *text = check_string(check, json, name);
    int64_t number;
    if (!text)
        return;
    /* In a file nothing lenient: no spaces, a digit before the point and behind it. */
    size_t sign = may_be_negative ? strspn(text, "+-") : 0, whole = strspn(text + sign, "0123456789");
    const char *rest = text + sign + whole;
    bool fraction = rest[0] == '.' && rest[1] && !rest[1 + strspn(rest + 1, "0123456789")];
    bool plain = sign <= 1 && whole > 0 && (!*rest || fraction);
    if (!plain || !decimal_parse(text, &number))
        check_say(check, json_member(json, name), "\"%s\" must be a decimal such as \"28\" or \"0.5\": at most 9 "
                  "digits before the point and 6 after it%s.", name, may_be_negative ? "" : ", and no sign");
}

static void numeric_check(const struct check *check, const cJSON *json)
{
    check_decimal(check, json, "key", true);
    check_decimal(check, json, "tolerance", false);
    if (json_member(json, "unit"))
        check_label(check, json, "unit");
}

static bool numeric_build(struct arena *arena, const cJSON *json, struct question *out)
{
    (void)arena;
    out->number = json_string(json, "key");
    out->tolerance = json_string(json, "tolerance");
    out->unit = json_string(json, "unit");
    return true;
}

static enum fault_code numeric_read(const struct paper_item *item, const cJSON *json, struct response *out,
                                    struct fault *fault)
{
    int64_t number;
    enum fault_code code = typed_read(json, out, fault);
    (void)item;
    if (code != FAULT_NONE || out->state != RESPONSE_GIVEN || decimal_parse(out->text, &number))
        return code;
    if (strchr(out->text, ','))
        return fault_field(fault, FAULT_INPUT, "response", "Write the number without commas: 1000 for a thousand, 0.5 "
                           "for a half.");
    return fault_field(fault, FAULT_INPUT, "response", "Write a number in digits, such as 28 or 0.5, with at most 9 "
                       "digits before the point and 6 after it.");
}

static int numeric_mark(const struct question *question, const struct response *given)
{
    int64_t key = 0, tolerance = 0, number = 0;
    if (!decimal_parse(question->number, &key) || !decimal_parse(question->tolerance, &tolerance) ||
        !decimal_parse(given->text, &number))
        return 0;
    int64_t off = number > key ? number - key : key - number;
    return off <= tolerance ? MARK_UNIT : 0;
}

static void numeric_present(const struct showing *showing, cJSON *into)
{
    view_string(showing->view, into, "unit", showing->item->question->unit);
}

static void numeric_explain(const struct showing *showing, cJSON *yours, cJSON *answer)
{
    const struct question *question = showing->item->question;
    const char *unit = question->unit ? question->unit : "", *space = *unit ? " " : "";
    char words[LIMIT_SHORT_RESPONSE + 4 * LIMIT_NAME + 64];
    int64_t tolerance = 0;
    if (showing->given->state == RESPONSE_GIVEN) {
        snprintf(words, sizeof words, "%s%s%s", showing->given->text, space, unit);
        line_text(showing->view, yours, words);
    }
    if (decimal_parse(question->tolerance, &tolerance) && tolerance != 0)
        snprintf(words, sizeof words, "%s%s%s (%s more or less is right too)", question->number, space, unit,
                 question->tolerance);
    else
        snprintf(words, sizeof words, "%s%s%s", question->number, space, unit);
    line_text(showing->view, answer, words);
}

static const char *const numeric_members[] = {"key", "tolerance", NULL};
const struct question_type type_numeric = {
    .name = "numeric", .required = numeric_members, .optional = "unit", .check = numeric_check, .build = numeric_build,
    .draw = typed_draw, .read = numeric_read, .form = typed_form, .mark = numeric_mark, .present = numeric_present,
    .rows = typed_rows, .explain = numeric_explain,
};
