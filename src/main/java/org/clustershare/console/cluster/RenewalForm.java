package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.function.Supplier;
import org.clustershare.cluster.certificate.ClientCertificateUser;
import org.clustershare.cluster.model.StoredRenewal;
import org.clustershare.cluster.model.StoredRenewal.State;
import org.clustershare.cluster.renewal.CertificateRenewal;
import org.clustershare.cluster.renewal.Renewal;
import org.clustershare.console.Confirmation;
import org.clustershare.console.ConfirmationMessage;
import org.clustershare.console.ConsoleCluster;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;

/** Section <em>Next client certificate</em> on a cluster's settings page. */
@Named
@RequestScoped
public class RenewalForm {
  private final CurrentPerson current;
  private final CertificateRenewal renewals;
  private final PageProblems problems;
  private final ConsolePath path;
  private final ConsoleCluster cluster;
  private final ConfirmationMessage done;

  private @Nullable Renewal renewal;

  @Inject
  RenewalForm(
      CurrentPerson current,
      CertificateRenewal renewals,
      PageProblems problems,
      ConsolePath path,
      ConsoleCluster cluster,
      ConfirmationMessage done) {
    this.current = current;
    this.renewals = renewals;
    this.problems = problems;
    this.path = path;
    this.cluster = cluster;
    this.done = done;
  }

  /** Sends a certificate signing request, also when there is one already. */
  public void request() {
    run(() -> renewals.request(current.require(), path.projectId(), path.clusterId()));
  }

  /** Checks the state of the request in the cluster. */
  public void check() {
    run(() -> renewals.check(current.require(), path.projectId(), path.clusterId()));
  }

  private void run(Supplier<Renewal> step) {
    problems.orMessage(
        () -> {
          boolean pending = renewal().request().isPresent();
          renewal = step.get();
          if (pending && renewal.request().isEmpty()) {
            done.next(Confirmation.CREDENTIALS_REPLACED);
            cluster.redirect("cluster");
          }
        });
  }

  private Renewal renewal() {
    if (renewal == null) {
      renewal = renewals.of(current.require(), path.projectId(), path.clusterId());
    }
    return renewal;
  }

  public boolean isPossible() {
    return renewal().user().isPresent();
  }

  public @Nullable ClientCertificateUser getUser() {
    return renewal().user().orElse(null);
  }

  /** The request; null if none was sent. */
  public @Nullable StoredRenewal getRequest() {
    return renewal().request().orElse(null);
  }

  /** The details of the request's state; for a denial in the cluster's own words. */
  public Message getExplanation() {
    return renewal()
        .request()
        .map(
            request ->
                request.state() == State.DENIED
                    ? Message.verbatim(request.detail())
                    : Message.recognize(request.detail()))
        .orElse(Message.verbatim(""));
  }

  /** Whether the cluster's administrator can approve a request now. */
  public boolean isApprovable() {
    return renewal().approvable();
  }

  /** The beginning of the administrator's command: it compares the request. */
  public String getCondition() {
    return renewal().condition();
  }

  /** The middle of the command: it approves the request. */
  public String getApproval() {
    return renewal().approval();
  }

  /** The end of the command: it says that the request differs. */
  public String getOtherwise() {
    return renewal().otherwise();
  }

  public String getShowCommand() {
    return renewal().request().map(Renewal::showCommand).orElse("");
  }

  public String getFingerprint() {
    return renewal().request().map(StoredRenewal::fingerprint).orElse("");
  }
}
