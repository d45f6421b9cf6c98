/*
 * rows.c - lists of choices in a view: the JSON face's lists, the page face's rows, the lines of an explanation.
 */
#include <stdio.h>
#include <string.h>
#include "bank/type.h"
#include "signpost/text.h"

void present_list(struct view *view, cJSON *into, const char *name, const struct option *options,
                  const unsigned char *order, int count, void (*place_id)(int place, char out[PLACE_TEXT]))
{
    cJSON *list = view_array(view, into, name);
    char id[PLACE_TEXT];
    for (int place = 0; place < count; place++) {
        cJSON *choice = view_object(view, list, NULL);
        place_id(place, id);
        view_string(view, choice, "id", id);
        view_string(view, choice, "text", options[order[place]].text);
    }
}

void present_choices(const struct showing *showing, cJSON *into)
{
    const struct question *question = showing->item->question;
    present_list(showing->view, into, "choices", question->options, showing->item->order, question->option_count,
                 place_letter);
}

cJSON *row_add(const struct showing *showing, cJSON *rows, const char *value, const char *name, const char *commonmark,
               bool checked)
{
    struct view *view = showing->view;
    cJSON *row = view_object(view, rows, NULL);
    view_printf(view, row, "id", "%s-%s", showing->anchor, value);
    view_printf(view, row, "name", "%s%s", showing->prefix, name);
    view_string(view, row, "value", value);
    view_commonmark_line(view, row, "html", commonmark);
    view_bool(view, row, "checked", checked);
    return row;
}

/* Undoes the five escapes of text_commonmark; returns how many bytes of AT it read. */
static size_t unescape(const char *at, struct buf *out)
{
    static const struct { const char *name, *text; } escapes[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        size_t length = strlen(escapes[i].name);
        if (strncmp(at, escapes[i].name, length) == 0) {
            buf_text(out, escapes[i].text);
            return length;
        }
    }
    buf_char(out, *at);
    return 1;
}

/* A list box shows plain text only: CommonMark without its markup, on one line. */
static void plain_text(const char *commonmark, struct buf *out, struct view *view)
{
    struct buf html;
    buf_init(&html, 0);
    if (text_commonmark(&html, commonmark, NULL) != FAULT_NONE || !buf_ok(&html))
        view->failed = true;
    for (const char *at = buf_string(&html); *at;) {
        if (*at == '<')
            at += strcspn(at, ">") + 1;
        else if (*at == '\n' && strspn(at, "\n") == strlen(at))
            break;
        else if (*at == '\n')
            buf_char(out, ' '), at++;
        else
            at += unescape(at, out);
    }
    buf_release(&html);
}

void row_options(const struct showing *showing, cJSON *row, const char *row_value, const struct option *options,
                 const unsigned char *order, int count, int chosen)
{
    struct view *view = showing->view;
    cJSON *list = view_array(view, row, "options");
    char value[PLACE_TEXT];
    for (int place = 0; place < count; place++) {
        cJSON *option = view_object(view, list, NULL);
        struct buf text;
        buf_init(&text, 0);
        plain_text(options[order[place]].text, &text, view);
        place_letter(place, value);
        view_printf(view, option, "id", "%s-%s-%s", showing->anchor, row_value, value);
        view_string(view, option, "value", value);
        view_string(view, option, "text", buf_ok(&text) ? buf_string(&text) : NULL);
        view_bool(view, option, "selected", order[place] == chosen);
        view->failed |= !buf_ok(&text);
        buf_release(&text);
    }
}

void line_commonmark(struct view *view, cJSON *lines, const char *commonmark)
{
    view_commonmark(view, view_object(view, lines, NULL), "html", commonmark);
}

void line_text(struct view *view, cJSON *lines, const char *text)
{
    struct buf html;
    buf_init(&html, 0);
    text_html(&html, text);
    view_html(view, view_object(view, lines, NULL), "html", buf_ok(&html) ? buf_string(&html) : NULL);
    buf_release(&html);
}

void reveal_line(struct view *view, cJSON *answers, const char *commonmark, bool right)
{
    cJSON *line = view_object(view, answers, NULL);
    view_string(view, line, "text", commonmark);
    view_bool(view, line, "right", right);
    view_commonmark(view, line, "text_html", commonmark);
}
