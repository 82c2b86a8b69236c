package org.clustershare.access.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
import org.clustershare.access.report.EffectiveBinding.Origin;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.kubernetes.object.RoleBinding;
import org.clustershare.testbed.hostile.Collisions;
import org.junit.jupiter.api.Test;

class BindingSearchTest {
  private static final UsernamePrefixes OIDC = new UsernamePrefixes("oidc:", "oidc:");
  private static final AccessSubject BOB = new AccessSubject("bob@x", Optional.empty());
  private static final AccessSubject BOB_THE_DEVELOPER =
      new AccessSubject("bob@x", Optional.of(List.of("developers")));

  private static RoleBinding binding(String labels, Subject... subjects) {
    var array = Json.createArrayBuilder();
    for (var subject : subjects) {
      array.add(subject.json());
    }
    return new RoleBinding(
        Json.createObjectBuilder()
            .add(
                "metadata",
                Json.createObjectBuilder()
                    .add("name", "b")
                    .add("labels", Json.createObjectBuilder().add(labels, "x")))
            .add(
                "roleRef",
                Json.createObjectBuilder().add("kind", "ClusterRole").add("name", "view"))
            .add("subjects", array)
            .build());
  }

  private static List<Origin> origins(
      AccessSubject accessSubject, UsernamePrefixes prefixes, Subject... subjects) {
    return new BindingSearch(accessSubject, prefixes)
        .in(binding("some", subjects)).stream().map(EffectiveBinding::origin).toList();
  }

  @Test
  void aPersonIsFoundByTheNameThatTheClusterKnows() {
    assertThat(origins(BOB, UsernamePrefixes.NONE, Subject.user("bob@x"), Subject.user("ann@x")))
        .containsExactly(Origin.DIRECT);
    assertThat(origins(BOB, OIDC, Subject.user("bob@x"))).isEmpty();
    assertThat(origins(BOB, OIDC, Subject.user("oidc:bob@x"))).containsExactly(Origin.DIRECT);
    assertThat(origins(BOB, UsernamePrefixes.NONE, Subject.user("BOB@x")))
        .containsExactly(Origin.OTHER_CASE);
    assertThat(origins(BOB, UsernamePrefixes.NONE, new Subject.ServiceAccount("default", "bob@x")))
        .isEmpty();
  }

  @Test
  void groupsAreCertainOnlyWhenTheyAreKnown() {
    var developers = new Subject.Group("developers");
    var guests = new Subject.Group("guests");

    assertThat(origins(BOB, UsernamePrefixes.NONE, developers, guests))
        .containsExactly(Origin.POSSIBLE_GROUP, Origin.POSSIBLE_GROUP);
    assertThat(origins(BOB_THE_DEVELOPER, UsernamePrefixes.NONE, developers, guests))
        .containsExactly(Origin.GROUP);
    assertThat(origins(BOB_THE_DEVELOPER, OIDC, developers, new Subject.Group("oidc:developers")))
        .containsExactly(Origin.GROUP);
    assertThat(origins(BOB, OIDC, developers)).as("not a group of the provider").isEmpty();
  }

  @Test
  void everyPersonIsAuthenticatedAndNoSystemGroupIsGuessed() {
    var everybody = new Subject.Group("system:authenticated");

    assertThat(origins(BOB, UsernamePrefixes.NONE, everybody)).containsExactly(Origin.GROUP);
    assertThat(origins(BOB, UsernamePrefixes.NONE, new Subject.Group("system:masters"))).isEmpty();
    assertThat(
            new BindingSearch(BOB, UsernamePrefixes.NONE)
                .in(binding("kubernetes.io/bootstrapping", everybody)))
        .isEmpty();
  }

  @Test
  void differentSearchesHaveDifferentKeys() {
    var key = new BindingSearch(BOB, UsernamePrefixes.NONE).cacheKey();

    assertThat(
            new BindingSearch(new AccessSubject("bob@x", Optional.empty()), UsernamePrefixes.NONE)
                .cacheKey())
        .isEqualTo(key);
    assertThat(
            List.of(
                new BindingSearch(
                        new AccessSubject("ann@x", Optional.empty()), UsernamePrefixes.NONE)
                    .cacheKey(),
                new BindingSearch(
                        new AccessSubject("bob@x", Optional.of(List.of())), UsernamePrefixes.NONE)
                    .cacheKey(),
                new BindingSearch(BOB_THE_DEVELOPER, UsernamePrefixes.NONE).cacheKey(),
                new BindingSearch(AccessSubject.group("bob@x"), UsernamePrefixes.NONE).cacheKey(),
                new BindingSearch(BOB, OIDC).cacheKey(),
                new BindingSearch(BOB, new UsernamePrefixes("oidc:", "")).cacheKey(),
                new BindingSearch(BOB, new UsernamePrefixes("", "oidc:")).cacheKey()))
        .doesNotContain(key)
        .doesNotHaveDuplicates();
  }

  @Test
  void manyGroupsAndManySubjectsAreNotComparedWithEachOther() {
    var groups = IntStream.range(0, 1_000).mapToObj(number -> "g" + number).toList();
    var subjects =
        IntStream.range(0, 100_000)
            .mapToObj(number -> new Subject.Group("other" + number))
            .toArray(Subject[]::new);
    var large = binding("some", subjects);
    var search = new BindingSearch(new AccessSubject("bob@x", Optional.of(groups)), OIDC);

    assertThat(Collisions.cpuTime(() -> assertThat(search.in(large)).isEmpty()))
        .isLessThan(Duration.ofSeconds(2));
  }
}
