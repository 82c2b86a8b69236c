package org.clustershare.story.driver;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.story.driver.browser.Recipient;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.instances.Instances;
import org.clustershare.testbed.parts.SharedPart;
import org.clustershare.testbed.parts.TestDatabase;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the tests of the whole product share: a provider, an API server that trusts it,
 * and the product.
 */
@SharedPart
public final class Stack implements AutoCloseable {
  public static final String ALICE = Dex.email("alice");
  public static final String BOB = Dex.email("bob");
  public static final String CAROL = Dex.email("carol");
  public static final String ADMIN = Dex.email("admin");
  public static final String STRANGER = Dex.email("stranger");

  /** Signs in for the first time in {@code OwnClientKT}, and in no other test. */
  public static final String NEWCOMER = Dex.email("newcomer");

  /** Her pages show only what a test about all pages makes itself: others' names are no texts. */
  public static final String HANNAH = Dex.email("hannah");

  /** A person of the provider in a group that she named after Kubernetes' administrators. */
  public static final String MALLORY = Dex.email("mallory");

  public static final String UNVERIFIED = "unverified@example.com";
  public static final String MIXED_CASE = "Mixed.Case@Example.com";

  /** Two further clients, for a cluster of its own, and the secret of the first. */
  public static final String OWN_CLIENT = "team-a";

  public static final String OWN_KUBELOGIN = "team-a-kubelogin";
  public static final String OWN_SECRET = "the-secret-of-team-a";

  /** The same for the clusters of another project: a client belongs to one project. */
  public static final String MERGED_CLIENT = "team-b";

  public static final String MERGED_KUBELOGIN = "team-b-kubelogin";

  public final Testbed testbed;
  public final Dex issuer;
  public final KubernetesCluster apiServer;
  public final Product product;

  /** Signs the product's states: tests make one that began earlier. */
  public final SigningKey cookieHashKey;

  public final Kubectl kubectl;
  public final Path dir;
  private final Optional<Instances> instances;
  private @Nullable Added added;

  Stack(Testbed testbed, TestDatabase database) {
    this.dir = folder();
    this.testbed = testbed;
    int port = Product.freePort();
    this.issuer =
        Dex.start(
            testbed,
            dir.resolve("issuer"),
            Dex.Settings.forProductAt(Product.base(port))
                .with(new Dex.User(ADMIN, true, "Admin", List.of()))
                .with(new Dex.User(STRANGER, true, "Stranger", List.of("others")))
                .with(new Dex.User(NEWCOMER, true, "Newcomer", List.of("others")))
                .with(new Dex.User(HANNAH, true, "Hannah", List.of()))
                .with(new Dex.User(MALLORY, true, "Mallory", List.of("system:masters")))
                .with(new Dex.User(UNVERIFIED, false, "Unverified", List.of()))
                .with(new Dex.User(MIXED_CASE, true, "Mixed", List.of()))
                .with(new Dex.Client(OWN_CLIENT, Optional.of(OWN_SECRET)))
                .with(new Dex.Client(OWN_KUBELOGIN, Optional.empty()))
                .with(new Dex.Client(MERGED_CLIENT, Optional.of(OWN_SECRET)))
                .with(new Dex.Client(MERGED_KUBELOGIN, Optional.empty())));
    this.apiServer =
        KubernetesCluster.start(
            testbed, dir.resolve("cluster"), KubernetesCluster.Settings.trusting(issuer));
    var environment = environment(port, database);
    this.cookieHashKey =
        SigningKey.parse(environment.getOrDefault("OIDC_ISSUER_COOKIE_HASH_KEY", "")).orElseThrow();
    this.instances =
        Instances.COUNT > 1
            ? Optional.of(
                Instances.start(
                    port, dir, environment, Instances.COUNT, Instances.Kill.BETWEEN_REQUESTS))
            : Optional.empty();
    this.product =
        instances.map(Instances::product).orElseGet(() -> Product.start(port, dir, environment));
    this.kubectl = new Kubectl(testbed, dir.resolve("home"));
  }

  /** One of its own for each run: nothing of an earlier one is found, or held by what it left. */
  private static Path folder() {
    return Path.of(
            "target",
            "stack-%d-%d".formatted(System.currentTimeMillis(), ProcessHandle.current().pid()))
        .toAbsolutePath();
  }

  private Map<String, String> environment(int port, TestDatabase database) {
    var environment = Product.environment(port, issuer, dir);
    environment.put("RECONCILE_INTERVAL", "1s");
    environment.put("ADMINS", "Admin@EXAMPLE.com");
    // All tests' projects are alice's.
    environment.put("MAX_PROJECTS_PER_PERSON", "10000");
    environment.put("CLUSTER_CLIENT_IDS", "team-*, by-page, a-third, another*, x*");
    environment.putAll(database.environment());
    return environment;
  }

  @Override
  public void close() {
    instances.ifPresent(Instances::close);
    product.close();
    apiServer.close();
    issuer.close();
  }

  public Api api(String email) {
    return new Api(product.base(), issuer.idToken(email));
  }

  /** A person who uses the API. */
  public Actor actor(String email) {
    return new Actor(email, api(email));
  }

  /** A person in a browser of their own, who opens links of shares. */
  public Recipient recipient(String email) {
    return new Recipient(visitor(email));
  }

  public Visitor visitor(String email) {
    return new Visitor(issuer.caFile(), email);
  }

  /** The cluster in a project of alice's, the same for every test that asks. */
  public synchronized Added cluster() {
    if (added == null) {
      added = addCluster();
    }
    return added;
  }

  /** Another project of alice's with the cluster in it. */
  public Added addCluster() {
    return addCluster(ALICE);
  }

  /** A project of a person's with the cluster in it. */
  public Added addCluster(String owner) {
    var project = api(owner).createProject("Project");
    var added = api(owner).addCluster(project, "the-cluster", apiServer.kubeconfigText());
    if (added.status() != 201) {
      throw new IllegalStateException(added.body());
    }
    return new Added(project, added.object().getString("id"));
  }

  /** Makes a person a member of one of alice's projects. */
  public Api.Answer addMember(String project, String email, String group) {
    return addMember(ALICE, project, email, group);
  }

  /** Makes a person a member of a project that an owner has. */
  public Api.Answer addMember(String owner, String project, String email, String group) {
    return api(owner)
        .post("/api/v1/projects/%s/users".formatted(project), membership(project, email, group));
  }

  public static JsonObject membership(String project, String email, String group) {
    return Json.createObjectBuilder()
        .add("email", email)
        .add(
            "projects",
            Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("id", project).add("group", group)))
        .build();
  }

  public static JsonObject user(String email) {
    return Json.createObjectBuilder().add("userEmail", email).build();
  }

  /** A cluster that was added. */
  public record Added(String project, String cluster) {
    public String path() {
      return "/api/v2/projects/%s/clusters/%s".formatted(project, cluster);
    }
  }
}
