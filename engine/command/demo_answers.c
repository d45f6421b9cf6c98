/*
 * command/demo_answers.c - what somebody of a given ability answers, in the ids that the paper shows.
 */
#include "command/demo_internal.h"
#include <string.h>

/* Where the paper shows the option (or target) INDEX. */
static int place_of(const unsigned char *order, int count, int index)
{
    for (int place = 0; place < count; place++)
        if (order[place] == index)
            return place;
    return 0;
}

static void single(struct demo *demo, const struct paper_item *item, bool right, struct buf *out)
{
    const struct question *question = item->question;
    int place = place_of(item->order, question->option_count, question->key[0]);
    if (!right)
        place = (place + 1 + demo_below(demo, question->option_count - 1)) % question->option_count;
    buf_printf(out, "\"%c\"", 'a' + place);
}

/* Wrong: one of the right ones is missed, and sometimes a wrong one taken; never nothing at all. */
static void multiple(struct demo *demo, const struct paper_item *item, bool right, struct buf *out)
{
    const struct question *question = item->question;
    bool add = !right && demo_chance(demo, 60), missed = right, added = !add;
    int chosen = 0;
    buf_char(out, '[');
    for (int place = 0; place < question->option_count; place++) {
        bool key = question->key[item->order[place]] == 1, take = key;
        if (key && !missed && (add || chosen))
            take = false, missed = true;
        if (!key && !added)
            take = added = true;
        if (take)
            buf_printf(out, "%s\"%c\"", chosen++ ? "," : "", 'a' + place);
    }
    buf_char(out, ']');
}

static void matching(const struct paper_item *item, bool right, struct buf *out)
{
    const struct question *question = item->question;
    int count = question->option_count;
    buf_char(out, '{');
    for (int place = 0; place < count; place++) {
        int left = item->order[place];
        if (!right && place < 2) /* the first two change places */
            left = item->order[1 - place];
        int target = place_of(item->targets, question->target_count, question->key[left]);
        buf_printf(out, "%s\"%d\":\"%c\"", place ? "," : "", place + 1, 'a' + target);
    }
    buf_char(out, '}');
}

static void ordering(struct demo *demo, const struct paper_item *item, bool right, struct buf *out)
{
    const struct question *question = item->question;
    int count = question->option_count, swap = right ? -1 : demo_below(demo, count - 1);
    buf_char(out, '[');
    for (int i = 0; i < count; i++) {
        int from = i == swap ? i + 1 : i == swap + 1 && swap >= 0 ? i - 1 : i;
        buf_printf(out, "%s\"%c\"", i ? "," : "", 'a' + place_of(item->order, count, question->key[from]));
    }
    buf_char(out, ']');
}

bool demo_answer(struct demo *demo, const struct paper_item *item, int ability, struct buf *out)
{
    const struct question *question = item->question;
    bool right = demo_chance(demo, ability);
    buf_clear(out);
    if (!right && demo_chance(demo, 12)) {
        buf_text(out, "\"dont_know\"");
        return demo_chance(demo, 80);
    }
    switch (question->kind) {
    case QUESTION_SINGLE: single(demo, item, right, out); break;
    case QUESTION_MULTIPLE: multiple(demo, item, right, out); break;
    case QUESTION_TRUE_FALSE: buf_text(out, (question->key[0] == 1) == right ? "true" : "false"); break;
    case QUESTION_MATCHING: matching(item, right, out); break;
    case QUESTION_ORDERING: ordering(demo, item, right, out); break;
    case QUESTION_NUMERIC: buf_printf(out, "\"%s\"", right ? question->number : "3"); break;
    default: buf_printf(out, "\"%s\"", right && !strpbrk(question->accepted[0], "\"\\") ? question->accepted[0]
                        : "the Registry");
    }
    return true;
}
