/*
 * test_log_tree.c - the log's Merkle tree: known vectors of RFC 6962, and every proof of every size up to 300 against the
 * RFC's own recursive definitions, written out plainly.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "signpost/log.h"

#define SIZES 300
#define LARGE (2 * 65536 + 3 * 256 + 5)

static struct log_hash leaves[LARGE];
static struct log_hash known[SIZES + 1][SIZES + 1]; /* roots of the ranges from..to, once they are known */
static bool is_known[SIZES + 1][SIZES + 1];

static void from_hex(const char *hex, struct log_hash *out)
{
    for (size_t i = 0; i < sizeof out->bytes; i++) {
        unsigned byte = 0;

        assert_int_equal(sscanf(hex + 2 * i, "%2x", &byte), 1);
        out->bytes[i] = (unsigned char)byte;
    }
}

static void assert_hash(const struct log_hash *hash, const char *hex)
{
    struct log_hash expected;

    from_hex(hex, &expected);
    assert_memory_equal(hash->bytes, expected.bytes, sizeof expected.bytes);
}

static bool equal(const struct log_hash *a, const struct log_hash *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/* ---- the RFC's definitions ---- */

static int64_t largest_power_below(int64_t n)
{
    int64_t k = 1;

    while (k * 2 < n)
        k *= 2;
    return k;
}

/* MTH(D[from:to]), 2.1 */
static struct log_hash root_of(int64_t from, int64_t to)
{
    struct log_hash root, left, right;

    if (to - from == 1)
        return leaves[from];
    if (to <= SIZES && is_known[from][to])
        return known[from][to];
    left = root_of(from, from + largest_power_below(to - from));
    right = root_of(from + largest_power_below(to - from), to);
    log_node_hash(&left, &right, &root);
    if (to <= SIZES) {
        known[from][to] = root;
        is_known[from][to] = true;
    }
    return root;
}

/* PATH(m, D[from:to]), 2.1.1; m counts from FROM */
static void path_of(int64_t m, int64_t from, int64_t to, struct log_proof *out)
{
    int64_t k = to - from == 1 ? 0 : largest_power_below(to - from);

    if (k == 0)
        return;
    if (m < k) {
        path_of(m, from, from + k, out);
        out->hash[out->count++] = root_of(from + k, to);
    } else {
        path_of(m - k, from + k, to, out);
        out->hash[out->count++] = root_of(from, from + k);
    }
}

/* SUBPROOF(m, D[from:to], whole), 2.1.2 */
static void subproof_of(int64_t m, int64_t from, int64_t to, bool whole, struct log_proof *out)
{
    int64_t k;

    if (m == to - from) {
        if (!whole)
            out->hash[out->count++] = root_of(from, to);
        return;
    }
    k = largest_power_below(to - from);
    if (m <= k) {
        subproof_of(m, from, from + k, whole, out);
        out->hash[out->count++] = root_of(from + k, to);
    } else {
        subproof_of(m - k, from + k, to, false, out);
        out->hash[out->count++] = root_of(from, from + k);
    }
}

/* ---- a tree in tiles ---- */

struct tiles { int64_t size; struct log_hash *level[3]; int reads; };

static enum fault_code tile_read(void *context, int level, int64_t number, int width, struct log_hash *out, struct fault *fault)
{
    struct tiles *tiles = context;
    int64_t entries = tiles->size >> (8 * level);
    int64_t expected = entries - number * LOG_TILE;

    (void)fault;
    assert_true(level >= 0 && level < 3);
    assert_true(number >= 0 && number * LOG_TILE < entries);
    assert_int_equal(width, expected > LOG_TILE ? LOG_TILE : expected); /* as wide as a tree of that size has it */
    memcpy(out, tiles->level[level] + number * LOG_TILE, (size_t)width * sizeof *out);
    tiles->reads++;
    return FAULT_NONE;
}

static struct log_hash level_1[LARGE / 256], level_2[LARGE / 65536];
static struct tiles tiles = {0, {leaves, level_1, level_2}, 0};
static const struct log_tree tree = {tile_read, &tiles};

static int leaves_make(void **state)
{
    (void)state;
    for (int i = 0; i < LARGE; i++)
        log_leaf_hash(&i, sizeof i, &leaves[i]);
    for (int i = 0; i < LARGE / 256; i++)
        level_1[i] = root_of(256 * (int64_t)i, 256 * (int64_t)(i + 1));
    for (int i = 0; i < LARGE / 65536; i++)
        level_2[i] = root_of(65536 * (int64_t)i, 65536 * (int64_t)(i + 1));
    return 0;
}

/* ---- tests ---- */

static void the_empty_tree_is_the_hash_of_nothing(void **state)
{
    struct log_frontier frontier;
    struct log_hash root;

    (void)state;
    log_frontier_init(&frontier);
    log_frontier_root(&frontier, &root);
    assert_hash(&root, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    tiles.size = 0;
    assert_int_equal(log_root(&tree, 0, &root, NULL), FAULT_NONE);
    assert_hash(&root, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static const char *const ct_root[8] = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
static const struct { const char *bytes; size_t size; } ct_leaf[8] = {
    {"", 0}, {"\x00", 1}, {"\x10", 1}, {"\x20\x21", 2}, {"\x30\x31", 2}, {"\x40\x41\x42\x43", 4},
    {"\x50\x51\x52\x53\x54\x55\x56\x57", 8},
    {"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16}};

static enum fault_code ct_tile(void *context, int level, int64_t number, int width, struct log_hash *out, struct fault *fault)
{
    (void)fault;
    assert_true(level == 0 && number == 0 && width <= 8);
    memcpy(out, context, (size_t)width * sizeof *out);
    return FAULT_NONE;
}

static void the_eight_leaves_of_certificate_transparency_have_its_roots_and_proofs(void **state)
{
    struct log_hash leaf[8], root;
    struct log_tree eight = {ct_tile, leaf};
    struct log_frontier frontier;
    struct log_proof proof;

    (void)state;
    log_frontier_init(&frontier);
    for (int i = 0; i < 8; i++) {
        log_leaf_hash(ct_leaf[i].bytes, ct_leaf[i].size, &leaf[i]);
        log_frontier_add(&frontier, &leaf[i]);
        log_frontier_root(&frontier, &root);
        assert_hash(&root, ct_root[i]);
        assert_int_equal(log_root(&eight, i + 1, &root, NULL), FAULT_NONE);
        assert_hash(&root, ct_root[i]);
    }
    assert_int_equal(log_inclusion(&eight, 0, 8, &proof, NULL), FAULT_NONE);
    assert_int_equal(proof.count, 3);
    assert_hash(&proof.hash[0], "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
    assert_hash(&proof.hash[1], "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e");
    assert_hash(&proof.hash[2], "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assert_int_equal(log_consistency(&eight, 6, 8, &proof, NULL), FAULT_NONE);
    assert_int_equal(proof.count, 3);
    assert_hash(&proof.hash[0], "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a");
    assert_hash(&proof.hash[1], "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0");
    assert_hash(&proof.hash[2], "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
}

static void every_inclusion_proof_is_the_rfc_s_and_holds(void **state)
{
    (void)state;
    for (int64_t size = 1; size <= SIZES; size++) {
        struct log_hash root = root_of(0, size);

        tiles.size = size;
        for (int64_t index = 0; index < size; index++) {
            struct log_proof proof, expected = {0};

            path_of(index, 0, size, &expected);
            assert_int_equal(log_inclusion(&tree, index, size, &proof, NULL), FAULT_NONE);
            assert_int_equal(proof.count, expected.count);
            assert_memory_equal(proof.hash, expected.hash, (size_t)proof.count * sizeof proof.hash[0]);
            assert_true(log_inclusion_holds(&leaves[index], index, size, &proof, &root));
            assert_false(log_inclusion_holds(&leaves[(index + 1) % SIZES], index, size, &proof, &root));
            if (size > 1)
                assert_false(log_inclusion_holds(&leaves[index], (index + 1) % size, size, &proof, &root));
        }
    }
}

static void every_consistency_proof_is_the_rfc_s_and_holds(void **state)
{
    (void)state;
    for (int64_t size = 1; size <= SIZES; size++) {
        struct log_hash root = root_of(0, size), other = root_of(SIZES - size, SIZES);

        tiles.size = size;
        for (int64_t old = 1; old <= size; old++) {
            struct log_hash old_root = root_of(0, old);
            struct log_proof proof, expected = {0};

            subproof_of(old, 0, size, true, &expected);
            assert_int_equal(log_consistency(&tree, old, size, &proof, NULL), FAULT_NONE);
            assert_int_equal(proof.count, expected.count);
            assert_memory_equal(proof.hash, expected.hash, (size_t)proof.count * sizeof proof.hash[0]);
            assert_true(log_consistency_holds(old, &old_root, size, &root, &proof));
            if (size < SIZES) {
                assert_false(log_consistency_holds(old, &old_root, size, &other, &proof));
                assert_false(log_consistency_holds(old, &other, size, &root, &proof));
            }
            if (old < size)
                assert_false(log_consistency_holds(old, &root, size, &old_root, &proof));
        }
    }
}

static void a_proof_with_any_bit_changed_is_refused(void **state)
{
    static const struct { int64_t index, size; } places[] = {{0, 2}, {1, 2}, {2, 3}, {0, 7}, {4, 7}, {6, 7}, {7, 8}, {31, 33},
                                                             {32, 33}, {99, 100}, {0, 256}, {255, 257}, {256, 257}, {123, 300}};

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        int64_t index = places[i].index, size = places[i].size, old = index + 1;
        struct log_hash root = root_of(0, size), old_root = root_of(0, old);
        struct log_proof inclusion, consistency;

        tiles.size = size;
        assert_int_equal(log_inclusion(&tree, index, size, &inclusion, NULL), FAULT_NONE);
        for (int bit = 0; bit < inclusion.count * 256; bit++) {
            inclusion.hash[bit / 256].bytes[bit / 8 % 32] ^= (unsigned char)(1 << bit % 8);
            assert_false(log_inclusion_holds(&leaves[index], index, size, &inclusion, &root));
            inclusion.hash[bit / 256].bytes[bit / 8 % 32] ^= (unsigned char)(1 << bit % 8);
        }
        assert_true(log_inclusion_holds(&leaves[index], index, size, &inclusion, &root));
        assert_int_equal(log_consistency(&tree, old, size, &consistency, NULL), FAULT_NONE);
        for (int bit = 0; bit < consistency.count * 256; bit++) {
            consistency.hash[bit / 256].bytes[bit / 8 % 32] ^= (unsigned char)(1 << bit % 8);
            assert_false(log_consistency_holds(old, &old_root, size, &root, &consistency));
            consistency.hash[bit / 256].bytes[bit / 8 % 32] ^= (unsigned char)(1 << bit % 8);
        }
        assert_true(log_consistency_holds(old, &old_root, size, &root, &consistency));
    }
}

static void a_proof_that_is_too_short_or_too_long_is_refused(void **state)
{
    (void)state;
    for (int64_t size = 1; size <= 40; size++) {
        struct log_hash root = root_of(0, size);

        tiles.size = size;
        for (int64_t index = 0; index < size; index++) {
            struct log_hash old_root = root_of(0, index + 1);
            struct log_proof proof;

            assert_int_equal(log_inclusion(&tree, index, size, &proof, NULL), FAULT_NONE);
            proof.hash[proof.count++] = root;
            assert_false(log_inclusion_holds(&leaves[index], index, size, &proof, &root));
            proof.count -= 2;
            if (proof.count >= 0)
                assert_false(log_inclusion_holds(&leaves[index], index, size, &proof, &root));
            assert_int_equal(log_consistency(&tree, index + 1, size, &proof, NULL), FAULT_NONE);
            proof.hash[proof.count++] = root;
            assert_false(log_consistency_holds(index + 1, &old_root, size, &root, &proof));
            proof.count -= 2;
            if (proof.count >= 0)
                assert_false(log_consistency_holds(index + 1, &old_root, size, &root, &proof));
        }
    }
}

static void what_cannot_be_proved_is_refused(void **state)
{
    struct log_hash root = root_of(0, 5), empty;
    struct log_frontier frontier;
    struct log_proof proof = {0};

    (void)state;
    log_frontier_init(&frontier);
    log_frontier_root(&frontier, &empty);
    tiles.size = 5;
    assert_int_equal(log_inclusion(&tree, 5, 5, &proof, NULL), FAULT_INPUT);
    assert_int_equal(log_inclusion(&tree, -1, 5, &proof, NULL), FAULT_INPUT);
    assert_int_equal(log_inclusion(&tree, 0, 0, &proof, NULL), FAULT_INPUT);
    assert_int_equal(log_consistency(&tree, 6, 5, &proof, NULL), FAULT_INPUT);
    assert_int_equal(log_consistency(&tree, -1, 5, &proof, NULL), FAULT_INPUT);
    assert_int_equal(log_root(&tree, -1, &root, NULL), FAULT_INPUT);
    assert_false(log_inclusion_holds(&leaves[0], 0, 0, &proof, &empty));
    assert_false(log_inclusion_holds(&leaves[0], -1, 5, &proof, &root));
    assert_false(log_inclusion_holds(&leaves[0], 5, 5, &proof, &root));
    assert_false(log_inclusion_holds(&leaves[0], 0, 5, &(struct log_proof){.count = -1}, &root));
    assert_false(log_inclusion_holds(&leaves[0], 0, 5, &(struct log_proof){.count = LOG_PROOF_MAX + 1}, &root));
    assert_false(log_consistency_holds(6, &root, 5, &root, &proof));
    assert_false(log_consistency_holds(-1, &root, 5, &root, &proof));
    assert_false(log_consistency_holds(0, &root, 0, &root, &proof)); /* no root of an empty tree */
    assert_true(log_consistency_holds(0, &empty, 0, &empty, &proof));
    assert_true(log_consistency_holds(0, &empty, 5, &root, &proof));
    assert_false(log_consistency_holds(0, &root, 5, &root, &proof));
    assert_true(log_consistency_holds(5, &root, 5, &root, &proof));
    assert_false(log_consistency_holds(5, &empty, 5, &root, &proof));
}

static void a_large_tree_is_the_same_in_tiles_as_leaf_by_leaf(void **state)
{
    static const int64_t sizes[] = {255, 256, 257, 511, 512, 65535, 65536, 65537, 70000, 131071, 131072, 131073, LARGE};
    struct log_frontier frontier, read;
    struct log_hash nodes[LOG_LEVELS], root, at[13];
    int64_t size = 0;

    (void)state;
    log_frontier_init(&frontier);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (; size < sizes[i]; size++) {
            int made = log_frontier_add_nodes(&frontier, &leaves[size], nodes);

            assert_int_equal(made, (size + 1) % 65536 == 0 ? 2 : (size + 1) % 256 == 0 ? 1 : 0);
            assert_true(made < 1 || equal(&nodes[0], &level_1[size / 256]));
            assert_true(made < 2 || equal(&nodes[1], &level_2[size / 65536]));
        }
        tiles.size = size;
        assert_int_equal(log_frontier_read(&tree, size, &read, NULL), FAULT_NONE);
        assert_int_equal(read.size, frontier.size);
        assert_int_equal(read.count, frontier.count);
        assert_memory_equal(read.node, frontier.node, (size_t)read.count * sizeof read.node[0]);
        at[i] = root_of(0, size);
        log_frontier_root(&frontier, &root);
        assert_true(equal(&root, &at[i]));
        for (int64_t index = 0; index < size; index += size / 7 + 1) {
            struct log_proof proof;

            tiles.reads = 0;
            assert_int_equal(log_inclusion(&tree, index, size, &proof, NULL), FAULT_NONE);
            assert_true(log_inclusion_holds(&leaves[index], index, size, &proof, &root));
            assert_true(tiles.reads <= 7); /* a tile a level on the way up, and those of the ragged edge */
        }
        for (size_t j = 0; j <= i; j++) {
            struct log_proof proof;

            assert_int_equal(log_consistency(&tree, sizes[j], size, &proof, NULL), FAULT_NONE);
            assert_true(log_consistency_holds(sizes[j], &at[j], size, &root, &proof));
        }
    }
}

static enum fault_code tile_fails(void *context, int level, int64_t number, int width, struct log_hash *out, struct fault *fault)
{
    (void)context, (void)level, (void)number, (void)width, (void)out;
    return fault_set(fault, FAULT_STORAGE, "The disk is gone.");
}

static void a_tile_that_cannot_be_read_is_passed_on(void **state)
{
    struct log_tree broken = {tile_fails, NULL};
    struct log_frontier frontier;
    struct log_proof proof;
    struct log_hash root;

    (void)state;
    assert_int_equal(log_inclusion(&broken, 1, 3, &proof, NULL), FAULT_STORAGE);
    assert_int_equal(log_consistency(&broken, 1, 3, &proof, NULL), FAULT_STORAGE);
    assert_int_equal(log_root(&broken, 3, &root, NULL), FAULT_STORAGE);
    assert_int_equal(log_frontier_read(&broken, 3, &frontier, NULL), FAULT_STORAGE);
    assert_int_equal(log_consistency(&broken, 0, 3, &proof, NULL), FAULT_NONE); /* which asks for nothing */
}

static void a_tile_has_one_address(void **state)
{
    static const struct { int level; int64_t number; int width; const char *path; } tiles_at[] = {
        {0, 0, 256, "0/000"}, {0, 0, 1, "0/000.p/1"}, {0, 0, 255, "0/000.p/255"}, {1, 7, 256, "1/007"}, {7, 999, 8, "7/999.p/8"},
        {0, 1000, 256, "0/x001/000"}, {2, 1234067, 256, "2/x001/x234/067"}, {0, 1234067, 112, "0/x001/x234/067.p/112"},
        {LOG_TILE_ENTRIES, 70000, 7, "entries/x070/000.p/7"}, {0, 36028797018963966, 256, "0/x036/x028/x797/x018/x963/966"}};
    static const char *const others[] = {
        "", "/", "0", "0/", "0/0", "0/00", "0/0000", "0/000/", "/0/000", "00/000", "8/000", "-1/000", "64/000", "entry/000", "entries",
        "0/x000/000", "0/x001", "0/x001/x000", "0/001/000", "0/x01/000", "0/x001/00", "0/000.p", "0/000.p/", "0/000.p/0", "0/000.p/01",
        "0/000.p/256", "0/000.p/1/", "0/000.p/x", "0/000p/1", "0/000.q/1", "0/x001.p/1", "0/0a0", "0/+01", "0/ 01", "0//000", "0/000//",
        "0/x001//000", "0/x036/x028/x797/x018/x963/967", "0/x999/x999/x999/x999/x999/999", "0/x001/x000/x000/x000/x000/x000/000",
        "0/x000/x001/000", "0/000.p/1.p/1"};

    (void)state;
    for (size_t i = 0; i < sizeof tiles_at / sizeof *tiles_at; i++) {
        char path[LOG_TILE_PATH];
        int level = 9, width = 0;
        int64_t number = -1;

        log_tile_path(tiles_at[i].level, tiles_at[i].number, tiles_at[i].width, path);
        assert_string_equal(path, tiles_at[i].path);
        assert_true(log_tile_path_read(path, &level, &number, &width));
        assert_int_equal(level, tiles_at[i].level);
        assert_int_equal(number, tiles_at[i].number);
        assert_int_equal(width, tiles_at[i].width);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        int level, width;
        int64_t number;

        if (log_tile_path_read(others[i], &level, &number, &width))
            fail_msg("%s is taken for a tile", others[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_empty_tree_is_the_hash_of_nothing),
        cmocka_unit_test(the_eight_leaves_of_certificate_transparency_have_its_roots_and_proofs),
        cmocka_unit_test(every_inclusion_proof_is_the_rfc_s_and_holds),
        cmocka_unit_test(every_consistency_proof_is_the_rfc_s_and_holds),
        cmocka_unit_test(a_proof_with_any_bit_changed_is_refused),
        cmocka_unit_test(a_proof_that_is_too_short_or_too_long_is_refused),
        cmocka_unit_test(what_cannot_be_proved_is_refused),
        cmocka_unit_test(a_large_tree_is_the_same_in_tiles_as_leaf_by_leaf),
        cmocka_unit_test(a_tile_that_cannot_be_read_is_passed_on),
        cmocka_unit_test(a_tile_has_one_address),
    };

    return cmocka_run_group_tests(tests, leaves_make, NULL);
}
