/*
 * ledger_read_rules.c - reads what the figures are measured by: requirements, policy, and the names of Schools.
 */
#include <stdlib.h>
#include <string.h>
#include "compliance/ledger_internal.h"

enum fault_code read_school_named(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                  struct fault *fault)
{
    const char *name = json_string(payload, "name");
    if (!name || !event->school || !*event->school)
        return read_refuse(event, "it has no name or no School", fault);
    int32_t index = ledger_school_add(ledger, event->school);
    if (index < 0)
        return fault_memory(fault);
    struct school *school = ledger->schools + index;
    struct school_name *names = ledger_grow(school->name, school->name_count, &school->name_capacity, sizeof *names);
    if (!names)
        return fault_memory(fault);
    school->name = names;
    names[school->name_count] = (struct school_name){event->seq, strdup(name)};
    if (!names[school->name_count].name)
        return fault_memory(fault);
    school->name_count++;
    return FAULT_NONE;
}

/* ---- requirements ---- */
static bool all_strings(const cJSON *array)
{
    const cJSON *item;
    bool all = array != NULL;
    cJSON_ArrayForEach(item, array) {
        all = all && cJSON_IsString(item);
    }
    return all;
}

static bool requirement_shaped(const cJSON *object)
{
    const cJSON *any_of = json_array(object, "any_of"), *schools = json_array(object, "schools");
    struct date from;
    return json_string(object, "id") && json_string(object, "title") && all_strings(any_of) && any_of->child &&
           all_strings(schools) && read_date(object, "from", DATE_MIN, &from);
}

/* OBJECT was found well shaped. False when memory ran out; OUT is then empty. */
static bool requirement_take(struct ledger *ledger, const cJSON *object, int64_t seq, struct requirement_version *out)
{
    const cJSON *item;
    *out = (struct requirement_version){.seq = seq};
    out->id = names_intern(&ledger->requirement_ids, json_string(object, "id"));
    out->title = strdup(json_string(object, "title"));
    bool ok = out->id >= 0 && out->title && read_date(object, "from", DATE_MIN, &out->from);
    cJSON_ArrayForEach(item, json_array(object, "any_of")) {
        int32_t module = ok ? names_intern(&ledger->modules, item->valuestring) : -1;
        ok = module >= 0 && indexes_add(&out->any_of, module);
    }
    cJSON_ArrayForEach(item, json_array(object, "schools")) {
        int32_t school = ok ? ledger_school_add(ledger, item->valuestring) : -1;
        ok = school >= 0 && indexes_add(&out->schools, school);
    }
    if (!ok)
        requirement_version_release(out);
    return ok;
}

/* Takes VERSION over, also when it fails. */
static bool versions_add(struct requirement_versions *list, struct requirement_version *version)
{
    struct requirement_version *items = ledger_grow(list->items, list->count, &list->capacity, sizeof *items);
    if (!items) {
        requirement_version_release(version);
        return false;
    }
    list->items = items;
    items[list->count++] = *version;
    return true;
}

enum fault_code read_requirement_set(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                     struct fault *fault)
{
    struct requirement_version version;
    if (!requirement_shaped(payload))
        return read_refuse(event, "it is not a requirement", fault);
    if (!requirement_take(ledger, payload, event->seq, &version) || !versions_add(&ledger->requirements, &version))
        return fault_memory(fault);
    return FAULT_NONE;
}

enum fault_code read_requirement_ended(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                       struct fault *fault)
{
    const char *id = json_string(payload, "id");
    if (!id || date_compare(event->date, DATE_MIN) == 0)
        return read_refuse(event, "it has no id or no date", fault);
    struct requirement_version version = {.seq = event->seq, .ended = true, .from = event->date};
    version.id = names_intern(&ledger->requirement_ids, id);
    if (version.id < 0 || !versions_add(&ledger->requirements, &version))
        return fault_memory(fault);
    return FAULT_NONE;
}

enum fault_code ledger_default_requirements(struct ledger *ledger, const char *json, size_t size, struct fault *fault)
{
    struct json_doc doc = {0};
    enum fault_code code = json_read(json, size, "requirements.json", &doc, fault);
    if (code)
        return code;
    const cJSON *list = json_array(doc.root, "requirements"), *item;
    bool shaped = list != NULL;
    cJSON_ArrayForEach(item, list) {
        shaped = shaped && requirement_shaped(item);
    }
    if (!shaped) {
        json_release(&doc);
        return fault_at(
            fault, FAULT_INPUT, "requirements.json", 0,
            "This is not a list of requirements; give \"requirements\": [{\"id\", \"title\", \"any_of\", \"from\", "
            "\"schools\"}, ...].");
    }
    struct requirement_versions fresh = {0};
    pthread_rwlock_wrlock(&ledger->lock);
    bool ok = true;
    cJSON_ArrayForEach(item, list) {
        struct requirement_version version;
        ok = ok && requirement_take(ledger, item, -1, &version) && versions_add(&fresh, &version);
    }
    if (ok) {
        struct requirement_versions former = ledger->shipped;
        ledger->shipped = fresh;
        fresh = former;
    }
    pthread_rwlock_unlock(&ledger->lock);
    for (int i = 0; i < fresh.count; i++)
        requirement_version_release(fresh.items + i);
    free(fresh.items);
    json_release(&doc);
    return ok ? FAULT_NONE : fault_memory(fault);
}

/* ---- policy ---- */
static bool read_number(const cJSON *payload, const char *name, int64_t least, int64_t most, int *out)
{
    int64_t number;
    if (!json_integer(payload, name, &number) || number < least || number > most)
        return false;
    *out = (int)number;
    return true;
}

enum fault_code read_policy_set(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                struct fault *fault)
{
    static const char *const choices[] = {"latest", "best", "first"};
    struct policy_version version = {.seq = event->seq, .from = event->date};
    struct policy *policy = &version.policy;
    const char *median = json_string(payload, "median");
    int choice = 0;
    while (median && choice < 3 && strcmp(median, choices[choice]) != 0)
        choice++;
    policy->median = (enum median_choice)choice;
    if (!median || choice == 3 || !read_number(payload, "valid_years", 0, 100, &policy->valid_years) ||
        !read_number(payload, "due_soon_days", 0, 36600, &policy->due_soon_days) ||
        !read_number(payload, "first_due_years", 0, 100, &policy->first_due_years) ||
        !read_number(payload, "minimum_group", 0, 1000000, &policy->minimum_group))
        return read_refuse(event, "it is not a policy", fault);
    struct policy_version *policies =
        ledger_grow(ledger->policies, ledger->policy_count, &ledger->policy_capacity, sizeof *policies);
    if (!policies)
        return fault_memory(fault);
    ledger->policies = policies;
    policies[ledger->policy_count++] = version;
    return FAULT_NONE;
}
