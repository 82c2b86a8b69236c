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

/** What stands behind the question mark of {@code /api/v1/kubeconfig}: each parameter once. */
final class KubeconfigQuery {
  /** Parameters of an answer that the provider gives to those who asked for it; we never do. */
  private static final Set<String> NEVER_ASKED_FOR =
      Set.of("id_token", "access_token", "token_type", "refresh_token", "response");

  private static final Set<String> ANSWER = Set.of("code", "state", "error");

  /** What begins a sign-in, in our links and in those of KKP's form. */
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

  /** Whether it comes from the provider. */
  boolean answers() {
    return parameters.keySet().stream()
        .anyMatch(name -> ANSWER.contains(name) || NEVER_ASKED_FOR.contains(name));
  }

  /**
   * What the provider answered.
   *
   * @throws ProblemException {@link SharingProblem#EXCHANGE_ANSWER_WRONG} when a parameter came
   *     twice (RFC 6749, section 3.1), or one that was not asked for
   */
  Answer answer() {
    boolean unclear = parameters.values().stream().anyMatch(values -> values.size() > 1);
    if (unclear || parameters.keySet().stream().anyMatch(NEVER_ASKED_FOR::contains)) {
      throw new ProblemException(SharingProblem.EXCHANGE_ANSWER_WRONG);
    }
    return new Answer(
        text("code"), text("state"), text("iss"), text("error"), text("error_description"));
  }

  /** The query that begins the same sign-in again: only parameters that we know, encoded. */
  String beginning() {
    return BEGINNING.stream()
        .flatMap(
            name ->
                text(name).stream()
                    .map(value -> name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** A parameter; the first one when there are several, empty when it is not there or empty. */
  Optional<String> text(String name) {
    return parameters.getOrDefault(name, List.of()).stream()
        .findFirst()
        .filter(value -> !value.isEmpty());
  }

  /**
   * The style that a link asks for: by its name, or by KKP's parameter.
   *
   * @throws ProblemException {@link SharingProblem#STYLE_NOT_ALLOWED} for a name that there is not
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
