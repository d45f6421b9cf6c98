/*
 * test_formats_package.c - QTI content packages: what of a zip file is read, in which order, with which keywords; and the zip
 * files that are made to hurt, each refused by the name of its entry.
 */
#include <zip.h>
#include "formats_fixture.h"
#include "signpost/limits.h"

#define ITEM(id) "<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"" id "\" title=\"T\">" \
    "<responseDeclaration identifier=\"R\" cardinality=\"single\" baseType=\"identifier\"><correctResponse><value>true</value>" \
    "</correctResponse></responseDeclaration><itemBody><p>" id "?</p><choiceInteraction responseIdentifier=\"R\" maxChoices=\"1\">" \
    "<simpleChoice identifier=\"true\">True</simpleChoice><simpleChoice identifier=\"false\">False</simpleChoice>" \
    "</choiceInteraction></itemBody></assessmentItem>"
#define RESOURCE(type, href, more) "<resource identifier=\"r\" type=\"" type "\" href=\"" href "\">" more "</resource>"
#define LISTED(href) RESOURCE("imsqti_item_xmlv2p1", href, "")
#define MANIFEST(resources) "<manifest xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\"><resources>" resources "</resources></manifest>"
#define ONE(id) id " true_false " id "? [true]\n"

struct entry { const char *name, *text; };

/* A zip file of these; malloc'd. SPOIL, if any, may do to the archive what no question system would. */
static struct buf zipped(const struct entry *entries, void (*spoil)(zip_t *zip))
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    struct buf out;
    char piece[4096];
    zip_int64_t got;
    buf_init(&out, 0);
    assert_non_null(zip);
    zip_source_keep(source);
    for (; entries->name; entries++)
        assert_true(zip_file_add(zip, entries->name, zip_source_buffer(zip, entries->text, strlen(entries->text), 0),
                                 ZIP_FL_ENC_GUESS) >= 0);
    if (spoil)
        spoil(zip);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_open(source), 0);
    while ((got = zip_source_read(source, piece, sizeof piece)) > 0)
        buf_append(&out, piece, (size_t)got);
    zip_source_close(source);
    zip_source_free(source);
    assert_true(buf_ok(&out) && out.size > 0);
    return out;
}

static void assert_bytes_read(const struct buf *file, const char *expected)
{
    char *made = read_as(FORMAT_QTI, buf_string(file), file->size);
    if (strcmp(made, expected) != 0)
        fail_msg("gives\n%s--- not\n%s", made, expected);
    free(made);
}

static void assert_package(const struct entry *entries, const char *expected)
{
    struct buf file = zipped(entries, NULL);
    assert_bytes_read(&file, expected);
    buf_release(&file);
}

static void items_come_in_the_order_of_the_manifest_with_its_keywords(void **state)
{
    static const char manifest[] = MANIFEST(
        RESOURCE("webcontent", "a.css", "") LISTED("b.xml") LISTED("sub/../a%20b.xml#x")
        RESOURCE("imsqti_item_xmlv2p1", "./c.xml", "<metadata><lom xmlns=\"http://ltsc.ieee.org/xsd/LOM\"><general><keyword><string "
                 "language=\"en\"> Term One </string><string language=\"fr\">subject:c</string></keyword></general></lom></metadata>")
        RESOURCE("imsqti_item_xmlv2p1", "d.xml", "<metadata><lom><general><keyword><langstring>pool:quiz</langstring></keyword>"
                 "<keyword>plain</keyword></general></lom></metadata>") LISTED("b.xml"));
    static const struct entry entries[] = {
        {"in/a b.xml", ITEM("a")}, {"in/b.xml", ITEM("b")}, {"in/c.xml", ITEM("c")}, {"in/d.xml", ITEM("d")}, {"in/unlisted.xml", "x"},
        {"in/imsmanifest.xml", manifest}, {"in/deeper/imsmanifest.xml", "<manifest/>"}, {NULL, NULL}};
    (void)state;
    assert_package(entries, ONE("b") ONE("a") "c true_false c? [true] subject c #term-one\n"
                   "d true_false d? [true] pool 0 #plain\n");
}

static void what_a_test_refers_to_is_read_too(void **state)
{
    static const char manifest[] = MANIFEST(RESOURCE("imsqti_test_xmlv2p1", "tests/t.xml", "") LISTED("b.xml"));
    static const struct entry entries[] = {
        {"imsmanifest.xml", manifest}, {"b.xml", ITEM("b")}, {"items/a.xml", ITEM("a")},
        {"tests/t.xml", "<assessmentTest><testPart><assessmentSection><assessmentItemRef href=\"../items/a.xml\"/><assessmentItemRef "
                        "href=\"../b.xml\"/></assessmentSection></testPart></assessmentTest>"}, {NULL, NULL}};
    (void)state;
    assert_package(entries, ONE("b") ONE("a"));
}

