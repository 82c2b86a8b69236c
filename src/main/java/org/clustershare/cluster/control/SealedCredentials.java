package org.clustershare.cluster.control;

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
import jakarta.json.Json;
import java.io.StringReader;
import java.text.ParseException;
import java.util.Optional;
import org.clustershare.cluster.kubernetes.Credentials;
import org.clustershare.cluster.kubernetes.Credentials.BearerToken;
import org.clustershare.cluster.kubernetes.Credentials.ClientCertificate;
import org.clustershare.platform.settings.EncryptionKey;
import org.clustershare.platform.settings.Secret;
import org.clustershare.platform.settings.Settings;

/**
 * Keeps a cluster's credentials unreadable in the database: compact JWE (RFC 7516), {@code dir}
 * with A256GCM. The header names the key and the cluster, and is authenticated with the rest, so
 * that a row put under another cluster's id does not open.
 */
@Dependent
public class SealedCredentials {
  private static final String CLUSTER = "cluster";

  private final Settings settings;

  @Inject
  SealedCredentials(Settings settings) {
    this.settings = settings;
  }

  String seal(String clusterId, Credentials credentials) {
    var key = settings.clusters().encryptionKeys().get(0);
    var header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .keyID(key.id())
            .customParam(CLUSTER, clusterId)
            .build();
    var sealed = new JWEObject(header, new Payload(json(credentials)));
    try {
      sealed.encrypt(new DirectEncrypter(key.key()));
      return sealed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("This Java cannot encrypt with A256GCM", e);
    }
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws IllegalStateException when the key is gone, or the row was changed or swapped
   */
  Credentials open(String clusterId, String sealed) {
    try {
      var parsed = JWEObject.parse(sealed);
      var header = parsed.getHeader();
      if (!clusterId.equals(header.getCustomParam(CLUSTER))) {
        throw new IllegalStateException(
            "The credentials kept for cluster %s belong to another cluster".formatted(clusterId));
      }
      parsed.decrypt(new DirectDecrypter(key(header.getKeyID()).key()));
      return credentials(parsed.getPayload().toString());
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(
          "The credentials kept for cluster %s cannot be opened".formatted(clusterId), e);
    }
  }

  private EncryptionKey key(String id) {
    return settings.clusters().encryptionKeys().stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "encryption-keys has no key \"%s\", which sealed credentials".formatted(id)));
  }

  private static String json(Credentials credentials) {
    var json = Json.createObjectBuilder();
    if (credentials instanceof BearerToken bearer) {
      json.add("token", bearer.token().reveal());
    } else if (credentials instanceof ClientCertificate client) {
      json.add("certificate", client.certificatePem()).add("key", client.keyPem().reveal());
    }
    return json.build().toString();
  }

  private static Credentials credentials(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
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
