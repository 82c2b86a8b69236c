package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.trust.api.TrustAnswerFilter;
import org.clustershare.trust.check.TrustCheck;
import org.clustershare.trust.check.TrustCheckSignIn;
import org.clustershare.trust.check.TrustChecks;
import org.clustershare.trust.check.TrustTexts;
import org.clustershare.trust.setup.SetupGuides;
import org.clustershare.trust.setup.SetupSnippet;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** Whether a cluster accepts the issuer's tokens, checking it, and what makes it so. */
@Named
@RequestScoped
public class TrustPage {
  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private Projects projects;
  @Inject private TrustChecks trustChecks;
  @Inject private TrustCheckSignIn fresh;
  @Inject private SetupGuides setupGuides;
  @Inject private ClusterPrefixes names;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;

  private Optional<Cluster> cluster = Optional.empty();
  private Optional<TrustCheck> look = Optional.empty();
  private Optional<RelyingParty> client = Optional.empty();
  private List<SetupSnippet> texts = List.of();
  private String signIn = "";

  /** Before anything is shown: the cluster and what the last look found, or the error page. */
  public void open() {
    problems.orErrorPage(
        () -> {
          var person = current.require();
          look = trustChecks.last(person, projectId(), clusterId());
          cluster =
              Optional.of(clusters.require(person, projectId(), clusterId(), Action.VIEW_CLUSTER));
          client = Optional.of(trustChecks.client(person, projectId(), clusterId()));
          texts = setupGuides.texts(client.get(), clusterId());
          return texts;
        });
  }

  /** Asks the issuer for a fresh token of the person, with which the cluster is then asked. */
  public void check() {
    begin("");
  }

  /** The same, to an address or CA that changed since. */
  public void checkMoved() {
    begin(Optional.ofNullable(Faces.getRequestParameter("consent")).orElse(""));
  }

  private void begin(String consent) {
    problems.orMessage(
        () -> {
          var person = current.require();
          trustChecks.mayCheck(person, projectId(), clusterId(), consent);
          var client = trustChecks.client(person, projectId(), clusterId());
          var pending = fresh.begin(client, person, projectId(), clusterId(), consent);
          var address = fresh.authorization(client, pending, person.email()).toString();
          Faces.setSessionAttribute(TrustAnswerFilter.PENDING, pending);
          // Not a redirect: our own policy lets forms lead nowhere but here (CSP form-action).
          Faces.getResponse().setHeader("Refresh", "0; url=" + address);
          signIn = address;
        });
  }

  /** Where the browser is being sent; empty text when it stays. */
  public String getSignIn() {
    return signIn;
  }

  public Cluster getCluster() {
    return cluster.orElseThrow();
  }

  public String getProjectName() {
    return projects.name(projectId());
  }

  public @Nullable TrustCheck getLook() {
    return look.orElse(null);
  }

  public TrustTexts getState() {
    return TrustTexts.of(
        look.orElseThrow().verdict().state(),
        FacesContext.getCurrentInstance().getViewRoot().getLocale());
  }

  public boolean isTrusted() {
    return look.filter(found -> found.verdict().seen().isPresent()).isPresent();
  }

  /** Whom the API server took the person for, and what it puts before names. */
  public String getUsername() {
    return look.flatMap(found -> found.verdict().seen()).map(seen -> seen.username()).orElse("");
  }

  public String getGroups() {
    return look.flatMap(found -> found.verdict().seen())
        .map(seen -> String.join(", ", seen.groups()))
        .orElse("");
  }

  /** Whether the API server knows people by other names than bindings that are made here have. */
  public boolean isRenamed() {
    return look.flatMap(found -> found.verdict().seen())
        .filter(seen -> !seen.isNamedWith(names.of(clusterId())))
        .isPresent();
  }

  /** The audience of the tokens that the cluster has to accept. */
  public String getAudience() {
    return client.map(one -> one.client().clientId()).orElse("");
  }

  /** Who issues them. */
  public String getIssuer() {
    return client.map(one -> one.client().issuerUrl().toString()).orElse("");
  }

  public boolean isMayCheck() {
    return projects.allowed(current.require().key(), projectId(), Action.SHARE_CLUSTER);
  }

  public boolean isMoved() {
    return cluster.filter(trustChecks::moved).isPresent();
  }

  public String getFingerprint() {
    return TrustChecks.fingerprint(getCluster());
  }

  /** What the person agrees to with the button beside it. */
  public String getTarget() {
    return TrustChecks.target(getCluster());
  }

  public List<SetupSnippet> getTexts() {
    return texts;
  }

  private String projectId() {
    return path.segment(0);
  }

  private String clusterId() {
    return path.segment(1);
  }
}
