/*
 * verification_internal.h - what the files of the verification share: the answer as it is put together.
 */
#ifndef SIGNPOST_VERIFICATION_INTERNAL_H
#define SIGNPOST_VERIFICATION_INTERNAL_H
#include "signpost/verification.h"

/* Adds the next check. WHY NULL: nothing to say. */
void check_add(struct verification *out, const char *id, const char *what, enum verification_result result, const char *why, ...)
    PRINTF_LIKE(5, 6);

/* What a proof file says of a record (verification_proof.c). */
struct opening {
    enum verification_result of_record, in_log, witnessed;
    char why_record[VERIFICATION_WHY], why_log[VERIFICATION_WHY], why_witness[VERIFICATION_WHY];
    int64_t issued; /* seq of the entry, once it is of this record; -1 */
};
/* DOCUMENT is the record in canonical form. FAULT_NONE with an answer, or MEMORY. */
enum fault_code opening_check(const struct verification_input *input, const char *proof, size_t proof_size, const char *document,
                              size_t size, struct opening *out, struct fault *fault) MUST_USE;

/* Verdict, headline and sentence from the checks (verification_words.c). */
void verification_conclude(struct verification *out, bool online);
#endif
