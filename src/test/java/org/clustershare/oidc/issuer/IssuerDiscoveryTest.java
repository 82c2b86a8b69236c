package org.clustershare.oidc.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.clustershare.testbed.TestClock;
import org.junit.jupiter.api.Test;

class IssuerDiscoveryTest {
  private static final String ISSUER = "https://dex.example.com/dex";

  private final Provider provider = new Provider();
  private final TestClock clock = new TestClock(Instant.ofEpochSecond(1_800_000_000));
  private final IssuerDiscovery discovery =
      new IssuerDiscovery(URI.create(ISSUER), provider, clock);

  /** A provider's two documents, and whether it answers. */
  private static final class Provider implements ResourceRetriever {
    private boolean down;
    private int requests;
    private String named = ISSUER;
    private String tokenEndpoint = ISSUER + "/token";
    private RSAKey key = key("one");

    static RSAKey key(String id) {
      try {
        return new RSAKeyGenerator(2048).keyID(id).generate();
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
      requests++;
      if (down) {
        throw new IOException("down");
      }
      return new Resource(
          url.getPath().endsWith("/keys")
              ? new JWKSet(key).toPublicJWKSet().toString()
              : document(),
          "application/json");
    }

    private String document() {
      var metadata =
          new OIDCProviderMetadata(
              new Issuer(named), List.of(SubjectType.PUBLIC), URI.create(ISSUER + "/keys"));
      metadata.setAuthorizationEndpointURI(URI.create(ISSUER + "/auth"));
      metadata.setTokenEndpointURI(URI.create(tokenEndpoint));
      metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.RS256));
      return metadata.toString();
    }
  }

  private boolean knows(String keyId) throws Exception {
    var selector = new JWKSelector(new JWKMatcher.Builder().keyID(keyId).build());
    return !discovery.lastSnapshot().keys().get(selector, null).isEmpty();
  }

  @Test
  void itIsAskedOnceAndRemembered() throws Exception {
    discovery.snapshot();
    discovery.snapshot();

    assertThat(provider.requests).isEqualTo(2);
    assertThat(discovery.state().reachable()).isTrue();
  }

  @Test
  void whileItIsDownRequestsDoNotWaitForItAndItRecoversByItself() throws Exception {
    provider.down = true;
    assertThatThrownBy(discovery::snapshot).isInstanceOf(IssuerUnreachableException.class);
    assertThatThrownBy(discovery::snapshot).isInstanceOf(IssuerUnreachableException.class);
    assertThat(provider.requests).isEqualTo(1);
    assertThat(discovery.state().reason()).contains("down");

    provider.down = false;
    clock.pass(Duration.ofSeconds(6));

    assertThat(discovery.snapshot().metadata().getIssuer().getValue()).isEqualTo(ISSUER);
    assertThat(discovery.state().reachable()).isTrue();
  }

  @Test
  void whenItGoesDownLaterTokensAreStillCheckedButNobodySignsIn() throws Exception {
    discovery.snapshot();
    provider.down = true;
    discovery.refresh();

    assertThatThrownBy(discovery::snapshot).isInstanceOf(IssuerUnreachableException.class);
    assertThat(knows("one")).isTrue();
  }

  @Test
  void newKeysAreFollowedButNobodyCanMakeUsAskWithoutEnd() throws Exception {
    discovery.snapshot();
    provider.key = Provider.key("two");
    int before = provider.requests;

    assertThat(knows("two")).isTrue();
    assertThat(knows("one")).isFalse();
    for (int i = 0; i < 100; i++) {
      assertThat(knows("unknown-" + i)).isFalse();
    }
    assertThat(provider.requests).isEqualTo(before + 1);
  }

  @Test
  void aDocumentOfAnotherIssuerOrWithoutTlsIsNotTaken() {
    provider.named = "https://evil.example";
    assertThatThrownBy(discovery::snapshot).hasMessageContaining("says that its issuer is");

    provider.named = ISSUER;
    provider.tokenEndpoint = "http://dex.example.com/token";
    clock.pass(Duration.ofSeconds(6));
    assertThatThrownBy(discovery::snapshot).hasMessageContaining("is not https");
  }

  @Test
  void onlyAFewWaitForAnIssuerThatTakesItsTime() {
    var answers = new CountDownLatch(1);
    ResourceRetriever slow =
        url -> {
          try {
            answers.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return provider.retrieveResource(url);
        };
    var impatient = new IssuerDiscovery(URI.create(ISSUER), slow, clock, 1);
    Executor threads = task -> new Thread(task).start();
    var requests = new ArrayList<CompletableFuture<ProviderSnapshot>>();

    await()
        .until(
            () -> {
              requests.add(CompletableFuture.supplyAsync(() -> answering(impatient), threads));
              return requests.stream().anyMatch(CompletableFuture::isCompletedExceptionally);
            });
    answers.countDown();

    var refused = requests.stream().filter(CompletableFuture::isCompletedExceptionally).findFirst();
    assertThatThrownBy(refused.orElseThrow()::join)
        .hasMessageContaining("too many requests are already waiting");
    assertThat(requests.get(0).join().metadata().getIssuer().getValue()).isEqualTo(ISSUER);
  }

  private static ProviderSnapshot answering(IssuerDiscovery discovery) {
    try {
      return discovery.snapshot();
    } catch (IssuerUnreachableException e) {
      throw new IllegalStateException(e);
    }
  }
}
