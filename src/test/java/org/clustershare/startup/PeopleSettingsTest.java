package org.clustershare.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.oidc.settings.SignInSettings;
import org.clustershare.platform.config.InvalidSettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings about people: who may sign in, whose account an email address is, who makes projects.
 */
class PeopleSettingsTest {
  private final SmallestSettings settings = new SmallestSettings();

  private final Map<String, String> values = settings.values;

  private Settings read() {
    return settings.read();
  }

  @Test
  void whomToTakeIsTheOperatorsChoice() {
    assertThat(read().oidc().signIn())
        .isEqualTo(
            new SignInSettings(
                true, Set.of(), Optional.empty(), Set.of(), Set.of(), Set.of(), Set.of()));

    values.put("oidc-require-verified-email", "false");
    values.put("oidc-email-domains", "Example.com, example.org");
    values.put("oidc-offline-access-as-scope", "true");
    values.put("oidc-api-client-ids", "kubelogin");
    values.put("oidc-trusted-audiences", "42@project, other");
    values.put("oidc-issuers-without-email-verified", "https://dex.example.com/dex");

    assertThat(read().oidc().signIn())
        .isEqualTo(
            new SignInSettings(
                false,
                Set.of("example.com", "example.org"),
                Optional.of(true),
                Set.of(),
                Set.of("kubelogin"),
                Set.of("42@project", "other"),
                Set.of("https://dex.example.com/dex")));
  }

  @Test
  void anInstallationInWhichNoPersonCouldMakeAProjectDoesNotStart() {
    values.remove("admins");

    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("Set project-creators or admins")
        .hasMessageContaining("PROJECT_CREATORS")
        .hasMessageContaining("ADMINS")
        .hasMessageContaining("project-creators=everyone");

    for (var empty : List.of("", "  ", ",", " , ,")) {
      values.put("admins", empty);
      values.put("project-creators", empty);
      assertThatThrownBy(this::read).hasMessageContaining("Set project-creators or admins");
    }

    values.remove("admins");
    values.put("project-creators", "oidc:developers");
    assertThat(read().projects().everyoneCreates()).isFalse();
  }

  @Test
  void projectCreatorsMustNotAllBeOutsideTheEmailDomains() {
    values.put("oidc-email-domains", "example.org");
    values.put("project-creators", "bob@example.com");

    assertThatThrownBy(this::read)
        .hasMessageContaining("oidc-email-domains")
        .hasMessageContaining("project-creators")
        .hasMessageContaining("admins");

    values.put("project-creators", "bob@example.com, carol@EXAMPLE.org");
    assertThat(read().projects().creators()).hasSize(2);

    values.put("project-creators", "oidc:developers");
    assertThat(read().projects().creators()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Everyone", "EVERYONE", "everybody", "all", "*", "any", "oidc:", "@"})
  void onlyTheWordItselfOpensProjectsToEveryone(String almost) {
    values.put("project-creators", "oidc:dev," + almost);
    assertThat(catchThrowableOfType(InvalidSettingsException.class, this::read).problems())
        .containsExactly(
            "project-creators must be a list of emails, of groups as oidc:<group>, or the word everyone; it names \"%s\"."
                .formatted(almost));
  }

  @Test
  void anIssuerThatMayLeaveEmailVerifiedOutIsOneThatPeopleComeFrom() {
    var partner = "https://idp.partner.example/dex";
    values.put("oidc-issuers-without-email-verified", partner);
    values.put("cluster-issuers", "any");
    assertThatThrownBy(this::read)
        .hasMessageContaining("oidc-issuers-without-email-verified must name issuers")
        .hasMessageContaining(partner);

    values.put("cluster-issuers", partner);
    var signIn = read().oidc().signIn();
    assertThat(signIn.mayLackEmailVerified(URI.create(partner))).isTrue();
    assertThat(signIn.mayLackEmailVerified(URI.create(partner + "/"))).isFalse();
    assertThat(signIn.mayLackEmailVerified(URI.create("https://dex.example.com/dex"))).isFalse();
  }

  @Test
  void everyoneIsAWordForWhoMayMakeProjectsAndNoAdmin() {
    values.put("project-creators", "everyone");
    assertThat(read().projects().everyoneCreates()).isTrue();

    values.put("project-creators", "oidc:everyone");
    assertThat(read().projects().everyoneCreates()).isFalse();

    values.put("admins", "everyone");
    assertThatThrownBy(this::read).hasMessageContaining("admins must be a list of emails");
  }

  @Test
  void anAddressBelongsToOneAccountUnlessTheOperatorNamesIt() {
    var accounts = read().oidc().accounts();
    assertThat(accounts.subjectClaim()).isEqualTo("sub");
    assertThat(accounts.groupsMaxAge()).isEqualTo(Duration.ofDays(30));
    assertThat(accounts.acceptsChangeOf("alice@example.com")).isFalse();

    values.put("oidc-subject-claim", "oid");
    values.put("oidc-groups-max-age", "7d");
    values.put("oidc-accept-changed-subjects", "Alice@Example.com");
    accounts = read().oidc().accounts();
    assertThat(accounts.subjectClaim()).isEqualTo("oid");
    assertThat(accounts.groupsMaxAge()).isEqualTo(Duration.ofDays(7));
    assertThat(accounts.acceptsChangeOf("alice@example.com")).isTrue();
    assertThat(accounts.acceptsChangeOf("bob@example.com")).isFalse();

    values.put("oidc-accept-changed-subjects", "everyone");
    assertThat(read().oidc().accounts().acceptsChangeOf("bob@example.com")).isTrue();

    for (var wrong : List.of("true", "all", "@example.com")) {
      values.put("oidc-accept-changed-subjects", wrong);
      assertThatThrownBy(this::read)
          .hasMessageContaining("oidc-accept-changed-subjects must be a list of emails");
    }
  }
}
