package org.clustershare.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} tells a proxy what this product needs of it. */
class OperationsPageTest {
  private static final Pattern PASSED_ON = Pattern.compile("location ~ (\\S+) \\{ proxy_pass");

  /** Only the server itself leads there. */
  private static final List<String> INSIDE = List.of("*.xhtml", "/error");

  private static String page() throws IOException {
    return Files.readString(Path.of("docs", "operations.md"));
  }

  @Test
  void aBalancerNeedsNoStickySessions() throws IOException {
    assertThat(page()).contains("Any request can go to any instance").doesNotContain("JSESSIONID");
  }

  @Test
  void theProxyForwardsWhatPeopleNeedAndNothingOfMonitoring() throws IOException {
    var passedOn =
        PASSED_ON.matcher(page()).results().map(found -> Pattern.compile(found.group(1))).toList();
    var addresses =
        Pattern.compile("(?s)<servlet-mapping>(.*?)</servlet-mapping>")
            .matcher(Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml")))
            .results()
            .flatMap(
                mapping ->
                    Pattern.compile("<url-pattern>(.*?)</url-pattern>")
                        .matcher(mapping.group(1))
                        .results())
            .map(found -> found.group(1))
            .filter(pattern -> !INSIDE.contains(pattern))
            .map(pattern -> pattern.replace("*", "x"))
            .toList();

    assertThat(passedOn).hasSize(2);
    assertThat(addresses).hasSizeGreaterThan(5);
    for (var address : addresses) {
      assertThat(passedOn).as(address).anyMatch(location -> location.matcher(address).find());
    }
    for (var address :
        List.of("/", "/api/v1/me", "/jakarta.faces.resource/css/page.css.xhtml", "/health/ready")) {
      assertThat(passedOn).as(address).anyMatch(location -> location.matcher(address).find());
    }
    for (var address : List.of("/metrics", "/openapi", "/health", "/metrics/base", "/error")) {
      assertThat(passedOn).as(address).noneMatch(location -> location.matcher(address).find());
    }
  }
}
