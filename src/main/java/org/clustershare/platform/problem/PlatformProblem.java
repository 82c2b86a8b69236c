package org.clustershare.platform.problem;

import java.util.Arrays;

/** Problems that can occur in any request. */
public enum PlatformProblem implements ProblemType {
  BAD_REQUEST(400),
  NOT_SIGNED_IN(401),
  FORBIDDEN(403),
  /** The address is for monitoring, and the request comes from another network. */
  ONLY_FROM_INSIDE(403),
  /** {@code /metrics} needs the bearer token of the setting {@code metrics-token}. */
  METRICS_TOKEN_WRONG(401),
  /** A page of another site caused a state-changing request. */
  FOREIGN_FORM(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  PRECONDITION_FAILED(412),
  TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  /** The body did not arrive in time. */
  BODY_TOO_SLOW(408),
  HEADER_TOO_LARGE(431),
  /** A multipart form: servers buffer its parts on disk. */
  MULTIPART_REFUSED(415),
  UNEXPECTED(500),
  UNAVAILABLE(503),
  DATABASE_UNAVAILABLE(503),
  /** Nothing shows that a page of the person's session sent the form. */
  PAGE_EXPIRED(400);

  private final int status;

  PlatformProblem(int status) {
    this.status = status;
  }

  /** The problem for an HTTP status without further information. */
  static PlatformProblem of(int status) {
    return Arrays.stream(values())
        .filter(problem -> problem.status == status)
        .findFirst()
        .orElse(status >= 400 && status < 500 ? BAD_REQUEST : UNEXPECTED);
  }

  @Override
  public int status() {
    return status;
  }
}
