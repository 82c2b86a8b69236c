package org.clustershare.oidc.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clustershare.oidc.settings.SignInSettings;
import org.junit.jupiter.api.Test;

class ScopesTest {
  private static final SignInSettings USUAL = settings(Optional.empty(), Set.of());

  private static SignInSettings settings(Optional<Boolean> offline, Set<String> scopes) {
    return new SignInSettings(true, Set.of(), offline, scopes, Set.of(), Set.of(), Set.of());
  }

  private static OIDCProviderMetadata announcing(String... scopes) {
    var metadata =
        new OIDCProviderMetadata(
            new Issuer("https://provider.example"),
            List.of(SubjectType.PUBLIC),
            URI.create("https://provider.example/keys"));
    if (scopes.length > 0) {
      metadata.setScopes(new Scope(scopes));
    }
    return metadata;
  }

  @Test
  void whatAProviderAnnouncesIsAskedFor() {
    var dex = announcing("openid", "email", "groups", "profile", "offline_access");

    assertThat(new Scopes(USUAL).identity(dex))
        .containsExactly("openid", "email", "profile", "groups");
    assertThat(new Scopes(USUAL).offlineAccessAsScope(dex)).isTrue();
    assertThat(new Scopes(USUAL).plugin(dex)).containsExactly("email", "groups", "offline_access");
  }

  @Test
  void whatItDoesNotAnnounceIsNotAskedForBecauseSomeRefuseIt() {
    var google = announcing("openid", "email", "profile");

    assertThat(new Scopes(USUAL).identity(google)).containsExactly("openid", "email", "profile");
    assertThat(new Scopes(USUAL).offlineAccessAsScope(google)).isFalse();
    assertThat(new Scopes(USUAL).plugin(google)).containsExactly("email");
  }

  @Test
  void aProviderThatAnnouncesNoneIsAskedForTheUsualOnes() {
    assertThat(new Scopes(USUAL).identity(announcing()))
        .containsExactly("openid", "email", "groups");
    assertThat(new Scopes(USUAL).offlineAccessAsScope(announcing())).isFalse();
    assertThat(new Scopes(USUAL).plugin(announcing()))
        .containsExactly("email", "groups", "offline_access");
  }

  @Test
  void theOperatorHasTheLastWord() {
    var scopes = new Scopes(settings(Optional.of(true), Set.of("openid", "email", "roles")));

    assertThat(scopes.identity(announcing("openid", "email", "groups")))
        .containsExactlyInAnyOrder("openid", "email", "roles");
    assertThat(scopes.offlineAccessAsScope(announcing("openid"))).isTrue();
    assertThat(scopes.plugin(announcing("openid")))
        .containsExactlyInAnyOrder("email", "roles", "offline_access");
    assertThat(
            new Scopes(settings(Optional.of(false), Set.of()))
                .offlineAccessAsScope(announcing("openid", "offline_access")))
        .isFalse();
  }
}
