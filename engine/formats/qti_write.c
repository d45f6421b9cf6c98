/*
 * qti_write.c - a QTI content package: an entry for each question, the manifest, whose keywords carry what an item has no place
 * for, and a test with a section for each subject, since some systems take in tests only.
 */
#include <stdlib.h>
#include "formats/package.h"
#include "formats/qti_out.h"

struct qti_package {
    struct package_out *zip;
    struct buf item;          /* at hand */
    struct buf sections, dependencies; /* of the test: its text, and its items in the manifest */
};

static void release(struct format_writer *writer)
{
    struct qti_package *package = writer->own;
    if (!package)
        return;
    package_free(package->zip);
    buf_release(&package->item);
    buf_release(&package->sections);
    buf_release(&package->dependencies);
    free(package);
    writer->own = NULL;
}

static struct qti_package *package_of(struct format_writer *writer, struct fault *fault)
{
    struct qti_package *package = writer->own;
    if (package)
        return package;
    package = writer->own = calloc(1, sizeof *package);
    if (!package)
        return NULL;
    buf_init(&package->item, 0);
    buf_init(&package->sections, 0);
    buf_init(&package->dependencies, 0);
    if (package_new(&package->zip, fault) != FAULT_NONE)
        release(writer);
    return writer->own;
}

/* ---- the manifest ---- */

struct tags { struct qti_out *qti; struct buf *out; };

static void put_tag(void *context, const char *tag)
{
    const struct tags *tags = context;
    buf_text(tags->out, "            <keyword><string>");
    if (tags->qti->part)
        buf_printf(tags->out, QTI_PART_TAG "%s/", tags->qti->question->name);
    xml_put(tags->out, tag);
    buf_text(tags->out, "</string></keyword>\n");
}

static void put_tags(struct qti_out *qti, const struct format_question *question, int part, struct buf *out)
{
    struct tags tags = {qti, out};
    enum question_kind kind = question->kind;
    bool shuffles = kind == QUESTION_SINGLE || kind == QUESTION_MULTIPLE || kind == QUESTION_MATCHING || kind == QUESTION_ORDERING;
    qti->question = question;
    qti->part = part;
    int native = CARRIED_IDS | (shuffles ? CARRIED_SHUFFLE : 0) | (qti_shows_unit(question) ? CARRIED_UNIT : 0);
    qti->failed |= carried_tags(question, native, put_tag, &tags, NULL) != FAULT_NONE;
    const char *tolerance = qti_tolerance(qti);
    const char *tag = tolerance ? arena_printf(qti->arena, "tolerance:%s", tolerance) : NULL;
    qti->failed |= tolerance && !tag;
    if (tag)
        put_tag(&tags, tag);
}

static void put_interaction_type(struct buf *out, const struct format_question *question)
{
    for (int i = 0; i < question->part_count; i++)
        put_interaction_type(out, &question->parts[i]);
    if (question->kind != QUESTION_SITUATION)
        buf_printf(out, "          <interactionType>%s</interactionType>\n", qti_interaction_name(question->kind));
}

static void put_resource(struct qti_out *qti, const struct format_question *question, struct buf *out)
{
    buf_printf(out, "    <resource identifier=\"item-%s\" type=\"imsqti_item_xmlv2p1\" href=\"items/%s.xml\">\n      <metadata>\n"
               "        <lom xmlns=\"http://ltsc.ieee.org/xsd/LOM\">\n          <general>\n"
               "            <identifier><entry>%s</entry></identifier>\n            <title><string>%s</string></title>\n",
               question->name, question->name, question->name, question->name);
    put_tags(qti, question, 0, out);
    for (int i = 0; i < question->part_count; i++)
        put_tags(qti, &question->parts[i], i + 1, out);
    buf_text(out, "          </general>\n        </lom>\n"
             "        <qtiMetadata xmlns=\"http://www.imsglobal.org/xsd/imsqti_metadata_v2p1\">\n");
    put_interaction_type(out, question);
    buf_printf(out, "          <feedbackType>nonadaptive</feedbackType>\n          <solutionAvailable>true</solutionAvailable>\n"
               "        </qtiMetadata>\n      </metadata>\n      <file href=\"items/%s.xml\"/>\n    </resource>\n", question->name);
}

/* ---- the test ---- */

