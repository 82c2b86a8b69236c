package org.clustershare.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.clustershare.platform.correlation.RequestId;
import org.clustershare.platform.json.JsonBinding;

/**
 * A problem for programs: a problem document (RFC 9457) with KKP's {@code error} object in it, so
 * that clients of either read what they know.
 *
 * @param next what the reader can do
 * @param requestId the id of the request, with which the operator finds its log lines
 */
public record ProblemDocument(
    String type,
    String title,
    int status,
    String detail,
    String next,
    Optional<String> requestId,
    KkpErrorJson error) {
  private static final String PROBLEM_JSON = "application/problem+json";
  private static final String JSON = "application/json";

  /** An error as KKP's API writes it; {@code details} is always empty. */
  public record KkpErrorJson(int code, String message, List<String> details) {}

  static ProblemDocument of(Problem problem, HttpServletRequest request) {
    return new ProblemDocument(
        "urn:cluster-share:problem:" + problem.key(),
        problem.title(),
        problem.status(),
        problem.detail(),
        problem.next(),
        RequestId.of(request),
        new KkpErrorJson(problem.status(), problem.detail() + " " + problem.next(), List.of()));
  }

  /** The document as JSON text. */
  String json() {
    return JsonBinding.write(this);
  }

  /**
   * The response's media type. KKP's generated clients accept {@code application/json}, or only the
   * type of a file such as {@code application/yaml}; they read errors only as the former.
   */
  static String mediaType(HttpServletRequest request) {
    var accepted = accepted(request);
    boolean any =
        accepted.isEmpty() || accepted.contains("*/*") || accepted.contains("application/*");
    return accepted.contains(PROBLEM_JSON) || (any && !accepted.contains(JSON))
        ? PROBLEM_JSON
        : JSON;
  }

  /**
   * Whether a browser sent the request: browsers accept {@code text/html} explicitly. Of programs,
   * KKP's generated clients do so where they fetch a file, whose type they accept as well.
   */
  static boolean wantsPage(HttpServletRequest request) {
    var accepted = accepted(request);
    return accepted.contains("text/html") && !accepted.contains("application/octet-stream");
  }

  private static String accepted(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Accept")).stream()
        .collect(Collectors.joining(","))
        .toLowerCase(Locale.ROOT);
  }
}
