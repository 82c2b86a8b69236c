package org.clustershare.console.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.offboarding.AccountDecisions;
import org.clustershare.access.offboarding.AccountDecisions.AcceptanceResult;
import org.clustershare.access.offboarding.AccountDecisions.Change;
import org.clustershare.console.Confirmation;
import org.clustershare.console.ConfirmationMessage;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** Administrators' page for changed accounts: another account presents a known email address. */
@Named
@RequestScoped
public class PeoplePage {
  private final CurrentPerson current;
  private final AccountDecisions decisions;
  private final PageProblems problems;
  private final ConfirmationMessage done;

  private @Nullable List<Change> changes;
  private @Nullable AcceptanceResult acceptanceResult;

  @Inject
  PeoplePage(
      CurrentPerson current,
      AccountDecisions decisions,
      PageProblems problems,
      ConfirmationMessage done) {
    this.current = current;
    this.decisions = decisions;
    this.problems = problems;
    this.done = done;
  }

  /** Reads the changes before the page is rendered, or renders the error page. */
  public void open() {
    problems.orErrorPage(this::getChanges);
  }

  public List<Change> getChanges() {
    var found = changes;
    if (found == null) {
      found = decisions.all(current.require());
      changes = found;
    }
    return found;
  }

  /** Carries out the decision whose button was pressed. */
  public void decide() {
    pressed("accept").ifPresent(id -> accept(id, false));
    pressed("drop").ifPresent(id -> accept(id, true));
    pressed("refuse").ifPresent(this::refuse);
  }

  private void accept(String id, boolean drop) {
    problems.orMessage(
        () -> {
          var result = decisions.accept(current.require(), id, drop);
          changes = null;
          if (result.accepted()) {
            reload(Confirmation.ACCOUNT_ACCEPTED);
          } else {
            acceptanceResult = result;
          }
        });
  }

  private void refuse(String id) {
    problems.orMessage(
        () -> {
          decisions.refuse(current.require(), id);
          reload(Confirmation.ACCOUNT_REFUSED);
        });
  }

  private void reload(Confirmation what) {
    done.next(what);
    Faces.redirect("console/people");
  }

  private static Optional<String> pressed(String button) {
    return Optional.ofNullable(Faces.getRequestParameter(button));
  }

  public String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The obstacles to the agreement in this request; null if there were none. */
  public @Nullable AcceptanceResult getAgreement() {
    return acceptanceResult;
  }
}
