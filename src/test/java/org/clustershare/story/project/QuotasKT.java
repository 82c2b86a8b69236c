package org.clustershare.story.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Concurrently;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.cluster.SimulatedClusters;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.product.Product;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What one account can take of an installation; also when it asks for everything at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotasKT {
  private static final int AT_ONCE = 12;
  private static final int PROJECTS = 3;
  private static final int CLUSTERS = 2;
  private static final int SHARES = 4;

  private final Path folder =
      Path.of("target", "quotas-" + System.currentTimeMillis()).toAbsolutePath();

  @SuppressWarnings("NullAway.Init")
  private HostileProvider provider;

  @SuppressWarnings("NullAway.Init")
  private SimulatedClusters simulated;

  @SuppressWarnings("NullAway.Init")
  private Product product;

  @BeforeAll
  void start() {
    int port = Product.freePort();
    provider = HostileProvider.start(folder.resolve("provider"));
    simulated = new SimulatedClusters();
    simulated.add("it", List.of());
    var environment = Product.environment(port, provider.url(), provider.caFile(), folder);
    environment.put("ADMINS", "admin@example.com");
    environment.put("MAX_PROJECTS_PER_PERSON", "" + PROJECTS);
    environment.put("MAX_CLUSTERS_PER_PROJECT", "" + CLUSTERS);
    environment.put("MAX_SHARES_PER_CLUSTER", "" + SHARES);
    product = Product.start(port, folder, environment);
  }

  @AfterAll
  void stop() {
    product.close();
    simulated.close();
    provider.close();
  }

  private Actor actor(String email) {
    return new Actor(email, new Api(product.base(), provider.idToken(email)));
  }

  /** A person who has nothing yet. */
  private Actor newcomer() {
    return actor("mallory-%s@example.com".formatted(RandomIds.id()));
  }

  private Answer adds(Actor actor, String project, String name) {
    return actor.adds(simulated.kubeconfig("it")).as(name).tryTo(project);
  }

  private static List<Answer> atOnce(IntFunction<Answer> call) {
    return Concurrently.call(
        IntStream.range(0, AT_ONCE).<Callable<Answer>>mapToObj(i -> () -> call.apply(i)).toList());
  }

  private static void assertTaken(List<Answer> answers, int limit, String problem) {
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(limit);
    assertThat(answers.stream().filter(answer -> answer.status() != 201))
        .hasSize(AT_ONCE - limit)
        .allSatisfy(
            answer ->
                assertThat(answer).hasStatus(409).contains("urn:cluster-share:problem:" + problem));
  }

  private static String firstId(List<Answer> answers) {
    return answers.stream()
        .filter(answer -> answer.status() == 201)
        .map(answer -> answer.object().getString("id"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPersonHasANumberOfProjectsAndAnAdminIsFree() {
    var mallory = newcomer();
    assertTaken(
        atOnce(i -> mallory.triesToCreateProject("Project " + i)), PROJECTS, "too-many-projects");

    assertThat(newcomer().triesToCreateProject("Another person's")).hasStatus(201);
    var admin = actor("admin@example.com");
    assertThat(atOnce(i -> admin.triesToCreateProject("Project " + i)))
        .allMatch(one -> one.status() == 201);
  }

  @Test
  void aDeletedProjectIsFreeAgain() {
    var mallory = newcomer();
    var projects = atOnce(i -> mallory.triesToCreateProject("Project " + i));

    assertThat(mallory.in(firstId(projects)).deletes().status()).isLessThan(300);

    assertThat(mallory.triesToCreateProject("Project 99")).hasStatus(201);
  }

  @Test
  void aProjectHasANumberOfClustersAndARemovedOneIsFreeAgain() {
    var mallory = newcomer();
    var project = mallory.createsProject("Clusters");
    var clusters = atOnce(i -> adds(mallory, project, "c" + i));
    assertTaken(clusters, CLUSTERS, "too-many-clusters");

    var removed = mallory.at(new Added(project, firstId(clusters))).removes();
    assertThat(removed.status()).isLessThan(300);

    assertThat(adds(mallory, project, "again")).hasStatus(201);
  }

  @Test
  void aClusterHasANumberOfSharesAndAnEndedOneIsFreeAgain() {
    var cluster = cluster(newcomer());
    var shares = atOnce(i -> cluster.triesToShare());
    assertTaken(shares, SHARES, "too-many-shares");

    assertThat(cluster.endsShare(firstId(shares)).status()).isLessThan(300);

    assertThat(cluster.triesToShare()).hasStatus(201);
  }

  private ClusterActor cluster(Actor owner) {
    return owner.at(
        owner.adds(simulated.kubeconfig("it")).as("shared").to(owner.createsProject("Shares")));
  }
}
