/*
 * command/demo_answers.c - what somebody of a given ability answers, in the ids that the paper shows.
 */
#include "command/demo_internal.h"

bool demo_answer(struct demo *demo, const struct paper_item *item, int ability, struct buf *out)
{
    bool right = demo_chance(demo, ability);
    buf_clear(out);
    if (!right && demo_chance(demo, 12)) {
        buf_text(out, "\"dont_know\"");
        return demo_chance(demo, 80);
    }
    response_example(item, right, &demo->stream, out);
    return true;
}
