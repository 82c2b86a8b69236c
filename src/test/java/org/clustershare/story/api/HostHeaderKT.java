package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.clustershare.oidc.token.Person;
import org.clustershare.story.driver.ConsoleCookie;
import org.clustershare.story.driver.Endpoint;
import org.clustershare.story.driver.Forms;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a request says of the host that it is for, no answer repeats it. */
@StoryTest
class HostHeaderKT {
  private static final String EVIL = "evil.example";
  private static final String ALICE = "alice@example.com";

  /** Addresses that are no door: the server's own answers, and other applications beside ours. */
  private static final List<String> FURTHER =
      List.of(
          "/",
          "/?x",
          "/console",
          "/console/",
          "/share",
          "/resources",
          "/resources/css",
          "/WEB-INF",
          "/nothing",
          "/nothing/",
          "/api",
          "/api/",
          "/api/v1",
          "/api/application.wadl",
          "/jakarta.faces.resource/page.css.xhtml?ln=css",
          "/jakarta.faces.resource",
          "/health",
          "/health/ready",
          "/openapi",
          "/openapi/",
          "/health/application.wadl",
          "/metrics/application.wadl",
          "/metrics");

  private final HostileProviderStack hostileProviderStack;
  private final RawHttp http;

  HostHeaderKT(HostileProviderStack hostileProviderStack) {
    this.hostileProviderStack = hostileProviderStack;
    this.http = new RawHttp(hostileProviderStack.product.base());
  }

  @BeforeEach
  void aliceSignsIn() {
    hostileProviderStack.provider.behave();
    hostileProviderStack.provider.bendClaims(claims -> claims.claim("email", ALICE));
  }

  /** How a request names a host that is not ours. */
  enum Naming {
    HOST,
    FORWARDED_HEADERS,
    ABSOLUTE_FORM;

    String target(String path) {
      return this == ABSOLUTE_FORM ? "http://" + EVIL + path : path;
    }

    List<String> headers(String real) {
      return switch (this) {
        case HOST -> List.of("Host: " + EVIL);
        case ABSOLUTE_FORM -> List.of("Host: " + real);
        case FORWARDED_HEADERS ->
            List.of(
                "Host: " + real,
                "X-Forwarded-Host: " + EVIL,
                "X-Forwarded-Server: " + EVIL,
                "X-Forwarded-Proto: https",
                "X-Forwarded-Port: 444",
                "X-Forwarded-Prefix: //" + EVIL,
                "X-Original-Host: " + EVIL,
                "X-Original-URL: http://" + EVIL + "/",
                "X-Rewrite-URL: http://" + EVIL + "/",
                "Proxy-Host: " + EVIL,
                "Forwarded: for=192.0.2.1;host=%s;proto=https".formatted(EVIL));
      };
    }
  }

  private RawHttp.Answer send(
      Naming naming, String method, String path, List<String> more, String body) {
    var headers = new ArrayList<>(naming.headers(http.authority()));
    headers.addAll(more);
    return http.send("%s %s HTTP/1.1".formatted(method, naming.target(path)), headers, body);
  }

