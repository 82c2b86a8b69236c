package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installations with other settings than the default: an earlier redirect URI, a closed gate. */
class RedirectUriSettingsKT {
  private final Testbed testbed = Testbed.obtain(System.out::println);

  @TempDir private Path folder = Path.of("");

  private Visitor bob(Dex dex) {
    return new Visitor(dex.caFile(), Dex.email("bob"));
  }

  private Dex issuerThatKnows(String redirectUri) {
    var usual = Dex.Settings.forProductAt("http://localhost:1");
    return Dex.start(
        testbed,
        folder.resolve("issuer"),
        new Dex.Settings(
            List.of(redirectUri), usual.idTokenLifetime(), usual.users(), usual.clients()));
  }

  @Test
  void theConsoleSignsInWhereTheProviderKnowsOnlyTheEarlierRedirectUri() {
    int port = Product.freePort();
    var earlier = Product.base(port) + "/callback";
    try (var dex = issuerThatKnows(earlier)) {
      var environment = Product.environment(port, dex, folder);
      environment.put("OIDC_CONSOLE_REDIRECT_URI", earlier);
      try (var product = Product.start(port, folder, environment)) {
        var page = bob(dex).open(URI.create(product.base() + "/console/projects"));

        assertThat(page).hasStatus(200);
        assertThat(page.uri().getPath()).isEqualTo("/console/projects");
        assertThat(page.trail())
            .anySatisfy(uri -> assertThat(uri.getPath()).isEqualTo("/callback"));
      }
    }
  }

  @Test
  void theConsoleSignsInWhereTheGateOfSharesIsClosed() {
    int port = Product.freePort();
    try (var dex = issuerThatKnows(Product.base(port) + "/api/v1/kubeconfig")) {
      var environment = Product.environment(port, dex, folder);
      environment.put("FEATURE_GATES", "OIDCKubeCfgEndpoint=false,OpenIDAuthPlugin=false");
      try (var product = Product.start(port, folder, environment)) {
        var bob = bob(dex);
        var page = bob.open(URI.create(product.base() + "/console/projects?tab=1"));

        assertThat(page.uri()).hasToString(product.base() + "/console/projects?tab=1");
        assertThat(page.trail())
            .anySatisfy(uri -> assertThat(uri.getPath()).isEqualTo("/api/v1/kubeconfig"));
        for (var query :
            List.of("?share=x", "?code=x&state=x", "?error=x", "?state=" + forged("share"))) {
          assertThat(bob.get(URI.create(product.base() + "/api/v1/kubeconfig" + query)))
              .as(query)
              .hasStatus(404)
              .saysProblem("gate-closed");
        }
        assertThat(bob.get(answer(product, forged("console")))).saysProblem("sign-in-expired");
        assertThat(bob.get(answer(product, forged("trust-check"))))
            .saysProblem("trust-sign-in-wrong");
      }
    }
  }

  private static URI answer(Product product, String state) {
    return URI.create(product.base() + "/api/v1/kubeconfig?code=x&state=" + state);
  }

  private static String forged(String kind) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    var payload = "{\"kind\":\"%s\"}".formatted(kind).getBytes(StandardCharsets.UTF_8);
    return "e30." + encoder.encodeToString(payload) + ".AAAA";
  }
}
