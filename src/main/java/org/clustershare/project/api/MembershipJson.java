package org.clustershare.project.api;

import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;

/** A project's id and the group of KKP that a role in it is. */
public record MembershipJson(String id, String group) {
  static MembershipJson of(Project project, ProjectRole role) {
    return new MembershipJson(project.id(), role.group());
  }
}
