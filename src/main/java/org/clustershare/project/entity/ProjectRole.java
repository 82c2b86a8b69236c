package org.clustershare.project.entity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Role of a member in a project, from the highest to the lowest. */
public enum ProjectRole {
  OWNER,
  EDITOR,
  VIEWER;

  /** The role as KKP's API spells it: {@code owners}, {@code editors}, {@code viewers}. */
  public String group() {
    return name().toLowerCase(Locale.ROOT) + "s";
  }

  public static Optional<ProjectRole> ofGroup(String group) {
    return Arrays.stream(values()).filter(role -> role.group().equals(group)).findFirst();
  }
}
