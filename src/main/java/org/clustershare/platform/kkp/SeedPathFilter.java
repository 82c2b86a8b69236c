package org.clustershare.platform.kkp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Filter that rewrites the paths of KKP 2.15 and earlier, where each cluster is in a datacenter of
 * a seed cluster. The rewrite comes before JAX-RS chooses a resource, so authorization and all
 * other checks see only the new path.
 *
 * <pre>
 * v1/projects/{p}/clusters                     v2/projects/{p}/kubernetes/clusters
 * v1/projects/{p}/dc/{dc}/clusters             v2/projects/{p}/kubernetes/clusters
 * v1/projects/{p}/dc/{dc}/clusters/{c}/…       v2/projects/{p}/clusters/{c}/…
 * </pre>
 *
 * <p>The name of the datacenter does not matter. Everything else is copied as it is encoded, so an
 * encoded slash stays within its segment.
 */
@Provider
@PreMatching
public class SeedPathFilter implements ContainerRequestFilter {
  private static final String SEGMENT = "[^/]+";
  private static final String PROJECT = "v1/projects/(?<project>" + SEGMENT + ")";
  private static final Pattern LIST =
      Pattern.compile(PROJECT + "(?:/dc/(?<dc>" + SEGMENT + "))?/clusters/?");
  private static final Pattern CLUSTER =
      Pattern.compile(PROJECT + "/dc/(?<dc>" + SEGMENT + ")/clusters/(?<rest>.+)");

  /** {@code .} and {@code ..}, with or without percent-encoding and matrix parameters. */
  private static final Pattern DOTS = Pattern.compile("(?i)(?:\\.|%(?:25)*2e){1,2}(?:;.*)?");

  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    var uri = context.getUriInfo();
    rewritten(relative(uri))
        .ifPresent(
            path -> {
              var query = uri.getRequestUri().getRawQuery();
              var base = uri.getBaseUri().getRawPath();
              context.setRequestUri(
                  uri.getRequestUri()
                      .resolve(URI.create(base + path + (query == null ? "" : "?" + query))));
              KkpClient.name(request, KkpVersion.LAST_WITH_V1_ONLY);
            });
  }

  private static String relative(UriInfo uri) {
    var path = uri.getRequestUri().getRawPath();
    var base = uri.getBaseUri().getRawPath();
    return path.startsWith(base) ? path.substring(base.length()) : "";
  }

  /**
   * The path of the second API for a path of the first one; empty for every other path.
   *
   * @param path relative to the API, in its encoded form
   */
  static Optional<String> rewritten(String path) {
    var list = LIST.matcher(path);
    if (list.matches()) {
      return isDots(list.group("dc"))
          ? Optional.empty()
          : Optional.of("v2/projects/%s/kubernetes/clusters".formatted(list.group("project")));
    }
    var cluster = CLUSTER.matcher(path);
    return cluster.matches() && !isDots(cluster.group("dc"))
        ? Optional.of(
            "v2/projects/%s/clusters/%s".formatted(cluster.group("project"), cluster.group("rest")))
        : Optional.empty();
  }

  private static boolean isDots(@Nullable String segment) {
    return segment != null && DOTS.matcher(segment).matches();
  }
}
