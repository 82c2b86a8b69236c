package org.clustershare.trust.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.clustershare.trust.check.TrustFinding.RecognizedUser;
import org.clustershare.trust.entity.TrustState;
import org.junit.jupiter.api.Test;

class TrustFindingTest {
  private static final String MEGABYTES = "x".repeat(4_000_000);

  @Test
  void whateverAClusterSaysIsKeptInAFewThousandCharacters() {
    var trusted =
        TrustFinding.trusted(
            new RecognizedUser(
                MEGABYTES,
                Collections.nCopies(400_000, "group"),
                Optional.of(MEGABYTES),
                Optional.of(MEGABYTES)));
    var refused = TrustFinding.of(TrustState.UNCLEAR, MEGABYTES).withObservation(MEGABYTES);

    assertThat(trusted.json().toString()).hasSizeLessThan(64 << 10);
    assertThat(refused.json().toString()).hasSizeLessThan(3_000);
    assertThat(TrustFinding.read(TrustState.TRUSTED, trusted.json().toString())).isEqualTo(trusted);
  }

  @Test
  void whatIsShortIsKeptAsItIs() {
    var recognizedUser =
        new RecognizedUser("oidc:bob", List.of("a", "b"), Optional.of("oidc:"), Optional.empty());

    assertThat(TrustFinding.trusted(recognizedUser).seen()).contains(recognizedUser);
    assertThat(recognizedUser.username()).isEqualTo("oidc:bob");
    assertThat(recognizedUser.groups()).containsExactly("a", "b");
  }
}
