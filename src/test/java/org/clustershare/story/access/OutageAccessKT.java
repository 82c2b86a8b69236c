package org.clustershare.story.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.clustershare.story.driver.Stack;
import org.junit.jupiter.api.Test;

/** Access reports and revocation while one of two clusters is down. */
class OutageAccessKT extends TwoClusters {
  OutageAccessKT(Stack stack) {
    super(stack);
  }

  @Override
  void prepare() {
    for (var kubernetesCluster : List.of(one, two)) {
      bindWithLabel(kubernetesCluster, "left", "--user=Dora@example.com");
      bindWithLabel(kubernetesCluster, "stays", "--user=dora@example.com.evil");
    }
    two.stop();
  }

  @Test
  void aClusterThatIsDownIsReported() {
    for (int i = 0; i < 5; i++) {
      var report = alice().accessOf(DORA);
      assertThat(report).hasStatus(200);
      assertThat(names(report, "unanswered")).containsExactly("two");
    }
  }

  @Test
  void aClusterThatHangsIsReportedInTime() throws IOException {
    var alice = alice();
    try (var silent =
        new ServerSocket(two.server().getPort(), 50, InetAddress.getLoopbackAddress())) {
      var start = Instant.now();

      var report = alice.accessOf(DORA);

      assertThat(silent.isBound()).isTrue();
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
      assertThat(names(report, "clusters")).containsExactly("one");
      assertThat(names(report, "unanswered")).containsExactly("two");
      assertThat(report.object().getJsonArray("unanswered").getJsonObject(0).getString("reason"))
          .isNotBlank();
    }
  }

  @Test
  void revocationEndsANameInAnyCaseWhereTheClusterAnswers() {
    var first = alice().endsAccessOf(DORA);
    assertThat(first.object().getBoolean("complete")).isFalse();
    assertThat(names(first, "unanswered")).containsExactly("two");
    assertThat(ended(first)).containsExactly("edit");

    assertThat(alice().accessOf("dora@example.com.evil")).contains("\"edit\"");
    var again = alice().endsAccessOf(DORA);
    assertThat(ended(again)).isEmpty();
    assertThat(names(again, "unanswered")).containsExactly("two");
  }
}
