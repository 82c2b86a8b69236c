package org.clustershare.access.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.clustershare.access.offboarding.RevocationReport;
import org.clustershare.access.offboarding.RevocationReport.Failed;
import org.clustershare.access.offboarding.RevocationReport.Revoked;
import org.clustershare.access.report.AccessReport;
import org.clustershare.access.report.AccessReport.Unanswered;
import org.clustershare.access.report.EffectiveBinding;
import org.clustershare.access.report.EffectiveBinding.Who;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.json.MappedJsonArray;

/** What people and groups have in clusters, and what was ended, as the API writes it. */
public final class AccessJson {
  private AccessJson() {}

  static JsonObject report(Who who, AccessReport report) {
    var answered = JsonFactory.array();
    for (var one : report.answered()) {
      answered.add(
          JsonFactory.object(cluster(one.cluster()))
              .add("knownAs", one.knownAs())
              .add("bindings", bindings(one.bindings())));
    }
    return JsonFactory.object()
        .add("subject", who.subject().name())
        .add("groupsKnown", who.groups().isPresent())
        .add("clusters", answered)
        .add("unanswered", unanswered(report.unanswered()))
        .build();
  }

  /** {@code clusters}, {@code unanswered} and {@code complete}. */
  public static JsonObjectBuilder report(RevocationReport report) {
    var clusters = JsonFactory.array();
    report.revoked().forEach(one -> clusters.add(revoked(one)));
    return JsonFactory.object()
        .add("complete", report.complete())
        .add("clusters", clusters)
        .add("unanswered", unanswered(report.unanswered()));
  }

  private static JsonObjectBuilder revoked(Revoked one) {
    return JsonFactory.object(cluster(one.cluster()))
        .add("knownAs", one.knownAs())
        .add("ended", bindings(one.ended()))
        .add("failed", new MappedJsonArray<>(one.failed(), AccessJson::failed))
        .add("left", bindings(one.left()));
  }

  private static JsonObject failed(Failed open) {
    return JsonFactory.object(binding(open.binding())).add("reason", open.reason()).build();
  }

  /** Clusters by id and name. */
  public static JsonArray clusters(List<Cluster> clusters) {
    var array = JsonFactory.array();
    clusters.forEach(one -> array.add(cluster(one)));
    return array.build();
  }

  private static JsonObject cluster(Cluster cluster) {
    return JsonFactory.object().add("id", cluster.id()).add("name", cluster.name()).build();
  }

  private static JsonArrayBuilder unanswered(List<Unanswered> clusters) {
    var array = JsonFactory.array();
    clusters.forEach(
        one -> array.add(JsonFactory.object(cluster(one.cluster())).add("reason", one.reason())));
    return array;
  }

  /** Made while they are written: a cluster can have 100,000. */
  private static JsonArray bindings(List<EffectiveBinding> bindings) {
    return new MappedJsonArray<>(bindings, AccessJson::binding);
  }

  private static JsonObject binding(EffectiveBinding binding) {
    var json = JsonFactory.object().add("kind", binding.kind()).add("name", binding.name());
    binding.namespace().ifPresent(namespace -> json.add("namespace", namespace));
    return json.add("roleRefKind", binding.roleKind())
        .add("roleRefName", binding.role())
        .add("origin", binding.origin().key())
        .add("through", binding.through())
        .add("managed", binding.managed())
        .build();
  }
}
