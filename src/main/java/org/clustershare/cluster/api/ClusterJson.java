package org.clustershare.cluster.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.clustershare.cluster.ClusterRemoval.Removal;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.registration.ClusterReport;
import org.clustershare.platform.json.JsonFactory;

/** Clusters and what was found of them, as the API writes them. */
final class ClusterJson {
  private ClusterJson() {}

  static JsonArray clusters(List<Cluster> clusters, Instant now) {
    var list = JsonFactory.array();
    clusters.forEach(cluster -> list.add(cluster(cluster, now)));
    return list.build();
  }

  static JsonObject cluster(Cluster cluster, Instant now) {
    var credentials = JsonFactory.object().add("state", lower(cluster.credentialState(now)));
    cluster.credentialsExpireAt().ifPresent(end -> credentials.add("expiresAt", end.toString()));
    var status =
        JsonFactory.object()
            .add("state", cluster.verifiedAt().isPresent() ? "RUNNING" : "UNKNOWN")
            .add("url", cluster.server().toString())
            .add("credentials", credentials);
    cluster.externalServer().ifPresent(url -> status.add("externalUrl", url.toString()));
    cluster.verifiedAt().ifPresent(when -> status.add("verifiedAt", when.toString()));
    var json =
        JsonFactory.object()
            .add("id", cluster.id())
            .add("name", cluster.name())
            .add("creationTimestamp", cluster.createdAt().toString())
            .add("type", "kubernetes")
            .add("owner", cluster.ownerEmail())
            .add("status", status);
    cluster.client().ifPresent(own -> json.add(ClientJson.FIELD, ClientJson.json(own)));
    return json.build();
  }

  static JsonObject report(ClusterReport report) {
    var steps = JsonFactory.array();
    report
        .steps()
        .forEach(
            step ->
                steps.add(
                    JsonFactory.object()
                        .add("step", lower(step.check()))
                        .add("state", lower(step.state()))
                        .add("message", step.sentence())));
    var missing = JsonFactory.array();
    report
        .missing()
        .forEach(
            right ->
                missing.add(
                    JsonFactory.object()
                        .add("verb", right.verb())
                        .add("apiGroup", right.group())
                        .add("resource", right.resource())
                        .add("name", right.name())));
    return JsonFactory.object()
        .add("passed", report.passed())
        .add("steps", steps)
        .add("missingRights", missing)
        .build();
  }

  static JsonObject removal(Removal removal) {
    return JsonFactory.object()
        .add("removed", JsonFactory.array(removal.removed()))
        .add("notRemoved", JsonFactory.array(removal.left()))
        .build();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
