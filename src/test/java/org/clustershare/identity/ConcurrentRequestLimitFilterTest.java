package org.clustershare.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import org.clustershare.oidc.signin.ClientAddress;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;

class ConcurrentRequestLimitFilterTest {
  private final ConcurrentRequestLimitFilter filter =
      new ConcurrentRequestLimitFilter(new CurrentPerson(), new ClientAddress());
  private boolean reached;

  private static <T> T fake(Class<T> type, String path) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, with) ->
                switch (called.getName()) {
                  case "getMethod" -> "GET";
                  case "getRequestURI" -> path;
                  default -> null;
                }));
  }

  private void visit(String path, FilterChain chain) throws Exception {
    filter.doFilter(
        fake(HttpServletRequest.class, path), fake(HttpServletResponse.class, path), chain);
  }

  /** Calls the last request while a number of others from the same address are in progress. */
  private void during(int others, String last) throws Exception {
    if (others == 0) {
      visit(last, (request, response) -> reached = true);
    } else {
      visit(
          "/api/v1/me",
          (request, response) -> {
            try {
              during(others - 1, last);
            } catch (RuntimeException | java.io.IOException e) {
              throw e;
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  @Test
  void oneMoreThanAHundredFromOneAddressIsRefused() {
    assertThatThrownBy(() -> during(100, "/api/v1/me")).isInstanceOf(ProblemException.class);
    assertThat(reached).isFalse();
  }

  @Test
  void theProbeOfKkpsChartIsNot() throws Exception {
    during(100, "/api/v1/healthz");

    assertThat(reached).isTrue();
  }
}
