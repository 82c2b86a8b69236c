package org.clustershare.story.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.clustershare.oidc.token.Person;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;

/**
 * An installation that allows any issuer for a cluster's own client: an editor types the issuer's
 * address, and the issuer may be hostile.
 */
final class OwnIssuerInstallation implements AutoCloseable {
  /** The installation's issuer. */
  final HostileProvider ours;

  /** The issuer of the cluster {@link #own}. */
  final HostileProvider foreign;

  /** Two more that the operator did not name. */
  final HostileProvider another;

  final HostileProvider third;

  /** One that the operator named. */
  final HostileProvider named;

  /** Gets no request before the test that is about its being slow. */
  final HostileProvider late;

  final Product product;
  final String project;

  /** A cluster with the installation's client. */
  final Added usual;

  /** A cluster with a client at {@link #foreign}. */
  final Added own;

  private final Stack stack;
  private final Path caFile;
  private final Deque<Runnable> parts = new ArrayDeque<>();

  OwnIssuerInstallation(Stack stack, Path folder) {
    this.stack = stack;
    this.ours = provider(folder.resolve("ours"));
    this.foreign = provider(folder.resolve("foreign"));
    this.another = provider(folder.resolve("another"));
    this.third = provider(folder.resolve("third"));
    this.named = provider(folder.resolve("named"));
    this.late = provider(folder.resolve("late"));
    this.caFile = bundle(folder);
    var port = Product.freePort();
    var environment = Product.environment(port, ours.url(), caFile, folder);
    environment.put("CLUSTER_ISSUERS", "any, " + named.url());
    environment.put("CLUSTER_CLIENT_IDS", "*");
    this.product = Product.start(port, folder, environment);
    parts.push(product::close);
    this.project = alice().createsProject("Issuers");
    this.usual = add("usual");
    this.own = add("own");
    assertThat(at(own).usesClient(clientAt(foreign)).status()).isEqualTo(200);
  }

  private HostileProvider provider(Path folder) {
    var provider = HostileProvider.start(folder);
    parts.push(provider::close);
    return provider;
  }

  /** The certificate authorities of all issuers in one file. */
  private Path bundle(Path folder) {
    try {
      var bundle = new StringBuilder(Files.readString(stack.issuer.caFile()));
      for (var provider : providers()) {
        bundle.append(Files.readString(provider.caFile()));
      }
      return Files.writeString(folder.resolve("bundle.pem"), bundle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<HostileProvider> providers() {
    return List.of(ours, foreign, another, third, named, late);
  }

  @Override
  public void close() {
    parts.forEach(Runnable::run);
  }

  /** Makes every issuer an honest one again. */
  void behave() {
    providers().forEach(HostileProvider::behave);
  }

  Actor alice() {
    return new Actor(ALICE, new Api(product.base(), ours.idToken(ALICE)));
  }

  /** Alice at a cluster. */
  ClusterActor at(Added cluster) {
    return alice().at(cluster);
  }

  /** A further cluster in the project. */
  Added add(String name) {
    return alice().adds(stack.apiServer).as(name).to(project);
  }

  static JsonObjectBuilder clientAt(HostileProvider issuer) {
    return clientAt(issuer.url().toString());
  }

  /** The same client id as the installation's, which is another client at another issuer. */
  static JsonObjectBuilder clientAt(String issuer) {
    return Json.createObjectBuilder().add("issuerURL", issuer).add("clientID", Dex.CLIENT_ID);
  }

  Visitor browser() {
    return new Visitor(caFile, "bob@example.com");
  }

  /** Follows a new link until the browser is at the issuer; gives what the issuer is sent. */
  SignIn begin(Visitor browser, Added cluster, HostileProvider expected) {
    var page = browser.open(at(cluster).shares());
    assertThat(page.body())
        .contains(expected.url().getAuthority(), stack.apiServer.server().getAuthority());
    return atIssuer(browser, browser.get(page.link("Sign in to continue")), expected);
  }

  /** A sign-in whose browser is sent to the issuer with an answer of the product. */
  SignIn atIssuer(Visitor browser, Visitor.Page answer, HostileProvider expected) {
    var location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(expected.url() + "/auth?");
    return new SignIn(
        product.base(), browser, HostileProvider.single(URI.create(location).getRawQuery()));
  }

  /** A link as KKP writes them. */
  URI kkpLink(Added cluster, String more) {
    return URI.create(
        "%s/api/v1/kubeconfig?project_id=%s&cluster_id=%s&user_id=%s%s"
            .formatted(product.base(), project, cluster.cluster(), Person.id(ALICE), more));
  }

  /**
   * A sign-in that the product has begun.
   *
   * @param request what the product asks the issuer
   */
  record SignIn(String base, Visitor browser, Map<String, String> request) {
    /** Comes back with the issuer's code and name. */
    Visitor.Page endsAt(HostileProvider issuer) {
      return endsWith(issuer.code(request), iss(issuer));
    }

    /** Comes back with a code, and with further parameters. */
    Visitor.Page endsWith(String code, String more) {
      return browser.get(
          URI.create(
              "%s/api/v1/kubeconfig?code=%s&state=%s%s"
                  .formatted(
                      base,
                      code,
                      HostileProviderStack.encoded(HostileProviderStack.state(request)),
                      more)));
    }

    static String iss(HostileProvider issuer) {
      return "&iss=" + HostileProviderStack.encoded(issuer.url().toString());
    }
  }
}
