package org.clustershare.oidc.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.oidc.issuer.ProviderText;

/**
 * The provider's answer at a redirect URI (RFC 6749, section 4.1.2). Nothing in it is verified.
 *
 * @param clear whether each parameter occurs once (RFC 6749, section 3.1), and none belongs to a
 *     flow that Cluster Share never requests
 * @param code the authorization code
 * @param state the state; empty text if there is none
 * @param iss the issuer's name, if it sends one (RFC 9207)
 * @param refusal the reason of a refusal, safe to display (section 4.1.2.1)
 */
public record AuthorizationResponse(
    boolean clear,
    Optional<String> code,
    String state,
    Optional<String> iss,
    Optional<String> refusal) {
  /** Parameters of other response types. */
  private static final Set<String> UNREQUESTED =
      Set.of("id_token", "access_token", "token_type", "refresh_token", "response");

  private static final Set<String> ANSWER = Set.of("code", "state", "error");

  /** Whether a query is an answer of the provider. */
  public static boolean isOne(Map<String, List<String>> query) {
    return query.keySet().stream()
        .anyMatch(name -> ANSWER.contains(name) || UNREQUESTED.contains(name));
  }

  public static AuthorizationResponse of(Map<String, List<String>> query) {
    boolean clear =
        query.values().stream().noneMatch(values -> values.size() > 1)
            && query.keySet().stream().noneMatch(UNREQUESTED::contains);
    return new AuthorizationResponse(
        clear,
        text(query, "code"),
        text(query, "state").orElse(""),
        text(query, "iss"),
        text(query, "error")
            .map(
                error ->
                    ProviderText.describe(error, text(query, "error_description").orElse(""))));
  }

  public static AuthorizationResponse of(HttpServletRequest request) {
    var query = new HashMap<String, List<String>>();
    request.getParameterMap().forEach((name, values) -> query.put(name, Arrays.asList(values)));
    return of(query);
  }

  private static Optional<String> text(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of()).stream()
        .findFirst()
        .filter(value -> !value.isEmpty());
  }

  @Override
  public String toString() {
    return "•••";
  }
}
