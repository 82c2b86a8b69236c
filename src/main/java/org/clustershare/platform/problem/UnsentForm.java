package org.clustershare.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

  /** A field and its text. */
  public record Field(String name, String value) {}

  /**
   * Keeps a request's form for the error page that follows. The form must come from a page of this
   * installation.
   *
   * @param without a field that is not sent again
   */
  public static void keep(HttpServletRequest request, String without) {
    var type = request.getContentType();
    if (request.getMethod().equals("POST") && type != null && type.startsWith(FORM)) {
      var fields =
          request.getParameterMap().entrySet().stream()
              .filter(entry -> !entry.getKey().equals(without))
              .flatMap(UnsentForm::fields)
              .toList();
      request.setAttribute(ATTRIBUTE, new UnsentForm(action(request), fields));
    }
  }

  private static Stream<Field> fields(Map.Entry<String, String[]> entry) {
    return Arrays.stream(entry.getValue()).map(value -> new Field(entry.getKey(), value));
  }

  private static String action(HttpServletRequest request) {
    var query = request.getQueryString();
    return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
  }
}
