/*
 * gift_write_lists.c - the types of GIFT that are lists: pairs, whose right side is plain text, and things in order.
 */
#include <string.h>
#include "formats/gift_out.h"

/* The two feedbacks in the one that there is, parted by a rule. */
static void put_general(struct gift_out *gift)
{
    buf_text(gift->out, "\t####");
    gift_put_text(gift, gift->question->right);
    gift_put(gift, FEEDBACK_RULE);
    gift_put(gift, gift->question->wrong);
    buf_text(gift->out, "\n}");
}

void gift_put_matching(struct gift_out *gift)
{
    const struct format_question *question = gift->question;
    const char *rights[LIMIT_CHOICES];
    bool met[LIMIT_CHOICES] = {false};
    gift->failed |= !plain_targets(gift->arena, question, "GIFT", gift->report, rights);
    if (gift->failed)
        return;
    buf_text(gift->out, "{\n");
    for (int i = 0; i < question->choice_count; i++) {
        const char *left = question->choices[i].text, *arrow;
        buf_text(gift->out, "\t=");
        for (bool first = true; (arrow = strstr(left, "->")); first = false, left = arrow + 2) {
            const char *part = arena_dup_bytes(gift->arena, left, (size_t)(arrow - left));
            (first ? gift_put_text : gift_put)(gift, part ? part : "");
            gift_put(gift, "-\\>"); /* CommonMark for the same two signs */
        }
        (left == question->choices[i].text ? gift_put_text : gift_put)(gift, left);
        buf_text(gift->out, " -> ");
        gift_put(gift, rights[question->key[i]]);
        buf_char(gift->out, '\n');
        met[question->key[i]] = true;
    }
    for (int i = 0; i < question->target_count; i++)
        if (!met[i]) {
            buf_text(gift->out, "\t= -> ");
            gift_put(gift, rights[i]);
            buf_char(gift->out, '\n');
        }
    put_general(gift);
}

/* As Moodle's ordering plugin reads it, which takes no backslash before = and ~ there. */
void gift_put_ordering(struct gift_out *gift)
{
    const struct format_question *question = gift->question;
    buf_printf(gift->out, "{>%d ALL VERTICAL ABSOLUTE_POSITION SHOW none\n", question->choice_count);
    for (int i = 0; i < question->choice_count; i++) {
        const char *text = question->choices[question->key[i]].text;
        gift_put_kind(gift, text);
        gift_put_escaped(gift->out, text, "\\#{}");
        buf_char(gift->out, '\n');
    }
    put_general(gift);
}
