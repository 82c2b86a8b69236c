package org.clustershare.rbac.control;

/**
 * What a cluster's API server puts before the names that the provider gives, as its flags {@code
 * --oidc-username-prefix} and {@code --oidc-groups-prefix} (or its structured authentication) say.
 *
 * @param usernames such as {@code oidc:}; empty for none
 * @param groups such as {@code oidc:}; empty for none
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/">
 *     Authenticating</a>
 */
public record NamePrefixes(String usernames, String groups) {
  public static final NamePrefixes NONE = new NamePrefixes("", "");

  /** Kubernetes keeps these names to itself: no provider can give them. */
  private static final String KUBERNETES = "system:";

  /**
   * The subject as the API server will know it. Names that have the prefix already, and names of
   * Kubernetes' own, stay as they are.
   */
  public Subject applied(Subject subject) {
    if (subject instanceof Subject.User user) {
      return new Subject.User(prefixed(usernames, user.name()));
    }
    if (subject instanceof Subject.Group group) {
      return new Subject.Group(prefixed(groups, group.name()));
    }
    return subject;
  }

  private static String prefixed(String prefix, String name) {
    return name.startsWith(prefix) || name.startsWith(KUBERNETES) ? name : prefix + name;
  }
}
