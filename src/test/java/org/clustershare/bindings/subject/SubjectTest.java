package org.clustershare.bindings.subject;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SubjectTest {
  private static final UsernamePrefixes OIDC = new UsernamePrefixes("oidc:", "groups:");

  @Property
  void onlyTheSameKindNameAndNamespaceIsTheSame(
      @ForAll("subjects") Subject one, @ForAll("subjects") Subject other) {
    assertThat(one.is(other.json())).isEqualTo(one.equals(other));
    assertThat(Subject.of(one.json())).isEqualTo(one);
  }

  @Property
  void aNameInOtherCaseIsOfAPersonAndNeverTheSame(
      @ForAll("subjects") Subject one, @ForAll("subjects") Subject other) {
    if (one.isInOtherCase(other.json())) {
      assertThat(one.is(other.json())).isFalse();
      assertThat(one).isInstanceOf(Subject.User.class);
      assertThat(other).isInstanceOf(Subject.User.class);
      assertThat(one.name().toLowerCase(Locale.ROOT))
          .isEqualTo(other.name().toLowerCase(Locale.ROOT));
    }
  }

  @Property
  void aPrefixIsPutBeforeANameOnce(@ForAll("subjects") Subject subject) {
    var applied = OIDC.apply(subject);

    assertThat(OIDC.apply(applied)).isEqualTo(applied);
    assertThat(applied.name()).endsWith(subject.name());
    assertThat(applied.getClass()).isEqualTo(subject.getClass());
    assertThat(UsernamePrefixes.NONE.apply(subject)).isEqualTo(subject);
  }

  @Test
  void peopleAndGroupsGetTheirPrefixAndOthersStayAsTheyAre() {
    assertThat(OIDC.apply(Subject.user("bob@example.com")).name())
        .isEqualTo("oidc:bob@example.com");
    assertThat(OIDC.apply(new Subject.Group("developers")).name()).isEqualTo("groups:developers");
    assertThat(OIDC.apply(new Subject.Group("system:authenticated")).name())
        .isEqualTo("system:authenticated");
    assertThat(OIDC.apply(new Subject.ServiceAccount("default", "robot")).name())
        .isEqualTo("robot");
  }

  @Test
  void systemNamesAreReserved() {
    assertThat(new Subject.Group("system:unauthenticated").isReserved()).isTrue();
    assertThat(new Subject.Group("system:authenticated").isReserved()).isTrue();
    assertThat(new Subject.Group("system:masters").isReserved()).isTrue();
    assertThat(new Subject.Group("system:serviceaccountsX").isReserved()).isTrue();
    assertThat(Subject.user("system:anonymous").isReserved()).isTrue();

    assertThat(new Subject.Group("system:serviceaccounts").isReserved()).isFalse();
    assertThat(new Subject.Group("system:serviceaccounts:default").isReserved()).isFalse();
    assertThat(new Subject.Group("developers").isReserved()).isFalse();
    assertThat(new Subject.ServiceAccount("default", "system:robot").isReserved()).isFalse();
  }

  @Test
  void spacesAroundANameAreNoPartOfIt() {
    assertThat(Subject.user(" bob@example.com ").stripped())
        .isEqualTo(Subject.user("bob@example.com"));
    assertThat(new Subject.Group("the team ").stripped()).isEqualTo(new Subject.Group("the team"));
    assertThat(OIDC.candidates(Subject.user("bob@example.com ")))
        .as("bound by hand with the space, or by us without it")
        .containsExactly(
            Subject.user("oidc:bob@example.com "),
            Subject.user("bob@example.com "),
            Subject.user("oidc:bob@example.com"),
            Subject.user("bob@example.com"));
  }

  @Test
  void aPrefixThatCouldBeginANameAlwaysComesBeforeIt() {
    var dev = new UsernamePrefixes("dev-", "dev-");

    // Otherwise ops@example.com would get the role meant for dev-ops@example.com.
    assertThat(dev.apply(Subject.user("dev-ops@example.com")).name())
        .isEqualTo("dev-dev-ops@example.com");
    assertThat(dev.apply(new Subject.Group("dev-ops")).name()).isEqualTo("dev-dev-ops");
    assertThat(dev.apply(Subject.user("ops@example.com")).name()).isEqualTo("dev-ops@example.com");
  }

  @Property
  void aNameOfTheProviderAlwaysGetsThePrefix(
      @ForAll("subjects") Subject subject, @ForAll boolean marked) {
    var prefixes = marked ? OIDC : new UsernamePrefixes("dev-", "dev-");

    var known = prefixes.prefix(subject);

    if (subject instanceof Subject.ServiceAccount) {
      assertThat(known).isEqualTo(subject);
    } else {
      assertThat(known.name()).endsWith(subject.name()).isNotEqualTo(subject.name());
    }
  }

  @Test
  void anEntryOfAnotherApiGroupDiffersAndNoneMeansTheDefault() {
    var bob = Subject.user("bob");
    var entry = Json.createObjectBuilder().add("kind", "User").add("name", "bob");

    assertThat(bob.is(Json.createObjectBuilder(entry.build()).build())).isTrue();
    assertThat(
            bob.is(
                Json.createObjectBuilder()
                    .add("kind", "User")
                    .add("name", "bob")
                    .add("apiGroup", "example.com")
                    .build()))
        .isFalse();
  }

  @Provide
  Arbitrary<Subject> subjects() {
    var names = Arbitraries.of("bob", "Bob", "BOB", "ann", "oidc:bob", "groups:bob", "system:bob");
    var namespaces = Arbitraries.of("default", "Default", "kube-system");
    return Arbitraries.oneOf(
        names.map(Subject.User::new),
        names.map(Subject.Group::new),
        Combinators.combine(namespaces, names).as(Subject.ServiceAccount::new));
  }
}
