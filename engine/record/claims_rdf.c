/*
 * claims_rdf.c - the shape of our credentials as RDF: what a JSON-LD processor makes of it under its two contexts
 * (Verifiable Credentials 2.0; Open Badges 3.0.3). The tests hold it against an independent processor.
 *
 * Some of it is odd and stays so, since what is signed is what the contexts say: the criteria hang on a predicate with a
 * capital, awardedDate has the type <xsd:dateTime> unexpanded, the boolean is typed with https. The quads stand in the order
 * that canonical N-Quads most often have, which spares sorting; any order would do.
 */
#include "record/record_shape.h"

#define OB_VOCABULARY "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
#define DATE_TIME "http://www.w3.org/2001/XMLSchema#dateTime"
#define DATE_TIME_BARE "xsd:dateTime"
#define ANY_URI "https://www.w3.org/2001/XMLSchema#anyURI"

#define SETTLED(text) ((struct term){.bytes = (text), .size = sizeof(text) - 1, .blank = -1})
#define PREDICATE(iri) SETTLED(" <" iri "> ")
#define TYPE SETTLED(" <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ")
#define OB(name) PREDICATE(OB_VOCABULARY name)
#define VC(name) PREDICATE("https://www.w3.org/2018/credentials#" name)
#define SCHEMA(name) PREDICATE("https://schema.org/" name)
#define SECURITY(name) PREDICATE("https://w3id.org/security#" name)
#define OB_CLASS(name) SETTLED("<" OB_VOCABULARY name ">")

static void add_text(struct quads *quads, struct term subject, struct term predicate, const char *text)
{
    quads_add(quads, subject, predicate, quads_literal(quads, text, NULL));
}

static void add_scale(struct quads *quads, struct term scale, const struct claims *claims)
{
    quads_add(quads, scale, TYPE, OB_CLASS("ResultDescription"));
    add_text(quads, scale, OB("resultType"), claims->result.type);
    add_text(quads, scale, OB("valueMax"), claims->result.max);
    add_text(quads, scale, OB("valueMin"), claims->result.min);
    add_text(quads, scale, SCHEMA("name"), claims->result.name);
}

/* SCALE: NULL in a completion record. */
static void add_achievement(struct quads *quads, struct term achievement, struct term criteria, const struct term *scale,
                            const struct claims *claims)
{
    quads_add(quads, achievement, TYPE, OB_CLASS("Achievement"));
    quads_add(quads, achievement, OB("Criteria"), criteria);
    add_text(quads, achievement, OB("achievementType"), claims->achievement.type);
    if (scale)
        quads_add(quads, achievement, OB("resultDescription"), *scale);
    add_text(quads, achievement, SCHEMA("description"), claims->achievement.description);
    add_text(quads, achievement, SCHEMA("name"), claims->achievement.name);
    add_text(quads, criteria, OB("narrative"), claims->achievement.criteria);
}

static void add_credential(struct quads *quads, struct term subject, const struct claims *claims)
{
    struct term credential = quads_iri(quads, claims->id), issuer = quads_iri(quads, claims->issuer);

    quads_add(quads, issuer, TYPE, OB_CLASS("Profile"));
    add_text(quads, issuer, SCHEMA("name"), claims->issuer_name);
    quads_add(quads, credential, TYPE, OB_CLASS("OpenBadgeCredential"));
    quads_add(quads, credential, TYPE, SETTLED("<https://www.w3.org/2018/credentials#VerifiableCredential>"));
    quads_add(quads, credential, OB("awardedDate"), quads_literal(quads, claims->awarded, DATE_TIME_BARE));
    add_text(quads, credential, SCHEMA("description"), claims->description);
    add_text(quads, credential, SCHEMA("name"), claims->name);
    quads_add(quads, credential, VC("credentialSubject"), subject);
    quads_add(quads, credential, VC("issuer"), issuer);
    quads_add(quads, credential, VC("validFrom"), quads_literal(quads, claims->valid_from, DATE_TIME));
    quads_add(quads, credential, VC("validUntil"), quads_literal(quads, claims->valid_until, DATE_TIME));
}

static void add_identity(struct quads *quads, struct term identity, const struct claims *claims)
{
    quads_add(quads, identity, TYPE, OB_CLASS("IdentityObject"));
    quads_add(quads, identity, OB("hashed"), SETTLED("\"true\"^^<https://www.w3.org/2001/XMLSchema#boolean>"));
    add_text(quads, identity, OB("identityHash"), claims->identity_hash);
    add_text(quads, identity, OB("identityType"), claims->identity_type);
    add_text(quads, identity, OB("salt"), claims->salt);
}

static void add_result(struct quads *quads, struct term subject, struct term result, const struct claims *claims)
{
    quads_add(quads, subject, OB("result"), result);
    quads_add(quads, result, TYPE, OB_CLASS("Result"));
    quads_add(quads, result, OB("resultDescription"), quads_literal(quads, claims->result.id, ANY_URI));
    add_text(quads, result, SCHEMA("value"), claims->result.score);
}

static void quads_clear(struct quads *quads)
{
    quads->count = quads->blanks = 0;
    buf_clear(&quads->text);
}

void claims_quads(const struct claims *claims, struct quads *out)
{
    bool scored = claims->result.id != NULL;
    struct term achievement, subject, criteria, identity, scale;

    quads_clear(out);
    achievement = quads_iri(out, claims->achievement.id);
    subject = quads_blank(out);
    criteria = quads_blank(out);
    identity = quads_blank(out);
    if (scored) {
        scale = quads_iri(out, claims->result.id);
        add_scale(out, scale, claims);
    }
    add_achievement(out, achievement, criteria, scored ? &scale : NULL, claims);
    add_credential(out, subject, claims);
    quads_add(out, subject, TYPE, OB_CLASS("AchievementSubject"));
    quads_add(out, subject, OB("achievement"), achievement);
    quads_add(out, subject, OB("identifier"), identity);
    if (scored)
        add_result(out, subject, quads_blank(out), claims);
    add_identity(out, identity, claims);
}

void proof_quads(const struct proof_terms *terms, struct quads *out)
{
    struct term proof;

    quads_clear(out);
    proof = quads_blank(out);
    quads_add(out, proof, PREDICATE("http://purl.org/dc/terms/created"), quads_literal(out, terms->created, DATE_TIME));
    quads_add(out, proof, TYPE, SETTLED("<https://w3id.org/security#DataIntegrityProof>"));
    quads_add(out, proof, SECURITY("cryptosuite"),
              SETTLED("\"" SUITE_RDFC "\"^^<https://w3id.org/security#cryptosuiteString>"));
    quads_add(out, proof, SECURITY("proofPurpose"), SETTLED("<https://w3id.org/security#assertionMethod>"));
    quads_add(out, proof, SECURITY("verificationMethod"), quads_iri(out, terms->method));
}
