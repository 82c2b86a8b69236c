package org.clustershare.platform.problem;

import java.util.Arrays;

/** Problems that any request can have. */
public enum PlatformProblem implements ProblemType {
  BAD_REQUEST(400, "bad-request"),
  NOT_SIGNED_IN(401, "not-signed-in"),
  FORBIDDEN(403, "forbidden"),
  /** The address is for monitoring, and the request comes from another network. */
  ONLY_FROM_INSIDE(403, "only-from-inside"),
  /** A page of another site made the browser send something that would change something. */
  FOREIGN_FORM(403, "foreign-form"),
  NOT_FOUND(404, "not-found"),
  METHOD_NOT_ALLOWED(405, "method-not-allowed"),
  NOT_ACCEPTABLE(406, "not-acceptable"),
  PRECONDITION_FAILED(412, "precondition-failed"),
  TOO_LARGE(413, "too-large"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type"),
  /** A form with files: servers buffer its parts on disk. */
  MULTIPART_REFUSED(415, "multipart-refused"),
  UNEXPECTED(500, "unexpected"),
  UNAVAILABLE(503, "unavailable"),
  /** A page that waited too long: Faces no longer knows it. */
  PAGE_EXPIRED(400, "page-expired");

  private final int status;
  private final String key;

  PlatformProblem(int status, String key) {
    this.status = status;
    this.key = key;
  }

  /** The problem that a bare status stands for. */
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

  @Override
  public String key() {
    return key;
  }
}
