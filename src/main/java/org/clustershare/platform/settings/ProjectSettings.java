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
  /** Stands among {@link #creators} for every signed-in person. */
  private static final String EVERYONE = "everyone";

  static ProjectSettings read(SettingValues values) {
    return new ProjectSettings(
        people(values, "admins", Set.of()), people(values, "project-creators", Set.of(EVERYONE)));
  }

  /** Whether every signed-in person may make projects. */
  public boolean everyoneCreates() {
    return creators.isEmpty() || creators.contains(EVERYONE);
  }

  private static Set<String> people(SettingValues values, String key, Set<String> words) {
    var people = values.list(key);
    people.stream()
        .filter(name -> !words.contains(name))
        .filter(name -> !name.startsWith("oidc:") && name.indexOf('@') < 1)
        .forEach(
            name ->
                values.problem(
                    "%s must be a list of emails and of groups as oidc:<group>; it names \"%s\"."
                        .formatted(key, name)));
    return people;
  }
}
