package org.clustershare.platform.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Completes the OpenAPI document that the server generates: the security scheme, the schema of
 * errors, and an operation id for each call, from which client generators make method names.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1.0</a>
 */
public class ApiDescription implements OASFilter {
  private static final String ID_TOKEN = "idToken";
  private static final String PROBLEM = "Problem";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.setInfo(
        OASFactory.createInfo()
            .title("Cluster Share")
            .version("2")
            .description("KKP's contract and further calls; docs/api.md describes each call."));
    api.setComponents(
        Optional.ofNullable(api.getComponents())
            .orElseGet(OASFactory::createComponents)
            .addSecurityScheme(ID_TOKEN, idToken())
            .addSchema(PROBLEM, problem()));
    api.setSecurity(List.of(signedIn()));
    api.getPaths()
        .setPathItems(
            api.getPaths().getPathItems().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        path -> plain(path.getKey()),
                        Map.Entry::getValue,
                        (first, second) -> first,
                        TreeMap::new)));
    api.getPaths().getPathItems().forEach(ApiDescription::describe);
  }

  /**
   * Replaces a path parameter with two spellings, which OpenAPI cannot express, by the documented
   * spelling.
   */
  private static String plain(String path) {
    return path.replaceAll("\\{[a-z_]+: *[^}|]*\\|([^}|]+)}", "$1");
  }

  private static void describe(String path, PathItem item) {
    item.getOperations()
        .forEach(
            (method, operation) -> {
              operation.setOperationId(name(method.name(), path));
              operation.setTags(List.of(tag(path)));
              describe(operation);
            });
  }

  private static void describe(Operation operation) {
    var body = operation.getRequestBody();
    if (body != null) {
      body.getContent()
          .getMediaTypes()
          .values()
          .forEach(
              type -> type.setSchema(OASFactory.createSchema().addType(Schema.SchemaType.OBJECT)));
    }
    var responses = operation.getResponses();
    APIResponse done = responses.getDefaultValue();
    if (done != null) {
      done.setDescription("Done");
      if (done.getContent() != null) {
        done.getContent().getMediaTypes().values().forEach(type -> items(type.getSchema()));
      }
      responses.addAPIResponse("2XX", done);
    }
    responses.setDefaultValue(
        OASFactory.createAPIResponse().description("What went wrong").content(problemContent()));
  }

  private static void items(Schema schema) {
    if (schema != null
        && schema.getType() != null
        && schema.getType().contains(Schema.SchemaType.ARRAY)
        && schema.getItems() == null) {
      schema.setItems(OASFactory.createSchema().addType(Schema.SchemaType.OBJECT));
    }
  }

  /**
   * An operation id such as {@code postProjectsClustersShares}; it ends in {@code One} for a single
   * item of a collection.
   */
  private static String name(String method, String path) {
    var parts = segments(path).filter(part -> !part.startsWith("{")).map(ApiDescription::capital);
    return method.toLowerCase(Locale.ROOT)
        + parts.collect(Collectors.joining())
        + (path.endsWith("}") ? "One" : "");
  }

  private static String tag(String path) {
    return segments(path).filter(part -> !part.startsWith("{")).reduce("", (first, last) -> last);
  }

  /** The path segments after {@code /api/v1}. */
  private static Stream<String> segments(String path) {
    return Stream.of(path.split("/", -1)).skip(3);
  }

  private static String capital(String part) {
    return Stream.of(part.split("[^a-z]+", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static SecurityScheme idToken() {
    return OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .bearerFormat("JWT")
        .description("An ID token of the provider, for a client that oidc-api-client-ids names.");
  }

  private static SecurityRequirement signedIn() {
    return OASFactory.createSecurityRequirement().addScheme(ID_TOKEN);
  }

  private static Content problemContent() {
    return OASFactory.createContent()
        .addMediaType(
            "application/problem+json",
            OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM)));
  }

  /** The schema of a problem document (RFC 9457) with KKP's member {@code error}. */
  private static Schema problem() {
    var schema = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    for (var text : List.of("type", "title", "detail", "next")) {
      schema.addProperty(text, OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }
    return schema
        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
        .addProperty("error", OASFactory.createSchema().addType(Schema.SchemaType.OBJECT));
  }
}
