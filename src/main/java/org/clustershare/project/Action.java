package org.clustershare.project;

import static org.clustershare.project.entity.ProjectRole.EDITOR;
import static org.clustershare.project.entity.ProjectRole.OWNER;
import static org.clustershare.project.entity.ProjectRole.VIEWER;

import java.util.Set;
import org.clustershare.project.entity.ProjectRole;

/**
 * Action in a project with the roles that may perform it; the only table of permissions. {@code
 * docs/permissions.md} is generated from it.
 */
public enum Action {
  VIEW_PROJECT("See the project", OWNER, EDITOR, VIEWER),
  RENAME_PROJECT("Rename the project", OWNER, EDITOR),
  DELETE_PROJECT("Delete the project, once it has no clusters", OWNER),
  VIEW_MEMBERS("See who is in the project", OWNER, EDITOR, VIEWER),
  CHANGE_MEMBERS("Add and remove members, change their roles", OWNER),
  VIEW_ACTIVITY("See and export the project's activity: who did what, and from where", OWNER),
  VIEW_CLUSTER("See clusters", OWNER, EDITOR, VIEWER),
  ADD_CLUSTER("Add a cluster", OWNER, EDITOR),
  CHANGE_CLUSTER("Change a cluster: its name, credentials, address, OIDC client", OWNER, EDITOR),
  CHANGE_CLUSTER_OWNER("Give a cluster to another owner", OWNER),
  REMOVE_CLUSTER("Remove a cluster", OWNER, EDITOR),
  VIEW_BINDINGS("See a cluster's roles and who is bound to them", OWNER, EDITOR, VIEWER),
  CHANGE_BINDINGS("Bind people, groups and service accounts, and undo it", OWNER, EDITOR),
  RECONCILE_ROLES("Repair a cluster's roles now, or only report drift", OWNER, EDITOR),
  VIEW_SHARES("See a cluster's shares", OWNER, EDITOR, VIEWER),
  SHARE_CLUSTER(
      "Share a cluster; a share works while its creator may share the cluster", OWNER, EDITOR),
  REVOKE_SHARE("Revoke a share", OWNER, EDITOR);

  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable, its type does not say so
  private final Set<ProjectRole> roles;

  Action(String description, ProjectRole... roles) {
    this.description = description;
    this.roles = Set.of(roles);
  }

  /** The action in English, for the documentation. */
  public String description() {
    return description;
  }

  /** Whether the action changes something. */
  public boolean isChange() {
    return !name().startsWith("VIEW_");
  }

  public boolean allowedTo(ProjectRole role) {
    return roles.contains(role);
  }
}
