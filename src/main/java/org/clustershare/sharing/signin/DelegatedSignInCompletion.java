package org.clustershare.sharing.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.clustershare.cluster.client.ClusterClients;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.signin.AuthorizationCodeFlow;
import org.clustershare.oidc.signin.AuthorizationResponse;
import org.clustershare.oidc.signin.CodeExchange.SignedIn;
import org.clustershare.oidc.signin.SignInCookies;
import org.clustershare.oidc.signin.SignInFailure;
import org.clustershare.oidc.signin.SignInKind;
import org.clustershare.oidc.signin.SignInState;
import org.clustershare.platform.problem.ProblemType;
import org.clustershare.sharing.ShareTrail;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.SharingProblem;
import org.clustershare.sharing.download.Kubeconfigs;
import org.clustershare.sharing.download.PendingDownload;
import org.clustershare.sharing.download.PendingDownloads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a delegated sign-in: takes the issuer's answer and creates the kubeconfig. */
@ApplicationScoped
public class DelegatedSignInCompletion {
  private static final Logger LOG = LoggerFactory.getLogger(DelegatedSignInCompletion.class);

  private final OidcSettings oidc;
  private final ClusterClients clients;
  private final Shares shares;
  private final PendingDownloads downloads;
  private final AuthorizationCodeFlow flow;
  private final SignInCookies cookies;
  private final Kubeconfigs kubeconfigs;
  private final PersonDirectory personDirectory;
  private final ShareTrail trail;
  private final Clock clock;

  /** The result of a sign-in. */
  public sealed interface Result {
    /** The file itself, for a link of KKP's form. */
    record File(PendingDownload kubeconfig) implements Result {}

    /** A page from which it is downloaded. */
    record Page(PendingDownloads.Handle handle) implements Result {}
  }

  @Inject
  DelegatedSignInCompletion(
      OidcSettings oidc,
      ClusterClients clients,
      Shares shares,
      PendingDownloads downloads,
      AuthorizationCodeFlow flow,
      SignInCookies cookies,
      Kubeconfigs kubeconfigs,
      PersonDirectory personDirectory,
      ShareTrail trail,
      Clock clock) {
    this.oidc = oidc;
    this.clients = clients;
    this.shares = shares;
    this.downloads = downloads;
    this.flow = flow;
    this.cookies = cookies;
    this.kubeconfigs = kubeconfigs;
    this.personDirectory = personDirectory;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * Completes a sign-in.
   *
   * @param answer the issuer's answer
   * @param cookie the browser's cookie
   */
  public Result complete(AuthorizationResponse answer, Optional<String> cookie) {
    var shareId = flow.states().open(answer.state(), SignInKind.SHARE).map(Wanted::shareId);
    return trail.refusing(shareId, () -> completeOrThrow(answer, cookie));
  }

  private Result completeOrThrow(AuthorizationResponse answer, Optional<String> cookie) {
    shares.requireOpen();
    var accepted =
        flow.accept(
            answer,
            SignInKind.SHARE,
            cookies.open(SignInKind.SHARE, cookie),
            DelegatedSignInCompletion::problem);
    var wanted = Wanted.of(accepted.state(), shares.reopen(Wanted.shareId(accepted.state())));
    var client = clients.of(wanted.shared().cluster());
    var signedIn = flow.redeem(client, accepted);
    if (wanted.shared().cluster().client().isEmpty()) {
      // An editor of a project chose a cluster's own client, and its claims: Cluster Share keeps
      // only accounts that the installation's client names.
      personDirectory.store(signedIn.person());
    }
    var kubeconfig = kubeconfig(wanted, client, signedIn);
    trail.signedIn(
        wanted.shared(),
        signedIn.person().email(),
        client.client().issuerUrl().toString(),
        wanted.style().key());
    LOG.info(
        "kubeconfig made: share={} cluster={} for={} style={}",
        wanted.shared().share().id(),
        kubeconfig.clusterId(),
        signedIn.person().id(),
        wanted.style());
    return wanted.direct()
        ? new Result.File(kubeconfig)
        : new Result.Page(downloads.add(kubeconfig, restartToken(accepted.state())));
  }

  private PendingDownload kubeconfig(Wanted wanted, RelyingParty client, SignedIn signedIn) {
    var shared = wanted.shared();
    return new PendingDownload(
        PendingDownload.Source.of(shared),
        new PendingDownload.Recipient(
            signedIn.person().email(),
            Optional.of(client.client().issuerUrl()).filter(this::isOther)),
        wanted.style(),
        kubeconfigs.of(shared.cluster(), client, wanted.style(), signedIn, wanted.direct()),
        clock.instant().plus(PendingDownloads.LIFETIME));
  }

  private boolean isOther(URI issuer) {
    return !issuer.equals(oidc.issuerUrl());
  }

  private String restartToken(SignInState state) {
    return flow.states().restartToken(state);
  }

  private static ProblemType problem(SignInFailure failure) {
    return switch (failure) {
      case ANSWER_UNCLEAR -> SharingProblem.EXCHANGE_ANSWER_WRONG;
      case STATE_WRONG -> SharingProblem.EXCHANGE_STATE_WRONG;
      case EXPIRED -> SharingProblem.EXCHANGE_EXPIRED;
      case REPLAYED -> SharingProblem.EXCHANGE_REPLAYED;
      case CLIENT_CHANGED -> SharingProblem.EXCHANGE_CLIENT_CHANGED;
      case CODE_MISSING -> SharingProblem.EXCHANGE_CODE_MISSING;
    };
  }
}
