/*
 * log.h - the transparency log: its Merkle tree (RFC 6962), signed notes, checkpoints, cosignatures and proofs (C2SP).
 *
 * Every event is a leaf, its sequence the leaf's index (event.h has the leaf's bytes). Everything here is pure: it works on
 * hashes and texts that the caller brings, so the server, an offline verifier and a witness run the same code. Who holds the
 * tree hands in a tile reader. Sources: RFC 6962 2.1; C2SP signed-note, tlog-checkpoint, tlog-cosignature (v1, Ed25519),
 * tlog-tiles, tlog-proof.
 */
#ifndef SIGNPOST_LOG_H
#define SIGNPOST_LOG_H
#include <stdbool.h>
#include <stdint.h>
#include "signpost/buf.h"
#include "signpost/date.h"
#include "signpost/fault.h"

/* ---- the tree ---- */
#define LOG_TILE 256        /* entries of a full tile: C2SP tiles have height 8 */
#define LOG_LEVELS 8        /* tile levels: 256^8 leaves are more than an int64_t counts */
#define LOG_PROOF_MAX 64    /* hashes of one proof, at most */
struct log_hash { unsigned char bytes[32]; };

void log_leaf_hash(const void *entry, size_t size, struct log_hash *out);                    /* SHA-256(0x00 ‖ entry) */
void log_node_hash(const struct log_hash *left, const struct log_hash *right, struct log_hash *out); /* SHA-256(0x01 ‖ …) */

/* The roots of the complete subtrees that make up a tree of SIZE leaves, largest first: all that adding leaves needs. */
struct log_frontier { int64_t size; int count; struct log_hash node[64]; };
void log_frontier_init(struct log_frontier *frontier);                                       /* the empty tree */
void log_frontier_add(struct log_frontier *frontier, const struct log_hash *leaf);
/* The same for who keeps tiles: the subtrees of 256, 65,536, … leaves that LEAF completes, into NODES; returns how many. */
int log_frontier_add_nodes(struct log_frontier *frontier, const struct log_hash *leaf, struct log_hash nodes[LOG_LEVELS]);
void log_frontier_root(const struct log_frontier *frontier, struct log_hash *out);           /* empty: SHA-256("") */

/*
 * Reads a tile: WIDTH hashes (1 to 256) of LEVEL, from entry NUMBER * 256 on. Level 0 are the leaves; an entry of level L is the
 * root of a complete subtree of 256^L leaves. Never asks for what a tree of the size in question does not have.
 */
typedef enum fault_code (*log_tile_fn)(void *context, int level, int64_t number, int width, struct log_hash *out,
                                       struct fault *fault);
struct log_tree { log_tile_fn tile; void *context; };
/* What follows "/tile/" in the address of a tile of WIDTH hashes, or of the bundle of entries under one of level 0. */
#define LOG_TILE_ENTRIES (-1)
#define LOG_TILE_PATH 64
void log_tile_path(int level, int64_t number, int width, char out[LOG_TILE_PATH]);
bool log_tile_path_read(const char *text, int *level, int64_t *number, int *width); /* false for every other spelling */
struct log_proof { int count; struct log_hash hash[LOG_PROOF_MAX]; };
enum fault_code log_root(const struct log_tree *tree, int64_t size, struct log_hash *out, struct fault *fault) MUST_USE;
/* The frontier of a tree of SIZE, to go on from. */
enum fault_code log_frontier_read(const struct log_tree *tree, int64_t size, struct log_frontier *out,
                                  struct fault *fault) MUST_USE;
/* INPUT unless 0 <= INDEX < SIZE. */
enum fault_code log_inclusion(const struct log_tree *tree, int64_t index, int64_t size, struct log_proof *out,
                              struct fault *fault) MUST_USE;
/* INPUT unless 0 <= OLD <= SIZE; empty when OLD is 0 or SIZE. */
enum fault_code log_consistency(const struct log_tree *tree, int64_t old, int64_t size, struct log_proof *out,
                                struct fault *fault) MUST_USE;
bool log_inclusion_holds(const struct log_hash *leaf, int64_t index, int64_t size, const struct log_proof *proof,
                         const struct log_hash *root) MUST_USE;
bool log_consistency_holds(int64_t old, const struct log_hash *old_root, int64_t size, const struct log_hash *root,
                           const struct log_proof *proof) MUST_USE;

