package org.clustershare.story.driver;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.driver.browser.BrowserActor;
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
  public final Added added;
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
    var created = alice.addCluster(project, "the-cluster", cluster.kubeconfigText()).object();
    this.added = new Added(project, created.getString("id"));
    this.clusterPath = added.path();
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

  /** A person in a browser of their own; the provider says who they are. */
  public BrowserActor person() {
    return new BrowserActor(browser(), provider, product.base(), token);
  }

  public URI at(String path) {
    return URI.create(product.base() + path);
  }

  /** A whole sign-in in a browser of its own; gives the last answer before the download page. */
  public Page signIn() {
    var person = person();
    return person.opens(person.beginsShareSignIn().answer());
  }

  /** The state in what the provider is asked. */
  public static String state(Map<String, String> request) {
    return request.getOrDefault("state", "");
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
