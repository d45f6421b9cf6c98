/*
 * check_text.c - texts, labels and ids as authors write them.
 */
#include <stdio.h>
#include <string.h>
#include "bank/check.h"
#include "signpost/text.h"

_Static_assert(LIMIT_TEXT == 8192, "what is said of a text that is too long");

bool check_is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

static int line_at(const char *text, const char *at)
{
    int line = 1;
    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

/* The first control character other than tab and newline, or NULL. */
static const char *find_control(const char *text)
{
    for (size_t size = strlen(text), i = text_plain(text, size); i < size; i++, i += text_plain(text + i, size - i)) {
        const unsigned char *at = (const unsigned char *)text + i;
        if ((*at < 0x20 && *at != '\t' && *at != '\n') || *at == 0x7f || (*at == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0))
            return (const char *)at;
    }
    return NULL;
}

const char *check_commonmark(const char *text, size_t ceiling, int *line, struct findings *findings)
{
    const char *trouble = NULL, *control = find_control(text);
    int at = 1, markup = strlen(text) <= ceiling && !control ? text_markup_line(text) : 0;
    if (check_is_blank(text)) {
        trouble = "is empty: write it.";
    } else if (strlen(text) > ceiling) {
        at = line_at(text, text + ceiling);
        trouble = ceiling == LIMIT_TEXT ? "is too long: it may have 8192 bytes. Shorten it." : "is too long: shorten it.";
    } else if (control) {
        at = line_at(text, control);
        trouble = "has a control character: remove it.";
    } else if (markup > 0) {
        at = markup;
        trouble = "has raw HTML or an image, which would not be shown: write it in CommonMark (\\< for an angle "
                  "bracket).";
    }
    if (markup < 0)
        findings->failed = 1;
    if (line)
        *line = at;
    return trouble;
}

const char *check_text(const struct check *check, const cJSON *object, const char *name)
{
    const char *text = check_string(check, object, name);
    const char *trouble = text ? check_commonmark(text, LIMIT_TEXT, NULL, check->findings) : NULL;
    if (trouble)
        check_say(check, json_member(object, name), "\"%s\" %s", name, trouble);
    return trouble ? NULL : text;
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

const char *check_label(const struct check *check, const cJSON *object, const char *name)
{
    const char *text = check_string(check, object, name);
    if (!text)
        return NULL;
    const char *trouble = NULL;
    if (check_is_blank(text))
        trouble = "is empty: write it.";
    else if (!text_is_clean(text))
        trouble = "must be plain text on one line: remove line breaks and control characters.";
    else if (characters(text) > LIMIT_NAME)
        trouble = "is too long: at most 200 characters.";
    if (trouble)
        check_say(check, json_member(object, name), "\"%s\" %s", name, trouble);
    return trouble ? NULL : text;
}

static bool say_id(const struct check *check, const cJSON *item, const char *name)
{
    if (cJSON_IsString(item) && text_is_id(item->valuestring))
        return true;
    check_say(check, item, "\"%s\" must be an id: a lower-case letter or digit, then letters, digits, '.', '_' or '-', "
              "at most %d.", name, LIMIT_ID);
    return false;
}

const char *check_id(const struct check *check, const cJSON *object, const char *name)
{
    const cJSON *member = json_member(object, name);
    return member && say_id(check, member, name) ? member->valuestring : NULL;
}

/* Has an earlier entry of the list the same id? */
static bool met_before(const cJSON *array, const cJSON *item, const char *id, bool objects)
{
    const cJSON *other;
    cJSON_ArrayForEach(other, array) {
        if (other == item)
            return false;
        const char *earlier = objects ? json_string(other, "id") : cJSON_GetStringValue(other);
        if (earlier && strcmp(earlier, id) == 0)
            return true;
    }
    return false;
}

const cJSON *check_ids(const struct check *check, const cJSON *object, const char *name, int least, int most)
{
    const cJSON *array = check_list(check, object, name, least, most), *item;
    bool fine = true;
    if (!array)
        return NULL;
    cJSON_ArrayForEach(item, array) {
        if (!say_id(check, item, name)) {
            fine = false;
        } else if (met_before(array, item, item->valuestring, false)) {
            check_say(check, item, "\"%s\" names \"%s\" twice: remove one.", name, item->valuestring);
            fine = false;
        }
    }
    return fine ? array : NULL;
}

void check_distinct(const struct check *check, const cJSON *array, const char *what)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        const char *id = json_string(item, "id");
        if (id && met_before(array, item, id, true))
            check_say(check, json_member(item, "id"), "The %s \"%s\" is there twice: give one of them another id.",
                      what, check_quote(id));
    }
}
