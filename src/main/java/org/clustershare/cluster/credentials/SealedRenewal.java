package org.clustershare.cluster.credentials;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import java.time.Instant;
import org.clustershare.cluster.certificate.SigningRequest;
import org.clustershare.cluster.model.StoredRenewal;
import org.clustershare.platform.crypto.Fingerprint;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.json.JsonFactory;

/**
 * Encryption of the private key of a requested certificate, as {@link SealedCredentials} does it.
 * The key is sealed for the cluster and the request, together with the request's content: it does
 * not open if the row was changed to have another key or user accepted.
 */
@Dependent
public class SealedRenewal {
  private final SealedCredentials seals;

  @Inject
  SealedRenewal(SealedCredentials seals) {
    this.seals = seals;
  }

  public StoredRenewal seal(String clusterId, SigningRequest request, String user, Instant now) {
    var content =
        JsonFactory.object()
            .add("key", request.keyPem().reveal())
            .add("request", request.requestPem())
            .add("fingerprint", request.fingerprint())
            .add("user", user)
            .build()
            .toString();
    return new StoredRenewal(
        request.name(),
        seals.seal(clusterId, purpose(request.name()), content),
        seals.keyId(),
        request.fingerprint(),
        now);
  }

  /** A request and the user that it is for. */
  public record OpenedRequest(SigningRequest request, String user) {}

  /**
   * Opens a request.
   *
   * @throws UnsealingException if the key is missing, or the row was changed or swapped
   */
  public OpenedRequest open(String clusterId, StoredRenewal stored) {
    var text = seals.open(clusterId, purpose(stored.requestName()), stored.sealedKey());
    try (var reader = JsonFactory.reader(text)) {
      var json = reader.readObject();
      return new OpenedRequest(
          new SigningRequest(
              stored.requestName(),
              Secret.of(json.getString("key")),
              json.getString("request"),
              json.getString("fingerprint")),
          json.getString("user"));
    } catch (JsonException | NullPointerException e) {
      throw new UnsealingException(
          "The key kept for request %s cannot be read.".formatted(stored.requestName()));
    }
  }

  /**
   * Seals a request under the newest key.
   *
   * @throws UnsealingException as {@link #open}
   */
  public StoredRenewal reseal(String clusterId, StoredRenewal stored) {
    var purpose = purpose(stored.requestName());
    var text = seals.open(clusterId, purpose, stored.sealedKey());
    return stored.withSeal(seals.seal(clusterId, purpose, text), seals.keyId());
  }

  public boolean isUnderAnotherKey(StoredRenewal stored) {
    return !stored.sealedWith().equals(seals.keyId());
  }

  /** Differs from the purpose of credentials, whose text starts with https. */
  private static String purpose(String requestName) {
    return Fingerprint.of("requested client certificate", requestName);
  }
}
