package org.clustershare.cluster.kkp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemovalActionTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, DISCONNECT",
        "'', -, DISCONNECT",
        "disconnect, -, DISCONNECT",
        "delete, -, DELETE",
        "-, false, DISCONNECT",
        "-, '', DISCONNECT",
        "-, true, DELETE",
        "disconnect, false, DISCONNECT",
        "delete, true, DELETE",
      })
  void theHeaderOrTheParameterNamesTheAction(
      @Nullable String header, @Nullable String cleanup, RemovalAction action) {
    assertThat(RemovalAction.of(header, cleanup)).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "Delete, -, must be disconnect or delete",
        "remove, -, must be disconnect or delete",
        "delete, false, contradict each other",
        "disconnect, true, contradict each other",
      })
  void everythingElseIsRefusedBeforeAnythingIsRemoved(
      String header, @Nullable String cleanup, String sentence) {
    assertThatThrownBy(() -> RemovalAction.of(header, cleanup))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(sentence);
  }
}
