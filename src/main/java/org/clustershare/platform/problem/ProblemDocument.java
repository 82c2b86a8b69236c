package org.clustershare.platform.problem;

import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Collectors;
import org.clustershare.platform.json.JsonFactory;

/**
 * Problem document (RFC 9457) that also contains KKP's {@code error} object, so that clients of
 * either format can read it.
 */
final class ProblemDocument {
  private static final String PROBLEM_JSON = "application/problem+json";
  private static final String JSON = "application/json";

  private ProblemDocument() {}

  static JsonObject of(Problem problem) {
    return JsonFactory.object()
        .add("type", "urn:cluster-share:problem:" + problem.key())
        .add("title", problem.title())
        .add("status", problem.status())
        .add("detail", problem.detail())
        .add("next", problem.next())
        .add(
            "error",
            JsonFactory.object()
                .add("code", problem.status())
                .add("message", problem.detail() + " " + problem.next())
                .add("details", JsonFactory.array()))
        .build();
  }

  /** The response's media type: KKP's generated clients accept only {@code application/json}. */
  static String mediaType(HttpServletRequest request) {
    var accepted = accepted(request);
    return accepted.contains(JSON) && !accepted.contains(PROBLEM_JSON) ? JSON : PROBLEM_JSON;
  }

  /**
   * Whether a browser sent the request: browsers accept {@code text/html} explicitly, programs do
   * not.
   */
  static boolean wantsPage(HttpServletRequest request) {
    return accepted(request).contains("text/html");
  }

  private static String accepted(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Accept")).stream()
        .collect(Collectors.joining(","))
        .toLowerCase(Locale.ROOT);
  }
}
