package org.clustershare.sharing.api;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.oidc.signin.AuthorizationResponse;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.sharing.SharingProblem;

/** The query of {@code /api/v1/kubeconfig}. */
final class KubeconfigQuery {
  /** The parameters that start a sign-in, in Cluster Share's links and in KKP's. */
  private static final List<String> BEGINNING =
      List.of(
          "again",
          "share",
          "style",
          "project_id",
          "cluster_id",
          "user_id",
          "oidc_kubelogin_enabled");

  private final MultivaluedMap<String, String> parameters;

  KubeconfigQuery(MultivaluedMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /** Whether the query is an answer of the provider. */
  boolean isResponse() {
    return AuthorizationResponse.isOne(parameters);
  }

  /** The provider's answer. */
  AuthorizationResponse response() {
    return AuthorizationResponse.of(parameters);
  }

  /** The query that restarts the same sign-in: only known parameters, encoded. */
  String restartQuery() {
    return BEGINNING.stream()
        .flatMap(
            name ->
                text(name).stream()
                    .map(value -> name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** A parameter's first value; empty if it is missing or empty. */
  Optional<String> text(String name) {
    return parameters.getOrDefault(name, List.of()).stream()
        .findFirst()
        .filter(value -> !value.isEmpty());
  }

  /**
   * The style that a link requests, by its name or by KKP's parameter.
   *
   * @throws ProblemException {@link SharingProblem#STYLE_NOT_ALLOWED} for an unknown name
   */
  KubeconfigStyle style() {
    var named = text("style");
    if (named.isPresent()) {
      return KubeconfigStyle.of(named.get())
          .orElseThrow(
              () -> new ProblemException(SharingProblem.STYLE_NOT_ALLOWED, printable(named.get())));
    }
    return text("oidc_kubelogin_enabled").filter("true"::equals).isPresent()
        ? KubeconfigStyle.EXEC
        : KubeconfigStyle.AUTH_PROVIDER;
  }

  private static String printable(String name) {
    return name.matches("[a-z-]{1,30}") ? name : "?";
  }
}