static void a_bad_item_is_reported_and_the_others_are_read(void **state)
{
    static const char manifest[] = MANIFEST(LISTED("gone.xml") LISTED("../../etc/passwd") LISTED("torn.xml") LISTED("doctype.xml")
                                            LISTED("one.xml") RESOURCE("imsqti_xmlv1p2", "old.xml", "") LISTED("a.xml"));
    static const struct entry entries[] = {
        {"imsmanifest.xml", manifest}, {"torn.xml", "<assessmentItem>\n<itemBody>"}, {"a.xml", ITEM("a")},
        {"doctype.xml", "<!DOCTYPE x>" ITEM("d")}, {"one.xml", "<questestinterop/>"}, {"old.xml", "<questestinterop/>"}, {NULL, NULL}};
    (void)state;
    assert_package(entries, ONE("a")
                   "f/gone.xml: Not carried: the manifest lists it, and it is not in the package.\n"
                   "f/../../etc/passwd: Not carried: the manifest lists it, and it is not in the package.\n"
                   "f/torn.xml:2: Not carried: This is not well-formed XML: no element found.\n"
                   "f/doctype.xml:1: Not carried: The file has a DOCTYPE. It can make a file grow or fetch others, so it is not read: "
                   "remove it.\n"
                   "f/one.xml:1: Not carried: It is QTI 1, which is not read: export it as QTI 2.1.\n"
                   "f/old.xml: Not carried: it is QTI 1, which is not read: export it as QTI 2.1.\n");
}

/* "%1b[31m" would colour the terminal of whoever imports it, and a new line would look like another report. */
static void what_a_file_says_of_itself_cannot_steer_a_terminal(void **state)
{
    static const struct entry entries[] = {
        {"imsmanifest.xml", MANIFEST(LISTED("x%1b[31m%0af.xml: all is well%7f%c2%9b.xml") LISTED("a.xml"))}, {"a.xml", ITEM("a")}, {NULL, NULL}};
    (void)state;
    assert_package(entries, ONE("a") "f/x?[31m f.xml: all is well??.xml: Not carried: the manifest lists it, and it is not in the package.\n");
}

static void a_zip_file_that_is_no_package_of_ours_is_refused(void **state)
{
    static const struct { struct entry entries[3]; const char *said; } cases[] = {
        {{{"a.xml", ITEM("a")}}, "! f: The zip file has no imsmanifest.xml, so it is no content package: export it as a QTI 2.1 "
                                 "package.\n"},
        {{{"imsmanifest.xml", MANIFEST("")}}, "! f: The manifest of the package lists no QTI item: export it as QTI 2.1.\n"},
        {{{"imsmanifest.xml", MANIFEST(RESOURCE("imsqti_xmlv1p2", "a.xml", ""))}, {"a.xml", "<questestinterop/>"}},
         "! f: Nothing of the package can be read: it is QTI 1, which is not read: export it as QTI 2.1.\n"},
        {{{"imsmanifest.xml", MANIFEST(RESOURCE("assessment/x-bb-qti-pool", "a.dat", ""))}},
         "! f: Nothing of the package can be read: it is in Blackboard's own format: export it from there as a QTI 2.1 package.\n"},
        {{{"imsmanifest.xml", "<!DOCTYPE m><manifest/>"}}, "! f/imsmanifest.xml:1: The file has a DOCTYPE. It can make a file grow or "
                                                           "fetch others, so it is not read: remove it.\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_package(cases[i].entries, cases[i].said);
}

static void names_that_lead_out_of_the_package_are_refused(void **state)
{
    static const char *const names[] = {"../a.xml", "x/../../a.xml", "/a.xml", "C:/a.xml", "x\\a.xml", "x/.."};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct entry entries[] = {{"imsmanifest.xml", MANIFEST(LISTED("b.xml"))}, {"b.xml", ITEM("b")}, {names[i], "x"},
                                        {NULL, NULL}};
        char expected[400];
        snprintf(expected, sizeof expected, "! f: The entry \"%s\" has a name that leads out of the package, or is no name: no "
                 "question system makes such a file, so nothing of it is read.\n", names[i]);
        assert_package(entries, expected);
    }
}

/* Where in FILE these bytes stand for the NTH time, from 0. */
static char *place_of(const struct buf *file, const char *bytes, size_t size, int nth)
{
    for (size_t i = 0; i + size <= file->size; i++)
        if (memcmp(file->bytes + i, bytes, size) == 0 && nth-- == 0)
            return file->bytes + i;
    fail_msg("the zip file has no such bytes");
    return NULL;
}

static const struct entry pair[] = {{"imsmanifest.xml", MANIFEST(LISTED("b.xml"))}, {"b.xml", ITEM("b")}, {NULL, NULL}};

static void store_all(zip_t *zip)
{
    for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++)
        assert_int_equal(zip_set_file_compression(zip, (zip_uint64_t)i, ZIP_CM_STORE, 0), 0);
}

