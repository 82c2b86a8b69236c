package org.clustershare.story.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.SharedPart;
import org.clustershare.testbed.product.Product;

/** A product whose provider is ours to bend, with one share. */
@SharedPart
public final class HostileProviderStack implements AutoCloseable {
  /** May be in the audience beside us, as the operator of this product says. */
  public static final String TRUSTED_AUDIENCE = "project-42";

  public static final String ADMIN = "admin@example.com";

  /** Whose account at the provider may change, as the operator of this product says. */
  public static final String MOVED = "moved@example.com";

  public final HostileProvider provider;
  public final Product product;
  final KubernetesCluster cluster;
  public final String clusterPath;
  final String link;
  public final String token;

  HostileProviderStack(Testbed testbed) {
    var dir =
        Path.of(
                "target",
                "attacked-%d-%d"
                    .formatted(System.currentTimeMillis(), ProcessHandle.current().pid()))
            .toAbsolutePath();
    int port = Product.freePort();
    this.provider = HostileProvider.start(dir.resolve("provider"));
    this.cluster =
        KubernetesCluster.start(
            testbed, dir.resolve("cluster"), KubernetesCluster.Settings.plain());
    var environment = Product.environment(port, provider.url(), provider.caFile(), dir);
    environment.put("OIDC_TRUSTED_AUDIENCES", TRUSTED_AUDIENCE);
    environment.put("OIDC_GROUPS_MAX_AGE", "15s");
    environment.put("OIDC_ACCEPT_CHANGED_SUBJECTS", MOVED);
    environment.put("ADMINS", ADMIN);
    this.product = Product.start(port, dir, environment);
    var alice = new Api(product.base(), provider.idToken("alice@example.com"));
    var project = alice.createProject("Attacked");
    var added = alice.addCluster(project, "the-cluster", cluster.kubeconfigText()).object();
    this.clusterPath = "/api/v2/projects/%s/clusters/%s".formatted(project, added.getString("id"));
    this.link = alice.post(clusterPath + "/shares", "").object().getString("link");
    this.token = link.substring(link.lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    product.close();
    cluster.close();
    provider.close();
  }

  public Visitor browser() {
    return new Visitor(provider.caFile(), "bob@example.com");
  }

  public URI at(String path) {
    return URI.create(product.base() + path);
  }

  /** Begins a sign-in; gives what the provider is asked. */
  public Map<String, String> begin(Visitor browser) {
    var answer = browser.get(at("/api/v1/kubeconfig?style=auth-provider&share=" + token));
    assertThat(answer.status()).isEqualTo(303);
    var location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(provider.url() + "/auth?");
    return HostileProvider.single(URI.create(location).getRawQuery());
  }

  /** The address to which the provider sends a person back. */
  public URI callback(String code, String state) {
    return at(
        "/api/v1/kubeconfig?code=%s&state=%s&iss=%s"
            .formatted(encoded(code), encoded(state), encoded(provider.url().toString())));
  }

  /** A whole sign-in in a browser of its own; gives the last answer before the download page. */
  public Page signIn() {
    var browser = browser();
    var request = begin(browser);
    return browser.get(callback(provider.code(request), state(request)));
  }

  /** The state in what the provider is asked. */
  public static String state(Map<String, String> request) {
    return request.getOrDefault("state", "");
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Refused for this reason, and neither a file nor a way to one came back. */
  public void assertRefused(Page page, String reason) {
    assertThat(page.body()).contains("data-problem=\"" + reason + "\"");
    assertThat(page.status()).isGreaterThanOrEqualTo(400);
    assertThat(page.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(page.headers().firstValue("Location")).isEmpty();
    assertThat(page.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.contains("download_"));
    assertThat(page.body()).doesNotContain("current-context", "the-refresh-token");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
  }
}
