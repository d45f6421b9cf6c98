/*
 * page_openapi.c - GET /openapi.json: the route table as OpenAPI 3.1, so that the description cannot drift from what is served.
 */
#include <ctype.h>
#include <string.h>
#include "common.h"

static void add_response(struct view *view, cJSON *responses, const char *status, const char *words, const char *type, const char *schema)
{
    cJSON *response = view_object(view, responses, status);
    view_string(view, response, "description", words);
    if (!type)
        return;
    cJSON *media = view_object(view, view_object(view, response, "content"), type);
    cJSON *shape = view_object(view, media, "schema");
    if (schema)
        view_string(view, shape, "$ref", schema);
    else
        view_string(view, shape, "type", "object");
}

static void add_responses(struct view *view, cJSON *operation, const struct route *route)
{
    static const char problem[] = "application/problem+json", shape[] = "#/components/schemas/Problem";
    bool writes = strcmp(route->method, "GET") != 0;
    cJSON *responses = view_object(view, operation, "responses");
    add_response(view, responses, "200", "Done; browsers are sent on with 303 after a form.", "application/json", NULL);
    if (writes)
        add_response(view, responses, "201", "Made; Location says where.", "application/json", NULL);
    if (route->who != WHO_ANYONE)
        add_response(view, responses, "401", "Nobody is signed in.", problem, shape);
    if (writes && route->csrf != CSRF_SIGNED)
        add_response(view, responses, "403", "The CSRF field or header is missing or wrong.", problem, shape);
    if (strchr(route->path, '{') || route->who == WHO_ACTION)
        add_response(view, responses, "404", "It is absent, or not yours: the two answer alike.", problem, shape);
    if (writes)
        add_response(view, responses, "409", "Stale, or done already.", problem, shape);
    if (route->body)
        add_response(view, responses, "413", "The body is too large.", problem, shape);
    add_response(view, responses, "422", "Something given is wrong; \"field\" says what. Nothing was changed.", problem, shape);
}

static void add_parameters(struct request *request, struct view *view, cJSON *operation, const char *path)
{
    cJSON *parameters = view_array(view, operation, "parameters");
    for (const char *at = strchr(path, '{'); at; at = strchr(at + 1, '{')) {
        cJSON *parameter = view_object(view, parameters, NULL);
        view_string(view, parameter, "name", arena_dup_bytes(request->arena, at + 1, strcspn(at + 1, "*}")));
        view_string(view, parameter, "in", "path");
        view_bool(view, parameter, "required", true);
        view_string(view, view_object(view, parameter, "schema"), "type", "string");
    }
}

static void add_body(struct view *view, cJSON *operation, enum csrf csrf)
{
    static const char *const types[] = {"application/json", "application/x-www-form-urlencoded", "multipart/form-data"};
    cJSON *content = view_object(view, view_object(view, operation, "requestBody"), "content");
    if (csrf == CSRF_SIGNED) {
        view_string(view, view_object(view, view_object(view, content, "text/plain"), "schema"), "type", "string");
        return;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        view_string(view, view_object(view, view_object(view, content, types[i]), "schema"), "type", "object");
}

/* "/tile/{tile*}" as OpenAPI writes it: it knows no parameter of several segments. */
static const char *path_of(struct arena *arena, const char *path)
{
    const char *star = strchr(path, '*');
    return star ? arena_printf(arena, "%.*s%s", (int)(star - path), path, star + 1) : path;
}

static void add_route(struct request *request, struct view *view, cJSON *paths, const struct route *route)
{
    char method[8] = "";
    for (size_t i = 0; route->method[i] && i + 1 < sizeof method; i++)
        method[i] = (char)tolower((unsigned char)route->method[i]);
    const char *name = path_of(request->arena, route->path);
    cJSON *path = name ? cJSON_GetObjectItemCaseSensitive(paths, name) : NULL;
    if (!path)
        path = view_object(view, paths, name ? name : route->path);
    cJSON *operation = view_object(view, path, method);
    view_string(view, operation, "summary", route->summary);
    add_parameters(request, view, operation, route->path);
    if (route->body)
        add_body(view, operation, route->csrf);
    cJSON *security = view_array(view, operation, "security");
    if (route->who != WHO_ANYONE) {
        view_array(view, view_object(view, security, NULL), "bearer");
        view_array(view, view_object(view, security, NULL), "session");
    }
    add_responses(view, operation, route);
}

static void add_components(struct request *request, struct view *view)
{
    static const char *const members[][2] = {{"type", "string"}, {"title", "string"}, {"status", "integer"}, {"detail", "string"},
                                             {"field", "string"}};
    bool https = request->site->url && !strncmp(request->site->url, "https://", 8);
    cJSON *components = view_object(view, view->root, "components");
    cJSON *problem = view_object(view, view_object(view, components, "schemas"), "Problem");
    view_string(view, problem, "type", "object");
    view_string(view, problem, "description", "RFC 9457");
    cJSON *properties = view_object(view, problem, "properties");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        view_string(view, view_object(view, properties, members[i][0]), "type", members[i][1]);
    cJSON *schemes = view_object(view, components, "securitySchemes");
    cJSON *bearer = view_object(view, schemes, "bearer"), *session = view_object(view, schemes, "session");
    view_string(view, bearer, "type", "http");
    view_string(view, bearer, "scheme", "bearer");
    view_string(view, session, "type", "apiKey");
    view_string(view, session, "in", "cookie");
    view_string(view, session, "name", https ? "__Host-signpost" : "signpost");
}

struct reply *page_openapi(struct request *request)
{
    struct view view;
    page_view(request, &view);
    view_string(&view, view.root, "openapi", "3.1.0");
    cJSON *info = view_object(&view, view.root, "info");
    view_string(&view, info, "title", "Signpost");
    view_string(&view, info, "version", SIGNPOST_VERSION);
    view_string(&view, info, "description", "Every page is a resource: ask with Accept: application/json.");
    cJSON *paths = view_object(&view, view.root, "paths");
    for (const struct route *route = routes; route->method; route++)
        add_route(request, &view, paths, route);
    add_components(request, &view);
    request->face = FACE_JSON;
    return reply_view(request, 200, NULL, "OpenAPI", &view);
}
