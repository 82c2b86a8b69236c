package org.clustershare.access.offboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.clustershare.access.report.EffectiveBinding;
import org.clustershare.access.report.EffectiveBinding.Origin;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.junit.jupiter.api.Test;

class AccessRevocationTest {
  private static final int MORE = 500;

  private final List<EffectiveBinding> bindings =
      IntStream.range(0, AccessRevocation.MAX_BINDINGS + MORE)
          .mapToObj(
              number ->
                  new EffectiveBinding(
                      "ClusterRoleBinding",
                      "b" + number,
                      Optional.empty(),
                      "ClusterRole",
                      "viewer",
                      Origin.DIRECT,
                      "bob@example.com",
                      true))
          .toList();

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  @Test
  void manyBindingsAreRevokedInSeveralCalls() {
    var removed = new ArrayList<EffectiveBinding>();

    var revokedBindings =
        AccessRevocation.revoke(bindings, removed::add, in(Duration.ofMinutes(1)));

    assertThat(removed).hasSize(AccessRevocation.MAX_BINDINGS).isEqualTo(revokedBindings.ended());
    assertThat(revokedBindings.failed())
        .hasSize(MORE)
        .allSatisfy(
            open -> assertThat(open.reason()).contains("1000").contains("end the access again"));

    var rest = bindings.subList(removed.size(), bindings.size());
    assertThat(AccessRevocation.revoke(rest, removed::add, in(Duration.ofMinutes(1))).failed())
        .isEmpty();
    assertThat(removed).isEqualTo(bindings);
  }

  @Test
  void aBindingThatCannotBeRevokedDoesNotStopOthers() {
    var revokedBindings =
        AccessRevocation.revoke(
            bindings,
            binding -> {
              if (bindings.indexOf(binding) < AccessRevocation.MAX_BINDINGS) {
                throw new ClusterUnreachableException("It is down.");
              }
            },
            in(Duration.ofMinutes(1)));

    assertThat(revokedBindings.ended()).hasSize(MORE);
    assertThat(revokedBindings.failed()).hasSize(AccessRevocation.MAX_BINDINGS);
  }

  @Test
  void nothingIsRevokedAfterTheDeadline() {
    var removed = new ArrayList<EffectiveBinding>();

    var revokedBindings = AccessRevocation.revoke(bindings, removed::add, in(Duration.ZERO));

    assertThat(removed).isEmpty();
    assertThat(revokedBindings.failed()).hasSameSizeAs(bindings);
  }
}
