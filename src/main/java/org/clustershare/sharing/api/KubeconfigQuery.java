package org.clustershare.sharing.api;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.sharing.SharingProblem;
import org.clustershare.sharing.signin.DelegatedSignIn.Answer;

/** The query of {@code /api/v1/kubeconfig}. */
final class KubeconfigQuery {
  /** Parameters of other response types, which Cluster Share never requests. */
  private static final Set<String> UNREQUESTED =
      Set.of("id_token", "access_token", "token_type", "refresh_token", "response");

  private static final Set<String> ANSWER = Set.of("code", "state", "error");

  /** The parameters that begin a sign-in, in Cluster Share's links and in KKP's. */
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

  /** Whether the query is a response of the provider. */
  boolean answers() {
    return parameters.keySet().stream()
        .anyMatch(name -> ANSWER.contains(name) || UNREQUESTED.contains(name));
  }

  /**
   * The provider's authorization response.
   *
   * @throws ProblemException {@link SharingProblem#EXCHANGE_ANSWER_WRONG} if a parameter comes
   *     twice (RFC 6749, section 3.1), or one comes that Cluster Share did not request
   */
  Answer answer() {
    boolean unclear = parameters.values().stream().anyMatch(values -> values.size() > 1);
    if (unclear || parameters.keySet().stream().anyMatch(UNREQUESTED::contains)) {
      throw new ProblemException(SharingProblem.EXCHANGE_ANSWER_WRONG);
    }
    return new Answer(
        text("code"), text("state"), text("iss"), text("error"), text("error_description"));
  }

  /** The query that begins the same sign-in again: only known parameters, encoded. */
  String beginning() {
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
              () -> new ProblemException(SharingProblem.STYLE_NOT_ALLOWED, shown(named.get())));
    }
    return text("oidc_kubelogin_enabled").filter("true"::equals).isPresent()
        ? KubeconfigStyle.EXEC
        : KubeconfigStyle.AUTH_PROVIDER;
  }

  private static String shown(String name) {
    return name.matches("[a-z-]{1,30}") ? name : "?";
  }
}
