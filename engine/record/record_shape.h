/*
 * record_shape.h - the one shape that our credentials have: what they say (claims), as JSON and as RDF, in either way.
 *
 * Both proof suites sign the same claims: eddsa-jcs-2022 their JSON, eddsa-rdfc-2022 their RDF. Since the shape is settled,
 * its RDF is known without a JSON-LD processor. What the shape does not have has no RDF here, and is never guessed.
 */
#ifndef SIGNPOST_RECORD_SHAPE_H
#define SIGNPOST_RECORD_SHAPE_H
#include "record/record_internal.h"
#include "signpost/json.h"

#define SUITE_JCS "eddsa-jcs-2022"
#define SUITE_RDFC "eddsa-rdfc-2022"

/* Every text of a credential that is not the same in all of them. Borrowed. */
struct claims {
    const char *id, *name, *description, *awarded, *valid_from, *valid_until;
    const char *issuer, *issuer_name;
    const char *identity_hash, *identity_type, *salt;
    struct {
        const char *id, *name, *type, *description, *criteria;
    } achievement;
    struct { /* what a score is out of, and the score; id NULL: a completion record */
        const char *id, *name, *type, *max, *min, *score;
    } result;
};
/* What a proof says of itself. */
struct proof_terms { const char *created, *method; };

/* The credential, canonical; PROOFS (a canonical array) may be NULL: the document that is signed. */
void claims_write(const struct claims *claims, const char *proofs, struct json_out *json);
/* The achievement alone, with the contexts that give its terms their meaning. */
void claims_write_achievement(const struct claims *claims, struct json_out *json);
/* Reads a record, whatever its proofs. False: it is not exactly of this shape (its members may stand in any order). */
bool claims_read(const cJSON *record, struct claims *out) MUST_USE;
/* The proof; with VALUE NULL what its suite calls the proof configuration, as JSON. */
void proof_write(const char *suite, const struct proof_terms *terms, const char *value, struct json_out *json);

/* ---- as RDF ---- */
#define QUADS_MAX 40
#define BLANKS_MAX 4
/* A term as N-Quads has it, after its name: settled text, text of this record (within quads.text), or a blank node. */
struct term {
    const char *bytes;     /* settled; NULL: at OFFSET in quads.text */
    size_t offset, size;
    int blank;             /* from 0; -1: none, and then the above */
};
struct quad { struct term subject, predicate, object; };
struct quads {
    int count, blanks;     /* all blank nodes below BLANKS stand in a quad */
    struct quad quad[QUADS_MAX];
    struct buf text;       /* each IRI and literal of the record once, as N-Quads */
    struct buf lines;      /* room for nquads.c */
};
void quads_init(struct quads *quads);
void quads_release(struct quads *quads);
struct term quads_iri(struct quads *quads, const char *iri);
struct term quads_literal(struct quads *quads, const char *text, const char *datatype); /* NULL: a string */
struct term quads_blank(struct quads *quads);
void quads_add(struct quads *quads, struct term subject, struct term predicate, struct term object);
/* Can TEXT stand for itself in N-Quads, and does JSON-LD take it for an absolute IRI under our contexts? */
bool iri_is_plain(const char *text);
/* Each empties QUADS first. */
void claims_quads(const struct claims *claims, struct quads *out);
void proof_quads(const struct proof_terms *terms, struct quads *out);
/*
 * SHA-256 of the canonical N-Quads (RDFC-1.0) of a dataset whose blank nodes all differ in their first-degree hash: INTERNAL
 * for another, MEMORY.
 */
enum fault_code nquads_hash(struct quads *quads, unsigned char out[HASH_SIZE], struct fault *fault) MUST_USE;
#endif
