/*
 * type_ordering.c - things to be put in order, with partial credit for each in its place.
 * Response: every displayed id once, ["c", "a", "b"].
 */
#include <stdio.h>
#include <string.h>
#include "bank/type.h"

static void ordering_check(const struct check *check, const cJSON *json)
{
    const cJSON *items = check_choices(check, json, "items", 3, 8);
    const cJSON *key = check_ids(check, json, "key", 0, LIMIT_CHOICES), *id;
    bool named = true;
    cJSON_ArrayForEach(id, key)
        named = check_choice_named(check, items, id) && named;
    if (items && key && named && cJSON_GetArraySize(key) != cJSON_GetArraySize(items))
        check_say(check, key, "The key must hold every item once, in the right order: it has %d of %d.",
                  cJSON_GetArraySize(key), cJSON_GetArraySize(items));
}

static int ordering_grain(const cJSON *json)
{
    return MARK_UNIT / cJSON_GetArraySize(json_array(json, "items"));
}

static bool ordering_build(struct arena *arena, const cJSON *json, struct question *out)
{
    const cJSON *items = json_array(json, "items"), *id;
    int place = 0;
    cJSON_ArrayForEach(id, json_array(json, "key"))
        out->key[place++] = choice_index(items, id->valuestring);
    return build_options(arena, items, &out->options, &out->option_count);
}

static bool solved(const struct question *question, const unsigned char *order)
{
    for (int place = 0; place < question->option_count; place++)
        if (order[place] != question->key[place])
            return false;
    return true;
}

/* Uniform over every order but the right one. */
static void ordering_draw(const struct question *question, struct stream *stream, struct paper_item *out)
{
    do
        order_shuffle(stream, out->order, question->option_count);
    while (question->option_count > 1 && solved(question, out->order));
}

static enum fault_code ordering_incomplete(const cJSON *json, int count, struct fault *fault)
{
    int there = 0;
    const cJSON *id;
    cJSON_ArrayForEach(id, json)
        there += !cJSON_IsNull(id);
    return fault_field(fault, FAULT_INPUT, "response", "Put every item in a place: %d of %d are there.", there, count);
}

static enum fault_code ordering_read(const struct paper_item *item, const cJSON *json, struct response *out,
                                     struct fault *fault)
{
    const cJSON *id;
    int count = item->question->option_count, place = 0;
    bool met[LIMIT_CHOICES] = {false};
    if (!cJSON_IsArray(json))
        return response_malformed(fault, "a list of the ids of all items, such as [\"c\",\"a\",\"b\"]");
    cJSON_ArrayForEach(id, json) {
        int option = 0;
        if (cJSON_IsNull(id)) /* a form's place without an item */
            return ordering_incomplete(json, count, fault);
        enum fault_code code = read_letter(id, item->order, count, &option, fault);
        if (code != FAULT_NONE)
            return code;
        if (met[option])
            return fault_field(fault, FAULT_INPUT, "response", "\"%s\" is there twice: put every item in one place.",
                               id->valuestring);
        met[option] = true;
        out->value[place++] = option;
    }
    if (place != 0 && place != count)
        return ordering_incomplete(json, count, fault);
    out->state = place ? RESPONSE_GIVEN : RESPONSE_NONE;
    return FAULT_NONE;
}

static cJSON *ordering_form(const struct paper_item *item, form_value_fn value, void *context, bool *failed)
{
    cJSON *json = cJSON_CreateArray();
    char name[2 * PLACE_TEXT];
    bool any = false;
    *failed = !json;
    for (int place = 1; !*failed && place <= item->question->option_count; place++) {
        snprintf(name, sizeof name, "response.%d", place);
        const char *id = value(context, name, 0);
        bool there = id && *id;
        *failed = !cJSON_AddItemToArray(json, there ? cJSON_CreateString(id) : cJSON_CreateNull());
        any |= there;
    }
    if (!*failed && any)
        return json;
    cJSON_Delete(json);
    return NULL;
}

static int ordering_mark(const struct question *question, const struct response *given)
{
    int placed = 0;
    for (int place = 0; place < question->option_count; place++)
        placed += given->value[place] == question->key[place];
    return placed * (MARK_UNIT / question->option_count);
}

/* What stands in a place, also in a form that was refused for another; -1: nothing. */
static int chosen_in(const struct showing *showing, int place)
{
    const cJSON *id = cJSON_IsArray(showing->response) ? cJSON_GetArrayItem(showing->response, place) : NULL;
    int option = -1;
    if (showing->given->state == RESPONSE_GIVEN)
        return showing->given->value[place];
    if (id && read_letter(id, showing->item->order, showing->item->question->option_count, &option, NULL) != FAULT_NONE)
        option = -1;
    return option;
}

static void ordering_rows(const struct showing *showing, cJSON *rows, cJSON *into)
{
    const struct question *question = showing->item->question;
    char name[2 * PLACE_TEXT], value[PLACE_TEXT], words[32];
    (void)into;
    for (int place = 0; place < question->option_count; place++) {
        int chosen = chosen_in(showing, place);
        place_number(place, value);
        snprintf(name, sizeof name, "response.%s", value);
        snprintf(words, sizeof words, "Place %s", value);
        cJSON *row = row_add(showing, rows, value, name, words, chosen >= 0);
        row_options(showing, row, value, question->options, showing->item->order, question->option_count, chosen);
    }
}

static void ordering_explain(const struct showing *showing, cJSON *yours, cJSON *answer)
{
    const struct question *question = showing->item->question;
    for (int place = 0; place < question->option_count; place++) {
        if (showing->given->state == RESPONSE_GIVEN)
            line_commonmark(showing->view, yours, question->options[showing->given->value[place]].text);
        line_commonmark(showing->view, answer, question->options[question->key[place]].text);
    }
}

static void ordering_reveal(const struct question *question, struct view *view, cJSON *answers)
{
    for (int place = 0; place < question->option_count; place++)
        reveal_line(view, answers, question->options[question->key[place]].text, true);
}

/* Not wholly right: two neighbours change places. */
static void ordering_example(const struct paper_item *item, bool right, struct stream *stream, struct buf *out)
{
    const struct question *question = item->question;
    int count = question->option_count, swap = right ? -2 : (int)stream_below(stream, (uint32_t)count - 1);
    char id[PLACE_TEXT];
    buf_char(out, '[');
    for (int place = 0; place < count; place++) {
        int from = place == swap ? place + 1 : place == swap + 1 ? swap : place;
        place_letter(place_of_index(item->order, count, question->key[from]), id);
        buf_printf(out, "%s\"%s\"", place ? "," : "", id);
    }
    buf_char(out, ']');
}

static const char *const ordering_members[] = {"items", "key", NULL};
const struct question_type type_ordering = {
    .name = "ordering", .words = "Ordering", .flag = "is_ordering", .required = ordering_members, .ordered = true,
    .check = ordering_check, .grain = ordering_grain, .build = ordering_build, .draw = ordering_draw, .read = ordering_read,
    .form = ordering_form, .mark = ordering_mark, .present = present_choices, .rows = ordering_rows,
    .explain = ordering_explain, .reveal = ordering_reveal, .example = ordering_example,
};