  @ParameterizedTest
  @EnumSource
  void noDoorRepeatsIt(Naming naming) {
    var session = "Cookie: " + ConsoleCookie.of(hostileProviderStack, browser());
    var token = "Authorization: Bearer " + hostileProviderStack.provider.idToken(ALICE);
    var softly = new SoftAssertions();
    for (var endpoint : Endpoint.ALL) {
      for (var who : List.of("X-Nobody: nobody", session, token)) {
        for (var accept : List.of("text/html", "application/json", "*/*")) {
          var headers =
              List.of(
                  who,
                  "Accept: " + accept,
                  "Content-Type: application/json",
                  "If-Match: \"another\"");
          var body = endpoint.method().equals("GET") ? "" : endpoint.body();
          var answer = send(naming, endpoint.method(), address(endpoint), headers, body);
          softly
              .assertThat(String.join("\n", answer.head()) + "\n" + answer.body())
              .as("%s %s %s", endpoint, who.substring(0, 8), accept)
              .doesNotContain(EVIL);
          softly.assertThat(answer.status()).as("%s", endpoint).isNotEqualTo(500);
          // Jersey describes itself there, with an address.
          var options = send(naming, "OPTIONS", address(endpoint), headers, "");
          softly
              .assertThat(String.join("\n", options.head()) + "\n" + options.body())
              .as("OPTIONS %s %s %s", endpoint, who.substring(0, 8), accept)
              .doesNotContain(EVIL);
        }
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void noOtherAddressRepeatsIt(Naming naming) {
    var session = "Cookie: " + ConsoleCookie.of(hostileProviderStack, browser());
    var softly = new SoftAssertions();
    for (var path : FURTHER) {
      for (var who : List.of("X-Nobody: nobody", session)) {
        var answer = send(naming, "GET", path, List.of(who, "Accept: text/html, */*"), "");
        softly
            .assertThat(String.join("\n", answer.head()) + "\n" + answer.body())
            .as("%s %s", path, who.substring(0, 8))
            .doesNotContain(EVIL);
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void aSignedInPersonIsLedToTheConsoleHere(Naming naming) {
    var session = "Cookie: " + ConsoleCookie.of(hostileProviderStack, browser());

    for (var path : List.of("/", "/home")) {
      var answer = send(naming, "GET", path, List.of(session), "");

      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.header("Location")).contains("/console/projects");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSignInEndsHere(Naming naming) {
    var browser = browser();
    var begun = browser.get(hostileProviderStack.at("/console/projects"));
    var request = asked(begun);
    var cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];

    var ended =
        send(
            naming,
            "GET",
            "/callback?code=%s&state=%s&iss=%s"
                .formatted(
                    hostileProviderStack.provider.code(request),
                    HostileProviderStack.encoded(HostileProviderStack.state(request)),
                    HostileProviderStack.encoded(hostileProviderStack.provider.url().toString())),
            List.of("Cookie: " + cookie),
            "");

    assertThat(ended.status()).as(ended.body()).isBetween(300, 399);
    assertThat(ended.header("Location")).contains("/console/projects");
  }

  @ParameterizedTest
  @EnumSource
  void aFormLeadsOnHere(Naming naming) {
    var browser = browser();
    var session = ConsoleCookie.of(hostileProviderStack, browser);
    var page = browser.get(hostileProviderStack.at("/console/projects"));
    var form = Forms.of(page, "new-project").with("new-project:name", "Made " + naming);

    var answer =
        send(
            naming,
            "POST",
            "/console/projects",
            List.of(
                "Cookie: " + session,
                "Sec-Fetch-Site: same-origin",
                "Content-Type: application/x-www-form-urlencoded"),
            form.pressing("new-project:create"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(302);
    assertThat(answer.header("Location").orElseThrow()).startsWith("/console/project/");
  }

  @ParameterizedTest
  @EnumSource
  void aSharesSignInGoesToTheProviderAndComesBackToTheBaseUrl(Naming naming) {
    var begun =
        send(
            naming, "GET", "/api/v1/kubeconfig?share=" + hostileProviderStack.token, List.of(), "");
    var location = begun.header("Location").orElseThrow();
    var request = HostileProvider.single(URI.create(location).getRawQuery());
    var cookie = begun.header("Set-Cookie").orElseThrow().split(";", -1)[0];

    assertThat(location)
        .startsWith(hostileProviderStack.provider.url() + "/auth?")
        .doesNotContain(EVIL);
    var ended =
        send(
            naming,
            "GET",
            "/api/v1/kubeconfig?code=%s&state=%s&iss=%s"
                .formatted(
                    hostileProviderStack.provider.code(request),
                    HostileProviderStack.encoded(HostileProviderStack.state(request)),
                    HostileProviderStack.encoded(hostileProviderStack.provider.url().toString())),
            List.of("Cookie: " + cookie),
            "");
    assertThat(ended.status()).as(ended.body()).isEqualTo(303);
    assertThat(ended.header("Location").orElseThrow())
        .startsWith(hostileProviderStack.product.base() + "/download/");
  }

  @Test
  void theSharesLinkIsOfTheBaseUrl() {
    var answer =
        send(
            Naming.HOST,
            "POST",
            hostileProviderStack.clusterPath + "/shares",
            List.of(
                "Authorization: Bearer " + hostileProviderStack.provider.idToken(ALICE),
                "Content-Type: application/json"),
            "{}");

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body())
        .contains(hostileProviderStack.product.base() + "/share/")
        .doesNotContain(EVIL);
  }

  private Visitor browser() {
    return hostileProviderStack.browser();
  }

  private static Map<String, String> asked(Visitor.Page begun) {
    var location = begun.headers().firstValue("Location").orElseThrow();
    return HostileProvider.single(URI.create(location).getRawQuery());
  }

  private String address(Endpoint endpoint) {
    var ids = Stream.of(hostileProviderStack.clusterPath.split("/", -1)).toList();
    return endpoint
        .address()
        .replace("{project_id}", ids.get(4))
        .replace("{cluster_id}", ids.get(6))
        .replace("{user_id}", Person.id(ALICE))
        .replace("{role}", "view")
        .replace("{namespace}", "default")
        .replace("{1}", hostileProviderStack.token)
        .replaceAll("\\{[^}]*}", "nothing");
  }
}
