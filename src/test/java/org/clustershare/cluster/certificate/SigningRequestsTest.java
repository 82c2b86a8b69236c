package org.clustershare.cluster.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import org.clustershare.cluster.certificate.SigningRequests.Outcome;
import org.clustershare.kubernetes.ClusterAccess;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.kubernetes.Credentials.BearerToken;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.NetworkRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request in the cluster counts only if it is the one that Cluster Share made. */
class SigningRequestsTest {
  private static final String USER = "cluster-share:account";
  private static final String SIGNER = "kubernetes.io/kube-apiserver-client";
  private static final SigningRequest OURS = SigningRequest.of(USER);
  private static final SigningRequest OTHER = SigningRequest.of("the-attacker");
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final HttpServer server = start();
  private final SigningRequests requests =
      new SigningRequests(
          new ClusterApis(new AddressPolicy(EnumSet.allOf(NetworkRange.class)))
              .of(
                  new ClusterAccess(
                      URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                      Optional.empty(),
                      new BearerToken(Secret.of("very-secret-token")))));

  /** What the cluster has under the name; empty when it has nothing. */
  private Optional<String> kept = Optional.empty();

  private HttpServer start() {
    try {
      var started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext("/", this::answer);
      started.start();
      return started;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean creates = exchange.getRequestMethod().equals("POST");
    int status = creates ? CONFLICT : kept.isPresent() ? 200 : NOT_FOUND;
    var body =
        (creates ? Optional.<String>empty() : kept)
            .orElse("{\"kind\":\"Status\",\"code\":%d,\"message\":\"no\"}".formatted(status))
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static JsonObjectBuilder spec(SigningRequest request) {
    return Json.createObjectBuilder()
        .add("request", Base64.getEncoder().encodeToString(request.requestPem().getBytes(US_ASCII)))
        .add("signerName", SIGNER)
        .add("usages", Json.createArrayBuilder().add("client auth"))
        .add("username", USER);
  }

  private void keep(JsonObjectBuilder spec) {
    kept =
        Optional.of(
            Json.createObjectBuilder()
                .add("kind", "CertificateSigningRequest")
                .add("spec", spec)
                .build()
                .toString());
  }

  private Outcome outcome() {
    return requests.find(OURS, USER).orElseThrow().outcome();
  }

  @Test
  void ourRequestWaits() {
    keep(spec(OURS));

    assertThat(outcome()).isEqualTo(Outcome.PENDING);
  }

  @Test
  void whatDiffersFromOursUnderItsNameIsForeign() {
    keep(spec(OTHER));
    assertThat(outcome()).isEqualTo(Outcome.FOREIGN);
    // The same user, and another key.
    keep(spec(SigningRequest.of(USER)));
    assertThat(outcome()).isEqualTo(Outcome.FOREIGN);
    keep(spec(OURS).add("signerName", "example.com/signer"));
    assertThat(outcome()).isEqualTo(Outcome.FOREIGN);
    keep(spec(OURS).add("usages", Json.createArrayBuilder().add("client auth").add("cert sign")));
    assertThat(outcome()).isEqualTo(Outcome.FOREIGN);
    keep(spec(OURS).add("username", "the-attacker"));
    assertThat(outcome()).isEqualTo(Outcome.FOREIGN);
    keep(Json.createObjectBuilder());
    assertThat(outcome()).isEqualTo(Outcome.FOREIGN);
    kept = Optional.of("{\"kind\":\"CertificateSigningRequest\",\"spec\":[]}");
    assertThat(outcome()).isEqualTo(Outcome.FOREIGN);
  }

  @Test
  void aForeignRequestIsNotOursWhateverBecameOfIt() {
    kept =
        Optional.of(
            Json.createObjectBuilder()
                .add("kind", "CertificateSigningRequest")
                .add("spec", spec(OTHER))
                .add("status", Json.createObjectBuilder().add("certificate", "QUJD"))
                .build()
                .toString());

    assertThat(outcome()).isEqualTo(Outcome.FOREIGN);
  }

  @Test
  void aNameThatIsTakenCountsAsSentOnlyForTheSameRequest() {
    keep(spec(OURS));
    assertThat(requests.send(OURS, USER)).isTrue();

    keep(spec(OTHER));
    assertThat(requests.send(OURS, USER)).isFalse();
  }

  @Test
  void aNameThatWasTakenAMomentAgoIsTriedAgainLater() {
    assertThatExceptionOfType(ClusterRefusedException.class)
        .isThrownBy(() -> requests.send(OURS, USER))
        .matches(ClusterRefusedException::conflict);
  }
}
