package org.clustershare.trust.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.identity.control.RelyingParty;
import org.clustershare.platform.PagePath;
import org.clustershare.platform.problem.PageProblems;
import org.clustershare.project.control.Action;
import org.clustershare.project.control.Projects;
import org.clustershare.rbac.control.ClusterNames;
import org.clustershare.trust.control.FreshToken;
import org.clustershare.trust.control.LastLook;
import org.clustershare.trust.control.SetUp;
import org.clustershare.trust.control.SetUpText;
import org.clustershare.trust.control.Trust;
import org.clustershare.trust.control.TrustTexts;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** Whether a cluster accepts the issuer's tokens, checking it, and what makes it so. */
@Named
@RequestScoped
public class TrustPage {
  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private Projects projects;
  @Inject private Trust trust;
  @Inject private FreshToken fresh;
  @Inject private SetUp setUp;
  @Inject private ClusterNames names;
  @Inject private PageProblems problems;
  @Inject private PagePath path;

  private Optional<Cluster> cluster = Optional.empty();
  private Optional<LastLook> look = Optional.empty();
  private Optional<RelyingParty> client = Optional.empty();
  private List<SetUpText> texts = List.of();
  private String signIn = "";

  /** Before anything is shown: the cluster and what the last look found, or the error page. */
  public void open() {
    problems.orErrorPage(
        () -> {
          var person = current.require();
          look = trust.last(person, projectId(), clusterId());
          cluster =
              Optional.of(clusters.require(person, projectId(), clusterId(), Action.VIEW_CLUSTER));
          client = Optional.of(trust.client(person, projectId(), clusterId()));
          texts = setUp.texts(client.get(), clusterId());
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
          trust.mayCheck(person, projectId(), clusterId(), consent);
          var client = trust.client(person, projectId(), clusterId());
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

  public @Nullable LastLook getLook() {
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
    return cluster.filter(trust::moved).isPresent();
  }

  public String getFingerprint() {
    return Trust.fingerprint(getCluster());
  }

  /** What the person agrees to with the button beside it. */
  public String getTarget() {
    return Trust.target(getCluster());
  }

  public List<SetUpText> getTexts() {
    return texts;
  }

  private String projectId() {
    return path.segment(0);
  }

  private String clusterId() {
    return path.segment(1);
  }
}
