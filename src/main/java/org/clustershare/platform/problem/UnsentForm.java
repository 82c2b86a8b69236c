package org.clustershare.platform.problem;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A form that could not be accepted now. The error page contains it, so that a person can send it
 * again without typing.
 *
 * @param action the path to which it is sent
 */
public record UnsentForm(String action, List<Field> fields) {
  /** The request attribute with the form, for the page. */
  static final String ATTRIBUTE = "unsent";

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MAX_FIELDS = 200;

  /** A stranger can send a form as slowly as a body may come, and each one holds a thread. */
  private static final Semaphore READERS = new Semaphore(8);

  /** A field and its text. */
  public record Field(String name, String value) {}

  /**
   * Keeps a request's form for the error page that follows. The form must come from a page of this
   * installation. A form of more than 200 fields is not kept, and none while eight others are read.
   *
   * @param without a field that is not sent again
   * @throws ProblemException if the body is too slow
   */
  public static void keep(HttpServletRequest request, String without) throws IOException {
    var type = request.getContentType();
    boolean form = request.getMethod().equals("POST") && type != null && type.startsWith(FORM);
    if (form && READERS.tryAcquire()) {
      try {
        var fields = fields(request, without);
        if (fields.size() <= MAX_FIELDS) {
          request.setAttribute(ATTRIBUTE, new UnsentForm(action(request), fields));
        }
      } finally {
        READERS.release();
      }
    }
  }

  /** Reads the body as a stream, because the server reads parameters without a time limit. */
  private static List<Field> fields(HttpServletRequest request, String without) throws IOException {
    var body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return URLUtils.parseParameters(body).entrySet().stream()
        .filter(entry -> !entry.getKey().equals(without))
        .flatMap(entry -> entry.getValue().stream().map(value -> new Field(entry.getKey(), value)))
        .toList();
  }

  private static String action(HttpServletRequest request) {
    var query = request.getQueryString();
    return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
  }
}