static void put_section(struct format_writer *writer, struct qti_package *package, const struct format_question *question)
{
    struct buf *out = &package->sections;
    bool digit = *question->name >= '0' && *question->name <= '9';
    if (question->subject != writer->subject || out->size == 0) {
        buf_text(out, out->size ? "    </assessmentSection>\n" : "");
        buf_printf(out, "    <assessmentSection identifier=\"subject-%c-%zu\" title=\"", question->subject ? question->subject : 'x',
                   out->size);
        xml_put(out, question->subject ? writer->subjects[question->subject - 'a'] : "");
        buf_text(out, "\" visible=\"true\">\n");
    }
    buf_printf(out, "      <assessmentItemRef identifier=\"%s%s\" href=\"items/%s.xml\"/>\n", digit ? "_" : "", question->name,
               question->name);
    buf_printf(&package->dependencies, "      <dependency identifierref=\"item-%s\"/>\n", question->name);
    writer->subject = question->subject;
}

/* ---- the steps ---- */

static enum fault_code add_entry(struct qti_package *package, const char *folder, const char *name, const struct buf *text,
                                 struct fault *fault)
{
    struct buf path;
    buf_init(&path, 0);
    buf_printf(&path, "%s%s.xml", folder, name);
    enum fault_code code = buf_ok(&path) && buf_ok(text) ? package_add(package->zip, buf_string(&path), text, fault)
                                                         : fault_memory(fault);
    buf_release(&path);
    return code;
}

static enum fault_code qti_add(struct format_writer *writer, const struct format_question *question,
                               struct format_report *report, struct fault *fault)
{
    struct qti_package *package = package_of(writer, fault);
    struct qti_out qti = {.arena = arena_new(), .whole = question, .question = question, .report = report};
    if (!package || !qti.arena) {
        arena_free(qti.arena);
        return fault_memory(fault);
    }
    qti.out = &package->item;
    buf_clear(&package->item);
    qti_put_item(&qti);
    enum fault_code code = qti.failed ? fault_memory(fault) : FAULT_NONE;
    if (code == FAULT_NONE && !qti.lost) {
        code = add_entry(package, "items/", question->name, &package->item, fault);
        put_resource(&qti, question, &writer->text);
        put_section(writer, package, question);
    }
    arena_free(qti.arena);
    bool whole = !qti.failed && buf_ok(&writer->text) && buf_ok(&package->sections) && buf_ok(&package->dependencies);
    return code == FAULT_NONE && !whole ? fault_memory(fault) : code;
}

static void write_test(const struct qti_package *package, struct buf *out)
{
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<assessmentTest xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
             "    xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imsqti_v2p1 "
             "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd\"\n    identifier=\"questions\" title=\"Questions\" "
             "toolName=\"Signpost\">\n  <testPart identifier=\"all\" navigationMode=\"nonlinear\" submissionMode=\"simultaneous\">\n");
    buf_append(out, buf_string(&package->sections), package->sections.size);
    buf_text(out, package->sections.size ? "    </assessmentSection>\n" : "");
    buf_text(out, "  </testPart>\n</assessmentTest>\n");
}

static void write_manifest(const struct format_writer *writer, const struct qti_package *package, struct buf *out)
{
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<manifest xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
             "    xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imscp_v1p1 "
             "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd http://ltsc.ieee.org/xsd/LOM "
             "http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd http://www.imsglobal.org/xsd/imsqti_metadata_v2p1 "
             "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_metadata_v2p1.xsd\"\n    identifier=\"signpost\">\n"
             "  <metadata>\n    <schema>QTIv2.1 Package</schema>\n    <schemaversion>1.0.0</schemaversion>\n  </metadata>\n"
             "  <organizations/>\n  <resources>\n");
    buf_append(out, buf_string(&writer->text), writer->text.size);
    if (writer->text.size) {
        buf_text(out, "    <resource identifier=\"test\" type=\"imsqti_test_xmlv2p1\" href=\"test.xml\">\n"
                 "      <file href=\"test.xml\"/>\n");
        buf_append(out, buf_string(&package->dependencies), package->dependencies.size);
        buf_text(out, "    </resource>\n");
    }
    buf_text(out, "  </resources>\n</manifest>\n");
}

static enum fault_code qti_finish(struct format_writer *writer, struct buf *out, struct fault *fault)
{
    struct qti_package *package = package_of(writer, fault);
    struct buf text;
    if (!package)
        return fault_memory(fault);
    buf_init(&text, 0);
    enum fault_code code = FAULT_NONE;
    if (package->sections.size) {
        write_test(package, &text);
        code = add_entry(package, "", "test", &text, fault);
        buf_clear(&text);
    }
    write_manifest(writer, package, &text);
    if (code == FAULT_NONE)
        code = add_entry(package, "", "imsmanifest", &text, fault);
    if (code == FAULT_NONE)
        code = package_finish(package->zip, out, fault);
    buf_release(&text);
    return code;
}

const struct format_writing qti_writing = {.add = qti_add, .finish = qti_finish, .release = release};
