package org.clustershare.identity.limit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.signin.ClientAddress;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.ProblemType;
import org.clustershare.platform.proxy.TrustedProxies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the filter counts as what, for strangers. */
class RateLimitFilterTest {
  private static final int SIGN_INS = 2;
  private static final int OPENINGS = 3;
  private static final int CALLS = 5;
  private static final String PUBLIC = "203.0.113.7";
  private static final String KUBECONFIG = "/api/v1/kubeconfig";

  private final RateLimits limits =
      new RateLimits(
          new RateLimitSettings(SIGN_INS, OPENINGS, CALLS),
          SigningKey.parse("k".repeat(32)).orElseThrow(),
          () -> 0);

  private final HttpServletResponse response =
      (HttpServletResponse)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, called, with) -> null);

  private static HttpServletRequest request(
      String method, String path, Map<String, String> parameters) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            RateLimitFilterTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, with) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getServletPath", "getRequestURI" -> path;
                  case "getParameterMap" -> parameters;
                  case "getParameter" -> parameters.get(String.valueOf(with[0]));
                  default -> null;
                });
  }

  private static ClientAddress from(String connection, String... forwardedFor) {
    var address = new ClientAddress();
    address.comesFrom(connection, List.of(forwardedFor), new TrustedProxies(List.of()));
    return address;
  }

  /** The refusal of a request; empty if it passes. */
  private Optional<ProblemType> refusal(ClientAddress address, HttpServletRequest request)
      throws Exception {
    var filter =
        new RateLimitFilter(limits, new AddressRateLimits(limits, address), new CurrentPerson());
    var passed = new boolean[1];
    try {
      filter.doFilter(request, response, (same, too) -> passed[0] = true);
    } catch (ProblemException refused) {
      return Optional.of(refused.type());
    }
    assertThat(passed[0]).isTrue();
    return Optional.empty();
  }

  private int passedUntilRefused(ClientAddress address, HttpServletRequest request)
      throws Exception {
    for (int passed = 0; passed < 1_000; passed++) {
      if (refusal(address, request).isPresent()) {
        return passed;
      }
    }
    throw new AssertionError("never refused");
  }

  @ParameterizedTest
  @CsvSource({"GET, /callback", "GET, " + KUBECONFIG, "GET, " + KUBECONFIG + "/"})
  void inventedAnswersUseUpNoSignIns(String method, String path) throws Exception {
    var address = from(PUBLIC);

    passedUntilRefused(address, request(method, path, Map.of("state", "x")));

    var signIns = new AddressRateLimits(limits, address);
    for (int i = 0; i < SIGN_INS; i++) {
      signIns.requireSignIn();
    }
  }

  @Test
  void oneAddressDoesNotCloseALinkForOthers() throws Exception {
    var opening = request("GET", "/share/token", Map.of());
    assertThat(passedUntilRefused(from(PUBLIC), opening)).isEqualTo(OPENINGS);

    assertThat(refusal(from("203.0.113.8"), opening)).isEmpty();
  }

  @Test
  void manyAddressesTogetherReachTheLimitOfALink() throws Exception {
    var opening = request("GET", "/share/token", Map.of());
    for (int i = 0; i < 20; i++) {
      assertThat(passedUntilRefused(from("203.0.113." + i), opening)).isEqualTo(OPENINGS);
    }

    assertThat(refusal(from("203.0.113.99"), opening))
        .contains(IdentityProblem.RATE_LIMIT_LINK_OPENINGS);
    assertThat(refusal(from("203.0.113.98"), request("GET", "/share/other", Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, " + KUBECONFIG,
    "GET, " + KUBECONFIG + "/",
    "HEAD, " + KUBECONFIG + "/",
    "HEAD, /share/token",
    "GET, /share/token/"
  })
  void everySpellingOfAnOpeningCountsAsOne(String method, String path) throws Exception {
    var address = from(PUBLIC);
    passedUntilRefused(address, request("GET", KUBECONFIG, Map.of("share", "token")));

    assertThat(refusal(address, request(method, path, Map.of("share", "token"))))
        .contains(IdentityProblem.RATE_LIMIT_LINK_OPENINGS);
  }

  @Test
  void theProbeOfKkpsChartIsNotLimited() throws Exception {
    var address = from(PUBLIC);
    passedUntilRefused(address, request("GET", "/api/v1/projects", Map.of()));

    assertThat(refusal(address, request("GET", "/api/v1/healthz", Map.of()))).isEmpty();
    assertThat(refusal(address, request("GET", "/api/v1/healthz/x", Map.of())))
        .contains(IdentityProblem.RATE_LIMIT_CALLS);
    assertThat(refusal(address, request("POST", "/api/v1/healthz", Map.of())))
        .contains(IdentityProblem.RATE_LIMIT_CALLS);
  }

  @Test
  void theForwardingHeaderOfAPrivateClientGivesTenTimesTheLimitAndNoMore() throws Exception {
    var call = request("GET", "/console/projects", Map.of());
    int without = passedUntilRefused(from("10.0.0.7"), call);
    int with = passedUntilRefused(from("10.0.0.7", "198.51.100.1"), call);

    assertThat(without).isEqualTo(CALLS);
    assertThat(without + with).isEqualTo(10 * CALLS);
  }
}
