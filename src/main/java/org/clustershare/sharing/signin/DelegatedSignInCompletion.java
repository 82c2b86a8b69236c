package org.clustershare.sharing.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.clustershare.cluster.client.ClusterClients;
import org.clustershare.oidc.signin.AuthorizationCodeFlow;
import org.clustershare.oidc.signin.AuthorizationResponse;
import org.clustershare.oidc.signin.SignInCookies;
import org.clustershare.oidc.signin.SignInFailure;
import org.clustershare.oidc.signin.SignInKind;
import org.clustershare.platform.problem.ProblemType;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.SharingProblem;
import org.clustershare.sharing.download.PendingDownload;
import org.clustershare.sharing.download.PendingDownloads;

/** The end of a delegated sign-in: takes the issuer's answer and hands the kubeconfig over. */
@ApplicationScoped
public class DelegatedSignInCompletion {
  private final ClusterClients clients;
  private final Shares shares;
  private final PendingDownloads downloads;
  private final AuthorizationCodeFlow flow;
  private final SignInCookies cookies;
  private final KubeconfigIssuance issuance;

  /** The result of a sign-in. */
  public sealed interface Result {
    /** The file itself, for a link of KKP's form. */
    record File(PendingDownload kubeconfig) implements Result {}

    /** A page from which it is downloaded. */
    record Page(PendingDownloads.Handle handle) implements Result {}
  }

  @Inject
  DelegatedSignInCompletion(
      ClusterClients clients,
      Shares shares,
      PendingDownloads downloads,
      AuthorizationCodeFlow flow,
      SignInCookies cookies,
      KubeconfigIssuance issuance) {
    this.clients = clients;
    this.shares = shares;
    this.downloads = downloads;
    this.flow = flow;
    this.cookies = cookies;
    this.issuance = issuance;
  }

  /**
   * Completes a sign-in.
   *
   * @param answer the issuer's answer
   * @param cookie the browser's cookie
   */
  public Result complete(AuthorizationResponse answer, Optional<String> cookie) {
    shares.requireGateOpen();
    var accepted =
        flow.accept(
            answer,
            SignInKind.SHARE,
            cookies.open(SignInKind.SHARE, cookie),
            DelegatedSignInCompletion::problem);
    var request =
        KubeconfigRequest.of(
            accepted.state(), shares.findById(KubeconfigRequest.shareId(accepted.state())));
    var client = clients.of(request.shared().cluster());
    var signedIn = flow.redeem(client, accepted);
    var kubeconfig = issuance.issue(request, client, signedIn);
    return request.direct()
        ? new Result.File(kubeconfig)
        : new Result.Page(downloads.add(kubeconfig, flow.states().restartToken(accepted.state())));
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
