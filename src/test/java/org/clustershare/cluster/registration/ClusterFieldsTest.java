package org.clustershare.cluster.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterFieldsTest {
  @Test
  void anExternalAddressIsTakenWithoutTheSpaceAroundIt() {
    assertThat(ClusterFields.externalServer(" https://k8s.example.com:6443 "))
        .hasValueSatisfying(
            address -> assertThat(address).hasToString("https://k8s.example.com:6443"));
    assertThat(ClusterFields.externalServer("  ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://h:0", "https://h:00", "https://h:", "https://h:65536", "http://h"})
  void anExternalAddressThatLeadsNowhereIsRefusedByItsName(String text) {
    assertThatThrownBy(() -> ClusterFields.externalServer(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.type()).isEqualTo(ClusterProblem.EXTERNAL_SERVER_INVALID);
              assertThat(e.type().status()).isEqualTo(400);
              assertThat(e.in(Locale.ENGLISH).detail()).contains("external address", "65535");
              assertThat(e.in(Locale.GERMAN).detail()).contains("externe Adresse", "65535");
            });
  }
}
