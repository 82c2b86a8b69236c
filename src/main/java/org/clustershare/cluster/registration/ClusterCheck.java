package org.clustershare.cluster.registration;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.clustershare.cluster.account.AccessRight;
import org.clustershare.cluster.registration.ClusterReport.Check;
import org.clustershare.cluster.registration.ClusterReport.State;
import org.clustershare.cluster.registration.ClusterReport.Step;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.error.ClusterUnreachableException.Stage;
import org.clustershare.kubernetes.error.ServerText;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.problem.Message;

/** Read-only check of a cluster, step by step; it ends with the first step that fails. */
public final class ClusterCheck {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern VERSION = Pattern.compile("v?1\\.([0-9]{1,4})\\b.*");
  // The first minor version with stable server-side apply.
  private static final int MIN_MINOR = 22;
  private static final String ACCESS_REVIEWS =
      "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  private static final String SELF_REVIEWS = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

  /** The length of its column; Kubernetes uses UUIDs. */
  private static final int MAX_UID = 100;

  private static final ItemMapping<String> UIDS =
      new ItemMapping<>(
          "uids",
          FieldMask.of("metadata name", "metadata uid"),
          object ->
              Optional.of(object.getJsonObject("metadata"))
                  .filter(metadata -> metadata.getString("name", "").equals("kube-system"))
                  .map(metadata -> metadata.getString("uid", ""))
                  .filter(uid -> !uid.isEmpty() && uid.length() <= MAX_UID),
          JsonSize::of);

  private final ClusterApi api;
  private final List<AccessRight> needed;
  private final Optional<String> expectedUid;
  private final Queue<Check> remaining = new ArrayDeque<>(List.of(Check.values()));
  private final List<Step> steps = new ArrayList<>();
  private final List<AccessRight> missing = new ArrayList<>();
  private Optional<String> uid = Optional.empty();

  private ClusterCheck(ClusterApi api, List<AccessRight> needed, Optional<String> expectedUid) {
    this.api = api.within(LIMIT);
    this.needed = needed;
    this.expectedUid = expectedUid;
  }

  /**
   * Checks a cluster.
   *
   * @param needed the rights that the account must have
   * @param expectedUid the UID of the expected cluster; empty for any
   */
  public static ClusterReport of(
      ClusterApi api, List<AccessRight> needed, Optional<String> expectedUid) {
    var check = new ClusterCheck(api, needed, expectedUid);
    try {
      check.run();
    } catch (ClusterBusyException busy) {
      throw busy; // nothing is wrong with the cluster
    } catch (ClusterException e) {
      check.passUpTo(e);
      check.fail(e.message());
    }
    return check.report();
  }

  private void run() {
    var version = api.version();
    pass(Message.of("check.answers"));
    pass(Message.of("check.certificate"));
    missing.addAll(needed.stream().filter(right -> !allowed(right)).toList());
    pass(
        username()
            .map(name -> Message.of("check.credentials-as", name))
            .orElse(Message.of("check.credentials")));
    var matcher = VERSION.matcher(version);
    if (matcher.matches() && Integer.parseInt(matcher.group(1)) < MIN_MINOR) {
      fail(Message.of("check.too-old", version, MIN_MINOR));
      return;
    }
    pass(Message.of("check.version", version));
    if (!missing.isEmpty()) {
      fail(
          Message.of(
              "check.may-not",
              missing.stream().map(AccessRight::toString).collect(Collectors.joining(", "))));
      return;
    }
    uid = clusterUid();
    if (uid.isEmpty()) {
      fail(Message.of("check.no-kube-system"));
      return;
    }
    if (expectedUid.isPresent() && !expectedUid.equals(uid)) {
      fail(Message.of("check.another-cluster"));
      return;
    }
    pass(Message.of("check.rights"));
  }

  private boolean allowed(AccessRight right) {
    try {
      return status(api.create(ACCESS_REVIEWS, right.review())).getBoolean("allowed", false);
    } catch (ClusterRefusedException e) {
      if (e.status() == 403) {
        // Every authenticated user may create this review; the API server does not know the
        // account.
        throw new ClusterRefusedException(
            401, e.reason(), Message.of("cluster.credentials-unknown"));
      }
      throw e;
    }
  }

  /** The account's username on the API server; empty for Kubernetes before 1.28. */
  private Optional<String> username() {
    try {
      var review =
          JsonFactory.object()
              .add("apiVersion", "authentication.k8s.io/v1")
              .add("kind", "SelfSubjectReview")
              .build();
      var user = status(api.create(SELF_REVIEWS, review)).get("userInfo");
      return user instanceof JsonObject object
          ? Optional.of(ServerText.of(object.getString("username", "")))
          : Optional.empty();
    } catch (ClusterRefusedException e) {
      return Optional.empty();
    }
  }

  private Optional<String> clusterUid() {
    return api.list("/api/v1/namespaces", "", "metadata.name=kube-system", UIDS).stream()
        .findFirst();
  }

  private static JsonObject status(JsonObject review) {
    return review.get("status") instanceof JsonObject status ? status : JsonValue.EMPTY_JSON_OBJECT;
  }

  /** A refusal, or a wrong certificate, shows that the steps before it passed. */
  private void passUpTo(ClusterException e) {
    if (remaining.peek() == Check.REACHABLE
        && e instanceof ClusterUnreachableException unreachable
        && unreachable.stage() == Stage.CERTIFICATE) {
      pass(Message.of("check.something"));
    }
    while (e instanceof ClusterRefusedException
        && (remaining.peek() == Check.REACHABLE || remaining.peek() == Check.CERTIFICATE)) {
      pass(Message.of("check.answers"));
    }
  }

  private void pass(Message message) {
    steps.add(new Step(remaining.remove(), State.PASSED, message));
  }

  private void fail(Message message) {
    steps.add(new Step(remaining.remove(), State.FAILED, message));
  }

  private ClusterReport report() {
    remaining.forEach(check -> steps.add(new Step(check, State.SKIPPED, "")));
    return new ClusterReport(List.copyOf(steps), List.copyOf(missing), uid);
  }
}
