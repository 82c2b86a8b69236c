package org.clustershare.story.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.HostileProvider;
import org.clustershare.testbed.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An address belongs to one account at the provider (OpenID Connect Core 1.0, section 5.7): another
 * account with the address is refused at every entrance, until an admin agrees.
 */
class AccountChangeKT {
  private static final String CHANGES = "/api/v2/people/changes";
  private static final String ME = "/api/v1/me";

  private final HostileProviderStack hostileProviderStack = HostileProviderStack.shared();
  private final HostileProvider provider = hostileProviderStack.provider;
  private final String email = "erin-%s@example.com".formatted(RandomIds.id());
  private final Api admin =
      new Api(hostileProviderStack.product.base(), provider.idToken(HostileProviderStack.ADMIN));

  @BeforeEach
  @AfterEach
  void behave() {
    provider.behave();
  }

  private Api api(String subject) {
    return new Api(hostileProviderStack.product.base(), provider.idToken(email, subject));
  }

  private Visitor browser(String subject) {
    signsInAs(subject);
    return hostileProviderStack.browser();
  }

  private void signsInAs(String subject) {
    provider.bendClaims(claims -> claims.subject(subject).claim("email", email));
  }

  private JsonObject change() {
    return admin.get(CHANGES).array().getValuesAs(JsonObject.class).stream()
        .filter(change -> change.getString("email").equals(email))
        .findFirst()
        .orElseThrow();
  }

  private Api.Answer decide(String decision, boolean drop) {
    var body = Json.createObjectBuilder().add("decision", decision).add("dropMemberships", drop);
    return admin.post(CHANGES + "/" + change().getString("id"), body.build());
  }

