package org.clustershare.platform.kkp;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The caller of this request as a client of KKP's API: the version whose answers it expects. A path
 * of KKP's first API names one, otherwise the setting {@code kkp-api-version} does.
 */
@RequestScoped
public class KkpClient {
  /** The newest version whose list of clusters is an array. */
  private static final KkpVersion UNNAMED = new KkpVersion(2, 22);

  private static final String NAMED = KkpClient.class.getName();

  private final HttpServletRequest request;
  private final KkpSettings settings;

  @Inject
  protected KkpClient(HttpServletRequest request, KkpSettings settings) {
    this.request = request;
    this.settings = settings;
  }

  /** Records the version that a request names by its path. */
  static void name(HttpServletRequest request, KkpVersion version) {
    request.setAttribute(NAMED, version);
  }

  /** The version that the request or the setting names; empty if neither does. */
  public Optional<KkpVersion> namedVersion() {
    return Optional.ofNullable((KkpVersion) request.getAttribute(NAMED)).or(settings::apiVersion);
  }

  /** Whether the caller expects answers of this version, or of a newer one. */
  public boolean expects(KkpVersion version) {
    return namedVersion().orElse(UNNAMED).isAtLeast(version);
  }
}
