/*
 * records.c - our side of the test against independent implementations (records.test.mjs).
 *
 *   records issue SEED COUNT    COUNT random records, one on a line; every other one is a score record
 *   records check KEY…          reads records, one on a line; for each says {"code":…,"jcs":…,"rdfc":…}: exit code, then none,
 *                               held or broken. KEY: Multikeys to trust
 *   records issuer URL KEY…     what stands at the issuer's addresses, one on a line: issuer, did:web document, achievement
 */
#include <stdlib.h>
#include <string.h>
#include "../unit/record_fixture.h"
#include "signpost/stream.h"

static struct stream stream;

/* Texts that have to be escaped somewhere, or that somebody's normalisation or sorting would touch. */
static const char *const pieces[] = {
    "Tutoring", "Personal", "“quoted”", "\"straight\"", "back\\slash", "\\u0041", "<b>&amp;</b>", "é", "e\xCC\x81", "Ω",
    "指導", "مرحبا", "\xF0\x9F\x8E\x93", "\xEF\xBD\x9E", "\xC2\xA0", "\xE2\x80\xA8", "\xE2\x80\xAE", "'", "`", "{{name}}", "%s",
    "_:c14n0", "^^<x>", "@en", ".", "ß", "\xF0\x90\x8D\x88", "\xEF\xBF\xBD", "0", "-", "/", "Signpost"};

static const char *words(char *out, size_t size, int most)
{
    int count = 1 + (int)stream_below(&stream, (uint32_t)most);

    out[0] = '\0';
    for (int i = 0; i < count; i++) {
        size_t used = strlen(out);

        snprintf(out + used, size - used, "%s%s", i ? " " : "",
                 pieces[stream_below(&stream, sizeof pieces / sizeof *pieces)]);
    }
    return out;
}

static void hex(char *out, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++)
        out[i] = "0123456789abcdef"[stream_below(&stream, 16)];
    out[size - 1] = '\0';
}

static bool issue(const struct keys *keys, int number)
{
    static const char *const urls[] = {NULL, "https://signpost.example.ac.uk", "http://localhost:8080/deep/er"};
    char title[512], institution[512], email[64], salt[33], id[37], part[13];
    struct credential_facts facts = fixture_facts();
    struct fault fault;
    struct buf out;

    hex(part, sizeof part);
    snprintf(id, sizeof id, "0197c1de-5b1a-7c33-8a01-%s", part);
    hex(salt, sizeof salt);
    snprintf(email, sizeof email, "tutor%d@example.ac.uk", number);
    facts.record_id = id;
    facts.url = urls[stream_below(&stream, 3)];
    facts.institution = words(institution, sizeof institution, 4);
    facts.title = words(title, sizeof title, 6);
    facts.item = number % 3 ? "personal-tutoring" : "m1";
    facts.email = email;
    facts.identity_salt = salt;
    facts.completed_on = date_add_days(facts.completed_on, -(int)stream_below(&stream, 4000));
    facts.issued_at = instant_of_date(facts.completed_on);
    facts.issued_at.ms += (int64_t)stream_below(&stream, 86400) * 1000;
    facts.record = number % 2 ? RECORD_SCORE : RECORD_COMPLETION;
    facts.kind = number % 2 || stream_below(&stream, 2) ? "quiz" : "training";
    facts.unit = 5040;
    facts.max = 5040 * (1 + (int64_t)stream_below(&stream, 60));
    facts.score = stream_below(&stream, (uint32_t)facts.max + 1);
    buf_init(&out, 0);
    bool issued = credential_issue(keys, &facts, &out, &fault) == FAULT_NONE;
    if (issued)
        puts(buf_string(&out));
    else
        fprintf(stderr, "record %d: %s\n", number, fault.message);
    buf_release(&out);
    return issued;
}

static int issue_all(const char *seed, int count)
{
    unsigned char bytes[STREAM_SEED] = "records";
    struct keys *keys = fixture_keys(FIXTURE_SECRET);
    bool issued = keys && date_set_zone("Europe/London", NULL) == FAULT_NONE;

    bytes[31] = (unsigned char)strtol(seed, NULL, 10);
    stream_init(&stream, bytes);
    for (int i = 0; i < count && issued; i++)
        issued = issue(keys, i);
    keys_free(keys);
    return issued ? 0 : 1;
}

static int check_all(const char *const *trusted)
{
    static const char *const said[] = {[PROOF_NONE] = "none", [PROOF_HELD] = "held", [PROOF_BROKEN] = "broken"};
    char *line = NULL;
    size_t room = 0;
    ssize_t size;

    while ((size = getline(&line, &room, stdin)) > 0) {
        struct credential_check check;
        enum fault_code code =
            credential_check(line, (size_t)size, trusted, (struct instant){FIXTURE_ISSUED}, &check, NULL);

        printf("{\"code\":%d,\"jcs\":\"%s\",\"rdfc\":\"%s\"}\n", fault_exit_code(code), said[check.jcs], said[check.rdfc]);
        credential_check_release(&check);
    }
    free(line);
    return 0;
}

static bool print_one(enum fault_code code, struct buf *out, const struct fault *fault)
{
    if (code == FAULT_NONE)
        puts(buf_string(out));
    else
        fprintf(stderr, "%s\n", fault->message);
    buf_clear(out);
    return code == FAULT_NONE;
}

static int issuer_documents(const char *url, const char *const *published)
{
    struct issuer_facts facts = {.url = url, .name = "University of Middle England", .keys = published};
    struct credential_facts what = fixture_facts();
    struct fault fault;
    struct buf out;

    what.url = url;
    buf_init(&out, 0);
    bool printed = print_one(issuer_document(&facts, &out, &fault), &out, &fault) &&
                   print_one(issuer_did_document(&facts, &out, &fault), &out, &fault) &&
                   print_one(achievement_document(&what, &out, &fault), &out, &fault);
    buf_release(&out);
    return printed ? 0 : 1;
}

int main(int count, char **arguments)
{
    if (count == 4 && strcmp(arguments[1], "issue") == 0)
        return issue_all(arguments[2], (int)strtol(arguments[3], NULL, 10));
    if (count > 2 && strcmp(arguments[1], "check") == 0)
        return check_all((const char *const *)arguments + 2);
    if (count > 3 && strcmp(arguments[1], "issuer") == 0)
        return issuer_documents(arguments[2], (const char *const *)arguments + 3);
    fprintf(stderr, "records issue SEED COUNT, records check KEY..., or records issuer URL KEY...\n");
    return 2;
}
