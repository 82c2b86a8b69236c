package org.clustershare.project.settings;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.clustershare.oidc.settings.SignInSettings;
import org.clustershare.platform.config.SettingValues;

/**
 * Administrators and creators of projects. People are named by email, groups of the provider as
 * {@code oidc:<group>}.
 *
 * @param admins people and groups with all permissions ({@code admins})
 * @param creators people and groups who may create projects in addition to the admins; {@code
 *     everyone} stands for every person who signs in ({@code project-creators})
 */
public record ProjectSettings(Set<String> admins, Set<String> creators) {
  private static final String ADMINS = "admins";
  private static final String CREATORS = "project-creators";
  private static final String GROUP = "oidc:";

  public static ProjectSettings read(SettingValues values, SignInSettings signIn) {
    var settings =
        new ProjectSettings(
            people(values, ADMINS, "a list of emails and of groups as oidc:<group>", Set.of()),
            people(
                values,
                CREATORS,
                "a list of emails, of groups as oidc:<group>, or the word everyone",
                Set.of(SettingValues.EVERYONE)));
    settings.requireCreators(values, signIn);
    return settings;
  }

  /** Whether every person who signs in may create projects. */
  public boolean everyoneCreates() {
    return creators.contains(SettingValues.EVERYONE);
  }

  private void requireCreators(SettingValues values, SignInSettings signIn) {
    if (admins.isEmpty() && creators.isEmpty()) {
      values.problem(
          "Set %s or %s (environment variables %s, %s): they name the people who may create projects; without both, no person may. %s=everyone allows all people who sign in, as earlier builds did without the setting."
              .formatted(
                  CREATORS,
                  ADMINS,
                  SettingValues.variable(CREATORS),
                  SettingValues.variable(ADMINS),
                  CREATORS));
    } else if (Stream.of(admins, creators)
        .flatMap(Set::stream)
        .noneMatch(name -> maySignIn(name, signIn.emailDomains()))) {
      values.problem(
          "No person could create a project: oidc-email-domains excludes all people whom %s and %s name."
              .formatted(CREATORS, ADMINS));
    }
  }

  private static boolean maySignIn(String name, Set<String> domains) {
    return domains.isEmpty()
        || name.equals(SettingValues.EVERYONE)
        || name.startsWith(GROUP)
        || domains.contains(name.substring(name.indexOf('@') + 1).toLowerCase(Locale.ROOT));
  }

  private static Set<String> people(
      SettingValues values, String key, String what, Set<String> words) {
    var people = values.list(key);
    people.stream()
        .filter(name -> !words.contains(name) && !isGroup(name) && name.indexOf('@') < 1)
        .forEach(
            name -> values.problem("%s must be %s; it names \"%s\".".formatted(key, what, name)));
    return people;
  }

  private static boolean isGroup(String name) {
    return name.startsWith(GROUP) && name.length() > GROUP.length();
  }
}
