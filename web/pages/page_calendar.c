/*
 * page_calendar.c - GET /calendar.ics: the days on which this person's Quiz and training fall due (RFC 5545).
 */
#include "common.h"
#include <stdio.h>
#include <string.h>

#define FOLD 74 /* octets of a content line before it goes on in the next */

/* One content line, folded between characters; text values have their special characters escaped. */
static void add_line(struct buf *out, const char *name, const char *text)
{
    size_t column = strlen(name);
    buf_text(out, name);
    for (const char *at = text; *at; at++) {
        bool starts = ((unsigned char)*at & 0xc0) != 0x80;
        if (starts && column >= FOLD - 4) {
            buf_text(out, "\r\n ");
            column = 1;
        }
        if (strchr("\\;,", *at)) {
            buf_char(out, '\\');
            column++;
        }
        buf_char(out, *at);
        column++;
    }
    buf_text(out, "\r\n");
}

static void add_day(struct buf *out, const char *name, struct date date)
{
    int year, month, day;
    date_to_ymd(date, &year, &month, &day);
    buf_printf(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, year, month, day);
}

/* The day it counts until, or the day it is first due. Nothing for what has no end, or is overdue already. */
static void add_event(struct buf *out, const struct request *request, const char *id, const char *what,
                      const struct standing *standing)
{
    bool complete = standing->state == STATE_COMPLETE || standing->state == STATE_DUE_SOON;
    struct date day = complete ? standing->counts_until : standing->first_due;
    char stamp[INSTANT_TEXT], words[160];
    if (standing->state == STATE_OVERDUE || !date_compare(day, DATE_MAX) || !date_compare(day, DATE_MIN))
        return;
    instant_text(clock_now(), stamp);
    buf_printf(out, "BEGIN:VEVENT\r\nUID:%s-%lld@signpost\r\n", id, (long long)request->actor.person);
    buf_printf(out, "DTSTAMP:%.4s%.2s%.2sT%.2s%.2s%.2sZ\r\n", stamp, stamp + 5, stamp + 8, stamp + 11, stamp + 14,
               stamp + 17);
    add_day(out, "DTSTART", day);
    add_day(out, "DTEND", date_add_days(day, 1));
    snprintf(words, sizeof words, complete ? "%s: renew by today" : "%s: complete by today", what);
    add_line(out, "SUMMARY:", words);
    add_line(out, "DESCRIPTION:", standing->reason);
    if (request->site->url)
        add_line(out, "URL:", request->site->url);
    buf_text(out, "TRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P30D\r\n");
    add_line(out, "DESCRIPTION:", words);
    buf_text(out, "END:VALARM\r\nEND:VEVENT\r\n");
}

struct reply *page_calendar(struct request *request)
{
    struct tutor_state state;
    struct fault fault;
    struct buf out;
    const struct actor *actor = &request->actor;
    enum fault_code code = compliance_person(request->site->ledger, actor->person, actor->today, -1, &state, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    buf_init(&out, 0);
    buf_text(&out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Signpost//Due dates//EN\r\nCALSCALE:GREGORIAN\r\n");
    add_event(&out, request, "quiz", bank_quiz(request->bank, 0)->title, &state.quiz);
    add_event(&out, request, "training", "Personal Tutoring training", &state.training);
    buf_text(&out, "END:VCALENDAR\r\n");
    struct reply *reply = NULL;
    if (buf_ok(&out)) {
        reply = reply_file(request, "text/calendar; charset=utf-8", "signpost.ics", buf_string(&out), out.size);
    } else {
        fault_memory(&fault);
        reply = reply_fault(request, &fault);
    }
    buf_release(&out);
    return reply;
}
