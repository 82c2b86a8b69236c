package org.clustershare.project.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.identity.KnownPerson;

/**
 * A person who has signed in, as KKP's API lists users.
 *
 * @param id the SHA-256 of the email address, in hexadecimal digits
 * @param isGlobalViewer always false: Cluster Share has no such role
 * @param creationTimestamp the first sign-in, if it is known
 * @param lastSeen the last one, to the hour
 * @param groups those of the last sign-in
 * @param projects always empty, as in KKP
 */
public record UserJson(
    String id,
    String name,
    String email,
    boolean isAdmin,
    boolean isGlobalViewer,
    Optional<Instant> creationTimestamp,
    Instant lastSeen,
    List<String> groups,
    List<MembershipJson> projects) {
  static UserJson of(KnownPerson known, boolean admin) {
    var person = known.person();
    return new UserJson(
        person.id(),
        person.name(),
        person.email(),
        admin,
        false,
        known.firstSeenAt(),
        known.lastSeenAt(),
        person.groups(),
        List.of());
  }
}
