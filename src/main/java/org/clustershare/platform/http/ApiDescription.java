package org.clustershare.platform.http;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.problem.ProblemDocument;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * The additions to {@code /openapi} that the server does not find by itself: the way to sign in,
 * the form of every error, a name for each call by which generators of clients tell them apart, and
 * the schemas of all bodies.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1.0</a>
 */
public class ApiDescription implements OASFilter {
  private static final String ID_TOKEN = "idToken";
  private static final String DONE = "Done";

  private final JsonSchemas schemas = new JsonSchemas();

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.setInfo(
        OASFactory.createInfo()
            .title("Cluster Share")
            .version("2")
            .description("KKP's contract and more; docs/api.md describes each call."));
    api.getPaths()
        .setPathItems(
            api.getPaths().getPathItems().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        path -> ApiMethods.plain(path.getKey()),
                        Map.Entry::getValue,
                        (first, second) -> first,
                        TreeMap::new)));
    api.getPaths().getPathItems().forEach(this::describe);
    api.setComponents(
        OASFactory.createComponents()
            .addSecurityScheme(ID_TOKEN, idToken())
            .schemas(schemas.all()));
    api.setSecurity(List.of(signedIn()));
  }

  private void describe(String path, PathItem item) {
    item.getOperations()
        .forEach(
            (method, operation) -> {
              operation.setOperationId(name(method.name(), path));
              operation.setTags(List.of(tag(path)));
              ApiMethods.find(method.name(), path).ifPresent(found -> describe(operation, found));
            });
  }

  private void describe(Operation operation, Method method) {
    body(method)
        .ifPresent(
            type ->
                operation.setRequestBody(
                    OASFactory.createRequestBody()
                        .content(content(MediaType.APPLICATION_JSON, schemas.of(type)))));
    var responses = OASFactory.createAPIResponses();
    responses(method).forEach(responses::addAPIResponse);
    responses.setDefaultValue(
        OASFactory.createAPIResponse()
            .description("What went wrong")
            .content(content("application/problem+json", schemas.of(ProblemDocument.class))));
    operation.setResponses(responses);
  }

  /** The record of a {@link JsonBody} among the parameters. */
  private static Optional<Type> body(Method method) {
    return Arrays.stream(method.getGenericParameterTypes())
        .filter(ParameterizedType.class::isInstance)
        .map(ParameterizedType.class::cast)
        .filter(type -> type.getRawType() == JsonBody.class)
        .map(type -> type.getActualTypeArguments()[0])
        .findFirst();
  }

  /** The answers by status: from the return type, or for a {@link Response} from annotations. */
  private Map<String, APIResponse> responses(Method method) {
    var responses = new TreeMap<String, APIResponse>();
    var schema = method.getAnnotation(APIResponseSchema.class);
    if (schema != null) {
      responses.put(
          schema.responseCode().isEmpty() ? "200" : schema.responseCode(),
          successResponse(method, schema.value()));
    }
    for (var further :
        method.getAnnotationsByType(
            org.eclipse.microprofile.openapi.annotations.responses.APIResponse.class)) {
      responses.put(
          further.responseCode(),
          successResponse(method, further.content()[0].schema().implementation()));
    }
    if (responses.isEmpty()) {
      responses.put(
          method.getReturnType() == Response.class ? "2XX" : "200",
          method.getReturnType() == Response.class
              ? OASFactory.createAPIResponse().description(DONE)
              : successResponse(method, method.getGenericReturnType()));
    }
    return responses;
  }

  private APIResponse successResponse(Method method, Type type) {
    return OASFactory.createAPIResponse()
        .description(DONE)
        .content(content(mediaType(method), schemas.of(type)));
  }

  private static String mediaType(Method method) {
    return Stream.of(method, method.getDeclaringClass())
        .flatMap(element -> Stream.ofNullable(element.getAnnotation(Produces.class)))
        .map(produces -> produces.value()[0])
        .findFirst()
        .orElse(MediaType.APPLICATION_JSON);
  }

  private static Content content(String mediaType, Schema schema) {
    return OASFactory.createContent()
        .addMediaType(mediaType, OASFactory.createMediaType().schema(schema));
  }

  /**
   * Such as {@code postProjectsClustersShares}; the name of a call for one of many ends in {@code
   * One}.
   */
  private static String name(String method, String path) {
    var parts =
        segments(path).filter(part -> !part.startsWith("{")).map(ApiDescription::capitalized);
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

  private static String capitalized(String part) {
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
}
