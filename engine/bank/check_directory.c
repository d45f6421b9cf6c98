/*
 * check_directory.c - the directory of services, from which the signposting questions are made.
 */
#include <string.h>
#include "bank/check.h"

#define SERVICES_LEAST 4      /* a choice and three others */
#define SERVICES_MOST 200
#define SITUATIONS_MOST 20
#define SITUATION_LONGEST 1000

static bool known_service(const cJSON *directory, const char *id)
{
    const cJSON *service;
    cJSON_ArrayForEach(service, directory) {
        const char *other = json_string(service, "id");
        if (other && strcmp(other, id) == 0)
            return true;
    }
    return false;
}

static void check_situation(const struct check *check, const cJSON *directory, const char *own, const cJSON *situation)
{
    static const char *const members[] = {"text", NULL}, *const optional[] = {"also", NULL};
    if (!check_object(check, situation, "A situation", members, optional))
        return;
    const char *text = check_text(check, situation, "text");
    if (text && strlen(text) > SITUATION_LONGEST)
        check_say(check, json_member(situation, "text"), "The situation is too long: at most %d bytes.",
                  SITUATION_LONGEST);
    const cJSON *also = check_ids(check, situation, "also", 0, SERVICES_MOST), *other;
    int others = cJSON_GetArraySize(directory) - 1;
    cJSON_ArrayForEach(other, also) {
        if (strcmp(other->valuestring, own) == 0)
            check_say(check, other, "\"also\" names the service \"%s\" itself: remove it.", own);
        else if (!known_service(directory, other->valuestring))
            check_say(check, other, "\"also\" names \"%s\", which is no service of the directory.", other->valuestring);
        else
            others--;
    }
    if (others < SERVICES_LEAST - 1)
        check_say(check, situation, "Only %d services are left as wrong choices for this situation: at least %d are "
                  "needed, so name fewer in \"also\" or add services.", others, SERVICES_LEAST - 1);
}

static void check_service(const struct check *check, const cJSON *directory, const cJSON *service)
{
    static const char *const members[] = {"id", "name", "purpose", "contact", "situations", NULL};
    if (!check_object(check, service, "A service", members, NULL))
        return;
    const char *id = check_id(check, service, "id");
    /* The questions' ids are "directory.<id>.<n>" and must be ids themselves. */
    if (id && strlen(id) > LIMIT_ID - sizeof DIRECTORY_PREFIX - 2)
        check_say(check, json_member(service, "id"), "The service's id is too long: at most %d characters.",
                  (int)(LIMIT_ID - sizeof DIRECTORY_PREFIX - 2));
    check_label(check, service, "name");
    check_text(check, service, "purpose");
    check_text(check, service, "contact");
    const cJSON *situations = check_list(check, service, "situations", 0, SITUATIONS_MOST), *situation;
    cJSON_ArrayForEach(situation, situations)
        check_situation(check, directory, id ? id : "", situation);
}

static bool has_document(const cJSON *institution, const char *id)
{
    const cJSON *document;
    cJSON_ArrayForEach(document, json_array(institution, "documents")) {
        const char *other = json_string(document, "id");
        if (other && strcmp(other, id) == 0)
            return true;
    }
    return false;
}

void check_directory(const struct check *check, const cJSON *institution)
{
    const cJSON *directory = check_list(check, institution, "directory", SERVICES_LEAST, SERVICES_MOST), *service;
    if (!directory)
        return;
    cJSON_ArrayForEach(service, directory)
        check_service(check, directory, service);
    check_distinct(check, directory, "service");
    if (json_array(institution, "documents") && !has_document(institution, DIRECTORY_DOCUMENT))
        check_say(check, json_array(institution, "documents"), "\"documents\" lacks \"%s\", the source of the "
                  "questions made from the directory: add it.", DIRECTORY_DOCUMENT);
}
