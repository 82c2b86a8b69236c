package org.clustershare.trust.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.clustershare.identity.control.Issuer;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.Settings;

/** How an API server is made to trust the issuer, with this installation's own values. */
@ApplicationScoped
public class SetUp {
  @Inject private Settings settings;
  @Inject private Issuer issuer;

  /** All of them, in the order in which they are shown. */
  public List<SetUpText> texts() {
    var oidc = settings.oidc();
    var own =
        new ApiServerTexts(
            oidc.issuerUrl().toString(), oidc.clientId(), oidc.kubeloginClientId(), issuer.caPem());
    var managed =
        new ManagedTexts(
            oidc.issuerUrl().toString(), oidc.clientId(), oidc.kubeloginClientId(), issuer.caPem());
    return List.of(
        own.authenticationConfiguration(),
        own.flags(),
        own.kubeadm(),
        own.k3s(),
        own.rke2(),
        managed.eks(),
        managed.aks(),
        managed.gke());
  }

  /** One of them; a missing page when there is none of this id. */
  public SetUpText require(String id) {
    return texts().stream()
        .filter(text -> text.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND, ""));
  }
}
