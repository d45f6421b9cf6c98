/*
 * reading.c - one question on its way in: its texts become CommonMark, what they lose is reported, and then it is handed on.
 */
#include <stdio.h>
#include <string.h>
#include "formats/formats_internal.h"

bool reading_begin(struct reading_question *reading, struct format_report *report, const char *file, int line)
{
    *reading = (struct reading_question){.report = report, .arena = arena_new(), .feedback_rules = -1};
    reading->question = (struct format_question){.file = file, .line = line, .pool = -1, .shuffle = true};
    return reading->arena != NULL;
}

void reading_lose(struct reading_question *reading, const char *format, ...)
{
    char message[512];
    va_list arguments;
    if (reading->lost)
        return;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    report_question(reading->report, &reading->question, "Not carried: %s", message);
    reading->lost = true;
}

static const char *text_of(struct reading_question *reading, enum rich_kind kind, const char *text,
                           struct rich_losses *losses)
{
    const char *out = NULL;
    if (!text)
        return NULL;
    text += strspn(text, " \t\r\n");
    size_t size = strlen(text);
    while (size && strchr(" \t\r\n", text[size - 1]))
        size--;
    const char *trimmed = arena_dup_bytes(reading->arena, text, size);
    if (!trimmed || rich_in(reading->arena, kind, trimmed, &out, losses, NULL) != FAULT_NONE) {
        reading->failed = true;
        return NULL;
    }
    return *out ? out : NULL;
}

const char *reading_text(struct reading_question *reading, enum rich_kind kind, const char *text)
{
    return text_of(reading, kind, text, &reading->losses);
}

const char *reading_remark(struct reading_question *reading, enum rich_kind kind, const char *text)
{
    struct rich_losses losses = {0};
    const char *out = text_of(reading, kind, text, &losses);
    if (*losses.whole)
        rich_lose(&reading->losses, losses.whole);
    if (*losses.dropped)
        rich_lose(&reading->losses, losses.dropped);
    return out;
}

const char *reading_cut(struct reading_question *reading, const char *text, size_t most)
{
    size_t size = strlen(text);
    if (size > most)
        for (size = most; size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80;)
            size--; /* within a letter */
    const char *kept = arena_dup_bytes(reading->arena, text, size);
    reading->failed |= !kept;
    return kept;
}

const char *reading_join(struct reading_question *reading, const char *first, const char *second)
{
    if (!first || !second)
        return first ? first : second;
    if (strcmp(first, second) == 0 || strlen(first) > LIMIT_TEXT) /* such a text is refused as it is */
        return first;
    const char *joined = arena_printf(reading->arena, "%s\n\n%s", first, second);
    reading->failed |= !joined;
    return joined;
}

/* Two feedbacks in one, as our writer makes them for the types that have but one: parted by a rule. */
void feedback_for_both(struct reading_question *reading, const char *feedback)
{
    static const char rule[] = FEEDBACK_RULE;
    const char *at = feedback;
    if (!feedback)
        return;
    for (int i = 0; at && i <= reading->feedback_rules; i++)
        at = strstr(at + (i > 0), rule);
    if (!at || reading->feedback_rules < 0) {
        reading->question.right = reading_join(reading, reading->question.right, feedback);
        reading->question.wrong = reading_join(reading, reading->question.wrong, feedback);
        return;
    }
    reading->question.right = arena_dup_bytes(reading->arena, feedback, (size_t)(at - feedback));
    reading->question.wrong = arena_dup(reading->arena, at + sizeof rule - 1);
    reading->failed |= !reading->question.right || !reading->question.wrong;
}

enum fault_code reading_end(struct reading_question *reading, format_take_fn take, void *context, struct fault *fault)
{
    const struct rich_losses *losses = &reading->losses;
    enum fault_code code = FAULT_NONE;
    if (!reading->failed && !reading->lost && *losses->whole)
        reading_lose(reading, "a text of it holds <%s>, which a text of the bank cannot; say it in words.", losses->whole);
    else if (!reading->failed && !reading->lost && *losses->dropped)
        report_part(reading->report, &reading->question,
                    "Its texts lost what CommonMark has no sign for: %s. The words are there.", losses->dropped);
    if (reading->failed || !buf_ok(&reading->report->text))
        code = fault_memory(fault);
    else if (!reading->lost)
        code = take(context, &reading->question, fault);
    arena_free(reading->arena);
    reading->arena = NULL;
    return code;
}
