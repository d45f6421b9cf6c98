/*
 * type_multiple.c - several right choices, with partial credit. Response: displayed ids, ["a", "c"].
 */
#include "bank/type.h"

static void multiple_check(const struct check *check, const cJSON *json)
{
    const cJSON *choices = check_choices(check, json, "choices", 3, 10);
    const cJSON *key = check_ids(check, json, "key", 0, LIMIT_CHOICES), *id;
    if (!key)
        return;
    int rights = cJSON_GetArraySize(key);
    if (rights == 0)
        check_say(check, key, "No choice is right: name at least one in \"key\".");
    else if (choices && rights >= cJSON_GetArraySize(choices))
        check_say(check, key, "Every choice is right: leave at least one out of \"key\".");
    cJSON_ArrayForEach(id, key)
        check_choice_named(check, choices, id);
}

static int multiple_grain(const cJSON *json)
{
    int rights = cJSON_GetArraySize(json_array(json, "key"));
    int wrongs = cJSON_GetArraySize(json_array(json, "choices")) - rights;
    int a = MARK_UNIT / rights, b = MARK_UNIT / wrongs;
    while (b) { /* Euclid: both a right and a wrong choice move the mark by a multiple of it */
        int rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static bool multiple_build(struct arena *arena, const cJSON *json, struct question *out)
{
    const cJSON *choices = json_array(json, "choices"), *id;
    cJSON_ArrayForEach(id, json_array(json, "key"))
        out->key[choice_index(choices, id->valuestring)] = 1;
    return build_options(arena, choices, &out->options, &out->option_count);
}

static enum fault_code multiple_read(const struct paper_item *item, const cJSON *json, struct response *out,
                                     struct fault *fault)
{
    const cJSON *id;
    if (!cJSON_IsArray(json))
        return response_malformed(fault, "a list of ids of choices, such as [\"a\",\"c\"]");
    cJSON_ArrayForEach(id, json) {
        int option = 0;
        enum fault_code code = read_letter(id, item->order, item->question->option_count, &option, fault);
        if (code != FAULT_NONE)
            return code;
        if (out->value[option])
            return fault_field(fault, FAULT_INPUT, "response", "The choice \"%s\" is there twice.", id->valuestring);
        out->value[option] = 1;
        out->state = RESPONSE_GIVEN;
    }
    return FAULT_NONE;
}

static cJSON *multiple_form(const struct paper_item *item, form_value_fn value, void *context, bool *failed)
{
    cJSON *json = cJSON_CreateArray();
    (void)item;
    *failed = !json;
    /* One more than there can be: the reader then says that a choice is repeated. */
    for (int nth = 0; !*failed && nth <= LIMIT_CHOICES; nth++) {
        const char *id = value(context, "response", nth);
        if (!id)
            break;
        if (*id)
            *failed = !cJSON_AddItemToArray(json, cJSON_CreateString(id));
    }
    if (!*failed && json->child)
        return json;
    cJSON_Delete(json);
    return NULL;
}

static int multiple_mark(const struct question *question, const struct response *given)
{
    int rights = 0, wrongs = 0, chosen_right = 0, chosen_wrong = 0;
    for (int i = 0; i < question->option_count; i++) {
        rights += question->key[i];
        wrongs += !question->key[i];
        chosen_right += question->key[i] && given->value[i];
        chosen_wrong += !question->key[i] && given->value[i];
    }
    int mark = chosen_right * (MARK_UNIT / rights) - chosen_wrong * (MARK_UNIT / wrongs);
    return mark > 0 ? mark : 0;
}

static void multiple_rows(const struct showing *showing, cJSON *rows, cJSON *into)
{
    const struct question *question = showing->item->question;
    char value[PLACE_TEXT];
    (void)into;
    for (int place = 0; place < question->option_count; place++) {
        int option = showing->item->order[place];
        place_letter(place, value);
        row_add(showing, rows, value, "response", question->options[option].text,
                showing->given->state == RESPONSE_GIVEN && showing->given->value[option]);
    }
}

/* In displayed order, so that both lists can be held beside the question. */
static void multiple_explain(const struct showing *showing, cJSON *yours, cJSON *answer)
{
    const struct question *question = showing->item->question;
    for (int place = 0; place < question->option_count; place++) {
        int option = showing->item->order[place];
        if (showing->given->state == RESPONSE_GIVEN && showing->given->value[option])
            line_commonmark(showing->view, yours, question->options[option].text);
        if (question->key[option])
            line_commonmark(showing->view, answer, question->options[option].text);
    }
}

static void multiple_reveal(const struct question *question, struct view *view, cJSON *answers)
{
    for (int i = 0; i < question->option_count; i++)
        reveal_line(view, answers, question->options[i].text, question->key[i] == 1);
}

/* Not wholly right: a wrong one is taken too, or one of several right ones is missed. */
static void multiple_example(const struct paper_item *item, bool right, struct stream *stream, struct buf *out)
{
    const struct question *question = item->question;
    int rights = 0, chosen = 0;
    char id[PLACE_TEXT];
    for (int i = 0; i < question->option_count; i++)
        rights += question->key[i];
    bool add = !right && (rights == 1 || stream_below(stream, 100) < 60), miss = !right && !add;
    buf_char(out, '[');
    for (int place = 0; place < question->option_count; place++) {
        bool key = question->key[item->order[place]] == 1, take = key ? !miss : add;
        miss = miss && !key;
        add = add && key;
        place_letter(place, id);
        if (take)
            buf_printf(out, "%s\"%s\"", chosen++ ? "," : "", id);
    }
    buf_char(out, ']');
}

static const char *const multiple_members[] = {"choices", "key", NULL};
const struct question_type type_multiple = {
    .name = "multiple", .words = "Several answers", .flag = "is_multiple", .required = multiple_members, .marked = true,
    .check = multiple_check, .grain = multiple_grain, .build = multiple_build, .draw = draw_options, .read = multiple_read,
    .form = multiple_form, .mark = multiple_mark, .present = present_choices, .rows = multiple_rows,
    .explain = multiple_explain, .reveal = multiple_reveal, .example = multiple_example,
};
