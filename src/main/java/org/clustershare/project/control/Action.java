package org.clustershare.project.control;

import static org.clustershare.project.entity.ProjectRole.EDITOR;
import static org.clustershare.project.entity.ProjectRole.OWNER;
import static org.clustershare.project.entity.ProjectRole.VIEWER;

import java.util.Set;
import org.clustershare.project.entity.ProjectRole;

/**
 * Everything that can be done in a project, with the roles that may: the one table of permissions.
 */
public enum Action {
  VIEW_PROJECT(OWNER, EDITOR, VIEWER),
  VIEW_CLUSTER(OWNER, EDITOR, VIEWER),
  ADD_CLUSTER(OWNER, EDITOR),
  VIEW_BINDINGS(OWNER, EDITOR, VIEWER),
  CHANGE_BINDINGS(OWNER, EDITOR),
  VIEW_SHARES(OWNER, EDITOR, VIEWER),
  SHARE_CLUSTER(OWNER, EDITOR),
  REVOKE_SHARE(OWNER, EDITOR);

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable, its type does not say so
  private final Set<ProjectRole> roles;

  Action(ProjectRole... roles) {
    this.roles = Set.of(roles);
  }

  public boolean allowedTo(ProjectRole role) {
    return roles.contains(role);
  }
}
