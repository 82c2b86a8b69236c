package org.clustershare.story.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;

/**
 * A cluster that alice shares and bob uses, with any provider: the steps that the tests of both
 * kinds of kubeconfig have in common.
 *
 * @param tokens gives a person's ID token for the API
 */
public record Sharing(
    Product product,
    KubernetesCluster cluster,
    Kubectl kubectl,
    Path caFile,
    Path folder,
    Function<String, String> tokens) {
  private static final String ALICE = Dex.email("alice");
  private static final String BOB = Dex.email("bob");

  public Api api(String email) {
    return new Api(product.base(), tokens.apply(email));
  }

  public Visitor bob() {
    return new Visitor(caFile, BOB);
  }

  /** Alice adds the cluster; gives its path in the API. */
  public String addCluster() {
    var project = api(ALICE).createProject("Shared");
    var added = api(ALICE).addCluster(project, "the-cluster", cluster.kubeconfigText());
    assertThat(added.status()).isEqualTo(201);
    return "/api/v2/projects/%s/clusters/%s".formatted(project, added.object().getString("id"));
  }

  /** Alice shares the cluster; gives the link. */
  public URI share(String clusterPath) {
    return URI.create(api(ALICE).post(clusterPath + "/shares", "").object().getString("link"));
  }

  /** Bob opens the link, chooses, signs in; gives the download page. */
  public Visitor.Page signIn(Visitor visitor, URI link, String choice) {
    var page = visitor.open(visitor.open(link).link(choice));
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return page;
  }

  /** The file behind a download page. */
  public Path download(Visitor visitor, Visitor.Page page) throws IOException {
    var file = visitor.get(page.link("Download kubeconfig"));
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    return Files.writeString(Files.createTempFile(folder, "bob", ".kubeconfig"), file.body());
  }

  /**
   * Waits until an ID token that was given just now has expired, also in the API server's cache.
   */
  public void awaitExpiry(Duration lifetime) {
    var end = Instant.now().plus(lifetime).plusSeconds(2);
    await().atMost(lifetime.plusSeconds(10)).until(() -> Instant.now().isAfter(end));
  }

  public void assertBob(Kubectl.Output output) {
    assertThat(output.text()).contains(BOB);
    assertThat(output.exitCode()).isZero();
  }
}