static void two_entries_of_one_name_are_refused(void **state)
{
    static const struct entry entries[] = {{"imsmanifest.xml", MANIFEST(LISTED("b.xml"))}, {"b.xml", ITEM("b")}, {"c.xml", ITEM("c")},
                                           {NULL, NULL}};
    struct buf file = zipped(entries, store_all);
    (void)state;
    *place_of(&file, "c.xml", 5, 0) = 'b';
    *place_of(&file, "c.xml", 5, 0) = 'b';
    assert_bytes_read(&file, "! f: The entry \"b.xml\" is there twice, and which one is meant cannot be told: export the package "
                      "again.\n");
    buf_release(&file);
}

static void damaged_entries_are_refused(void **state)
{
    struct buf file = zipped(pair, store_all);
    (void)state;
    *place_of(&file, "<p>b?</p>", 9, 0) = 'X'; /* which the checksum tells */
    assert_bytes_read(&file, "! f: The entry \"b.xml\" is damaged: export the package again.\n");
    buf_release(&file);
    file = zipped(pair, NULL);
    file.size -= 30;
    assert_bytes_read(&file, "! f: The zip file is damaged or not whole: export it again.\n");
    buf_release(&file);
}

static void encrypted_entries_are_refused(void **state)
{
    struct buf file = zipped(pair, store_all);
    (void)state;
    for (int nth = 0; nth < 2; nth++) { /* the flags stand 24 and 38 bytes before the name */
        char *name = place_of(&file, "b.xml\x3c", nth ? 5 : 6, nth ? 2 : 0);
        name[nth ? -38 : -24] |= 1;
    }
    assert_bytes_read(&file, "! f: The entry \"b.xml\" is encrypted: export the package without a password.\n");
    buf_release(&file);
}

static void what_unpacks_without_end_is_refused(void **state)
{
    char *much = malloc(LIMIT_PACKAGE_ITEM + 2);
    (void)state;
    assert_non_null(much);
    memset(much, ' ', LIMIT_PACKAGE_ITEM + 1);
    much[LIMIT_PACKAGE_ITEM + 1] = '\0';
    const struct entry entries[] = {{"imsmanifest.xml", MANIFEST(LISTED("b.xml"))}, {"b.xml", much}, {NULL, NULL}};
    struct buf file = zipped(entries, NULL);
    assert_true(file.size < 10000); /* a bomb is small */
    assert_bytes_read(&file, "! f: The entry \"b.xml\" unpacks to more than is read: at most 4096 KiB of this one, and 256 MiB of all "
                      "of them.\n");
    buf_release(&file);
    free(much);
}

static void all_entries_together_have_a_ceiling(void **state)
{
    const int count = LIMIT_PACKAGE / LIMIT_PACKAGE_ITEM + 1;
    char *much = malloc(LIMIT_PACKAGE_ITEM + 1), names[80][16];
    struct entry entries[82] = {{NULL, NULL}};
    struct buf manifest;
    (void)state;
    assert_non_null(much);
    assert_true(count <= 80);
    memset(much, ' ', LIMIT_PACKAGE_ITEM);
    much[LIMIT_PACKAGE_ITEM] = '\0';
    buf_init(&manifest, 0);
    buf_text(&manifest, "<manifest><resources>");
    for (int i = 0; i < count; i++) {
        snprintf(names[i], sizeof names[i], "%d.xml", i);
        buf_printf(&manifest, "<resource type=\"imsqti_item_xmlv2p1\" href=\"%s\"/>", names[i]);
        entries[i + 1] = (struct entry){names[i], much};
    }
    buf_text(&manifest, "</resources></manifest>");
    entries[0] = (struct entry){"imsmanifest.xml", buf_string(&manifest)};
    struct buf file = zipped(entries, NULL);
    char *made = read_as(FORMAT_QTI, buf_string(&file), file.size);
    assert_non_null(strstr(made, "! f: The entry \"63.xml\" unpacks to more than is read"));
    free(made);
    buf_release(&file);
    buf_release(&manifest);
    free(much);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_come_in_the_order_of_the_manifest_with_its_keywords),
        cmocka_unit_test(what_a_test_refers_to_is_read_too),
        cmocka_unit_test(a_bad_item_is_reported_and_the_others_are_read),
        cmocka_unit_test(what_a_file_says_of_itself_cannot_steer_a_terminal),
        cmocka_unit_test(a_zip_file_that_is_no_package_of_ours_is_refused),
        cmocka_unit_test(names_that_lead_out_of_the_package_are_refused),
        cmocka_unit_test(two_entries_of_one_name_are_refused),
        cmocka_unit_test(damaged_entries_are_refused),
        cmocka_unit_test(encrypted_entries_are_refused),
        cmocka_unit_test(what_unpacks_without_end_is_refused),
        cmocka_unit_test(all_entries_together_have_a_ceiling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
