package org.clustershare.access.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.api.EndedAccessJson.RevokedJson;
import org.clustershare.access.offboarding.RevocationReport.ClusterRevocation;
import org.clustershare.access.offboarding.RevocationReport.FailedRevocation;
import org.clustershare.access.report.EffectiveBinding;
import org.clustershare.access.report.EffectiveBinding.Origin;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.Cluster.Registration;
import org.clustershare.cluster.model.StoredAccess;
import org.clustershare.platform.json.JsonBinding;
import org.clustershare.platform.json.MappedList;
import org.junit.jupiter.api.Test;

class EndedAccessJsonTest {
  private static final Cluster CLUSTER =
      new Cluster(
          new Registration("c1", "p1", "one", "alice@example.com", Optional.empty(), Instant.EPOCH),
          new StoredAccess(
              URI.create("https://c1.example.com"),
              Optional.empty(),
              "",
              Optional.empty(),
              Optional.empty()));

  private static EffectiveBinding binding(String name) {
    return new EffectiveBinding(
        "ClusterRoleBinding",
        name,
        Optional.empty(),
        "ClusterRole",
        "viewer",
        Origin.DIRECT,
        "bob@example.com",
        true);
  }

  @Test
  void bindingsAreCreatedWhileTheyAreWritten() {
    var clusterRevocation =
        new ClusterRevocation(
            CLUSTER,
            "bob@example.com",
            List.of(binding("a")),
            List.of(new FailedRevocation(binding("b"), "It is down.")),
            List.of(binding("c")));

    var json = RevokedJson.of(clusterRevocation);

    assertThat(List.of(json.ended(), json.failed(), json.left()))
        .allSatisfy(part -> assertThat(part).isInstanceOf(MappedList.class).hasSize(1));
    assertThat(JsonBinding.write(json))
        .contains("\"name\":\"a\"")
        .contains("\"name\":\"b\"")
        .contains("\"reason\":\"It is down.\"")
        .contains("\"name\":\"c\"");
  }
}
