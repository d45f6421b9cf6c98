/*
 * check.c - the tools of every check: findings with file and line, objects, lists, whole numbers.
 */
#include "bank/check.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "signpost/text.h"

#define NAMES 32 /* members of one object: as many as bits of a mask */

struct check check_of(const struct set *set, const struct entry *entry)
{
    return (struct check){.doc = entry->doc, .at = entry->at, .findings = set->findings, .set = set};
}

void check_say(const struct check *check, const cJSON *item, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    findings_add(check->findings, check->doc->file, json_line(check->doc, check->at ? check->at : item), "%s%s%s%s%s%s",
                 check->question ? "question " : "", check->question ? check->question : "",
                 check->question && check->part ? ", part " : "", check->question && check->part ? check->part : "",
                 check->question ? ": " : "", text);
}

const char *check_own_id(const cJSON *json)
{
    const char *id = json_string(json, "id");
    return id && text_is_id(id) ? id : NULL;
}

const char *check_quote(const char *text)
{
    return strlen(text) <= 100 ? text : "...";
}

static size_t names_add(const char *names[NAMES], size_t count, const char *const *more)
{
    for (; more && *more && count < NAMES - 1; more++)
        names[count++] = *more;
    names[count] = NULL;
    return count;
}

/* Its place among NAMES, or -1. */
static int place_of(const char *const *names, const char *name)
{
    for (int i = 0; names[i]; i++)
        if (*names[i] == *name && strcmp(names[i], name) == 0)
            return i;
    return -1;
}

bool check_object(const struct check *check, const cJSON *json, const char *what, const char *const *required,
                  const char *const *optional)
{
    if (!cJSON_IsObject(json)) {
        check_say(check, json, "%s must be an object in braces.", what);
        return false;
    }
    const char *names[NAMES];
    names_add(names, names_add(names, 0, required), optional);
    const cJSON *member;
    uint32_t met = 0; /* a bit for each of NAMES */
    cJSON_ArrayForEach(member, json) {
        int place = place_of(names, member->string);
        if (place >= 0) {
            met |= UINT32_C(1) << place;
            continue;
        }
        const char *near = text_nearest(member->string, names);
        if (near)
            check_say(check, member, "%s has no member \"%s\": did you mean \"%s\"?", what, check_quote(member->string),
                      near);
        else
            check_say(check, member, "%s has no member \"%s\": remove it.", what, check_quote(member->string));
    }
    for (int i = 0; required[i]; i++) /* the first of NAMES */
        if (!(met >> i & 1))
            check_say(check, json, "%s lacks \"%s\": add it.", what, required[i]);
    return true;
}

const char *check_string(const struct check *check, const cJSON *object, const char *name)
{
    const cJSON *member = json_member(object, name);
    if (member && !cJSON_IsString(member))
        check_say(check, member, "\"%s\" must be a text in quotation marks.", name);
    return cJSON_GetStringValue(member);
}

const cJSON *check_list(const struct check *check, const cJSON *object, const char *name, int least, int most)
{
    const cJSON *member = json_member(object, name);
    if (!member)
        return NULL;
    if (!cJSON_IsArray(member)) {
        check_say(check, member, "\"%s\" must be a list in square brackets.", name);
        return NULL;
    }
    int count = cJSON_GetArraySize(member);
    if (count < least || count > most) {
        check_say(check, member, "\"%s\" must have between %d and %d entries; it has %d.", name, least, most, count);
        return NULL;
    }
    return member;
}

bool check_whole(const struct check *check, const cJSON *object, const char *name, int64_t least, int64_t most,
                 int64_t *out)
{
    const cJSON *member = json_member(object, name);
    if (!member)
        return false;
    if (json_integer(object, name, out) && *out >= least && *out <= most)
        return true;
    check_say(check, member, "\"%s\" must be a whole number from %lld to %lld.", name, (long long)least,
              (long long)most);
    return false;
}

void check_twins(const struct set *set, const struct entries *entries, const char *what)
{
    for (int i = 1, first = 0; i < entries->id_count; i++) {
        const struct entry *entry = entries->by_id[i], *before = entries->by_id[first];
        if (strcmp(entry->id, before->id) != 0) {
            first = i;
            continue;
        }
        struct check check = check_of(set, entry);
        check_say(&check, json_member(entry->json, "id"), "The %s \"%s\" is there twice (also in %s:%d): give one of them another "
                  "id.", what, check_quote(entry->id), before->doc->file,
                  json_line(before->doc, before->at ? before->at : json_member(before->json, "id")));
    }
}
