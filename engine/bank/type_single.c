/*
 * type_single.c - one right choice. Response: the displayed id, "b".
 */
#include "bank/type.h"

static void single_check(const struct check *check, const cJSON *json)
{
    const cJSON *choices = check_choices(check, json, "choices", 2, 8), *key = json_member(json, "key");
    if (key)
        check_choice_named(check, choices, key);
}

static bool single_build(struct arena *arena, const cJSON *json, struct question *out)
{
    const cJSON *choices = json_array(json, "choices");
    out->key[0] = choice_index(choices, json_string(json, "key"));
    return build_options(arena, choices, &out->options, &out->option_count);
}

static enum fault_code single_read(const struct paper_item *item, const cJSON *json, struct response *out,
                                   struct fault *fault)
{
    out->state = RESPONSE_GIVEN;
    return read_letter(json, item->order, item->question->option_count, &out->value[0], fault);
}

static cJSON *single_form(const struct paper_item *item, form_value_fn value, void *context, bool *failed)
{
    (void)item;
    return form_text(value, context, failed);
}

static int single_mark(const struct question *question, const struct response *given)
{
    return given->value[0] == question->key[0] ? MARK_UNIT : 0;
}

static void single_rows(const struct showing *showing, cJSON *rows, cJSON *into)
{
    const struct question *question = showing->item->question;
    char value[PLACE_TEXT];
    (void)into;
    for (int place = 0; place < question->option_count; place++) {
        int option = showing->item->order[place];
        place_letter(place, value);
        row_add(showing, rows, value, "response", question->options[option].text,
                showing->given->state == RESPONSE_GIVEN && showing->given->value[0] == option);
    }
}

static void single_explain(const struct showing *showing, cJSON *yours, cJSON *answer)
{
    const struct question *question = showing->item->question;
    if (showing->given->state == RESPONSE_GIVEN)
        line_commonmark(showing->view, yours, question->options[showing->given->value[0]].text);
    line_commonmark(showing->view, answer, question->options[question->key[0]].text);
}

static void single_reveal(const struct question *question, struct view *view, cJSON *answers)
{
    for (int i = 0; i < question->option_count; i++)
        reveal_line(view, answers, question->options[i].text, i == question->key[0]);
}

static void single_example(const struct paper_item *item, bool right, struct stream *stream, struct buf *out)
{
    int count = item->question->option_count, place = place_of_index(item->order, count, item->question->key[0]);
    char id[PLACE_TEXT];
    if (!right)
        place = (place + 1 + (int)stream_below(stream, (uint32_t)count - 1)) % count;
    place_letter(place, id);
    buf_printf(out, "\"%s\"", id);
}

static const char *const single_members[] = {"choices", "key", NULL};
const struct question_type type_single = {
    .name = "single", .words = "One answer", .flag = "is_single", .required = single_members, .radio = true, .marked = true,
    .check = single_check, .grain = grain_whole, .build = single_build, .draw = draw_options, .read = single_read,
    .form = single_form, .mark = single_mark, .present = present_choices, .rows = single_rows, .explain = single_explain,
    .reveal = single_reveal, .example = single_example,
};
