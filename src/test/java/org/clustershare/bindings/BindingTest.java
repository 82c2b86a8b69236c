package org.clustershare.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.bindings.subject.SubjectMatch;
import org.junit.jupiter.api.Test;

/** What the patches do, carried out as an API server does it: on whatever state it has by then. */
class BindingTest {
  private static final RoleScope CLUSTER = RoleScope.cluster();
  private static final String ROLE = "view";

  @Property
  void addingKeepsEverybodyElse(
      @ForAll("many") List<Subject> before, @ForAll("subjects") Subject somebody) {
    var after = patched(binding(before), Binding.adding(CLUSTER, ROLE, somebody));

    var expected = new ArrayList<>(before);
    expected.add(somebody);
    assertThat(bound(after)).isEqualTo(expected);
  }

  @Property
  void removingTakesAwayExactlyThatSubjectWhoeverWasAddedMeanwhile(
      @ForAll("many") List<Subject> before,
      @ForAll("subjects") Subject somebody,
      @ForAll("many") List<Subject> addedMeanwhile) {
    var seen = binding(before);
    var patch = seen.removing(CLUSTER, ROLE, somebody);
    var later = seen;
    for (var subject : addedMeanwhile) {
      later = patched(later, Binding.adding(CLUSTER, ROLE, subject));
    }

    var expected = new ArrayList<>(before);
    expected.removeIf(somebody::equals);
    expected.addAll(addedMeanwhile);
    assertThat(bound(patched(later, patch))).isEqualTo(expected);
  }

  @Property
  void removingFromAnotherStateRemovesNobodyElse(
      @ForAll("many") List<Subject> seen,
      @ForAll("subjects") Subject somebody,
      @ForAll("many") List<Subject> now) {
    var patch = binding(seen).removing(CLUSTER, ROLE, somebody);
    List<Subject> after;
    try {
      after = bound(patched(binding(now), patch));
      Statistics.collect("changed");
      Statistics.coverage(tries -> tries.check("changed").count(changed -> changed > 0));
    } catch (JsonException refused) {
      return; // the server answers 422, and the change begins anew
    }

    assertThat(others(after, somebody)).isEqualTo(others(now, somebody));
  }

  @Property
  void whoWasBoundAlreadyIsBoundAsBefore(
      @ForAll("many") List<Subject> before,
      @ForAll("subjects") Subject somebody,
      @ForAll SubjectMatch rule) {
    var after = patched(binding(before), Binding.adding(CLUSTER, ROLE, somebody));
    Predicate<JsonObject> same = entry -> rule.matches(somebody, entry);
    boolean already = before.stream().map(Subject::json).anyMatch(same);

    var back = after.takingBack(CLUSTER, ROLE, somebody, same);

    assertThat(back.isPresent()).isEqualTo(already);
    back.ifPresent(patch -> assertThat(bound(patched(after, patch))).isEqualTo(before));
  }

  @Property
  void takingBackNeverRemovesTheLastMention(
      @ForAll("many") List<Subject> seen,
      @ForAll("subjects") Subject somebody,
      @ForAll("many") List<Subject> others,
      @ForAll boolean grown) {
    // What was seen with more behind it, or something else altogether.
    var now = new ArrayList<>(grown ? seen : List.of());
    now.addAll(grown ? List.of(somebody) : List.of());
    now.addAll(others);
    var patch =
        patched(binding(seen), Binding.adding(CLUSTER, ROLE, somebody))
            .takingBack(CLUSTER, ROLE, somebody, somebody::is);
    if (patch.isEmpty() || !now.contains(somebody)) {
      return;
    }
    List<Subject> after;
    try {
      after = bound(patched(binding(now), patch.get()));
    } catch (JsonException refused) {
      Statistics.collect("refused");
      return;
    }
    assertThat(after).contains(somebody);
    Statistics.collect("taken back");
    Statistics.coverage(tries -> tries.check("taken back").count(taken -> taken > 0));
  }

  @Test
  void aBindingThatIsNoLongerOursIsNotChanged() {
    var somebody = Subject.user("bob");
    var foreign =
        new Binding(
            Json.createObjectBuilder(binding(List.of(somebody)).json())
                .add("metadata", Json.createObjectBuilder().add("name", "x"))
                .build());
    var other = binding(List.of(somebody));

    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> patched(foreign, Binding.adding(CLUSTER, ROLE, somebody)));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> patched(other, Binding.adding(CLUSTER, "edit", somebody)));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> patched(other, Binding.adding(RoleScope.namespace("n"), ROLE, somebody)));
  }

  private static Binding binding(List<Subject> subjects) {
    var array = Json.createArrayBuilder();
    subjects.forEach(subject -> array.add(subject.json()));
    return new Binding(
        Json.createObjectBuilder()
            .add(
                "metadata",
                Json.createObjectBuilder()
                    .add("name", "x")
                    .add("labels", Labels.of(Labels.BINDING)))
            .add("roleRef", Json.createObjectBuilder().add("kind", "ClusterRole").add("name", ROLE))
            .add("subjects", array)
            .build());
  }

  private static Binding patched(Binding binding, JsonArray patch) {
    return new Binding(Json.createPatch(patch).apply(binding.json()));
  }

  private static List<Subject> bound(Binding binding) {
    return binding.subjects().getValuesAs(JsonObject.class).stream().map(Subject::of).toList();
  }

  private static List<Subject> others(List<Subject> subjects, Subject somebody) {
    return subjects.stream().filter(subject -> !subject.equals(somebody)).toList();
  }

  @Provide
  Arbitrary<List<Subject>> many() {
    return subjects().list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<Subject> subjects() {
    return Arbitraries.of(
        new Subject.User("bob"),
        new Subject.User("Bob"),
        new Subject.User("ann"),
        new Subject.Group("bob"),
        new Subject.ServiceAccount("default", "bob"),
        new Subject.ServiceAccount("other", "bob"));
  }
}
