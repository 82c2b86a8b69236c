package org.clustershare.demo;

import static org.clustershare.demo.Demo.say;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;

/** The seed's story, step by step, each with what was really answered. */
final class Story {
  private static final String ALICE = Dex.email("alice");
  private static final String BOB = Dex.email("bob");

  /** The file with alice's token for the API. */
  static final String TOKEN = "alice.token";

  private final Product product;
  private final Dex dex;
  private final KubernetesCluster kubernetesCluster;
  private final Kubectl kubectl;
  private final Path dir;
  private int number;
  private boolean good = true;

  Story(Product product, Dex dex, KubernetesCluster kubernetesCluster, Kubectl kubectl, Path dir) {
    this.product = product;
    this.dex = dex;
    this.kubernetesCluster = kubernetesCluster;
    this.kubectl = kubectl;
    this.dir = dir;
  }

  /** Plays it; tells whether each step answered as it should. */
  boolean play() throws IOException {
    step("alice signs in to the console");
    var console =
        new Visitor(dex.caFile(), ALICE).open(URI.create(product.base() + "/console/projects"));
    show(console.status() + " " + console.uri() + " \"" + console.title() + "\"");
    expect(console.status() == 200 && console.body().contains(ALICE), "the console with her email");

    step("alice makes a project and adds the cluster with its administrator's kubeconfig");
    var token = dex.idToken(ALICE);
    keep(TOKEN, token);
    var alice = new Api(product.base(), token);
    var project = alice.createProject("Demo");
    var added = alice.addCluster(project, "demo-cluster", kubernetesCluster.kubeconfigText());
    show(added.status() + " " + added.body());
    expect(added.status() == 201, "201");
    var id = added.object().getString("id");
    var base = "/api/v2/projects/%s/clusters/%s".formatted(project, id);

    step("alice shares the cluster and gets the link");
    var shared = alice.post(base + "/shares", "");
    show(shared.status() + " " + shared.body());
    expect(shared.status() == 201, "201");
    var link = URI.create(shared.object().getString("link"));

    step("bob opens the link");
    var bob = new Visitor(dex.caFile(), BOB);
    var page = bob.open(link);
    show(page.status() + " " + page.uri() + " \"" + page.title() + "\"");
    expect(page.status() == 200, "the share page");

    step("bob signs in at the provider and gets a download link");
    var download = bob.open(page.link("Sign in to continue"));
    download.trail().forEach(uri -> show("→ " + shortened(uri)));
    var file = download.link("Download kubeconfig");
    show("download link: " + file);
    expect(download.status() == 200, "the download page");

    step("bob downloads the kubeconfig");
    var kubeconfig = bob.get(file);
    var kept = keep("bob.kubeconfig", kubeconfig.body());
    show(
        kubeconfig.status()
            + " "
            + kubeconfig.headers().firstValue("Content-Disposition").orElse(""));
    show("kept as " + kept);
    expect(kubeconfig.status() == 200 && kubeconfig.body().contains(BOB), "a kubeconfig for bob");

    forbidden(kept);

    step("alice binds bob to the ClusterRole view");
    var who = Json.createObjectBuilder().add("userEmail", BOB).build();
    change(alice.post(base + "/clusterroles/view/clusterbindings", who));

    step("bob: kubectl get pods");
    var pods = kubectl.run(kept, "get", "pods");
    show(pods.text());
    expect(pods.text().contains("No resources found"), "No resources found");

    step("alice removes the binding");
    change(alice.delete(base + "/clusterroles/view/clusterbindings", who));

    forbidden(kept);
    return good;
  }

  private void forbidden(Path kubeconfig) {
    step("bob: kubectl get pods");
    var pods = kubectl.run(kubeconfig, "get", "pods");
    show(pods.text());
    expect(
        pods.text().contains("Forbidden") && pods.text().contains("\"" + BOB + "\""),
        "Forbidden, with bob's email");
  }

  private void change(Api.Answer answer) {
    show(answer.status() + " " + answer.body());
    JsonObject body = answer.object();
    expect(answer.status() == 200 && body.getString("roleRefName", "").equals("view"), "200");
  }

  private Path keep(String name, String text) throws IOException {
    var path = dir.toAbsolutePath().resolve(name);
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(path, text);
  }

  private static String shortened(URI uri) {
    var query = uri.getRawQuery();
    var start = uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    return query == null ? start : start + "?…";
  }

  private void step(String what) {
    number++;
    say("%2d. %s".formatted(number, what));
  }

  private static void show(String answer) {
    answer.lines().forEach(line -> say("      " + line));
  }

  private void expect(boolean held, String what) {
    if (!held) {
      good = false;
      say("    ✗ this should have been: " + what);
    }
  }
}
