package org.clustershare.oidc.settings;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.clustershare.platform.config.SettingValues;
import org.clustershare.platform.text.EmailAddress;

/**
 * Settings for people's accounts at the provider: the claim that identifies them, their accepted
 * changes, and how long groups are valid.
 *
 * @param subjectClaim the claim of ID tokens that identifies an account permanently ({@code
 *     oidc-subject-claim})
 * @param acceptedChanges people whose address may move to another account at their next sign-in
 *     without an admin's decision: emails in lower case, or {@code everyone} ({@code
 *     oidc-accept-changed-subjects})
 * @param groupsMaxAge how long the groups of the last sign-in are valid while the person is absent
 *     ({@code oidc-groups-max-age})
 */
public record AccountSettings(
    String subjectClaim, Set<String> acceptedChanges, Duration groupsMaxAge) {
  /** OpenID Connect's own claim; it never moves to another account. */
  public static final String SUB = "sub";

  static AccountSettings read(SettingValues values) {
    return new AccountSettings(
        values.text("oidc-subject-claim").orElse(SUB),
        acceptedChanges(values),
        values.duration("oidc-groups-max-age", Duration.ofDays(30), Duration.ofDays(3650)));
  }

  /** Whether the address of this lower-case email may move without an admin's decision. */
  public boolean acceptsChangeOf(String personKey) {
    return acceptedChanges.contains(SettingValues.EVERYONE) || acceptedChanges.contains(personKey);
  }

  private static Set<String> acceptedChanges(SettingValues values) {
    var names =
        values.list("oidc-accept-changed-subjects").stream()
            // The word everyone is case-sensitive, as in project-creators.
            .map(name -> name.indexOf('@') < 1 ? name : EmailAddress.key(name))
            .collect(Collectors.toUnmodifiableSet());
    names.stream()
        .filter(name -> !name.equals(SettingValues.EVERYONE) && name.indexOf('@') < 1)
        .forEach(
            name ->
                values.problem(
                    "oidc-accept-changed-subjects must be a list of emails, or everyone; it names \"%s\"."
                        .formatted(name)));
    return names;
  }
}
