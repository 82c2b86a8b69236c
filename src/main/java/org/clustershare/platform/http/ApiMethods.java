package org.clustershare.platform.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The methods of the API by their HTTP method and path. JAX-RS reports each one at start; {@link
 * ApiDescription}, which MicroProfile creates without CDI, finds them here.
 */
@Provider
public class ApiMethods implements DynamicFeature {
  private static final Map<String, Method> METHODS = new ConcurrentHashMap<>();

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    var method = resource.getResourceMethod();
    var path =
        Stream.of(resource.getResourceClass(), method)
            .flatMap(element -> path(element).stream())
            .map(part -> part.replaceAll("^/|/$", ""))
            .reduce(ApiApplication.PATH, (base, part) -> base + "/" + part);
    httpMethod(method).ifPresent(http -> METHODS.put(http + " " + plain(path), method));
  }

  /** The Java method behind a call of the API; empty if JAX-RS has none. */
  static Optional<Method> find(String httpMethod, String path) {
    return Optional.ofNullable(METHODS.get(httpMethod + " " + path));
  }

  /**
   * A path as OpenAPI writes it. Jakarta REST allows a regular expression in a parameter; of one
   * with two spellings the last is described.
   */
  static String plain(String path) {
    return path.replaceAll("\\{[a-z_]+: *[^}|]*\\|([^}|]+)}", "$1");
  }

  private static Optional<String> path(AnnotatedElement element) {
    return Optional.ofNullable(element.getAnnotation(Path.class)).map(Path::value);
  }

  private static Optional<String> httpMethod(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
        .map(HttpMethod::value)
        .findFirst();
  }
}
