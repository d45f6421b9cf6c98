/*
 * command/init.c - `init`: the database, the keys in their own file beside it, and the first administrator's sign-in
 * link.
 */
#include "command/command_internal.h"
#include "signpost/json.h"
#include "signpost/text.h"
#include "signpost/store_keys.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct command_option init_options[] = {
    OPTION_DB,
    {"name", "NAME", "the institution's, as records will show it"},
    {"url", "URL",
     "where it will be served, for ever the name of its records (https://…); without: records name its key"},
    {"email", "ADDRESS", "the first administrator's (administrator@localhost)"},
    {"zone", "ZONE", "time zone (Europe/London)"},
    {0},
};

struct init_job {
    const char *name, *zone, *email;
    char *url;             /* without trailing slashes; NULL: none */
    const struct keys *keys;
    struct buf *link;
};

static enum fault_code read_options(const struct command_line *line, struct init_job *job, struct fault *fault)
{
    const char *url = command_value(line, "url"), *email = command_value(line, "email"), *zone =
        command_value(line, "zone");
    job->name = command_value(line, "name");
    job->email = email ? email : "administrator@localhost";
    job->zone = zone ? zone : "Europe/London";
    if (!job->name || !*job->name || strlen(job->name) > LIMIT_NAME || !text_is_clean(job->name))
        return fault_set(fault, FAULT_USAGE, "Name the institution: --name \"University of …\" (at most %d bytes).",
                         LIMIT_NAME);
    if (!text_is_email(job->email))
        return fault_set(fault, FAULT_USAGE, "--email: \"%.80s\" is no e-mail address.", job->email);
    if (date_set_zone(job->zone, fault) != FAULT_NONE)
        return fault_set(fault, FAULT_USAGE, "--zone: \"%.60s\" is no time zone known here; Europe/London is one.",
                         job->zone);
    return url ? command_url(url, &job->url, fault) : FAULT_NONE;
}

static enum fault_code record_institution(struct tx *tx, const struct init_job *job, struct fault *fault)
{
    struct json_out out;
    struct buf buf;
    buf_init(&buf, 0);
    json_out_init(&out, &buf);
    json_out_object(&out);
    json_out_member(&out, "name", job->name);
    json_out_member(&out, "url", job->url);
    json_out_member(&out, "zone", job->zone);
    json_out_end(&out);
    struct event event = {.kind = "institution.named", .date = DATE_MIN, .payload = buf_string(&buf)};
    enum fault_code code = json_out_ok(&out) && buf_ok(&buf) ? event_append(tx, &event, fault) : fault_memory(fault);
    buf_release(&buf);
    return code;
}

enum fault_code institution_record(struct tx *tx, const char *name, const char *url, const char *zone,
                                   const struct keys *keys,
                                   struct fault *fault)
{
    struct init_job job = {.name = name, .zone = zone, .url = (char *)url};
    enum fault_code code = record_institution(tx, &job, fault);
    if (code == FAULT_NONE)
        code = key_record(tx, KEY_CREDENTIAL, keys_get(keys, KEY_CREDENTIAL, 0).public, DATE_MIN, fault);
    return code == FAULT_NONE ? key_record(tx, KEY_LOG, keys_get(keys, KEY_LOG, 0).public, DATE_MIN, fault) : code;
}

static enum fault_code fill(struct tx *tx, void *context, struct fault *fault)
{
    struct init_job *job = context;
    struct post post = {.role = ROLE_ADMINISTRATOR, .start = clock_today(), .end = DATE_MAX};
    enum fault_code code = institution_record(tx, job->name, job->url, job->zone, job->keys, fault);
    if (code == FAULT_NONE)
        code = identity_add(tx, 0, "admin", "Administrator", job->email, &post.person, fault);
    if (code == FAULT_NONE)
        code = post_begin(tx, 0, &post, NULL, fault);
    return code == FAULT_NONE ? link_add(tx, post.person, job->url ? job->url : DEFAULT_URL, job->link, fault) : code;
}

static void remove_beside(const char *file, const char *ending)
{
    char *path = NULL;
    if (asprintf(&path, "%s%s", file, ending) < 0)
        return;
    unlink(path);
    free(path);
}

/* The files are made one by one; *MADE says how far it came: 1 the database, 2 the keys too. */
static enum fault_code make(const char *file, const char *keys_file, struct init_job *job, int *made,
                            struct fault *fault)
{
    struct store *store = NULL;
    struct keys *keys = NULL;
    enum fault_code code = store_create(file, fault);
    if (code != FAULT_NONE)
        return code;
    *made = 1;
    code = keys_create(keys_file, fault);
    if (code != FAULT_NONE)
        return code;
    *made = 2;
    code = store_open(file, &store, fault);
    if (code == FAULT_NONE)
        code = keys_load(keys_file, &keys, fault);
    if (code == FAULT_NONE)
        code = store_keys_use(store, keys, fault);
    if (code == FAULT_NONE) {
        job->keys = store_keys(store);
        code = store_write(store, fill, job, fault);
    }
    store_close(store);
    return code;
}

enum fault_code init_run(const struct command_line *line, struct fault *fault)
{
    static const char *const beside[] = {"", "-wal", "-shm", ".lock"};
    struct init_job job = {0};
    struct buf link;
    const char *file = NULL;
    char *keys_file = NULL;
    int made = 0;
    buf_init(&link, 0);
    job.link = &link;
    enum fault_code code = command_db(line, &file, fault);
    if (code == FAULT_NONE)
        code = read_options(line, &job, fault);
    if (code == FAULT_NONE && asprintf(&keys_file, "%s.keys", file) < 0) {
        keys_file = NULL;
        code = fault_memory(fault);
    }
    if (code == FAULT_NONE)
        code = make(file, keys_file, &job, &made, fault);
    if (code == FAULT_NONE)
        code = print_out(&link, fault);
    if (code == FAULT_NONE)
        fprintf(stderr, "Made %s and %s. Keep a copy of the keys elsewhere: without them no record can be signed.\n"
                "The link above signs the administrator in, once, within seven days.\n", file, keys_file);
    for (size_t i = 0; code != FAULT_NONE && made && i < sizeof beside / sizeof *beside; i++)
        remove_beside(file, beside[i]);
    if (code != FAULT_NONE && made == 2)
        unlink(keys_file);
    buf_release(&link);
    free(keys_file);
    free(job.url);
    return code;
}
