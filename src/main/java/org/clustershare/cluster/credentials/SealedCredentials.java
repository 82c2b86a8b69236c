package org.clustershare.cluster.credentials;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Predicate;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.settings.ClusterSettings;
import org.clustershare.kubernetes.ClusterAccess;
import org.clustershare.kubernetes.Credentials;
import org.clustershare.kubernetes.Credentials.BearerToken;
import org.clustershare.kubernetes.Credentials.ClientCertificate;
import org.clustershare.kubernetes.SealedAccess;
import org.clustershare.platform.crypto.EncryptionKey;
import org.clustershare.platform.crypto.Fingerprint;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.json.JsonFactory;
import org.jspecify.annotations.Nullable;

/**
 * Encryption of clusters' credentials in the database: compact JWE (RFC 7516), {@code dir} with
 * A256GCM. The authenticated header names the key, the cluster, and the server and CA that the
 * credentials are for. So credentials do not open under another cluster's id, or if the address was
 * changed to have them sent elsewhere.
 */
@Dependent
public class SealedCredentials {
  private static final String CLUSTER = "cluster";
  private static final String AUDIENCE = "for";

  private final ClusterSettings settings;

  @Inject
  SealedCredentials(ClusterSettings settings) {
    this.settings = settings;
  }

  /** The id of the key that seals now. */
  public String keyId() {
    return settings.encryptionKeys().get(0).id();
  }

  public String seal(String clusterId, ClusterAccess access) {
    return seal(clusterId, audience(access.server(), access.caPem()), json(access.credentials()));
  }

  /** Seals a secret of a cluster for one purpose. */
  String seal(String clusterId, String purpose, String content) {
    var key = settings.encryptionKeys().get(0);
    var header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .keyID(key.id())
            .customParam(CLUSTER, clusterId)
            .customParam(AUDIENCE, purpose)
            .build();
    var sealed = new JWEObject(header, new Payload(content));
    try {
      sealed.encrypt(new DirectEncrypter(key.key()));
      return sealed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("This Java cannot encrypt with A256GCM", e);
    }
  }

  /** The access of a cluster; opened only for a new connection. */
  public SealedAccess sealedAccess(Cluster cluster) {
    var text = String.join("\n", cluster.id(), audience(cluster), cluster.sealedCredentials());
    return new SealedAccess(Sha256.hex(text), () -> open(cluster));
  }

  /**
   * The access of a cluster, with the credentials that {@link #seal} sealed.
   *
   * @throws UnsealingException if the key is missing, or the row was changed or swapped
   */
  public ClusterAccess open(Cluster cluster) {
    return access(cluster, purpose -> audience(cluster).equals(purpose));
  }

  /**
   * The same for a row of the first version, whose seal was not bound to an address. An attacker
   * with write access to the database could put an old seal beside an address of their own. So only
   * {@link KeyRotation} calls this, if the operator says that the database has such rows.
   */
  public ClusterAccess openEarly(Cluster cluster) {
    return access(cluster, purpose -> purpose == null || audience(cluster).equals(purpose));
  }

  /**
   * Checks the key that sealed credentials, for any address.
   *
   * @throws UnsealingException if the key is missing, or the row was changed or swapped
   */
  public void requireOpens(String clusterId, String sealedText) {
    open(clusterId, _ -> true, sealedText);
  }

  private ClusterAccess access(Cluster cluster, Predicate<@Nullable Object> purpose) {
    var content = open(cluster.id(), purpose, cluster.sealedCredentials());
    try {
      return new ClusterAccess(cluster.server(), cluster.caPem(), credentials(content));
    } catch (JsonException | NullPointerException e) {
      throw unreadable(cluster.id());
    }
  }

  /**
   * Opens a secret that {@link #seal(String, String, String)} sealed for this purpose.
   *
   * @throws UnsealingException if the key is missing, or the row was changed or swapped
   */
  String open(String clusterId, String purpose, String sealed) {
    return open(clusterId, purpose::equals, sealed);
  }

  private String open(String clusterId, Predicate<@Nullable Object> purpose, String sealed) {
    try {
      var parsed = JWEObject.parse(sealed);
      var header = parsed.getHeader();
      if (!clusterId.equals(header.getCustomParam(CLUSTER))) {
        throw new UnsealingException(
            "The credentials stored for cluster %s belong to another cluster."
                .formatted(clusterId));
      }
      if (!purpose.test(header.getCustomParam(AUDIENCE))) {
        throw new UnsealingException(
            "The credentials stored for cluster %s are for another server or CA, or another issuer, than those in the database."
                .formatted(clusterId));
      }
      parsed.decrypt(new DirectDecrypter(key(header.getKeyID()).key()));
      return parsed.getPayload().toString();
    } catch (ParseException | JOSEException | NullPointerException e) {
      throw unreadable(clusterId);
    }
  }

  private static UnsealingException unreadable(String clusterId) {
    return new UnsealingException(
        "The credentials stored for cluster %s cannot be opened: the key of this name is another one, or the row was changed."
            .formatted(clusterId));
  }

  private static String audience(Cluster cluster) {
    return audience(cluster.server(), cluster.caPem());
  }

  private static String audience(URI server, Optional<String> caPem) {
    return Fingerprint.of(server, caPem.orElse(""));
  }

  private EncryptionKey key(String id) {
    return settings.encryptionKeys().stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UnsealingException(
                    "encryption-keys has no key \"%s\", which sealed credentials of clusters."
                        .formatted(id)));
  }

  private static String json(Credentials credentials) {
    var json = JsonFactory.object();
    switch (credentials) {
      case BearerToken(var token) -> json.add("token", token.reveal());
      case ClientCertificate(var certificate, var key) ->
          json.add("certificate", certificate).add("key", key.reveal());
    }
    return json.build().toString();
  }

  private static Credentials credentials(String text) {
    try (var reader = JsonFactory.reader(text)) {
      var json = reader.readObject();
      return Optional.ofNullable(json.getString("token", null))
          .<Credentials>map(token -> new BearerToken(Secret.of(token)))
          .orElseGet(
              () ->
                  new ClientCertificate(
                      json.getString("certificate"), Secret.of(json.getString("key"))));
    }
  }
}