/* ---- keys of notes ---- */
#define LOG_NAME_TEXT 256      /* a key name or origin and its NUL: not empty, no space, no plus */
#define LOG_VKEY_TEXT 330      /* "<name>+<8 hex>+<base64>" and its NUL */
enum log_key_kind { LOG_KEY_NOTE = 0x01, LOG_KEY_COSIGNATURE = 0x04 };
struct log_vkey {
    char name[LOG_NAME_TEXT];
    enum log_key_kind kind;
    unsigned char id[4];       /* SHA-256(name ‖ LF ‖ kind ‖ key), the first four bytes */
    unsigned char key[32];     /* Ed25519 public */
};
/* MALFORMED for what is no vkey, or whose key id is not its key's. */
enum fault_code log_vkey_read(const char *text, struct log_vkey *out, struct fault *fault) MUST_USE;
/* INPUT for a name that no note can carry. */
enum fault_code log_vkey_make(const char *name, enum log_key_kind kind, const unsigned char key[32], struct log_vkey *out,
                              struct fault *fault) MUST_USE;
void log_vkey_text(const struct log_vkey *vkey, char out[LOG_VKEY_TEXT]);
/* The name of the log of an institution: its URL without scheme and trailing slashes; where there is none (NULL), or none that a
 * note can carry, signpost.invalid/<Multikey of its first log key>. */
void log_origin_make(const char *url, const char *first_key, char out[LOG_NAME_TEXT]);

/* ---- checkpoints: signed notes over origin, size and root ---- */
#define LOG_CHECKPOINT_TEXT (128 * 1024) /* a checkpoint with all its signatures and its NUL, at most: 16 post-quantum ones fit */
struct log_checkpoint {
    char origin[LOG_NAME_TEXT];
    int64_t size;
    struct log_hash root;
};
/* The body: three lines, each ended by LF. */
void log_checkpoint_body(const struct log_checkpoint *checkpoint, struct buf *out);
/* Reads body and form of a signed note; no signature is checked yet. MALFORMED. Extension lines are allowed and signed. */
enum fault_code log_checkpoint_read(const char *note, size_t size, struct log_checkpoint *out, struct fault *fault) MUST_USE;
/* Reads the form alone: the text that is signed are the first BODY_SIZE bytes of NOTE. MALFORMED. */
enum fault_code log_note_body(const char *note, size_t size, size_t *body_size, struct fault *fault) MUST_USE;
/*
 * Does NOTE carry a valid signature by VKEY? FAULT_NONE, PROOF: none by that key, or any of them does not hold; MALFORMED: no
 * note. For a cosignature, AT (may be NULL) is the latest instant that one names. Signatures by other keys are passed over.
 */
enum fault_code log_note_verify(const char *note, size_t size, const struct log_vkey *vkey, struct instant *at,
                                struct fault *fault) MUST_USE;
/*
 * Appends a signature line for BODY (text that ends in LF) to OUT: a note signature, or a cosignature of the instant AT. SECRET:
 * libsodium's 64 bytes, of VKEY's key. A note is the body, an empty line and such lines.
 */
enum fault_code log_sign_line(const char *body, size_t size, const struct log_vkey *vkey, const unsigned char secret[64],
                              struct instant at, struct buf *out, struct fault *fault) MUST_USE;

struct keys;
/*
 * Appends the signed note of CHECKPOINT: signed by the log key in force AT and by each that is to come (record.h), all under
 * the origin's name. Nothing is appended on a fault.
 */
enum fault_code log_checkpoint_sign(const struct keys *keys, const struct log_checkpoint *checkpoint, struct instant at,
                                    struct buf *note, struct fault *fault) MUST_USE;

/* ---- tlog-proof files ---- */
struct log_proof_file {
    int64_t index;
    struct log_proof proof;
    char *extra;               /* decoded bytes, NUL-terminated, owned; NULL: none. Not authenticated by itself */
    size_t extra_size;
    char *note;                /* the checkpoint, owned */
    size_t note_size;
};
enum fault_code log_proof_file_write(const struct log_proof_file *file, struct buf *out, struct fault *fault) MUST_USE;
/* MALFORMED, naming the line; LARGE. The checkpoint's form is read too, its signature is not checked yet. */
enum fault_code log_proof_file_read(const char *bytes, size_t size, struct log_proof_file *out, struct fault *fault) MUST_USE;
/*
 * Does FILE prove that LEAF is in the log of one of KEYS: is its checkpoint signed by one of them that goes by the checkpoint's
 * origin, and does the proof lead from LEAF to its root? FAULT_NONE, or PROOF. OUT (may be NULL): the checkpoint.
 */
enum fault_code log_proof_file_holds(const struct log_proof_file *file, const struct log_hash *leaf,
                                     const struct log_vkey *keys, int count, struct log_checkpoint *out,
                                     struct fault *fault) MUST_USE;
void log_proof_file_release(struct log_proof_file *file);
#endif
