/*
 * record_fixture.h - known keys and a completion, for the tests of records. The secret is the W3C vector's.
 */
#ifndef RECORD_FIXTURE_H
#define RECORD_FIXTURE_H
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "signpost/record.h"

#define FIXTURE_SECRET "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
#define FIXTURE_PUBLIC "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
#define FIXTURE_OTHER_SECRET "z3u2XqMnz4u2o6Wu7kJhQyzVd5Qw9d3ffREwtjHsHdyEkM3R"
#define FIXTURE_OTHER_PUBLIC "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
#define FIXTURE_ISSUED INT64_C(1782846000000) /* 30 June 2026, 19:00 UTC */

static inline struct keys *fixture_keys(const char *secret)
{
    char file[] = "/tmp/signpost-record-XXXXXX";
    struct keys *keys = NULL;
    int fd = mkstemp(file);
    bool written = fd >= 0 && dprintf(fd,
                                      "{\"credential\":[{\"secret\":\"%s\",\"since\":\"2026-01-01T00:00:00Z\"}],"
                                      "\"log\":[{\"secret\":\"%s\",\"since\":\"2026-01-01T00:00:00Z\"}],\"version\":1}",
                                      secret, FIXTURE_OTHER_SECRET) > 0;
    if (fd >= 0)
        close(fd);
    if (written && keys_load(file, &keys, NULL) != FAULT_NONE)
        keys = NULL;
    unlink(file);
    return keys;
}

static inline struct credential_facts fixture_facts(void)
{
    return (struct credential_facts){
        .record_id = "0197c1de-5b1a-7c33-8a01-5b6d2f1c9e42",
        .institution = "University of Middle England",
        .kind = "quiz",
        .item = "personal-tutoring",
        .title = "Personal Tutoring Quiz",
        .email = "a@example.com",
        .identity_salt = "Kosher",
        .completed_on = date_from_ymd(2026, 6, 30),
        .valid_years = 3,
        .issued_at = {FIXTURE_ISSUED},
    };
}

static inline struct credential_facts fixture_score(void)
{
    struct credential_facts facts = fixture_facts();
    facts.record = RECORD_SCORE;
    facts.score = 14 * 5040;
    facts.max = 20 * 5040;
    facts.unit = 5040;
    return facts;
}
#endif
