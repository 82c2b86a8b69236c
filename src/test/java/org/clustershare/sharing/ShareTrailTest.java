package org.clustershare.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.junit.jupiter.api.Test;

/** A record never takes a person of another issuer for one of the installation. */
class ShareTrailTest {
  private static final AuditEvent DOWNLOAD = AuditEvent.of(AuditAction.SHARE_DOWNLOAD);
  private static final String EMAIL = "ceo@example.com";

  @Test
  void aRecipientOfTheInstallationsIssuerIsAPerson() {
    assertThat(ShareTrail.by(EMAIL, Optional.empty(), DOWNLOAD)).isEqualTo(DOWNLOAD.by(EMAIL));
  }

  @Test
  void aRecipientOfAnotherIssuerIsExternalAndNamesIt() {
    var issuer = "https://evil.example.com";

    assertThat(ShareTrail.by(EMAIL, Optional.of(URI.create(issuer)), DOWNLOAD))
        .isEqualTo(DOWNLOAD.byExternal(EMAIL, issuer))
        .isNotEqualTo(DOWNLOAD.by(EMAIL));
  }
}
