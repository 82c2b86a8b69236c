package org.clustershare.bindings.subject;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * The prefixes that a cluster's API server puts before the provider's names: its flags {@code
 * --oidc-username-prefix} and {@code --oidc-groups-prefix}, or its structured authentication.
 *
 * @param usernames such as {@code oidc:}; empty for none
 * @param groups such as {@code oidc:}; empty for none
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/">
 *     Authenticating</a>
 */
public record UsernamePrefixes(String usernames, String groups) {
  public static final UsernamePrefixes NONE = new UsernamePrefixes("", "");

  /** The prefix of names that Kubernetes reserves: no provider can give them. */
  public static final String RESERVED = "system:";

  // No email has a colon, so a prefix with one cannot be the beginning of a person's name.
  private static final String SEPARATOR = ":";

  /**
   * The subject as the API server spells it, from the text that a person wrote. Names that
   * Kubernetes reserves stay as they are.
   *
   * <p>A prefix with a colon, such as {@code oidc:}, is not repeated if the text has it already.
   * Any other prefix always comes before the text: {@code dev-} can also be the beginning of the
   * name itself ({@code dev-ops@example.com}).
   */
  public Subject apply(Subject subject) {
    return rename(
        subject,
        (prefix, name) ->
            name.startsWith(RESERVED) || (prefix.contains(SEPARATOR) && name.startsWith(prefix))
                ? name
                : prefix + name);
  }

  /**
   * The subjects that a person can mean by the name of a bound subject, most likely first: as the
   * provider or as a list of bindings spells it, with the spaces around it and without.
   */
  public List<Subject> candidates(Subject subject) {
    return Stream.of(subject, subject.stripped())
        .flatMap(spelt -> Stream.of(apply(spelt), spelt))
        .distinct()
        .toList();
  }

  /** The subject as the API server spells it, from the name in the provider's token. */
  public Subject prefix(Subject subject) {
    return rename(subject, String::concat);
  }

  private Subject rename(Subject subject, BinaryOperator<String> prefixed) {
    return switch (subject) {
      case Subject.User(var name) -> new Subject.User(prefixed.apply(usernames, name));
      case Subject.Group(var name) -> new Subject.Group(prefixed.apply(groups, name));
      case Subject.ServiceAccount account -> account;
    };
  }
}
