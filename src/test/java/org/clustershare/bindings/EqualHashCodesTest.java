package org.clustershare.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.report.EffectiveBinding;
import org.clustershare.access.report.EffectiveBinding.Origin;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.roles.plan.ObservedRoles.RoleKey;
import org.clustershare.testbed.hostile.Collisions;
import org.junit.jupiter.api.Test;

/** A cluster that sends names of one hash code costs no more than one that does not. */
class EqualHashCodesTest {
  private static final int MANY = 35_000;
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private static JsonObject role(String name, String verb) {
    var verbs = JsonFactory.array().add(verb);
    return JsonFactory.object()
        .add("metadata", JsonFactory.object().add("name", name))
        .add("rules", JsonFactory.array().add(JsonFactory.object().add("verbs", verbs)))
        .build();
  }

  @Test
  void rulesOfRoles() {
    var roles = Collisions.texts(MANY).stream().map(verb -> role("r", verb)).toList();
    var mapping = RbacMappings.roles(role -> true);

    assertThat(
            Collisions.cpuTime(
                () ->
                    assertThat(roles.stream().map(mapping.map()))
                        .hasSize(MANY)
                        .doesNotContain(Optional.empty())))
        .isLessThan(LONGEST);
  }

  @Test
  void equalRulesAreKeptOnce() {
    var mapping = RbacMappings.roles(role -> true);
    var first = mapping.map().apply(role("a", "get")).orElseThrow();
    assertThat(mapping.size().applyAsLong(first)).isGreaterThan(800);

    var second = mapping.map().apply(role("b", "get")).orElseThrow();

    assertThat(second.rules()).isSameAs(first.rules());
    assertThat(second.metadata().name()).isEqualTo("b");
    assertThat(mapping.size().applyAsLong(second)).isLessThan(800);
  }

  @Test
  void rulesThatAreNoUnicodeAreNotMistakenForOthers() {
    var rules = new RuleInterner();
    var one = JsonFactory.array().add("\ud800").build();
    var other = JsonFactory.array().add("\udbff").build();

    assertThat(rules.putIfAbsent(one)).isEmpty();
    assertThat(rules.putIfAbsent(other)).isEmpty();
    assertThat(rules.putIfAbsent(one)).containsSame(one);
  }

  @Test
  void rulesThatAreTooLongToCompareAreKeptEachTime() {
    var rules = new RuleInterner();
    var huge = JsonFactory.array().add("x".repeat(70_000)).build();

    assertThat(rules.putIfAbsent(huge)).isEmpty();
    assertThat(rules.putIfAbsent(huge)).isEmpty();
  }

  @Test
  void namesOfRoles() {
    var names = Collisions.texts(MANY);

    assertThat(
            Collisions.cpuTime(
                () -> {
                  var roles = new HashMap<RoleKey, String>();
                  names.forEach(name -> roles.put(new RoleKey("n", name), name));
                  names.forEach(name -> roles.put(new RoleKey(name, "n"), name));
                  assertThat(roles.keySet()).hasSize(2 * MANY);
                }))
        .isLessThan(LONGEST);
  }

  private static EffectiveBinding bindingOf(String name) {
    return new EffectiveBinding(
        "ClusterRoleBinding", name, Optional.empty(), "ClusterRole", "r", Origin.DIRECT, "a", true);
  }

  @Test
  void bindingsOfAPerson() {
    var bindings = Collisions.texts(MANY).stream().map(EqualHashCodesTest::bindingOf).toList();

    assertThat(Collisions.cpuTime(() -> assertThat(new HashSet<>(bindings).size()).isEqualTo(MANY)))
        .isLessThan(LONGEST);
  }

  @Test
  void bindingsAreEqualInOrderOnlyWhenTheyAreEqual() {
    var one = bindingOf("a");
    var others =
        List.of(
            bindingOf("b"),
            with(one, "RoleBinding", Optional.of("n"), "a", true),
            with(one, "ClusterRoleBinding", Optional.of(""), "a", true),
            with(one, "ClusterRoleBinding", Optional.empty(), "A", true),
            with(one, "ClusterRoleBinding", Optional.empty(), "a", false));

    assertThat(one).isEqualByComparingTo(bindingOf("a"));
    assertThat(others).allSatisfy(other -> assertThat(one).isNotEqualByComparingTo(other));
  }

  private static EffectiveBinding with(
      EffectiveBinding one,
      String kind,
      Optional<String> namespace,
      String through,
      boolean isManaged) {
    return new EffectiveBinding(
        kind, one.name(), namespace, one.roleKind(), one.role(), one.origin(), through, isManaged);
  }
}
