package org.clustershare.audit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.clustershare.audit.RequestOrigin.Facts;
import org.clustershare.platform.net.Cidr;
import org.clustershare.platform.proxy.TrustedProxies;
import org.junit.jupiter.api.Test;

/** A client cannot keep its address out of the trail. */
class RequestOriginTest {
  private static final String CLIENT = "203.0.113.7";
  private static final TrustedProxies NONE = new TrustedProxies(List.of());
  private static final TrustedProxies PROXY =
      new TrustedProxies(List.of(Cidr.parse("10.0.0.9").orElseThrow()));

  private static Facts facts(TrustedProxies proxies, String... forwardedFor) {
    var request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                RequestOriginTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (_, method, _) ->
                    switch (method.getName()) {
                      case "getRemoteAddr" -> "10.0.0.9";
                      case "getHeaders" -> Collections.enumeration(List.of(forwardedFor));
                      case "getHeader" -> forwardedFor[0];
                      default -> null;
                    });
    return Facts.of(request, proxies);
  }

  @Test
  void theProxysEntryIsKeptBehindALongText() {
    var facts = facts(NONE, "x".repeat(250) + ", " + CLIENT);

    assertThat(facts.forwardedFor()).hasSize(200).endsWith(", " + CLIENT);
    assertThat(facts.address()).isEqualTo("10.0.0.9");
  }

  @Test
  void theProxysOwnHeaderLineIsKept() {
    assertThat(facts(NONE, "x".repeat(250), CLIENT).forwardedFor()).endsWith(", " + CLIENT);
  }

  @Test
  void theAddressIsThatWhichATrustedProxyTells() {
    assertThat(facts(PROXY, "192.0.2.66", CLIENT).address()).isEqualTo(CLIENT);
  }
}
