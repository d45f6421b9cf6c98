/*
 * type_numeric.c - a number, right within a tolerance. Response: a decimal as a text, "28", as people write them; the unit
 * may stand with it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bank/typed_internal.h"
#include "signpost/text.h"

static void check_decimal(const struct check *check, const cJSON *json, const char *name, bool may_be_negative)
{
    const char *text = check_string(check, json, name);
    int64_t number;
    if (!text)
        return;
    /* In a file nothing lenient: a digit before the point and behind it. */
    size_t sign = may_be_negative ? strspn(text, "+-") : 0, whole = strspn(text + sign, "0123456789");
    bool open = text[sign + whole] == '.' && !text[sign + whole + 1];
    if (sign > 1 || whole == 0 || open || !decimal_parse(text, &number))
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

/* The words of TEXT, folded, are the unit, or its last word, in the singular or the plural. *FAILED: no memory. */
static bool is_unit(const char *text, const char *unit, bool *failed)
{
    char *words = text_fold(text), *known = text_fold(unit);
    bool same = false;
    *failed |= !words || !known;
    if (words && known) {
        const char *space = strrchr(known, ' '), *ends[] = {known, space ? space + 1 : known};
        for (int i = 0; i < 2 && *words; i++) {
            size_t a = strlen(words), b = strlen(ends[i]), shorter = a < b ? a : b;
            const char *longer = a < b ? ends[i] : words;
            same |= strncmp(words, ends[i], shorter) == 0 && (a == b || strcmp(longer + shorter, "s") == 0);
        }
    }
    free(words);
    free(known);
    return same || strcmp(text, unit) == 0; /* "%" folds to nothing */
}

/*
 * In place: the wide letters and figures of East Asian keyboards as the plain ones, without what has no width and comes along when
 * something is copied, and without spaces at the ends.
 */
static void plain(char *text)
{
    static const char *const unseen[] = {"\xe2\x80\x8b", "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x81\xa0", "\xef\xbb\xbf", NULL};
    char *to = text;
    for (const char *from = text; *from;) {
        const unsigned char *bytes = (const unsigned char *)from;
        bool wide = bytes[0] == 0xef && ((bytes[1] == 0xbc && bytes[2] > 0x80) ||
                                         (bytes[1] == 0xbd && bytes[2] >= 0x80 && bytes[2] < 0x9f));
        bool wide_space = strncmp(from, "\xe3\x80\x80", 3) == 0;
        int skip = 0;
        while (unseen[skip] && strncmp(from, unseen[skip], 3) != 0)
            skip++;
        char sign = *from;
        if (wide)
            sign = (char)(0x20 + (bytes[1] - 0xbc) * 0x40 + (bytes[2] - 0x80)); /* U+FF01 to U+FF5E */
        else if (wide_space)
            sign = ' ';
        from += wide || wide_space || unseen[skip] ? 3 : 1;
        if (!unseen[skip] && (sign != ' ' || to > text))
            *to++ = sign;
    }
    while (to > text && to[-1] == ' ')
        to--;
    *to = '\0';
}

/* The number of a text without spaces around it, which may have UNIT before it, also behind the sign, or behind it. */
static enum decimal read_with_unit(char *text, const char *unit, int64_t *out, bool *failed)
{
    size_t used = 0, before = unit ? strlen(unit) : 0, sign = before ? decimal_sign(text) : 0;
    if (before && strncmp(text + sign, unit, before) == 0) {
        size_t rest = sign + before + strspn(text + sign + before, " ");
        memmove(text + rest - sign, text, sign);
        text += rest - sign;
    } else {
        before = 0;
    }
    enum decimal what = decimal_typed(text, out, &used);
    const char *rest = text + used + strspn(text + used, " ");
    if (what != DECIMAL_NONE && *rest && (before || !unit || !is_unit(rest, unit, failed)))
        what = DECIMAL_NONE;
    return what;
}

static enum fault_code numeric_read(const struct paper_item *item, const cJSON *json, struct response *out,
                                    struct fault *fault)
{
    const char *unit = item->question->unit, *typed = NULL;
    char text[LIMIT_SHORT_RESPONSE + 1];
    int64_t number = 0;
    bool failed = false;
    enum fault_code code = typed_read(json, &typed, fault);
    if (code != FAULT_NONE || !typed)
        return code;
    snprintf(text, sizeof text, "%s", typed);
    plain(text);
    enum decimal what = read_with_unit(text, unit, &number, &failed);
    if (failed)
        return fault_memory(fault);
    if (what == DECIMAL_EITHER)
        return fault_field(fault, FAULT_INPUT, "response", "The comma in %.20s can mean two things: write 1000 for a thousand, "
                           "0.5 for a half.", text);
    if (what == DECIMAL_NONE)
        return fault_field(fault, FAULT_INPUT, "response", "Write only a number, in figures such as 28 or 0.5%s%.80s. At most 9 "
                           "digits before the point and 6 after it are read.", unit ? "; the unit is " : "", unit ? unit : "");
    decimal_text(number, out->text);
    out->state = RESPONSE_GIVEN;
    return FAULT_NONE;
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

static void numeric_reveal(const struct question *question, struct view *view, cJSON *answers)
{
    const char *unit = question->unit ? question->unit : "";
    struct buf line;
    int64_t tolerance = 0;
    buf_init(&line, 0);
    buf_printf(&line, "%s%s%s", question->number, *unit ? " " : "", unit);
    if (decimal_parse(question->tolerance, &tolerance) && tolerance != 0)
        buf_printf(&line, " (up to %s more or less)", question->tolerance);
    reveal_line(view, answers, buf_ok(&line) ? buf_string(&line) : NULL, true);
    buf_release(&line);
}

/* Not right: one more than is allowed for. */
static void numeric_example(const struct paper_item *item, bool right, struct stream *stream, struct buf *out)
{
    char text[DECIMAL_TEXT];
    int64_t number = 0, tolerance = 0;
    (void)stream;
    if (decimal_parse(item->question->number, &number) && decimal_parse(item->question->tolerance, &tolerance) && !right)
        number += number > 0 ? -tolerance - 1000000 : tolerance + 1000000; /* towards nought: never too many digits */
    decimal_text(number, text);
    buf_printf(out, "\"%s\"", text);
}

static const char *const numeric_members[] = {"key", "tolerance", NULL};
const struct question_type type_numeric = {
    .name = "numeric", .words = "Number", .flag = "is_numeric", .required = numeric_members, .optional = "unit", .typed = true,
    .check = numeric_check, .grain = grain_whole, .build = numeric_build, .read = numeric_read, .form = typed_form,
    .mark = numeric_mark, .present = numeric_present, .rows = typed_rows, .explain = numeric_explain,
    .reveal = numeric_reveal, .example = numeric_example,
};
