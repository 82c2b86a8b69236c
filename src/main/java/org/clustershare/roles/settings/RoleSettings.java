package org.clustershare.roles.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.clustershare.cluster.account.ManagedRoles;
import org.clustershare.platform.config.SettingValues;

/**
 * How the default roles are kept in place.
 *
 * @param reconcileInterval time from one look at a cluster's roles to the next ({@code
 *     reconcile-interval})
 * @param reconcileMode whether drift is repaired, where a cluster has no mode of its own ({@code
 *     reconcile-mode})
 * @param templates the default roles, from the folder {@code default-roles-dir} or our own
 * @param ownerClusterRole the ClusterRole that a cluster's owner is bound to once ({@code
 *     owner-cluster-role}); one of the templates
 * @param bindable names of the roles that people can be bound to; empty for all that are labelled
 *     ({@code bindable-roles})
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
    // A folder that could not be read has its own sentence.
    if (!templates.isEmpty() && !labelled.contains(role)) {
      values.problem(
          "owner-cluster-role must be one of the ClusterRoles among the default roles (%s); it is \"%s\"."
              .formatted(String.join(", ", labelled), role));
    }
    return role;
  }
}
