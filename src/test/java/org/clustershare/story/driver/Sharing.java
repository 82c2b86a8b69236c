package org.clustershare.story.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.clustershare.story.driver.browser.Recipient;
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

  /** Alice, who uses the API. */
  public Actor alice() {
    return actor(ALICE);
  }

  /** A person who uses the API. */
  public Actor actor(String email) {
    return new Actor(email, new Api(product.base(), tokens.apply(email)));
  }

  /** Bob in a browser of his own. */
  public Recipient bob() {
    return new Recipient(new Visitor(caFile, BOB));
  }

  /** Alice at the cluster, in a project to which she has added it. */
  public ClusterActor aliceAtTheCluster() {
    return alice().at(alice().adds(cluster).to(alice().createsProject("Shared")));
  }

  /** The file behind a download page, on a recipient's machine. */
  public Path saves(Recipient recipient, Visitor.Page downloadPage) throws IOException {
    var file = recipient.downloads(downloadPage);
    assertThat(file)
        .hasHeader("X-Content-Type-Options", "nosniff")
        .hasHeaderWith("Cache-Control", "no-store");
    return Files.writeString(Files.createTempFile(folder, "bob", ".kubeconfig"), file.body());
  }

  /**
   * Waits until an ID token that was given just now has expired, also in the API server's cache.
   */
  public void awaitExpiry(Duration lifetime) {
    var end = Instant.now().plus(lifetime).plusSeconds(2);
    await().atMost(lifetime.plusSeconds(10)).until(() -> Instant.now().isAfter(end));
  }

  /** The API server takes the user of a kubeconfig for Bob. */
  public void assertBob(Path kubeconfig) {
    assertBob(kubectl.run(kubeconfig, "auth", "whoami"));
  }

  public void assertBob(Kubectl.Output output) {
    assertThat(output.text()).contains(BOB);
    assertThat(output.exitCode()).isZero();
  }
}
