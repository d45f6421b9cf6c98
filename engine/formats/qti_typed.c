/*
 * qti_typed.c - what is typed in: a number with a range or a tolerance, or words.
 */
#include <string.h>
#include "formats/qti.h"

/* Are the two the same number? */
static bool is_same(struct qti *qti, const char *a, const char *b)
{
    const char *middle, *off;
    return decimal_between(qti->reading->arena, a, b, &middle, &off) && strcmp(off, "0") == 0;
}

/* From the two ends: how far they are from the number, which is their middle. */
static void take_range(struct qti *qti, struct qti_range *range, const char **number)
{
    struct reading_question *reading = qti->reading;
    const char *middle, *off;
    if (!decimal_between(reading->arena, range->low, range->high, &middle, &off)) {
        reading_lose(reading, "\"%.40s\" to \"%.40s\" is no range that the bank could hold (9 digits before the point, 6 after it).",
                     range->low, range->high);
        return;
    }
    if (*number && !is_same(qti, *number, middle))
        report_part(reading->report, &reading->question, "Its right answer %.40s was not in the middle of what counted, %.40s to "
                    "%.40s; here the middle is the right answer.", *number, range->low, range->high);
    if (!*number || !is_same(qti, *number, middle))
        *number = middle;
    range->off = off;
}

static void report_range(struct qti *qti, const struct qti_range *range)
{
    struct reading_question *reading = qti->reading;
    if (range->open)
        report_part(reading->report, &reading->question, "The ends of its range did not count as right; here they do.");
    if (range->relative)
        report_part(reading->report, &reading->question, "Its tolerance was a share of the number (%.20s%%) and was left out: only the "
                    "number itself is right.", range->off ? range->off : "");
    if (range->partly)
        report_part(reading->report, &reading->question, "Numbers further off earned a part of the mark; here they earn nothing.");
    if (range->rounded)
        report_part(reading->report, &reading->question, "Answers were rounded before they were compared; here they are not.");
}

/* Off by more on one side than on the other: a range around another middle. */
static void take_sides(struct qti *qti, struct qti_range *range, const char **number)
{
    const char *low, *high, *unused;
    if (!range->off || range->relative || is_same(qti, range->off, range->above))
        return;
    if (decimal_around(qti->reading->arena, *number, range->off, &low, &unused) &&
        decimal_around(qti->reading->arena, *number, range->above, &unused, &high)) {
        range->low = low;
        range->high = high;
        take_range(qti, range, number);
    }
}

/* The other numbers that a mapping gives marks for: all that is wanted of them is to be named. */
static int mapped_number(struct qti *qti, struct qti_entry entries[QTI_ANSWERS], const char **number)
{
    int count = qti_maps(qti) ? qti_mapping(qti, entries) : 0, best = -1;
    for (int i = 0; i < count; i++)
        if (entries[i].value > 0 && (best < 0 || entries[i].value > entries[best].value ||
                                     (entries[i].value == entries[best].value && *number && is_same(qti, entries[i].key, *number))))
            best = i;
    if (best >= 0 && !(*number && is_same(qti, entries[best].key, *number)))
        *number = entries[best].key;
    return count;
}

static void report_mapped(struct qti *qti, const struct qti_entry *entries, int count, const char *number)
{
    for (int i = 0; i < count; i++)
        if (entries[i].value > 0 && !is_same(qti, entries[i].key, number))
            number_take(qti->reading, entries[i].key, "0", 0, NULL);
}

