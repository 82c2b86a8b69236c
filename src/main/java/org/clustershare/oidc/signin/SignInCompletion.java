package org.clustershare.oidc.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A feature's end of a sign-in in the console: takes the provider's answer of its kind. */
public interface SignInCompletion {
  SignInKind kind();

  /** Completes the sign-in of the browser that brings the answer, and leads the person on. */
  void complete(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
