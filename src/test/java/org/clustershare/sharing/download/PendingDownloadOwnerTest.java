package org.clustershare.sharing.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.clustershare.platform.crypto.Fingerprint;
import org.clustershare.platform.crypto.SigningKey;
import org.junit.jupiter.api.Test;

class PendingDownloadOwnerTest {
  private static final SigningKey KEY = SigningKey.parse("k".repeat(32)).orElseThrow();
  private static final SigningKey OTHER_KEY = SigningKey.parse("o".repeat(32)).orElseThrow();
  private static final Optional<URI> ISSUER = Optional.of(URI.create("https://other.example"));

  /** Otherwise a reader of the database tries all emails. */
  @Test
  void aRowHoldsNoDigestThatNeedsNoKey() {
    var owner = PendingDownloads.owner(KEY, "bob@example.com", ISSUER);

    assertThat(owner.hash())
        .isNotEqualTo(Fingerprint.of("bob@example.com", "https://other.example"))
        .isNotEqualTo(PendingDownloads.owner(OTHER_KEY, "bob@example.com", ISSUER).hash())
        .matches("[0-9a-f]{64}");
    assertThat(owner.otherIssuerHash()).isNotEqualTo(ISSUER.map(Fingerprint::of));
  }

  @Test
  void anotherIssuersBobHasLimitsOfHisOwn() {
    assertThat(PendingDownloads.owner(KEY, "Bob@example.com", ISSUER))
        .isEqualTo(PendingDownloads.owner(KEY, "bob@example.com", ISSUER))
        .isNotEqualTo(PendingDownloads.owner(KEY, "bob@example.com", Optional.empty()));
  }
}