static void take_number(struct qti *qti, struct qti_range *range)
{
    struct reading_question *reading = qti->reading;
    const char *correct[QTI_ANSWERS];
    int count = qti_correct(qti, correct);
    const char *number = count ? correct[0] : NULL;
    struct qti_entry entries[QTI_ANSWERS];
    int mapped = mapped_number(qti, entries, &number);
    reading->question.kind = QUESTION_NUMERIC;
    if (range->low && range->high)
        take_range(qti, range, &number);
    else if (range->low)
        reading_lose(reading, "its range has one end only.");
    else if (!number)
        reading_lose(reading, "no number is declared to be right.");
    else
        take_sides(qti, range, &number);
    if (reading->lost)
        return;
    const char *off = range->off && !range->relative ? range->off : "0";
    if (qti->tolerance && is_same(qti, qti->tolerance, off))
        off = qti->tolerance;
    number_take(reading, number, off, WEIGHT_FULL, NULL);
    for (int i = 1; i < count && !mapped; i++)
        number_take(reading, correct[i], off, WEIGHT_FULL, NULL);
    report_mapped(qti, entries, mapped, number);
    if (reading->lost)
        return;
    report_range(qti, range);
    const char *unit = qti_unit(reading, qti->interaction);
    if (!reading->question.unit)
        reading->question.unit = unit;
}

/* ---- words ---- */

static void accept(struct qti *qti, const char *text, bool whole)
{
    struct reading_question *reading = qti->reading;
    struct format_question *question = &reading->question;
    for (int i = 0; i < question->accepted_count; i++)
        if (strcmp(question->accepted[i], text) == 0)
            return;
    if (!whole)
        report_part(reading->report, question, "The answer \"%.60s\" was worth a part of the mark: it was left out, as an answer here "
                    "is right or wrong.", text);
    else if (question->accepted_count == FORMAT_ACCEPTED)
        report_part(reading->report, question, "The answer \"%.60s\" is one too many: at most %d are accepted.", text,
                    FORMAT_ACCEPTED);
    else
        question->accepted[question->accepted_count++] = text;
}

/* By the mapping; true where capitals matter in it. */
static bool accept_mapped(struct qti *qti)
{
    struct qti_entry entries[QTI_ANSWERS];
    int count = qti_mapping(qti, entries);
    int64_t full = 0;
    bool sensitive = false;
    for (int i = 0; i < count; i++)
        full = entries[i].value > full ? entries[i].value : full;
    for (int i = 0; i < count; i++)
        if (entries[i].value > 0) {
            accept(qti, entries[i].key, entries[i].value == full);
            sensitive |= entries[i].case_sensitive;
        }
    return sensitive;
}

/* Does some comparison of texts say so of itself? */
static bool matches_with(const struct qti *qti, const char *attribute, const char *value)
{
    for (const struct xml_node *at = xml_find(qti->item, "stringMatch"); at; at = xml_step(at, qti->item)) {
        const char *said = at->name && strcmp(at->name, "stringMatch") == 0 ? xml_attribute(at, attribute) : NULL;
        if (said && strcmp(said, value) == 0)
            return true;
    }
    return false;
}

static bool accept_correct(struct qti *qti)
{
    const char *correct[QTI_ANSWERS];
    int count = qti_correct(qti, correct);
    for (int i = 0; i < count; i++)
        accept(qti, correct[i], true);
    if (count && matches_with(qti, "substring", "true"))
        report_part(qti->reading->report, &qti->reading->question, "Answers that only held the right words somewhere counted; here they "
                    "do not.");
    return !matches_with(qti, "caseSensitive", "false");
}

static void take_words(struct qti *qti)
{
    struct reading_question *reading = qti->reading;
    reading->question.kind = QUESTION_SHORT;
    bool sensitive = qti_maps(qti) ? accept_mapped(qti) : accept_correct(qti);
    if (reading->question.accepted_count == 0)
        reading_lose(reading, "no answer is left that the bank could accept.");
    else if (sensitive)
        report_part(reading->report, &reading->question, "Capitals mattered in its answers; here they do not.");
    if (!reading->lost && xml_attribute(qti->interaction, "patternMask"))
        report_part(reading->report, &reading->question, "The pattern that its answers had to have was left out.");
}

void qti_typed(struct qti *qti)
{
    const char *base = xml_attribute(qti->declared, "baseType");
    struct qti_range range;
    qti_rule_range(qti, &range);
    bool number = base && (strcmp(base, "float") == 0 || strcmp(base, "integer") == 0);
    if (number || (range.low && range.high))
        take_number(qti, &range);
    else
        take_words(qti);
}
