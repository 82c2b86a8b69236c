package org.clustershare.roles.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.clustershare.cluster.account.ManagedRoles;
import org.clustershare.platform.config.SettingValues;

/**
 * Settings of the default roles and of their reconciliation.
 *
 * @param reconcileInterval time between two reconciliations of a cluster ({@code
 *     reconcile-interval})
 * @param reconcileMode the mode of clusters that have none themselves ({@code reconcile-mode})
 * @param templates the default roles, from the folder {@code default-roles-dir} or from the WAR
 * @param ownerClusterRole the ClusterRole to which a cluster's owner is bound once ({@code
 *     owner-cluster-role}); one of the templates
 * @param bindable names of the roles that people can be bound to ({@code bindable-roles}); empty
 *     for all labelled roles
 */
public record RoleSettings(
    Duration reconcileInterval,
    ReconcileMode reconcileMode,
    List<RoleTemplate> templates,
    String ownerClusterRole,
    Set<String> bindable)
    implements ManagedRoles {

  public static RoleSettings read(SettingValues values) {
    var templates =
        values
            .text("default-roles-dir")
            .map(dir -> RoleFiles.in(Path.of(dir), values::problem))
            .orElseGet(() -> RoleFiles.bundled(values::problem));
    return new RoleSettings(
        values.duration("reconcile-interval", Duration.ofSeconds(60), Duration.ofDays(7)),
        mode(values),
        templates,
        ownerRole(values, templates),
        values.list("bindable-roles"));
  }

  @Override
  public List<String> clusterRoles() {
    return names(RoleTemplate.Labelled.class);
  }

  @Override
  public List<String> namespacedRoles() {
    return names(RoleTemplate.Namespaced.class);
  }

  private List<String> names(Class<? extends RoleTemplate> kind) {
    return templates.stream().filter(kind::isInstance).map(RoleTemplate::name).sorted().toList();
  }

  private static ReconcileMode mode(SettingValues values) {
    var text = values.text("reconcile-mode").orElse(ReconcileMode.APPLY.key());
    var mode = ReconcileMode.of(text);
    if (mode.isEmpty()) {
      values.problem("reconcile-mode must be apply or report; it is \"%s\".".formatted(text));
    }
    return mode.orElse(ReconcileMode.REPORT);
  }

  private static String ownerRole(SettingValues values, List<RoleTemplate> templates) {
    var role = values.text("owner-cluster-role").orElse("admin");
    var labelled =
        templates.stream()
            .filter(RoleTemplate.Labelled.class::isInstance)
            .map(RoleTemplate::name)
            .toList();
    // A folder that cannot be read has its own problem.
    if (!templates.isEmpty() && !labelled.contains(role)) {
      values.problem(
          "owner-cluster-role must be one of the ClusterRoles among the default roles (%s); it is \"%s\"."
              .formatted(String.join(", ", labelled), role));
    }
    return role;
  }
}
