package org.clustershare.identity.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.clustershare.oidc.signin.SignInCompletion;
import org.clustershare.oidc.signin.SignInKind;
import org.clustershare.oidc.signin.SignInState;
import org.clustershare.platform.config.InstallationSettings;

/**
 * The provider's answers to sign-ins in the console. They arrive at the same redirect URI as those
 * to shares' sign-ins; the kind in the state tells them apart.
 */
@ApplicationScoped
class ConsoleAnswers {
  private final Instance<SignInCompletion> completions;

  @Inject
  ConsoleAnswers(@Any Instance<SignInCompletion> completions) {
    this.completions = completions;
  }

  /** Whether a request at the common redirect URI brings such an answer. */
  static boolean isOne(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && request
            .getRequestURI()
            .equals(request.getContextPath() + InstallationSettings.KUBECONFIG_PATH)
        && claimedKind(request).filter(kind -> kind != SignInKind.SHARE).isPresent();
  }

  /** Completes the sign-in of the claimed kind; any other answer is one to a console sign-in. */
  void complete(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var kind =
        claimedKind(request)
            .filter(claimed -> completionOf(claimed).isPresent())
            .orElse(SignInKind.CONSOLE);
    completionOf(kind).orElseThrow().complete(request, response);
  }

  private Optional<SignInCompletion> completionOf(SignInKind kind) {
    return completions.stream().filter(completion -> completion.kind() == kind).findFirst();
  }

  private static Optional<SignInKind> claimedKind(HttpServletRequest request) {
    return Optional.ofNullable(request.getParameter("state")).flatMap(SignInState::claimedKind);
  }
}
