package org.clustershare.trust.check;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.trust.check.TrustFinding.RecognizedUser;
import org.clustershare.trust.entity.TrustState;
import org.jspecify.annotations.Nullable;

/**
 * Trust check of one cluster. It asks the API server with the person's token who they are
 * (SelfSubjectReview). If that fails, it asks with the stored credentials what is wrong with the
 * token (TokenReview).
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/">
 *     authentication.k8s.io/v1</a>
 */
final class TrustProbe {
  private static final String REVIEWS = "/apis/authentication.k8s.io/v1/";
  private static final String VERSION = "authentication.k8s.io/v1";
  private static final String ANONYMOUS = "system:anonymous";
  private static final int MAX_GROUPS = 1_000;

  /** Kubernetes adds this group to every person. */
  private static final String AUTHENTICATED = "system:authenticated";

  private final ClusterApi clusterApi;
  private final ClusterApi personApi;
  private final TokenRefusalDiagnosis tokenRefusalDiagnosis;

  /**
   * @param clusterApi the API server with the cluster's stored credentials
   * @param personApi the API server with the person's token
   */
  TrustProbe(
      ClusterApi clusterApi, ClusterApi personApi, TokenRefusalDiagnosis tokenRefusalDiagnosis) {
    this.clusterApi = clusterApi;
    this.personApi = personApi;
    this.tokenRefusalDiagnosis = tokenRefusalDiagnosis;
  }

  /**
   * Checks whether the API server accepts the token.
   *
   * @throws org.clustershare.kubernetes.error.ClusterUnreachableException if the API server does
   *     not answer
   * @throws ProblemException {@link TrustProblem#TRUST_TOKEN_EXPIRED} if the token has expired
   *     meanwhile
   */
  TrustFinding run(Secret token, Instant now) {
    var claims = IdTokenClaims.of(token);
    var body = review("SelfSubjectReview").build();
    try {
      var user = user(personApi.create(REVIEWS + "selfsubjectreviews", body), "userInfo");
      return user.getString("username", "").equals(ANONYMOUS)
          ? TrustFinding.of(TrustState.UNCLEAR, Message.of("trust.anonymous", ANONYMOUS).toString())
          : trusted(user, claims);
    } catch (ClusterRefusedException refused) {
      return diagnose(token, claims, refused, now);
    }
  }

  private TrustFinding diagnose(
      Secret token, IdTokenClaims claims, ClusterRefusedException refused, Instant now) {
    var spec = JsonFactory.object().add("token", token.reveal());
    JsonObject answer;
    try {
      answer =
          clusterApi.create(
              REVIEWS + "tokenreviews", review("TokenReview").add("spec", spec).build());
    } catch (ClusterRefusedException forbidden) {
      return TrustFinding.of(TrustState.FORBIDDEN_TO_ASK, forbidden.sentence());
    }
    var status = object(answer.get("status"));
    if (status.getBoolean("authenticated", false)) {
      // An API server before 1.28 has no SelfSubjectReview, and others may forbid it; both can
      // trust the issuer.
      return refused.status() == 401
          ? TrustFinding.of(TrustState.UNCLEAR, refused.sentence())
          : trusted(user(answer, "user"), claims);
    }
    var trustFinding = tokenRefusalDiagnosis.diagnose(status.getString("error", ""));
    if (trustFinding.state() == TrustState.CLOCK
        && !trustFinding.certain()
        && claims.expiry().isBefore(now)) {
      throw new ProblemException(TrustProblem.TRUST_TOKEN_EXPIRED);
    }
    return trustFinding;
  }

  private static JsonObjectBuilder review(String kind) {
    return JsonFactory.object().add("apiVersion", VERSION).add("kind", kind);
  }

  private static JsonObject user(JsonObject answer, String field) {
    return object(object(answer.get("status")).get(field));
  }

  private static JsonObject object(@Nullable JsonValue value) {
    return value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
  }

  private static TrustFinding trusted(JsonObject user, IdTokenClaims claims) {
    var username = user.getString("username", "");
    var groups =
        (user.get("groups") instanceof JsonArray list ? list : JsonValue.EMPTY_JSON_ARRAY)
            .stream()
                .filter(JsonString.class::isInstance)
                .map(group -> ((JsonString) group).getString())
                .filter(group -> !group.equals(AUTHENTICATED))
                .limit(MAX_GROUPS)
                .toList();
    return TrustFinding.trusted(
        new RecognizedUser(
            username, groups, prefix(username, claims.email()), prefix(groups, claims.groups())));
  }

  private static Optional<String> prefix(List<String> groups, List<String> claimed) {
    // The prefix must explain all groups: "ops-dev" need not be "dev" with a prefix.
    var seen = Set.copyOf(groups);
    return claimed.stream()
        .limit(1)
        .flatMap(group -> groups.stream().flatMap(name -> prefix(name, group).stream()))
        .filter(prefix -> claimed.stream().allMatch(group -> seen.contains(prefix + group)))
        .findFirst();
  }

  private static Optional<String> prefix(String seen, String claim) {
    return !claim.isEmpty() && seen.endsWith(claim)
        ? Optional.of(seen.substring(0, seen.length() - claim.length()))
        : Optional.empty();
  }
}
