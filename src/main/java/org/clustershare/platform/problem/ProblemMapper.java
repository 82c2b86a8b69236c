package org.clustershare.platform.problem;

import jakarta.json.JsonException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps every exception of an API call to a problem: a document for programs, the error page for
 * browsers that follow a link to the API.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable thrown) {
    var problem = problem(thrown);
    if (ProblemDocument.wantsPage(request)) {
      request.setAttribute(ErrorServlet.PROBLEM, problem);
      // Without an entity Jersey calls sendError, and the server shows the error page.
      return Response.status(problem.type().status()).build();
    }
    var response =
        Response.status(problem.type().status())
            .type(ProblemDocument.mediaType(request))
            .header("Cache-Control", "no-store")
            .entity(ProblemDocument.of(problem.in(Locale.ENGLISH), request).json());
    if (problem.type().status() == 401) {
      response.header("WWW-Authenticate", "Bearer");
    }
    problem.retryAfter().ifPresent(seconds -> response.header("Retry-After", seconds));
    if (thrown instanceof NotAllowedException notAllowed) { // RFC 9110, section 15.5.6
      response.allow(notAllowed.getResponse().getAllowedMethods());
    }
    return response.build();
  }

  private static ProblemException problem(Throwable thrown) {
    var known = ProblemException.find(thrown);
    if (known.isPresent()) {
      return known.get();
    }
    if (thrown instanceof JsonException || thrown instanceof ProcessingException) {
      return new ProblemException(
          thrown, PlatformProblem.BAD_REQUEST, "The body is not what this call takes.");
    }
    if (thrown instanceof WebApplicationException web) {
      return new ProblemException(thrown, PlatformProblem.of(web.getResponse().getStatus()), "");
    }
    return unexpected(thrown);
  }

  static ProblemException unexpected(Throwable thrown) {
    var reference = UUID.randomUUID().toString().substring(0, 8);
    LOG.error("unexpected error: reference={}", reference, thrown);
    return new ProblemException(thrown, PlatformProblem.UNEXPECTED, reference);
  }
}
