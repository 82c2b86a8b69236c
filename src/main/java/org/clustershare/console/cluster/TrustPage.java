package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.console.ConsoleCluster;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.project.Action;
import org.clustershare.trust.check.TrustCheck;
import org.clustershare.trust.check.TrustCheckSignIn;
import org.clustershare.trust.check.TrustChecks;
import org.clustershare.trust.check.TrustTexts;
import org.clustershare.trust.entity.TrustTarget;
import org.clustershare.trust.setup.SetupGuides;
import org.clustershare.trust.setup.SetupSnippet;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** Page for a cluster's trust in the issuer: the last check, a new check, and set-up guides. */
@Named
@RequestScoped
public class TrustPage {
  private final CurrentPerson current;
  private final ConsoleCluster cluster;
  private final TrustChecks trustChecks;
  private final TrustCheckSignIn signIns;
  private final SetupGuides setupGuides;
  private final ClusterPrefixes prefixes;
  private final PageProblems problems;
  private final ConsolePath path;

  private Optional<TrustCheck> last = Optional.empty();
  private Optional<RelyingParty> client = Optional.empty();
  private List<SetupSnippet> texts = List.of();
  private String signIn = "";

  @Inject
  TrustPage(
      CurrentPerson current,
      ConsoleCluster cluster,
      TrustChecks trustChecks,
      TrustCheckSignIn signIns,
      SetupGuides setupGuides,
      ClusterPrefixes prefixes,
      PageProblems problems,
      ConsolePath path) {
    this.current = current;
    this.cluster = cluster;
    this.trustChecks = trustChecks;
    this.signIns = signIns;
    this.setupGuides = setupGuides;
    this.prefixes = prefixes;
    this.problems = problems;
    this.path = path;
  }

  /**
   * Finds the cluster and its last check before the page is rendered, or renders the error page.
   */
  public void open() {
    problems.orErrorPage(
        () -> {
          var person = current.require();
          last = trustChecks.last(person, path.projectId(), path.clusterId());
          cluster.require(Action.VIEW_CLUSTER);
          client = Optional.of(trustChecks.client(person, path.projectId(), path.clusterId()));
          texts = setupGuides.snippets(client.get(), path.clusterId());
          return texts;
        });
  }

  /**
   * Sends the person to the issuer for a fresh ID token, with which the cluster is then checked.
   */
  public void check() {
    begin("");
  }

  /** Checks an address or CA that changed since the last check, with the consent of the person. */
  public void checkMoved() {
    begin(Optional.ofNullable(Faces.getRequestParameter("consent")).orElse(""));
  }

  private void begin(String consent) {
    problems.orMessage(
        () -> {
          var address =
              signIns
                  .start(path.projectId(), path.clusterId(), consent, Faces.getSession())
                  .toString();
          // Not a redirect: the page's policy (CSP form-action) lets forms lead to this origin
          // only.
          Faces.getResponse().setHeader("Refresh", "0; url=" + address);
          signIn = address;
        });
  }

  /** The address to which the browser is being sent; empty if it stays. */
  public String getSignIn() {
    return signIn;
  }

  /** The last check; null if there was none. */
  public @Nullable TrustCheck getLast() {
    return last.orElse(null);
  }

  public TrustTexts getState() {
    return TrustTexts.of(
        last.orElseThrow().verdict().state(),
        FacesContext.getCurrentInstance().getViewRoot().getLocale());
  }

  public boolean isTrusted() {
    return last.filter(found -> found.verdict().seen().isPresent()).isPresent();
  }

  /** The username under which the API server knows the person, with its prefix. */
  public String getUsername() {
    return last.flatMap(found -> found.verdict().seen()).map(seen -> seen.username()).orElse("");
  }

  public String getGroups() {
    return last.flatMap(found -> found.verdict().seen())
        .map(seen -> String.join(", ", seen.groups()))
        .orElse("");
  }

  /** Whether the API server uses other prefixes than the bindings that are made here. */
  public boolean isRenamed() {
    return last.flatMap(found -> found.verdict().seen())
        .filter(seen -> !seen.isNamedWith(prefixes.of(path.clusterId())))
        .isPresent();
  }

  /** The client whose tokens the cluster has to accept. */
  public String getAudience() {
    return client.map(one -> one.client().clientId()).orElse("");
  }

  /** The issuer of these tokens. */
  public String getIssuer() {
    return client.map(one -> one.client().issuerUrl().toString()).orElse("");
  }

  public boolean isMayCheck() {
    return cluster.allows(Action.SHARE_CLUSTER);
  }

  /** Whether the address or CA changed since people's tokens last went to the cluster. */
  public boolean isMoved() {
    return trustChecks.isTargetChanged(cluster.getCluster());
  }

  public String getFingerprint() {
    return TrustTarget.caFingerprint(cluster.getCluster());
  }

  /** The address and CA to which the person consents with the button. */
  public String getTarget() {
    return TrustTarget.of(cluster.getCluster());
  }

  public List<SetupSnippet> getTexts() {
    return texts;
  }
}
