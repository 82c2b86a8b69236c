package org.clustershare.trust.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.clustershare.identity.control.RelyingParty;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/** How an API server is made to trust an issuer and client, with their own values. */
@ApplicationScoped
public class SetUp {
  /** All of them, in the order in which they are shown. */
  public List<SetUpText> texts(RelyingParty trusted) {
    var client = trusted.client();
    var issuer = client.issuerUrl().toString();
    var own =
        new ApiServerTexts(issuer, client.clientId(), client.kubeloginClientId(), trusted.caPem());
    var managed =
        new ManagedTexts(issuer, client.clientId(), client.kubeloginClientId(), trusted.caPem());
    var emailVerified = EmailVerifiedRule.of(trusted);
    return List.of(
        own.authenticationConfiguration(emailVerified),
        own.flags(),
        own.kubeadm(),
        own.k3s(),
        own.rke2(),
        managed.eks(),
        managed.aks(emailVerified),
        managed.gke());
  }

  /** One of them; a missing page when there is none of this id. */
  public SetUpText require(RelyingParty trusted, String id) {
    return texts(trusted).stream()
        .filter(text -> text.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND, ""));
  }
}
