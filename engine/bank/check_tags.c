/*
 * check_tags.c - the vocabulary of tags in institution.json, and that questions and sections keep to it.
 */
#include <string.h>
#include "bank/check.h"

#define FRAMEWORKS_MOST 20
#define TAGS_MOST 300
#define TAGS_OF_ONE 20 /* of one question or section */

/* A tag of a framework begins with its id, so that nobody mistakes whose it is. */
static void check_prefix(const struct check *check, const cJSON *tag, const char *id, const char *framework)
{
    size_t size = strlen(framework);
    if (strncmp(id, framework, size) != 0 || id[size] != '.' || !id[size + 1])
        check_say(check, json_member(tag, "id"), "The tag \"%s\" of the framework \"%s\" must begin with \"%s.\".", check_quote(id),
                  framework, framework);
}

static void check_framework(const struct check *check, const cJSON *framework)
{
    static const char *const members[] = {"id", "title", "tags", NULL}, *const of_tag[] = {"id", "title", "tutors", NULL};
    if (!check_object(check, framework, "A framework", members, NULL))
        return;
    const char *own = check_id(check, framework, "id");
    check_label(check, framework, "title");
    const cJSON *tags = check_list(check, framework, "tags", 1, TAGS_MOST), *tag;
    cJSON_ArrayForEach(tag, tags) {
        if (!check_object(check, tag, "A tag of a framework", of_tag, NULL))
            continue;
        const char *id = check_id(check, tag, "id");
        check_label(check, tag, "title");
        if (!cJSON_IsBool(json_member(tag, "tutors")))
            check_say(check, json_member(tag, "tutors"), "\"tutors\" must be true, where a Tutor can act on it, or false.");
        if (own && id)
            check_prefix(check, tag, id, own);
    }
    if (tags)
        check_distinct(check, tags, "tag");
}

void check_vocabulary(const struct check *check, const cJSON *institution)
{
    static const char *const members[] = {"id", "title", NULL};
    const cJSON *item, *frameworks = json_member(institution, "frameworks")
                                         ? check_list(check, institution, "frameworks", 1, FRAMEWORKS_MOST) : NULL,
                *tags = json_member(institution, "tags") ? check_list(check, institution, "tags", 0, TAGS_MOST) : NULL;
    cJSON_ArrayForEach(item, frameworks)
        check_framework(check, item);
    cJSON_ArrayForEach(item, tags) {
        if (!check_object(check, item, "A tag", members, NULL))
            continue;
        check_id(check, item, "id");
        check_label(check, item, "title");
    }
    if (frameworks)
        check_distinct(check, frameworks, "framework");
    if (tags)
        check_distinct(check, tags, "tag");
}

void check_tags(const struct check *check, const cJSON *json)
{
    const cJSON *tags = json_member(json, "tags") ? check_ids(check, json, "tags", 0, TAGS_OF_ONE) : NULL, *tag;
    cJSON_ArrayForEach(tag, tags)
        if (!tag_is_known(check->set->institution.json, tag->valuestring))
            check_say(check, tag, "There is no tag \"%s\": name one of the vocabulary (\"frameworks\" and \"tags\" of "
                      "institution.json), or add it to \"tags\" there.", check_quote(tag->valuestring));
}
