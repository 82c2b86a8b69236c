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

/** What a cluster's own page says of its trust. */
@Named
@RequestScoped
public class TrustStatus {
  @Inject private CurrentPerson current;
  @Inject private TrustChecks trustChecks;
  @Inject private InstallationSettings installation;
  @Inject private ConsolePath path;

  private boolean looked;
  private Optional<TrustCheck> look = Optional.empty();

  /** Nothing of trust is shown while the gate is closed. */
  public boolean isShown() {
    return installation.open(FeatureGate.OPEN_ID_AUTH_PLUGIN);
  }

  public boolean isChecked() {
    return look().isPresent();
  }

  public boolean isTrusted() {
    return look().filter(found -> found.verdict().state() == TrustState.TRUSTED).isPresent();
  }

  /** Whether a kubeconfig of a link would be refused, as far as is known. */
  public boolean isWarning() {
    return isShown() && isChecked() && !isTrusted();
  }

  public TrustTexts getTexts() {
    return TrustTexts.of(
        look().orElseThrow().verdict().state(),
        FacesContext.getCurrentInstance().getViewRoot().getLocale());
  }

  public String getAddress() {
    return "/console/trust/%s/%s".formatted(path.segment(0), path.segment(1));
  }

  private Optional<TrustCheck> look() {
    if (!looked) {
      look = trustChecks.last(current.require(), path.segment(0), path.segment(1));
      looked = true;
    }
    return look;
  }
}
