package org.clustershare.console;

import jakarta.faces.component.UIComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.platform.problem.ProblemType;
import org.clustershare.project.ProjectProblem;

/** The field of a form that a problem is about: its message stands beside that field, too. */
final class ProblemFields {
  /** The ids that the field has; the form that was sent has one of them. */
  private static final Map<ProblemType, List<String>> IDS =
      Map.ofEntries(
          Map.entry(ProjectProblem.PROJECT_NAME_INVALID, List.of("name")),
          Map.entry(ProjectProblem.PROJECT_NOT_CONFIRMED, List.of("confirmation")),
          Map.entry(ProjectProblem.MEMBER_INVALID, List.of("email")),
          Map.entry(ProjectProblem.MEMBER_EXISTS, List.of("email")),
          Map.entry(ClusterProblem.CLUSTER_NAME_INVALID, List.of("name")),
          Map.entry(ClusterProblem.OWNER_INVALID, List.of("owner")),
          Map.entry(ClusterProblem.EXTERNAL_SERVER_INVALID, List.of("external")),
          Map.entry(ClusterProblem.KUBECONFIG_INVALID, List.of("kubeconfig")),
          Map.entry(ClusterProblem.OTHER_CLUSTER, List.of("kubeconfig")),
          Map.entry(ClusterProblem.ISSUER_INVALID, List.of("issuer")),
          Map.entry(ClusterProblem.ISSUER_UNUSABLE, List.of("issuer")),
          Map.entry(ClusterProblem.ISSUER_PRIVATE, List.of("issuer")),
          Map.entry(ClusterProblem.ISSUER_NAMELESS, List.of("issuer")),
          Map.entry(ClusterProblem.CLIENT_ID_INVALID, List.of("client-id")),
          Map.entry(ClusterProblem.CLIENT_NOT_ALLOWED, List.of("client-id")),
          Map.entry(ClusterProblem.CLIENT_OF_INSTALLATION, List.of("client-id")),
          Map.entry(ClusterProblem.CLIENT_OF_OTHERS, List.of("client-id")),
          Map.entry(ClusterProblem.CLIENT_SECRET_INVALID, List.of("client-secret")),
          Map.entry(ClusterProblem.CLIENT_WITHOUT_STYLE, List.of("kubelogin")),
          Map.entry(ClusterProblem.NOT_CONFIRMED, List.of("confirm")),
          Map.entry(BindingProblem.ROLE_NOT_CHOSEN, List.of("role")),
          Map.entry(BindingProblem.ROLE_UNKNOWN, List.of("role")),
          Map.entry(BindingProblem.ROLE_OF_NAMESPACES, List.of("role")),
          Map.entry(BindingProblem.ROLE_OF_CLUSTER, List.of("role")),
          Map.entry(BindingProblem.ROLE_NOT_BINDABLE, List.of("role")),
          Map.entry(BindingProblem.SUBJECT_UNNAMED, List.of("name", "email")),
          Map.entry(BindingProblem.SUBJECT_INVALID, List.of("name", "email")),
          Map.entry(BindingProblem.SUBJECT_REFUSED, List.of("name", "email")),
          Map.entry(BindingProblem.SUBJECT_RESERVED, List.of("name", "email")));

  private ProblemFields() {}

  /**
   * The client id of the field.
   *
   * @param form the form that was sent
   */
  static Optional<String> find(ProblemType type, UIComponent form) {
    return IDS.getOrDefault(type, List.of()).stream()
        .map(form::findComponent)
        .filter(Objects::nonNull)
        .map(UIComponent::getClientId)
        .findFirst();
  }
}
