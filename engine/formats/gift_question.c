/*
 * gift_question.c - one question of a GIFT file: its title, its stem, where the answers stand, and so its type.
 */
#include <string.h>
#include "formats/gift.h"

#define BLANK "_____"                     /* where a missing word belongs, as Moodle writes it */
#define BLANK_ESCAPED "\\_\\_\\_\\_\\_"

static bool take_title(struct reading_question *reading, struct gift_span *text)
{
    if (text->end - text->at < 2 || strncmp(text->at, "::", 2) != 0)
        return true;
    text->at += 2;
    const char *close = gift_find(*text, "::");
    if (!close) {
        reading_lose(reading, "its title has no second \"::\".");
        return false;
    }
    struct gift_span title = gift_trim((struct gift_span){text->at, close});
    if (!reading->question.name || !*reading->question.name)
        reading->question.name = gift_unescape(reading->arena, title, RICH_PLAIN);
    text->at = close + 2;
    *text = gift_trim(*text);
    return true;
}

/* A name for reports, where there is none: how the stem begins. */
static void name_it(struct reading_question *reading, const char *stem)
{
    if (!reading->question.name || !*reading->question.name)
        reading->question.name = reading_cut(reading, stem ? stem : "", 40);
}

/* The stem, with a blank where the answers stood within it. */
static const char *stem_of(struct gift *gift, struct gift_span before, struct gift_span after)
{
    struct arena *arena = gift->reading->arena;
    bool space = before.end > before.at && before.end[-1] == ' ';
    gift->kind = gift_kind(&before, RICH_AUTO);
    const char *first = gift_unescape(arena, before, gift->kind), *rest = gift_unescape(arena, after, gift->kind);
    const char *blank = gift->kind == RICH_COMMONMARK ? BLANK_ESCAPED : BLANK, *whole = first;
    if (first && rest && rest[strspn(rest, " \n")])
        whole = arena_printf(arena, "%s%s%s%s", first, space ? " " : "", blank, rest);
    gift->reading->failed |= !rest || !whole;
    name_it(gift->reading, first);
    return whole ? reading_text(gift->reading, gift->kind, whole) : NULL;
}

static struct gift_span take_general_feedback(struct gift *gift)
{
    const char *marks = gift_find_last(gift->answers, "####");
    struct gift_span general = {gift->answers.end, gift->answers.end};
    if (marks) {
        general = (struct gift_span){marks + 4, gift->answers.end};
        gift->answers = gift_trim((struct gift_span){gift->answers.at, marks});
    }
    return general;
}

static bool is_true_false(struct gift_span answers)
{
    const char *hash = gift_find(answers, "#");
    struct gift_span word = {answers.at, hash ? hash : answers.end};
    return gift_is(word, "T") || gift_is(word, "TRUE") || gift_is(word, "F") || gift_is(word, "FALSE");
}

static void read_answers(struct gift *gift)
{
    struct gift_span answers = gift->answers;
    if (answers.at == answers.end)
        reading_lose(gift->reading, "it is an essay, which only people can mark.");
    else if (*answers.at == '#')
        gift_numeric(gift);
    else if (*answers.at == '>')
        gift_ordering(gift);
    else if (gift_find(answers, "~"))
        gift_choices(gift);
    else if (gift_find(answers, "=") && gift_find(answers, "->"))
        gift_matching(gift);
    else if (is_true_false(answers))
        gift_true_false(gift);
    else
        gift_short(gift);
}

void gift_question(struct reading_question *reading, struct gift_span text)
{
    struct gift gift = {.reading = reading};
    text = gift_trim(text);
    if (!take_title(reading, &text))
        return;
    const char *open = gift_find(text, "{"), *close = gift_find(text, "}");
    if (open && close > open)
        reading->question.stem = stem_of(&gift, (struct gift_span){text.at, open},
                                         (struct gift_span){close + 1, text.end});
    else
        name_it(reading, gift_unescape(reading->arena, text, RICH_PLAIN));
    if (!open && !close) {
        reading_lose(reading, "it is a description without answers in braces: nothing is asked.");
        return;
    }
    if (!open || close < open) { /* no close is before any open */
        reading_lose(reading, "its braces do not match: write \\{ and \\} for braces that are text, and no blank line "
                     "between { and }.");
        return;
    }
    if (gift_find((struct gift_span){close + 1, text.end}, "{")) {
        reading_lose(reading, "it has more than one set of answers: where these are two questions, put a blank line between them.");
        return;
    }
    gift.answers = gift_trim((struct gift_span){open + 1, close});
    struct gift_span general = take_general_feedback(&gift);
    read_answers(&gift);
    const char *feedback = reading->lost ? NULL : gift_remark(&gift, general);
    if (feedback)
        feedback_for_both(reading, feedback);
}
