package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.util.Optional;
import org.clustershare.cluster.client.ClientChange;
import org.clustershare.cluster.client.ClientChange.SecretChange;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.cluster.registration.ClusterChange;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.console.Confirmation;
import org.clustershare.console.ConfirmationMessage;
import org.clustershare.console.ConsoleCluster;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.http.ExpectedVersion;
import org.jspecify.annotations.Nullable;

/** Form <em>Own OIDC client</em> on a cluster's settings page. It never shows the secret. */
@Named
@RequestScoped
public class OwnClientForm {
  private final CurrentPerson current;
  private final ConsoleCluster cluster;
  private final ClusterRegistration registration;
  private final OidcSettings oidc;
  private final PageProblems problems;
  private final ConsolePath path;
  private final ConfirmationMessage done;

  private @Nullable String issuer;
  private @Nullable String clientId;
  private @Nullable String kubeloginClientId;
  private @Nullable Long version;
  private String secret = "";

  @Inject
  OwnClientForm(
      CurrentPerson current,
      ConsoleCluster cluster,
      ClusterRegistration registration,
      OidcSettings oidc,
      PageProblems problems,
      ConsolePath path,
      ConfirmationMessage done) {
    this.current = current;
    this.cluster = cluster;
    this.registration = registration;
    this.oidc = oidc;
    this.problems = problems;
    this.path = path;
    this.done = done;
  }

  public void save() {
    change(
        new ClientChange.Use(
            getIssuer(),
            getClientId(),
            secret.isEmpty()
                ? new SecretChange.Keep()
                : new SecretChange.Replace(Secret.of(secret)),
            Optional.of(getKubeloginClientId()).filter(id -> !id.isBlank())));
  }

  public void remove() {
    change(new ClientChange.Remove());
  }

  private void change(ClientChange client) {
    problems.orMessage(
        () -> {
          var seen = version == null ? ExpectedVersion.any() : ExpectedVersion.version(version);
          registration.change(
              current.require(),
              path.projectId(),
              path.clusterId(),
              ClusterChange.of(client),
              seen);
          done.next(Confirmation.SETTINGS_SAVED);
          cluster.redirect("cluster");
        });
  }

  private Optional<StoredClient> client() {
    return cluster.getCluster().client();
  }

  /** Whether the cluster has a client of its own. */
  public boolean isOwn() {
    return client().isPresent();
  }

  /** Whether a secret is stored. */
  public boolean isConfidential() {
    return client().filter(StoredClient::confidential).isPresent();
  }

  /** The installation's issuer, for which an empty field stands. */
  public String getDefaultIssuer() {
    return oidc.issuerUrl().toString();
  }

  public String getIssuer() {
    return issuer == null
        ? client().map(StoredClient::issuerUrl).map(URI::toString).orElse("")
        : issuer;
  }

  public void setIssuer(@Nullable String issuer) {
    this.issuer = issuer == null ? "" : issuer;
  }

  public String getClientId() {
    return clientId == null ? client().map(StoredClient::clientId).orElse("") : clientId;
  }

  public void setClientId(@Nullable String clientId) {
    this.clientId = clientId == null ? "" : clientId;
  }

  public String getKubeloginClientId() {
    return kubeloginClientId == null
        ? client().flatMap(StoredClient::kubeloginClientId).orElse("")
        : kubeloginClientId;
  }

  public void setKubeloginClientId(@Nullable String kubeloginClientId) {
    this.kubeloginClientId = kubeloginClientId == null ? "" : kubeloginClientId;
  }

  /** Always empty: a page never shows a secret. */
  public String getSecret() {
    return "";
  }

  public void setSecret(@Nullable String secret) {
    this.secret = secret == null ? "" : secret;
  }

  /** The cluster's version when the page was made; the form sends it back. */
  public long getVersion() {
    return version == null ? cluster.getCluster().version() : version;
  }

  public void setVersion(long version) {
    this.version = version;
  }
}
