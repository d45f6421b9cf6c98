/*
 * report.c - what was not carried, a line each: where, which question, what, and why.
 */
#include <stdio.h>
#include <string.h>
#include "formats/formats_internal.h"
#include "signpost/text.h"

void format_report_init(struct format_report *report)
{
    *report = (struct format_report){0};
    buf_init(&report->text, 0);
}

void format_report_release(struct format_report *report)
{
    buf_release(&report->text);
}

/* White space stays on the line, and nothing that a file says of itself steers the terminal it is shown on. */
static bool put_control(struct buf *out, const char *letter, size_t length)
{
    unsigned char first = (unsigned char)*letter;
    bool control = first < 0x20 || first == 0x7f || (length == 2 && first == 0xc2 && (unsigned char)letter[1] < 0xa0);
    if (control)
        buf_char(out, strchr("\t\n\r", *letter) ? ' ' : '?');
    return control;
}

/* Texts are cut to a length in bytes, and file names may be anything: what is left of a letter goes. */
static void put_whole_letters(struct buf *out, const char *text)
{
    while (*text) {
        size_t length = 1;
        while (length < 4 && text[length] && !text_is_utf8(text, length))
            length++;
        if (text_is_utf8(text, length)) {
            if (!put_control(out, text, length))
                buf_append(out, text, length);
            text += length;
        } else {
            text++;
        }
    }
}

PRINTF_LIKE(3, 0) static void add(struct format_report *report, const struct format_question *question, const char *format,
                                  va_list arguments)
{
    char message[600], name[110] = "";
    vsnprintf(message, sizeof message, format, arguments);
    if (question->file)
        put_whole_letters(&report->text, question->file);
    if (question->file && question->line)
        buf_printf(&report->text, ":%d", question->line);
    if (question->name && *question->name)
        snprintf(name, sizeof name, "\"%.100s\": ", question->name);
    buf_text(&report->text, question->file ? ": " : "");
    put_whole_letters(&report->text, name);
    put_whole_letters(&report->text, message);
    buf_char(&report->text, '\n');
}

void report_question(struct format_report *report, const struct format_question *question, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(report, question, format, arguments);
    va_end(arguments);
    report->questions++;
}

void report_part(struct format_report *report, const struct format_question *question, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(report, question, format, arguments);
    va_end(arguments);
    report->parts++;
}

void report_note(struct format_report *report, const struct format_question *question, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(report, question, format, arguments);
    va_end(arguments);
}
