package org.clustershare.cluster.client;

import com.nimbusds.oauth2.sdk.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.client.ClientChange.SecretChange;
import org.clustershare.cluster.client.ClientChange.Use;
import org.clustershare.cluster.credentials.SealedClient;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.oidc.client.Issuers;
import org.clustershare.oidc.http.UnlistedPrivateIssuerException;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.database.IntegrityViolation;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.ServerAddress;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.ProblemException;

/** Validation of a client that becomes a cluster's own, with a request to its issuer. */
@ApplicationScoped
public class ClientEnrollment {
  private static final int MAX_ID = 500;
  private static final int MAX_SECRET = 2000;

  private final OidcSettings oidc;
  private final AddressPolicy addressPolicy;
  private final Issuers issuers;
  private final SealedClient sealed;
  private final ClusterClients clients;
  private final ClientReservationRows reservations;

  /**
   * A client that passed the validation.
   *
   * @param client as the cluster's row stores it; empty if the cluster has no client of its own
   */
  public record CheckedClient(Optional<StoredClient> client) {
    /** For the log. */
    public String name() {
      return client.map(StoredClient::clientId).orElse("none");
    }
  }

  @Inject
  ClientEnrollment(
      OidcSettings oidc,
      AddressPolicy addressPolicy,
      Issuers issuers,
      SealedClient sealed,
      ClusterClients clients,
      ClientReservationRows reservations) {
    this.oidc = oidc;
    this.addressPolicy = addressPolicy;
    this.issuers = issuers;
    this.sealed = sealed;
    this.clients = clients;
    this.reservations = reservations;
  }

  /**
   * Validates a change. May send a request to the issuer.
   *
   * @throws ProblemException if the issuer's address, the client or the issuer's response cannot be
   *     used
   */
  public CheckedClient check(Cluster cluster, ClientChange change) {
    if (!(change instanceof Use wanted)) {
      return new CheckedClient(Optional.empty());
    }
    var issuer = issuer(wanted.issuerUrl());
    var clientId = id(wanted.clientId());
    var client =
        new ClientRegistration(
            issuer,
            clientId,
            secret(cluster, issuer, clientId, wanted.secret()),
            wanted.kubeloginClientId().map(ClientEnrollment::id));
    clients.requireOwn(client);
    // Before the request to the issuer; checked again when the cluster gets the client.
    reservations.requireNotOfOtherProject(cluster.projectId(), client);
    requireStyle(client);
    requireReachableIssuer(client);
    prepareReservations(client);
    return new CheckedClient(Optional.of(sealed.seal(cluster.id(), client)));
  }

  /**
   * Assigns a validated client, in the transaction of the cluster's change. If two projects name a
   * client at the same time, the second one is refused here.
   *
   * @throws ProblemException {@link ClusterProblem#CLIENT_OF_OTHERS}
   */
  public Cluster assign(CheckedClient checkedClient, Cluster cluster) {
    checkedClient
        .client()
        .ifPresent(client -> reservations.lock(cluster.projectId(), client.withoutSecret()));
    return cluster.withClient(checkedClient.client());
  }

  private void prepareReservations(ClientRegistration client) {
    for (var id : ClientReservationRows.ids(client)) {
      try {
        reservations.prepare(id);
      } catch (PersistenceException e) {
        // Another transaction has created the row meanwhile.
        if (!IntegrityViolation.isCauseOf(e)) {
          throw e;
        }
      }
    }
  }

  private URI issuer(String text) {
    var ours = oidc.issuerUrl();
    if (text.isBlank()) {
      return ours;
    }
    var issuer = address(text.strip());
    if (issuer.equals(ours)) {
      return ours;
    }
    if (!"https".equals(issuer.getScheme())) {
      throw new ProblemException(ClusterProblem.ISSUER_INVALID);
    }
    addressPolicy
        .refusalOfLiteral(issuer.getHost())
        .ifPresent(
            sentence -> {
              throw new ProblemException(ClusterProblem.ISSUER_UNUSABLE, sentence);
            });
    return issuer;
  }

  private static URI address(String text) {
    return ServerAddress.of(text)
        .map(ServerAddress::uri)
        .orElseThrow(() -> new ProblemException(ClusterProblem.ISSUER_INVALID));
  }

  private static String id(String text) {
    var id = text.strip();
    // RFC 6749, appendix A.1.
    if (id.isEmpty() || id.length() > MAX_ID || !printable(id)) {
      throw new ProblemException(ClusterProblem.CLIENT_ID_INVALID, MAX_ID);
    }
    return id;
  }

  private static boolean printable(String text) {
    return text.chars().allMatch(character -> character >= ' ' && character < 0x7f);
  }

  private Optional<Secret> secret(
      Cluster cluster, URI issuer, String clientId, SecretChange change) {
    if (change instanceof SecretChange.Replace replace) {
      var text = replace.secret().reveal();
      if (text.isBlank() || text.length() > MAX_SECRET || !printable(text)) {
        throw new ProblemException(ClusterProblem.CLIENT_SECRET_INVALID, MAX_SECRET);
      }
      return Optional.of(replace.secret());
    }
    return cluster
        .client()
        .filter(kept -> change instanceof SecretChange.Keep)
        .filter(kept -> kept.issuerUrl().equals(issuer) && kept.clientId().equals(clientId))
        .flatMap(kept -> sealed.open(cluster.id(), kept).clientSecret());
  }

  private void requireStyle(ClientRegistration client) {
    for (var style : KubeconfigStyle.values()) {
      if (clients.offers(client, style)) {
        return;
      }
    }
    throw new ProblemException(ClusterProblem.CLIENT_WITHOUT_STYLE);
  }

  private void requireReachableIssuer(ClientRegistration client) {
    var issuer = issuers.of(client);
    try {
      if (!issuer.namesItself()) {
        throw new ProblemException(ClusterProblem.ISSUER_NAMELESS);
      }
    } catch (ProblemException e) {
      if (UnlistedPrivateIssuerException.isBehind(e)) {
        throw new ProblemException(e, ClusterProblem.ISSUER_PRIVATE);
      }
      throw e.type() instanceof IdentityProblem
          ? new ProblemException(e, ClusterProblem.ISSUER_UNUSABLE, sentence(e))
          : e;
    }
  }

  private static Message sentence(ProblemException e) {
    if (e.type() == IdentityProblem.ISSUER_UNTRUSTED) {
      return Message.recognize(e.in(Locale.ENGLISH).detail());
    }
    var innermost = ExceptionUtils.getRootCause(e);
    return innermost instanceof ParseException || innermost instanceof java.text.ParseException
        ? Message.of("provider.discovery")
        : Message.recognize(String.valueOf(innermost.getMessage()));
  }
}
