package org.clustershare.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.clustershare.story.driver.Sharing;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.TrustedHttp;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.clustershare.testbed.provider.PrivateAuthority;
import org.clustershare.testbed.provider.ShippedDex;
import org.junit.jupiter.api.Test;

/**
 * The seed's story with one values.yaml of KKP for both charts: dex runs with the rendered
 * configuration and the rights of its rendered account, Cluster Share with the rendered container's
 * command, environment and files. dex's client has KKP's redirect URI only.
 */
@StoryTest
class KkpStoryKT {
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("cluster-share.dist", "target/dist"));
  private static final String ALICE = Dex.email("alice");
  private static final String BOB = Dex.email("bob");

  /** Where KKP's dashboard lies; nothing answers there. */
  private static final String DASHBOARD = "https://kkp.example.com/projects";

  /** bcrypt of {@link Dex#PASSWORD}, as KKP's examples have it. */
  private static final String HASH = "$2a$10$zMJhg/3axbm/m0KmoVxJiO1eO5gtNrgKDysy5GafQFrXY93OE9LsK";

  private String values(int port, int dexPort, Path caFile) throws IOException {
    return """
        dex:
          ingress: {host: "127.0.0.1:%2$d", class: non-existent}
          clients:
            - id: kubermatic
              name: Kubermatic
              secret: the-dashboard's "secret"
              RedirectURIs: [https://kkp.example.com, %4$s]
            - id: kubermaticIssuer
              name: KubermaticIssuer
              secret: "it's {{ secret }}: #1 ${HOME} \\\\"
              RedirectURIs: [http://localhost:%1$d/api/v1/kubeconfig]
          staticPasswords:
            - {email: alice@example.com, hash: "%5$s", username: alice, userID: "0123"}
            - {email: bob@example.com, hash: "%5$s", username: bob, userID: 1e3-bob}
        kubermatic:
          domain: kkp.example.com
          auth:
            tokenIssuer: https://127.0.0.1:%2$d/dex
            clientID: kubermatic
            issuerClientID: kubermaticIssuer
            issuerClientSecret: "it's {{ secret }}: #1 ${HOME} \\\\"
            issuerRedirectURL: http://localhost:%1$d/api/v1/kubeconfig
            issuerCookieKey: 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
            caBundle: %3$s
          api: {featureGates: "OIDCKubeCfgEndpoint=true", replicas: 2}
          controller: {featureGates: "OpenIDAuthPlugin=true"}
          ui: {config: '{"share_kubeconfig": true}'}
        clusterShare:
          settings:
            # The cluster of this test is on this machine.
            cluster-address-policy: [public, private, loopback]
        """
        .formatted(
            port,
            dexPort,
            Base64.getEncoder().encodeToString(Files.readAllBytes(caFile)),
            DASHBOARD,
            HASH);
  }

  @Test
  void bobUsesAliceClusterWithKkpsValues(OwnParts parts, Testbed testbed)
      throws IOException, InterruptedException {
    int port = Product.freePort();
    int dexPort = Product.freePort();
    var authority = PrivateAuthority.create(parts.folder());
    var cluster =
        parts.cluster(
            "cluster",
            KubernetesCluster.Settings.plain()
                .withFlag("--oidc-issuer-url=https://127.0.0.1:%d/dex".formatted(dexPort))
                .withFlag("--oidc-client-id=kubermaticIssuer")
                .withFlag("--oidc-ca-file=" + authority.caFile())
                .withFlag("--oidc-username-claim=email"));
    var kubectl = new Kubectl(testbed, parts.folder().resolve("home"));
    var helm = Helm.withCluster(testbed, parts.folder(), cluster.kubeconfig());
    var file = helm.file(values(port, dexPort, authority.caFile()));

    var dex = startDex(parts, helm, kubectl, cluster, authority, file);
    var rendered = Manifests.parse(helm.template(Helm.CLUSTER_SHARE, file).succeeded());
    var pod =
        new RenderedPod(rendered, "cluster-share", parts.folder().resolve("pod"), DISTRIBUTION);
    var readOnly = pod.readOnlyFiles();
    var product =
        parts.closing(Product.startProgram(pod.command(), port, parts.folder(), pod.environment()));

    var sharing =
        new Sharing(
            product,
            cluster,
            kubectl,
            authority.caFile(),
            parts.folder(),
            email -> dashboardToken(dex.issuer(), authority.caFile(), email));
    play(sharing);

    assertThat(pod.readOnlyFiles()).isEqualTo(readOnly);
    assertThat(parts.folder().resolve("pod/var/lib/cluster-share/database"))
        .isDirectoryContaining("glob:**/*.mv.db");
  }

  /** Installs the chart, and runs dex with its configuration as the account that it made. */
  private static ShippedDex startDex(
      OwnParts parts,
      Helm helm,
      Kubectl kubectl,
      KubernetesCluster cluster,
      PrivateAuthority authority,
      Path values)
      throws IOException {
    helm.run(
            "upgrade",
            "--install",
            "--create-namespace",
            "--namespace=oauth",
            "--values=" + values,
            "oauth",
            "server-config/helm/oauth")
        .succeeded();
    var token = kubectl.run(cluster.kubeconfig(), "create", "token", "dex", "--namespace=oauth");
    assertThat(token.exitCode()).as(token.text()).isZero();
    var kubeconfig =
        Files.writeString(
            parts.folder().resolve("dex.kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "%s", certificate-authority: "%s"}}]
            users: [{name: dex, user: {token: "%s"}}]
            contexts: [{name: c, context: {cluster: c, user: dex, namespace: oauth}}]
            current-context: c
            """
                .formatted(cluster.server(), cluster.caFile(), token.stdout().strip()));
    var secret =
        kubectl.run(
            cluster.kubeconfig(),
            "get",
            "secret",
            "dex",
            "--namespace=oauth",
            "--output=jsonpath={.data.config\\.yaml}");
    var configuration =
        new String(Base64.getDecoder().decode(secret.stdout()), StandardCharsets.UTF_8);
    return parts.closing(
        ShippedDex.start(
            parts.testbed(), parts.folder().resolve("dex"), configuration, authority, kubeconfig));
  }

  private static void play(Sharing sharing) throws IOException {
    var console =
        new Visitor(sharing.caFile(), ALICE)
            .open(URI.create(sharing.product().base() + "/console/projects"));
    assertThat(console.status()).as(console.body()).isEqualTo(200);
    assertThat(console.body()).contains(ALICE);

    var alice = sharing.aliceAtTheCluster();
    var bob = sharing.bob();
    var kubeconfig = sharing.saves(bob, bob.signsIn(alice.shares()));
    assertThat(pods(sharing, kubeconfig)).contains("Forbidden", "\"" + BOB + "\"");

    assertThat(alice.binds(BOB).to("view")).hasStatus(200);
    assertThat(pods(sharing, kubeconfig)).contains("No resources found");

    assertThat(alice.unbinds(BOB).from("view")).hasStatus(200);
    assertThat(pods(sharing, kubeconfig)).contains("Forbidden");
  }

  private static String pods(Sharing sharing, Path kubeconfig) {
    return sharing.kubectl().run(kubeconfig, "get", "pods").text();
  }

  /** A token of KKP's client for the API, which a person gets at KKP's dashboard. */
  private static String dashboardToken(URI issuer, Path caFile, String email) {
    var query =
        "/auth?client_id=kubermatic&response_type=code&scope=openid+email+profile&state=s&redirect_uri=";
    var start = URI.create(issuer + query + URLEncoder.encode(DASHBOARD, StandardCharsets.UTF_8));
    var end =
        new Visitor(caFile, email)
            .openUntil(start, next -> next.toString().startsWith(DASHBOARD))
            .uri();
    var code = end.getQuery().replaceFirst(".*code=([^&]+).*", "$1");
    var form =
        "grant_type=authorization_code&code=%s&redirect_uri=%s"
            .formatted(code, URLEncoder.encode(DASHBOARD, StandardCharsets.UTF_8));
    var basic =
        String.join(
            ":",
            List.of(
                "kubermatic",
                URLEncoder.encode("the-dashboard's \"secret\"", StandardCharsets.UTF_8)));
    try {
      var answer =
          TrustedHttp.client(caFile)
              .send(
                  HttpRequest.newBuilder(URI.create(issuer + "/token"))
                      .header(
                          "Authorization",
                          "Basic "
                              + Base64.getEncoder()
                                  .encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(BodyPublishers.ofString(form))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      try (var reader = Json.createReader(new StringReader(answer.body()))) {
        return reader.readObject().getString("id_token");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
