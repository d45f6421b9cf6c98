/*
 * gift_lists.c - the types of GIFT that are lists: {=left -> right} and, of Moodle's ordering plugin, {>4 ALL … items}.
 */
#include <stdlib.h>
#include <string.h>
#include "formats/gift.h"

void gift_matching(struct gift *gift)
{
    struct gift_span all = gift->answers;
    gift->reading->question.kind = QUESTION_MATCHING;
    /* Neither weights nor feedback stand in pairs, so the texts are taken as they are. */
    while (all.at < all.end && !gift->reading->lost) {
        const char *begin = *all.at == '=' ? all.at + 1 : all.at;
        const char *next = gift_find((struct gift_span){begin, all.end}, "=");
        struct gift_span pair = {begin, next ? next : all.end};
        const char *arrow = gift_find(pair, "->");
        if (!arrow) {
            reading_lose(gift->reading, "a pair of it has no \"->\".");
            return;
        }
        const char *right = gift_typed(gift, (struct gift_span){arrow + 2, pair.end});
        right = reading_text(gift->reading, RICH_PLAIN, right);
        if (right)
            pair_take(gift->reading, gift_text(gift, (struct gift_span){pair.at, arrow}), right);
        all.at = pair.end;
    }
}

/* The words that the plugin writes before the items. */
static bool is_option(struct gift_span word)
{
    static const char *const words[] = {
        "ALL", "EXACT", "RANDOM", "REL", "CONTIGUOUS", "CONTIG", "HORIZONTAL", "HORI", "H", "VERTICAL", "VERT", "V",
        "ABSOLUTE_POSITION", "ABSOLUTE", "ABS", "SHOW", "HIDE", "TRUE", "FALSE", "YES", "NO", "none", "123", "abc",
        "ABCD", "iii", "IIII", "0", "1", NULL};
    for (int i = 0; words[i]; i++)
        if (gift_is(word, words[i]))
            return true;
    return word.end - word.at > 8 && (strncmp(word.at, "RELATIVE", 8) == 0 || strncmp(word.at, "ALL_OR_N", 8) == 0 ||
                                      strncmp(word.at, "LONGEST_", 8) == 0);
}

static struct gift_span next_word(struct gift_span line)
{
    while (line.at < line.end && (*line.at == ' ' || *line.at == '\t'))
        line.at++;
    struct gift_span word = {line.at, line.at};
    while (word.end < line.end && *word.end != ' ' && *word.end != '\t')
        word.end++;
    return word;
}

/* Takes the options off the first line and reports the marks that are others than ours. Gives how many items are shown. */
static long take_options(struct gift *gift, struct gift_span *line)
{
    struct gift_span word = next_word(*line);
    long shown = strtol(word.at, NULL, 10);
    line->at = word.end;
    for (word = next_word(*line); word.at < word.end && is_option(word); word = next_word(*line)) {
        bool other = word.end - word.at > 8 && strncmp(word.at, "ABSOLUTE", 8) != 0 && strncmp(word.at, "VERT", 4) != 0 &&
                     strncmp(word.at, "HORI", 4) != 0 && strncmp(word.at, "CONTIG", 6) != 0;
        if (other)
            report_part(gift->reading->report, &gift->reading->question,
                        "Its marks were given by \"%.*s\"; here an item earns its share in its right place.",
                        (int)(word.end - word.at), word.at);
        line->at = word.end;
    }
    return shown;
}

void gift_ordering(struct gift *gift)
{
    struct reading_question *reading = gift->reading;
    struct format_question *question = &reading->question;
    struct gift_span left = {gift->answers.at + 1, gift->answers.end};
    long shown = 0;
    question->kind = QUESTION_ORDERING;
    for (bool first = true; left.at < left.end; first = false) {
        const char *end = memchr(left.at, '\n', (size_t)(left.end - left.at));
        struct gift_span line = {left.at, end ? end : left.end};
        if (first)
            shown = take_options(gift, &line);
        const char *text = gift_text(gift, line);
        if (text && question->choice_count == LIMIT_CHOICES) {
            reading_lose(reading, "it has too many items: the bank takes at most 8.");
            return;
        }
        if (text) {
            question->key[question->choice_count] = question->choice_count;
            question->choices[question->choice_count++].text = text;
        }
        left.at = end ? end + 1 : left.end;
    }
    if (shown > 0 && shown < question->choice_count)
        report_part(reading->report, question, "Only %ld of its %d items were shown at once; here all are.", shown,
                    question->choice_count);
}
