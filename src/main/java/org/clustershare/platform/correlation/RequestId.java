package org.clustershare.platform.correlation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a request, which log lines, problems and the response's header share. */
public final class RequestId {
  /** The header with which a proxy or client names its request. */
  public static final String HEADER = "X-Request-Id";

  /** The request attribute with the id. */
  public static final String ATTRIBUTE = "org.clustershare.request-id";

  /** No character that a log, a header, JSON or HTML could take for its own; no e-mail address. */
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /** The id that the request names in one safe header; otherwise a new one. */
  static String choose(HttpServletRequest request) {
    var named = Collections.list(request.getHeaders(HEADER));
    return named.size() == 1 && isSafe(named.getFirst())
        ? named.getFirst()
        : UUID.randomUUID().toString();
  }

  static boolean isSafe(String id) {
    return SAFE.matcher(id).matches();
  }

  /** The id of a request; empty before {@link RequestIdFilter} has seen it. */
  public static Optional<String> of(HttpServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(ATTRIBUTE));
  }
}
