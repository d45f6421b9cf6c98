/*
 * records.h - one completion while it is looked into: what its events say, and what was found to be there.
 */
#ifndef AUDIT_RECORDS_H
#define AUDIT_RECORDS_H
#include <stdlib.h>
#include "audit/audit_internal.h"

struct expected {               /* a record that an event issued */
    const char *kind;           /* "completion", "score" */
    int64_t issued;             /* record.issued; -1: older, completion.recorded itself */
    struct instant recorded_at; /* that event's */
    char commitment[65];
    bool met;
};
struct completed {
    struct audit *audit;
    int64_t seq, person;
    struct date on;
    struct instant recorded_at;
    bool clock_behind;          /* when it was recorded the clock may have been behind the events */
    const cJSON *payload;
    const char *email;          /* NULL: nobody of that number is there */
    const struct known_person *known;
    bool gone;                  /* erased: nothing of it may be left */
    bool own, by_attempt;       /* completed here; by an attempt at a quiz */
    struct rows expected;
    char answers[65];           /* commitment; "": none */
    char record[RECORD_ID_TEXT];/* of its completion record, once met */
    char last_score[RECORD_ID_TEXT]; /* of the score record met before, and whether it says that another took its place */
    char last_superseded[RECORD_ID_TEXT];
    int64_t last_number;
};

enum fault_code credentials_prepare(struct audit *audit) MUST_USE;
enum fault_code credential_audit(struct completed *completed, const struct expected *expected,
                                 const struct credential_raw *raw, struct fault *fault) MUST_USE;
enum fault_code banks_audit(struct audit *audit) MUST_USE;
void banks_release(struct audit *audit);
enum fault_code attempt_audit(struct completed *completed, struct fault *fault) MUST_USE;
#endif
