package org.clustershare.platform.settings;

import java.util.Set;

/**
 * Who may do what beyond the members of a project. People are named by email, groups of the
 * provider as {@code oidc:<group>}.
 *
 * @param admins see and do everything ({@code admins})
 * @param creators may make projects; empty for everyone ({@code project-creators})
 */
public record ProjectSettings(Set<String> admins, Set<String> creators) {

  static ProjectSettings read(SettingValues values) {
    return new ProjectSettings(people(values, "admins"), people(values, "project-creators"));
  }

  private static Set<String> people(SettingValues values, String key) {
    var people = values.list(key);
    people.stream()
        .filter(name -> !name.startsWith("oidc:") && name.indexOf('@') < 1)
        .forEach(
            name ->
                values.problem(
                    "%s must be a list of emails and of groups as oidc:<group>; it names \"%s\"."
                        .formatted(key, name)));
    return people;
  }
}
