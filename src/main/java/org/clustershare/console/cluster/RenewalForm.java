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
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** <em>Next client certificate</em> on a cluster's settings page. */
@Named
@RequestScoped
public class RenewalForm {
  @Inject private CurrentPerson current;
  @Inject private CertificateRenewal renewals;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;
  @Inject private ConfirmationMessage done;

  private @Nullable Renewal renewal;

  /** Sends a request, or another one. */
  public void request() {
    run(() -> renewals.request(current.require(), path.segment(0), path.segment(1)));
  }

  /** Looks what became of the request. */
  public void check() {
    run(() -> renewals.check(current.require(), path.segment(0), path.segment(1)));
  }

  private void run(Supplier<Renewal> step) {
    problems.orMessage(
        () -> {
          boolean asked = renewal().request().isPresent();
          renewal = step.get();
          if (asked && renewal.request().isEmpty()) {
            done.next(Confirmation.CREDENTIALS_REPLACED);
            Faces.redirect("console/cluster/%s/%s", path.segment(0), path.segment(1));
          }
        });
  }

  private Renewal renewal() {
    if (renewal == null) {
      renewal = renewals.of(current.require(), path.segment(0), path.segment(1));
    }
    return renewal;
  }

  public boolean isPossible() {
    return renewal().user().isPresent();
  }

  public @Nullable ClientCertificateUser getUser() {
    return renewal().user().orElse(null);
  }

  /** What was asked for; null when nothing was. */
  public @Nullable StoredRenewal getRequest() {
    return renewal().request().orElse(null);
  }

  /** What is known of the request beside its state; the cluster's own words for a denial. */
  public Message getExplanation() {
    return renewal()
        .request()
        .map(
            request ->
                request.state() == State.DENIED
                    ? Message.said(request.detail())
                    : Message.recognized(request.detail()))
        .orElse(Message.said(""));
  }

  /** Whether there is a request that the cluster's administrator may approve. */
  public boolean isApprovable() {
    return renewal().approvable();
  }

  /** The command for the cluster's administrator up to the approval: compares the request. */
  public String getCondition() {
    return renewal().condition();
  }

  public String getApproval() {
    return renewal().approval();
  }

  /** The command's end, after the approval. */
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
