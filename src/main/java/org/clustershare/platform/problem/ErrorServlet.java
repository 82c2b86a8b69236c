package org.clustershare.platform.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Renders the problem that ended a request: a page for people, a problem document for programs. It
 * shows no stack trace, and no message of an exception that was not written for readers.
 */
public class ErrorServlet extends HttpServlet {
  /** The request attribute with the {@link ProblemException}. */
  public static final String PROBLEM = "org.clustershare.problem";

  /** The request attribute with the {@link Problem}, for the page. */
  static final String PAGE_PROBLEM = "problem";

  /** The request attribute with the path at which a person can start again. */
  static final String RESTART_LINK = "again";

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    var problem = problem(request);
    response.setStatus(problem.type().status());
    response.setHeader("Cache-Control", "no-store");
    problem.retryAfter().ifPresent(seconds -> response.setHeader("Retry-After", seconds));
    if (ProblemDocument.wantsPage(request)) {
      request.setAttribute(PAGE_PROBLEM, problem.in(language(request.getLocale())));
      problem.restartLink().ifPresent(path -> request.setAttribute(RESTART_LINK, path));
      request
          .getRequestDispatcher("/WEB-INF/pages/problem.xhtml")
          .forward(new WithoutParameters(request), response);
    } else {
      response.setContentType(ProblemDocument.mediaType(request));
      response.setCharacterEncoding("UTF-8");
      response.getWriter().print(ProblemDocument.of(problem.in(Locale.ENGLISH), request).json());
    }
  }

  private static Locale language(Locale preferred) {
    return preferred.getLanguage().equals("de") ? Locale.GERMAN : Locale.ENGLISH;
  }

  private static ProblemException problem(HttpServletRequest request) {
    if (request.getAttribute(PROBLEM) instanceof ProblemException problem) {
      return problem;
    }
    var thrown =
        Optional.ofNullable((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
    var known = thrown.flatMap(ProblemException::find);
    if (known.isPresent()) {
      return known.get();
    }
    if (thrown.isPresent()) {
      return ProblemMapper.unexpected(thrown.get());
    }
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : HttpServletResponse.SC_NOT_FOUND;
    if (status == HttpServletResponse.SC_NOT_IMPLEMENTED) {
      // HttpServlet answers 501 to an unknown method, which is the client's error.
      return new ProblemException(PlatformProblem.METHOD_NOT_ALLOWED, "");
    }
    return status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR
        ? ProblemMapper.unexpected(new ServletException("status " + status))
        : new ProblemException(PlatformProblem.of(status), "");
  }

  /** Request without parameters: Faces must not apply the failed form to the error page. */
  private static final class WithoutParameters extends HttpServletRequestWrapper {
    WithoutParameters(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public @Nullable String getParameter(String name) {
      return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.emptyEnumeration();
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      return null;
    }
  }
}
