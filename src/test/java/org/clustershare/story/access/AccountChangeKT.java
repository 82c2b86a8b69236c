package org.clustershare.story.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.driver.browser.PageAssert;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An address belongs to one account at the provider (OpenID Connect Core 1.0, section 5.7): another
 * account with the address is refused at every entrance, until an admin agrees.
 */
@StoryTest
class AccountChangeKT {
  private static final String CHANGES = "/api/v2/people/changes";

  private final HostileProviderStack world;
  private final HostileProvider provider;
  private final String email = "erin-%s@example.com".formatted(RandomIds.id());
  private final Api admin;

  AccountChangeKT(HostileProviderStack world) {
    this.world = world;
    this.provider = world.provider;
    this.admin = new Api(world.product.base(), provider.idToken(HostileProviderStack.ADMIN));
  }

  @BeforeEach
  @AfterEach
  void behave() {
    provider.behave();
  }

  /** Erin with an account at the provider, and in groups. */
  private Actor erin(String subject, String... groups) {
    return actor(provider.idToken(email, subject, groups));
  }

  private Actor actor(String idToken) {
    return new Actor(email, new Api(world.product.base(), idToken));
  }

  private Visitor browser(String subject) {
    signsInAs(subject);
    return world.browser();
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

  private static void assertChanged(Api.Answer answer) {
    assertThat(answer).hasStatus(403).hasProblem(":account-changed").hasNext("administrator");
  }

  @Test
  void anotherSubjectIsRefusedAtTheApiUntilAnAdminAgrees() {
    var before = erin("one");
    var project = before.createsProject("Erin's");
    assertThat(before.account()).hasStatus(200);

    var other = erin("two");
    assertChanged(other.account());
    assertChanged(other.account());
    assertChanged(other.in(project).deletes());
    assertThat(before.account()).hasStatus(200);
    assertThat(change().getJsonObject("known").getString("subject")).isEqualTo("one");
    assertThat(change().getJsonObject("other").getString("subject")).isEqualTo("two");
    assertThat(change().getJsonArray("projects").getJsonObject(0).getString("id"))
        .isEqualTo(project);

    var agreed = decide("accept", false);
    assertThat(agreed.object().getBoolean("accepted")).as(agreed.body()).isTrue();

    assertThat(other.account().body()).contains(project);
    assertChanged(before.account());
    assertThat(admin.get(CHANGES).body()).contains("\"subject\":\"one\"");
  }

  @Test
  void aSubjectInOtherLettersIsAnotherAccount() {
    assertThat(erin("one").account()).hasStatus(200);
    assertThat(change("one")).isFalse();
    assertChanged(erin("One").account());
    assertThat(change("One")).isTrue();
  }

  private boolean change(String subject) {
    return admin.get(CHANGES).array().getValuesAs(JsonObject.class).stream()
        .filter(change -> change.getString("email").equals(email))
        .anyMatch(change -> change.getJsonObject("other").getString("subject").equals(subject));
  }

  @Test
  void theAddressInOtherLettersIsTheSameAddress() {
    assertThat(erin("one").account()).hasStatus(200);

    assertChanged(actor(provider.idToken(email.toUpperCase(Locale.ROOT), "two")).account());
  }

  @Test
  void onlyAdminsSeeAndDecide() {
    var erin = erin("one");
    assertThat(erin.account()).hasStatus(200);
    assertChanged(erin("two").account());
    var path = CHANGES + "/" + change().getString("id");
    var accept = Json.createObjectBuilder().add("decision", "accept").build();

    assertThat(erin.api().get(CHANGES).object().getString("type")).endsWith(":admins-only");
    assertThat(erin.api().post(path, accept).status()).isEqualTo(403);
    assertChanged(erin("two").api().post(path, accept));
    assertThat(admin.post(CHANGES + "/bcdfghjklm", accept).status()).isEqualTo(404);
    assertThat(admin.post(path, "{\"decision\": \"perhaps\"}").status()).isEqualTo(400);
    assertThat(admin.post(path, "{\"decision\": \"refuse\", \"dropMemberships\": true}").status())
        .isEqualTo(400);
    assertChanged(erin("two").account());
  }

  @Test
  void aRefusedAccountStaysRefusedAndIsStillShown() {
    assertThat(erin("one").account()).hasStatus(200);
    assertChanged(erin("two").account());

    assertThat(decide("refuse", false).status()).isEqualTo(200);

    assertChanged(erin("two").account());
    assertThat(change().getString("refusedBy")).isEqualTo(HostileProviderStack.ADMIN);
    assertThat(erin("one").account()).hasStatus(200);
  }

  @Test
  void theOldAccountsMembershipsAreDroppedFirst() {
    var project = erin("one").createsProject("Dropped");
    assertChanged(erin("two").account());

    var lastOwner = decide("accept", true).object();
    assertThat(lastOwner.getBoolean("accepted")).isFalse();
    assertThat(lastOwner.getJsonArray("lastOwnerOf").toString()).contains(project);
    assertChanged(erin("two").account());

    new Actor(HostileProviderStack.ADMIN, admin)
        .in(project)
        .addsMember(HostileProviderStack.ADMIN, "owners");
    assertThat(decide("accept", true).object().getBoolean("accepted")).isTrue();

    assertThat(erin("two").account().object().getJsonArray("projects")).isEmpty();
    assertThat(erin("two").in(project).details()).hasStatus(404);
  }

  @Test
  void acceptingASecondAccountEndsTheSessionOfTheFirst() {
    var projects = world.at("/console/projects");
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
    assertThat(world.signIn().status()).isEqualTo(303);

    signsInAs("two");
    PageAssert.assertThat(world.signIn()).isRefused("account-changed");
  }

  @Test
  void aPersonInTheSettingMayMove() {
    var one = actor(provider.idToken(HostileProviderStack.MOVED, "one"));
    var two = actor(provider.idToken(HostileProviderStack.MOVED, "two"));
    assertThat(one.account()).hasStatus(200);

    assertThat(two.account()).hasStatus(200);
  }

  @Test
  void aShareByAGroupsRightEndsWithTheAgeOfTheGroups() {
    var alice = actor(provider.idToken("alice@example.com"));
    var ids = world.clusterPath.split("/", -1);
    var cluster = new Added(ids[4], ids[6]);
    var group = "team-" + email;
    alice.in(cluster.project()).addsMember("oidc:" + group, "editors");
    var link = erin("one", group).at(cluster).shares();
    assertThat(world.browser().get(link).status()).isEqualTo(200);

    await().atMost(Duration.ofSeconds(60)).until(() -> world.browser().get(link).status() == 410);

    assertThat(erin("one", group, "other").account()).hasStatus(200);
    assertThat(world.browser().get(link).status()).isEqualTo(200);
  }
}
