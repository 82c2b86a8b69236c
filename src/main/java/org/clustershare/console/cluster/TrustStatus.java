package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.clustershare.console.ConsolePath;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.trust.check.TrustCheck;
import org.clustershare.trust.check.TrustChecks;
import org.clustershare.trust.check.TrustTexts;
import org.clustershare.trust.entity.TrustState;

/** A cluster's trust in the issuer, as the cluster's own page and the share dialog show it. */
@Named
@RequestScoped
public class TrustStatus {
  private final CurrentPerson current;
  private final TrustChecks trustChecks;
  private final InstallationSettings installation;
  private final ConsolePath path;

  private boolean loaded;
  private Optional<TrustCheck> last = Optional.empty();

  @Inject
  TrustStatus(
      CurrentPerson current,
      TrustChecks trustChecks,
      InstallationSettings installation,
      ConsolePath path) {
    this.current = current;
    this.trustChecks = trustChecks;
    this.installation = installation;
    this.path = path;
  }

  /** Whether the feature gate allows trust checks. */
  public boolean isShown() {
    return installation.isOpen(FeatureGate.OPEN_ID_AUTH_PLUGIN);
  }

  public boolean isChecked() {
    return last().isPresent();
  }

  public boolean isTrusted() {
    return last().filter(found -> found.verdict().state() == TrustState.TRUSTED).isPresent();
  }

  /** Whether the last check says that the cluster refuses the kubeconfigs of shares. */
  public boolean isWarning() {
    return isShown() && isChecked() && !isTrusted();
  }

  public TrustTexts getTexts() {
    return TrustTexts.of(
        last().orElseThrow().verdict().state(),
        FacesContext.getCurrentInstance().getViewRoot().getLocale());
  }

  public String getAddress() {
    return "/console/trust/%s/%s".formatted(path.projectId(), path.clusterId());
  }

  private Optional<TrustCheck> last() {
    if (!loaded) {
      last = trustChecks.last(current.require(), path.projectId(), path.clusterId());
      loaded = true;
    }
    return last;
  }
}
