package org.clustershare.cluster.certificate;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.clustershare.kubernetes.ApiPath;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.json.JsonFactory;

/**
 * The CertificateSigningRequests of one cluster, accessed with Cluster Share's own account.
 * Kubernetes deletes a pending request after 24 hours, and an approved or denied one after one
 * hour.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/">
 *     Certificates and Certificate Signing Requests</a>
 */
public final class SigningRequests {
  private static final String PATH =
      ApiPath.of("apis", "certificates.k8s.io", "v1", "certificatesigningrequests");
  private static final String SELF_REVIEWS = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

  /** A jsonpath template of kubectl for everything in a request that an approval signs. */
  public static final String APPROVABLE = "{.spec.signerName} {.spec.usages[*]} {.spec.request}";

  private static final String SIGNER = "kubernetes.io/kube-apiserver-client";
  private static final String USAGE = "client auth";
  private static final Set<String> GROUPS = Set.of("system:authenticated");
  private static final int MAX_CERTIFICATE = 96 << 10;

  private final ClusterApi api;

  public SigningRequests(ClusterApi api) {
    this.api = api;
  }

  /** The state of a request. */
  public enum Outcome {
    PENDING,
    /** The administrator denied it. */
    DENIED,
    /** The signer could not sign it. */
    FAILED,
    SIGNED,
    /** Another request has the name: its approval would give its author a certificate. */
    FOREIGN
  }

  /**
   * A request as the cluster has it.
   *
   * @param sentence the cluster's reason for a denial or failure; otherwise empty
   * @param certificatePem the signed certificate; empty unless {@link Outcome#SIGNED}
   */
  public record RequestStatus(Outcome outcome, String sentence, String certificatePem) {}

  /**
   * Sends a request. A request that the cluster has already counts as sent.
   *
   * @param user the requested user, which is also the requester
   * @return whether the cluster has this request; false if another one has its name
   * @throws ClusterException if the cluster does not answer, or refuses
   */
  public boolean send(SigningRequest request, String user) {
    var object =
        JsonFactory.object()
            .add("apiVersion", "certificates.k8s.io/v1")
            .add("kind", "CertificateSigningRequest")
            .add("metadata", JsonFactory.object().add("name", request.name()))
            .add(
                "spec",
                JsonFactory.object()
                    .add("signerName", SIGNER)
                    .add("usages", JsonFactory.array().add(USAGE))
                    .add("request", base64(request.requestPem())))
            .build();
    try {
      api.create(PATH, object);
      return true;
    } catch (ClusterRefusedException e) {
      if (!e.conflict()) {
        throw e;
      }
      return find(request, user).orElseThrow(() -> e).outcome() != Outcome.FOREIGN;
    }
  }

  /**
   * The state of a request; empty if the cluster has deleted it. A request with a certificate of
   * more than 96 KiB in base64 counts as {@link Outcome#PENDING}.
   *
   * @param user the requested user, which is also the requester
   * @throws ClusterException if the cluster does not answer, or refuses
   */
  public Optional<RequestStatus> find(SigningRequest request, String user) {
    return api.find(PATH + ApiPath.of(request.name()))
        .map(
            found ->
                isSame(found, request, user)
                    ? answer(found)
                    : new RequestStatus(Outcome.FOREIGN, "", ""));
  }

  /** Compares everything that an approval would sign, not only the name. */
  private static boolean isSame(JsonObject found, SigningRequest request, String user) {
    return found.get("spec") instanceof JsonObject spec
        && spec.getString("request", "").equals(base64(request.requestPem()))
        && spec.getString("signerName", "").equals(SIGNER)
        && spec.getString("username", "").equals(user)
        && JsonFactory.array().add(USAGE).build().equals(spec.get("usages"));
  }

  /**
   * The SHA-256, in hex, of the output of {@link #APPROVABLE} for a request: the signer, the usages
   * and the request itself, byte for byte.
   */
  public static String digest(SigningRequest request) {
    return Sha256.hex(String.join(" ", SIGNER, USAGE, base64(request.requestPem())));
  }

  private static RequestStatus answer(JsonObject request) {
    var status =
        request.get("status") instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
    var denied = condition(status, "Denied");
    if (denied.isPresent()) {
      return new RequestStatus(Outcome.DENIED, denied.get(), "");
    }
    var failed = condition(status, "Failed");
    if (failed.isPresent()) {
      return new RequestStatus(Outcome.FAILED, failed.get(), "");
    }
    var certificate = status.getString("certificate", "");
    return certificate.isEmpty() || certificate.length() > MAX_CERTIFICATE
        ? new RequestStatus(Outcome.PENDING, "", "")
        : new RequestStatus(Outcome.SIGNED, "", text(certificate));
  }

  private static Optional<String> condition(JsonObject status, String type) {
    var conditions =
        status.get("conditions") instanceof JsonArray found ? found : JsonValue.EMPTY_JSON_ARRAY;
    return conditions.stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonValue::asJsonObject)
        .filter(condition -> condition.getString("type", "").equals(type))
        .map(condition -> condition.getString("message", ""))
        .findFirst();
  }

  /**
   * Whether the API server authenticates these credentials as this user, without groups. Also true
   * for Kubernetes before 1.28, which has no such review: there the certificate's subject has to
   * suffice.
   */
  public boolean isUser(String user) {
    var review =
        JsonFactory.object()
            .add("apiVersion", "authentication.k8s.io/v1")
            .add("kind", "SelfSubjectReview")
            .build();
    try {
      return api.create(SELF_REVIEWS, review).get("status") instanceof JsonObject status
          && status.get("userInfo") instanceof JsonObject found
          && found.getString("username", "").equals(user)
          && found.get("groups") instanceof JsonArray groups
          && groups.stream()
              .allMatch(
                  group -> group instanceof JsonString text && GROUPS.contains(text.getString()));
    } catch (ClusterRefusedException e) {
      return e.notFound();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
