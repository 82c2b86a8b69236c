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
import org.clustershare.kubernetes.object.RoleBinding;
import org.junit.jupiter.api.Test;

/** Applies the patches as an API server does: to the state that the binding has by then. */
class BindingPatchTest {
  private static final RoleScope CLUSTER = RoleScope.cluster();
  private static final String ROLE = "view";

  @Property
  void addingKeepsAllOthers(
      @ForAll("many") List<Subject> before, @ForAll("subjects") Subject subject) {
    var after = patched(binding(before), BindingPatch.add(CLUSTER, ROLE, subject));

    var expected = new ArrayList<>(before);
    expected.add(subject);
    assertThat(bound(after)).isEqualTo(expected);
  }

  @Property
  void removingKeepsSubjectsThatWereAddedInTheMeantime(
      @ForAll("many") List<Subject> before,
      @ForAll("subjects") Subject subject,
      @ForAll("many") List<Subject> addedMeanwhile) {
    var seen = binding(before);
    var patch = BindingPatch.remove(seen, subject);
    var later = seen;
    for (var other : addedMeanwhile) {
      later = patched(later, BindingPatch.add(CLUSTER, ROLE, other));
    }

    var expected = new ArrayList<>(before);
    expected.removeIf(subject::equals);
    expected.addAll(addedMeanwhile);
    assertThat(bound(patched(later, patch))).isEqualTo(expected);
  }

  @Property
  void removingFromAnotherStateRemovesNoOther(
      @ForAll("many") List<Subject> seen,
      @ForAll("subjects") Subject subject,
      @ForAll("many") List<Subject> now) {
    var patch = BindingPatch.remove(binding(seen), subject);
    List<Subject> after;
    try {
      after = bound(patched(binding(now), patch));
      Statistics.collect("changed");
      Statistics.coverage(tries -> tries.check("changed").count(changed -> changed > 0));
    } catch (JsonException refused) {
      return; // the API server answers 422, and the change is retried
    }

    assertThat(others(after, subject)).isEqualTo(others(now, subject));
  }

  @Property
  void aRepeatedSubjectIsBoundAsBefore(
      @ForAll("many") List<Subject> before,
      @ForAll("subjects") Subject subject,
      @ForAll SubjectMatch rule) {
    var after = patched(binding(before), BindingPatch.add(CLUSTER, ROLE, subject));
    Predicate<JsonObject> same = entry -> rule.matches(subject, entry);
    boolean already = before.stream().map(Subject::json).anyMatch(same);

    var back = BindingPatch.undoAdd(after, CLUSTER, ROLE, subject, same);

    assertThat(back.isPresent()).isEqualTo(already);
    back.ifPresent(patch -> assertThat(bound(patched(after, patch))).isEqualTo(before));
  }

  @Property
  void undoNeverRemovesTheLastMention(
      @ForAll("many") List<Subject> seen,
      @ForAll("subjects") Subject subject,
      @ForAll("many") List<Subject> others,
      @ForAll boolean grown) {
    // Either the binding that was read with more subjects at the end, or another one.
    var now = new ArrayList<>(grown ? seen : List.of());
    now.addAll(grown ? List.of(subject) : List.of());
    now.addAll(others);
    var patch =
        BindingPatch.undoAdd(
            patched(binding(seen), BindingPatch.add(CLUSTER, ROLE, subject)),
            CLUSTER,
            ROLE,
            subject,
            subject::is);
    if (patch.isEmpty() || !now.contains(subject)) {
      return;
    }
    List<Subject> after;
    try {
      after = bound(patched(binding(now), patch.get()));
    } catch (JsonException refused) {
      Statistics.collect("refused");
      return;
    }
    assertThat(after).contains(subject);
    Statistics.collect("taken back");
    Statistics.coverage(tries -> tries.check("taken back").count(taken -> taken > 0));
  }

  @Test
  void aBindingThatLostItsLabelIsNotChanged() {
    var subject = Subject.user("bob");
    var foreign =
        new RoleBinding(
            Json.createObjectBuilder(binding(List.of(subject)).json())
                .add("metadata", Json.createObjectBuilder().add("name", "x"))
                .build());
    var other = binding(List.of(subject));

    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> patched(foreign, BindingPatch.add(CLUSTER, ROLE, subject)));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> patched(other, BindingPatch.add(CLUSTER, "edit", subject)));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(
            () -> patched(other, BindingPatch.add(RoleScope.namespace("n"), ROLE, subject)));
  }

  private static RoleBinding binding(List<Subject> subjects) {
    var array = Json.createArrayBuilder();
    subjects.forEach(subject -> array.add(subject.json()));
    return new RoleBinding(
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

  private static RoleBinding patched(RoleBinding binding, JsonArray patch) {
    return new RoleBinding(Json.createPatch(patch).apply(binding.json()));
  }

  private static List<Subject> bound(RoleBinding binding) {
    return binding.subjects().getValuesAs(JsonObject.class).stream().map(Subject::of).toList();
  }

  private static List<Subject> others(List<Subject> subjects, Subject subject) {
    return subjects.stream().filter(one -> !one.equals(subject)).toList();
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
