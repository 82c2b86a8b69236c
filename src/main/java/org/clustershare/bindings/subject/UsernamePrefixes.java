package org.clustershare.bindings.subject;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * What a cluster's API server puts before the names that the provider gives, as its flags {@code
 * --oidc-username-prefix} and {@code --oidc-groups-prefix} (or its structured authentication) say.
 *
 * @param usernames such as {@code oidc:}; empty for none
 * @param groups such as {@code oidc:}; empty for none
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/">
 *     Authenticating</a>
 */
public record UsernamePrefixes(String usernames, String groups) {
  public static final UsernamePrefixes NONE = new UsernamePrefixes("", "");

  /** Kubernetes keeps these names to itself: no provider can give them. */
  public static final String RESERVED = "system:";

  // No email has a colon, so that a prefix with one cannot be the beginning of a person's name.
  private static final String SEPARATOR = ":";

  /**
   * The subject as the API server will know it, from what somebody wrote. A prefix with a colon in
   * it, such as {@code oidc:}, may have been written already; any other, such as {@code dev-}, may
   * as well be the beginning of the name itself ({@code dev-ops@example.com}) and always comes
   * before it. Names of Kubernetes' own stay as they are.
   */
  public Subject apply(Subject subject) {
    return renamed(
        subject,
        (prefix, name) ->
            name.startsWith(RESERVED) || (prefix.contains(SEPARATOR) && name.startsWith(prefix))
                ? name
                : prefix + name);
  }

  /**
   * Whom somebody can mean who names a subject that is bound already: as the provider spells it, or
   * as it was listed, in this order; with the spaces around it or, as people are bound, without.
   */
  public List<Subject> candidates(Subject subject) {
    return Stream.of(subject, subject.stripped())
        .flatMap(spelt -> Stream.of(apply(spelt), spelt))
        .distinct()
        .toList();
  }

  /** The subject as the API server knows it, from what the provider itself says. */
  public Subject prefix(Subject subject) {
    return renamed(subject, String::concat);
  }

  private Subject renamed(Subject subject, BinaryOperator<String> prefixed) {
    if (subject instanceof Subject.User user) {
      return new Subject.User(prefixed.apply(usernames, user.name()));
    }
    if (subject instanceof Subject.Group group) {
      return new Subject.Group(prefixed.apply(groups, group.name()));
    }
    return subject;
  }
}