  private void assertRefused(Api.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.object().getString("type")).endsWith(":account-changed");
    assertThat(answer.object().getString("next")).contains("administrator");
  }

  @Test
  void anotherSubjectIsRefusedAtTheApiUntilAnAdminAgrees() {
    var before = api("one");
    var project = before.createProject("Erin's");
    assertThat(before.get(ME).status()).isEqualTo(200);

    var other = api("two");
    assertRefused(other.get(ME));
    assertRefused(other.get(ME));
    assertRefused(other.delete("/api/v1/projects/" + project));
    assertThat(before.get(ME).status()).isEqualTo(200);
    assertThat(change().getJsonObject("known").getString("subject")).isEqualTo("one");
    assertThat(change().getJsonObject("other").getString("subject")).isEqualTo("two");
    assertThat(change().getJsonArray("projects").getJsonObject(0).getString("id"))
        .isEqualTo(project);

    var agreed = decide("accept", false);
    assertThat(agreed.object().getBoolean("accepted")).as(agreed.body()).isTrue();

    assertThat(other.get(ME).body()).contains(project);
    assertRefused(before.get(ME));
    assertThat(admin.get(CHANGES).body()).contains("\"subject\":\"one\"");
  }

  @Test
  void aSubjectInOtherLettersIsAnotherAccount() {
    assertThat(api("one").get(ME).status()).isEqualTo(200);
    assertThat(change("one")).isFalse();
    assertRefused(api("One").get(ME));
    assertThat(change("One")).isTrue();
  }

  private boolean change(String subject) {
    return admin.get(CHANGES).array().getValuesAs(JsonObject.class).stream()
        .filter(change -> change.getString("email").equals(email))
        .anyMatch(change -> change.getJsonObject("other").getString("subject").equals(subject));
  }

  @Test
  void theAddressInOtherLettersIsTheSameAddress() {
    assertThat(api("one").get(ME).status()).isEqualTo(200);

    assertRefused(
        new Api(
                hostileProviderStack.product.base(),
                provider.idToken(email.toUpperCase(Locale.ROOT), "two"))
            .get(ME));
  }

  @Test
  void onlyAdminsSeeAndDecide() {
    var erin = api("one");
    assertThat(erin.get(ME).status()).isEqualTo(200);
    assertRefused(api("two").get(ME));
    var path = CHANGES + "/" + change().getString("id");
    var accept = Json.createObjectBuilder().add("decision", "accept").build();

    assertThat(erin.get(CHANGES).object().getString("type")).endsWith(":admins-only");
    assertThat(erin.post(path, accept).status()).isEqualTo(403);
    assertRefused(api("two").post(path, accept));
    assertThat(admin.post(CHANGES + "/bcdfghjklm", accept).status()).isEqualTo(404);
    assertThat(admin.post(path, "{\"decision\": \"perhaps\"}").status()).isEqualTo(400);
    assertThat(admin.post(path, "{\"decision\": \"refuse\", \"dropMemberships\": true}").status())
        .isEqualTo(400);
    assertRefused(api("two").get(ME));
  }

  @Test
  void aRefusedAccountStaysRefusedAndIsStillShown() {
    assertThat(api("one").get(ME).status()).isEqualTo(200);
    assertRefused(api("two").get(ME));

    assertThat(decide("refuse", false).status()).isEqualTo(200);

    assertRefused(api("two").get(ME));
    assertThat(change().getString("refusedBy")).isEqualTo(HostileProviderStack.ADMIN);
    assertThat(api("one").get(ME).status()).isEqualTo(200);
  }

  @Test
  void theOldAccountsMembershipsAreDroppedFirst() {
    var project = api("one").createProject("Dropped");
    var users = "/api/v1/projects/%s/users".formatted(project);
    assertRefused(api("two").get(ME));

    var lastOwner = decide("accept", true).object();
    assertThat(lastOwner.getBoolean("accepted")).isFalse();
    assertThat(lastOwner.getJsonArray("lastOwnerOf").toString()).contains(project);
    assertRefused(api("two").get(ME));

    admin.post(users, Stack.membership(project, HostileProviderStack.ADMIN, "owners"));
    assertThat(decide("accept", true).object().getBoolean("accepted")).isTrue();

    assertThat(api("two").get(ME).object().getJsonArray("projects")).isEmpty();
    assertThat(api("two").get("/api/v1/projects/" + project).status()).isEqualTo(404);
  }

  @Test
  void aSecondAccountIsRefusedAndAcceptingItEndsTheOldSession() {
    var projects = hostileProviderStack.at("/console/projects");
    var before = browser("one");
    assertThat(before.open(projects).status()).isEqualTo(200);
    assertThat(before.get(projects).body()).contains(email);

    var refused = browser("two").open(projects);
    assertThat(refused.body()).contains("data-problem=\"account-changed\"");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(before.get(projects).status()).isEqualTo(200);

    decide("accept", false);

    assertThat(before.get(projects).headers().firstValue("Location").orElse(""))
        .startsWith(provider.url().toString());
    assertThat(browser("two").open(projects).status()).isEqualTo(200);
  }

  @Test
  void anotherSubjectGetsNoKubeconfigThroughAShare() {
    signsInAs("one");
    assertThat(hostileProviderStack.signIn().status()).isEqualTo(303);

    signsInAs("two");
    hostileProviderStack.assertRefused(hostileProviderStack.signIn(), "account-changed");
  }

  @Test
  void aPersonInTheSettingMayMove() {
    var one =
        new Api(
            hostileProviderStack.product.base(),
            provider.idToken(HostileProviderStack.MOVED, "one"));
    var two =
        new Api(
            hostileProviderStack.product.base(),
            provider.idToken(HostileProviderStack.MOVED, "two"));
    assertThat(one.get(ME).status()).isEqualTo(200);

    assertThat(two.get(ME).status()).isEqualTo(200);
  }

  @Test
  void aShareByAGroupsRightEndsWithTheAgeOfTheGroups() {
    var alice = new Api(hostileProviderStack.product.base(), provider.idToken("alice@example.com"));
    var path = hostileProviderStack.clusterPath;
    var project = path.replaceAll("^/api/v2/projects/([^/]+)/.*$", "$1");
    var group = "team-" + email;
    alice.post(
        "/api/v1/projects/%s/users".formatted(project),
        Stack.membership(project, "oidc:" + group, "editors"));
    var erin = new Api(hostileProviderStack.product.base(), provider.idToken(email, "one", group));
    var link = URI.create(erin.post(path + "/shares", "").object().getString("link"));
    assertThat(hostileProviderStack.browser().get(link).status()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> hostileProviderStack.browser().get(link).status() == 410);

    var again =
        new Api(
            hostileProviderStack.product.base(), provider.idToken(email, "one", group, "other"));
    assertThat(again.get(ME).status()).isEqualTo(200);
    assertThat(hostileProviderStack.browser().get(link).status()).isEqualTo(200);
  }
}
