package org.clustershare.oidc.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clustershare.oidc.settings.SignInSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The report of check-issuer on email_verified; CheckIssuerKT runs the whole command. */
class IssuerDiagnosticsTest {
  private static final String ISSUER = "https://login.microsoftonline.com/tenant/v2.0";

  private static String said(
      @Nullable List<String> announced, boolean required, Set<String> withoutTheClaim) {
    var metadata =
        new OIDCProviderMetadata(
            new Issuer(ISSUER), List.of(SubjectType.PUBLIC), URI.create(ISSUER + "/keys"));
    metadata.setClaims(announced);
    return ProviderAnnouncements.emailVerified(
        metadata,
        new SignInSettings(
            required, Set.of(), Optional.empty(), Set.of(), Set.of(), Set.of(), withoutTheClaim));
  }

  @Test
  void aProviderThatAnnouncesNoEmailVerifiedIsToldWithTheSettingAndWhatItMeans() {
    assertThat(said(List.of("sub", "email"), true, Set.of()))
        .contains("not announced")
        .contains("oidc-issuers-without-email-verified=" + ISSUER)
        .contains("nOAuth");
    assertThat(said(null, true, Set.of())).contains("oidc-issuers-without-email-verified=");
  }

  @Test
  void onlyOverHttpsACertificateIsVerified() {
    assertThat(IssuerDiagnostics.certificate(URI.create("https://dex.example.com/dex")))
        .contains("verified");
    assertThat(IssuerDiagnostics.certificate(URI.create("http://localhost:5556/dex"))).isEmpty();
  }

  @Test
  void whatIsAnnouncedOrAllowedIsSaidSo() {
    assertThat(said(List.of("email", "email_verified"), true, Set.of())).isEqualTo("announced");
    assertThat(said(List.of("email"), true, Set.of(ISSUER)))
        .startsWith("may be absent")
        .contains("nOAuth");
    assertThat(said(List.of("email_verified"), false, Set.of()))
        .contains("oidc-require-verified-email is false");
  }
}
