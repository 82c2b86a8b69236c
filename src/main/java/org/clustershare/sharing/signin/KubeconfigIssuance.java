package org.clustershare.sharing.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.signin.CodeExchange.SignedIn;
import org.clustershare.sharing.ShareTrail;
import org.clustershare.sharing.download.Kubeconfigs;
import org.clustershare.sharing.download.PendingDownload;
import org.clustershare.sharing.download.PendingDownloads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Issues a kubeconfig to the recipient of a share who has signed in, and logs it. */
@ApplicationScoped
class KubeconfigIssuance {
  private static final Logger LOG = LoggerFactory.getLogger(KubeconfigIssuance.class);

  private final Kubeconfigs kubeconfigs;
  private final PersonDirectory personDirectory;
  private final OidcSettings oidc;
  private final ShareTrail trail;
  private final Clock clock;

  @Inject
  KubeconfigIssuance(
      Kubeconfigs kubeconfigs,
      PersonDirectory personDirectory,
      OidcSettings oidc,
      ShareTrail trail,
      Clock clock) {
    this.kubeconfigs = kubeconfigs;
    this.personDirectory = personDirectory;
    this.oidc = oidc;
    this.trail = trail;
    this.clock = clock;
  }

  PendingDownload issue(KubeconfigRequest request, RelyingParty client, SignedIn signedIn) {
    var shared = request.shared();
    if (shared.cluster().client().isEmpty()) {
      // An editor of a project chose a cluster's own client, and its claims: Cluster Share keeps
      // only accounts that the installation's client names.
      personDirectory.store(signedIn.person());
    }
    var kubeconfig =
        new PendingDownload(
            PendingDownload.Source.of(shared),
            new PendingDownload.Recipient(
                signedIn.person().email(),
                Optional.of(client.client().issuerUrl()).filter(this::isOther)),
            request.style(),
            kubeconfigs.of(shared.cluster(), client, request.style(), signedIn, request.direct()),
            clock.instant().plus(PendingDownloads.LIFETIME));
    trail.signedIn(
        shared, kubeconfig.email(), kubeconfig.recipient().otherIssuer(), request.style().key());
    LOG.info(
        "kubeconfig made: share={} cluster={} for={} style={}",
        shared.share().id(),
        kubeconfig.clusterId(),
        signedIn.person().id(),
        request.style());
    return kubeconfig;
  }

  private boolean isOther(URI issuer) {
    return !issuer.equals(oidc.issuerUrl());
  }
}
