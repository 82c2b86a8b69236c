package org.clustershare.console.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingFormTest {
  private static final List<String> CLUSTER_ROLES = List.of("admin", "both", "view");
  private static final List<String> ROLES = List.of("both", "namespace-viewer");

  private final BindingForm form = new BindingForm();

  private String role(String where, String role) {
    form.setWhere(where);
    form.setRole(role);
    return form.role(CLUSTER_ROLES, ROLES);
  }

  private static void assertProblem(BindingProblem problem, ThrowingCallable call) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(call)
        .satisfies(thrown -> assertThat(thrown.type()).isEqualTo(problem));
  }

  @Test
  void noRoleIsChosenForAnybody() {
    assertProblem(BindingProblem.ROLE_NOT_CHOSEN, () -> form.role(CLUSTER_ROLES, ROLES));

    form.setRole(null);
    assertProblem(BindingProblem.ROLE_NOT_CHOSEN, () -> form.role(CLUSTER_ROLES, ROLES));
  }

  @ParameterizedTest
  @CsvSource({"*,view", "*,both", "default,namespace-viewer", "default,both"})
  void aRoleThatIsOfferedThereIsTaken(String where, String role) {
    assertThat(role(where, role)).isEqualTo(role);
  }

  @Test
  void aRoleOfNamespacesIsNotForTheWholeCluster() {
    assertProblem(BindingProblem.ROLE_OF_NAMESPACES, () -> role("*", "namespace-viewer"));
  }

  @Test
  void aRoleOfTheWholeClusterIsNotForANamespace() {
    assertProblem(BindingProblem.ROLE_OF_CLUSTER, () -> role("default", "view"));
  }

  @Test
  void whatNothingOffersIsLeftToTheCluster() {
    assertThat(role("*", "gone")).isEqualTo("gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"User", "Group", "ServiceAccount"})
  void somebodyHasToBeNamed(String kind) {
    form.setKind(kind);
    form.setName("  ");
    form.setAccountNamespace("default");

    assertProblem(BindingProblem.SUBJECT_UNNAMED, form::subject);
  }

  @Test
  void aServiceAccountNeedsItsNamespace() {
    form.setKind("ServiceAccount");
    form.setName("robot");

    assertProblem(BindingProblem.SUBJECT_UNNAMED, form::subject);
  }

  @Test
  void whoIsNamedIsBoundWhereItWasSaid() {
    form.setKind("ServiceAccount");
    form.setName(" robot ");
    form.setAccountNamespace(" kube-system ");
    form.setWhere("default");

    assertThat(form.subject()).isEqualTo(new Subject.ServiceAccount("kube-system", "robot"));
    assertThat(form.scope()).isEqualTo(RoleScope.namespace("default"));
  }
}
