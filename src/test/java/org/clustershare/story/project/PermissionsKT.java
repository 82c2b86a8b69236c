package org.clustershare.story.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;
import static org.clustershare.story.driver.Stack.MIXED_CASE;
import static org.clustershare.story.driver.Stack.STRANGER;

import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.clustershare.oidc.token.Person;
import org.clustershare.story.driver.Endpoint;
import org.clustershare.story.driver.Endpoint.Who;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everybody tries every door: every role, however it was given, a stranger and nobody. */
class PermissionsKT {
  private static final String[] NOT_MET = {"If-Match", "\"another\""};
  private static final Stack STACK = Stack.shared();
  private static final Map<Walker, Api> APIS = new EnumMap<>(Walker.class);
  private static final Map<Walker, Visitor> VISITORS = new EnumMap<>(Walker.class);
  private static Optional<Added> added = Optional.empty();

  /** Who walks, and what they are in the project. */
  private enum Walker {
    OWNER(ALICE, Who.OWNER),
    ADMIN_OF_ALL(ADMIN, Who.ADMIN),
    EDITOR(BOB, Who.EDITOR),
    VIEWER_WHOSE_EMAIL_WAS_TYPED_IN_ANOTHER_CASE(MIXED_CASE, Who.VIEWER),
    VIEWER_THROUGH_A_GROUP(CAROL, Who.VIEWER),
    STRANGER_TO_THE_PROJECT(STRANGER, Who.SIGNED_IN),
    NOBODY("", Who.EVERYBODY);

    private final String email;
    private final Who what;

    Walker(String email, Who what) {
      this.email = email;
      this.what = what;
    }
  }

  @BeforeAll
  static void everybodyIsWhatTheyAre() {
    var fresh = STACK.addCluster();
    for (var member :
        List.of(
            STACK.addMember(fresh.project(), BOB, "editors"),
            STACK.addMember(fresh.project(), "MIXED.case@EXAMPLE.COM", "viewers"),
            STACK.addMember(fresh.project(), "oidc:guests", "viewers"))) {
      assertThat(member.status()).as(member.body()).isEqualTo(201);
    }
    added = Optional.of(fresh);
    for (var walker : Walker.values()) {
      APIS.put(
          walker,
          walker.email.isEmpty() ? new Api(STACK.product.base(), "") : STACK.api(walker.email));
      VISITORS.put(walker, STACK.visitor(walker.email));
      if (!walker.email.isEmpty()) {
        VISITORS.get(walker).open(URI.create(STACK.product.base() + "/console/projects"));
      }
    }
  }

  static List<Endpoint> doors() {
    return Endpoint.ALL;
  }

  @ParameterizedTest
  @MethodSource("doors")
  void aDoorOpensForWhomItShould(Endpoint endpoint) {
    var softly = new SoftAssertions();
    for (var walker : Walker.values()) {
      var answer = endpoint.isApi() ? call(endpoint, walker) : visit(endpoint, walker);
      softly
          .assertThat(answer)
          .as("%s at %s", walker, endpoint)
          .isEqualTo(expected(endpoint, walker));
    }
    softly.assertAll();
  }

  /** The status, and for a refusal why. */
  private String call(Endpoint endpoint, Walker walker) {
    var headers = endpoint.answer() == Endpoint.LOST_RACE ? NOT_MET : new String[0];
    var answer = api(walker).call(endpoint.method(), address(endpoint), endpoint.body(), headers);
    return switch (answer.status()) {
      case 401, 403 -> answer.status() + problem(answer.body());
      case 404 -> answer.body().contains("project-unknown") ? "404 project-unknown" : "404";
      default -> "" + answer.status();
    };
  }

  private static String problem(String body) {
    return body.replaceAll("(?s).*urn:cluster-share:problem:([a-z-]+).*", " $1");
  }

  private String visit(Endpoint endpoint, Walker walker) {
    var address = URI.create(STACK.product.base() + address(endpoint));
    if (!endpoint.method().equals("GET")) {
      // A walker of its own: whoever signs out would be nobody afterwards.
      return ""
          + new Api(STACK.product.base(), "")
              .call(endpoint.method(), address(endpoint), "")
              .status();
    }
    var page = Optional.ofNullable(VISITORS.get(walker)).orElseThrow().get(address);
    var location = page.headers().firstValue("Location").orElse("");
    if (location.startsWith(STACK.issuer.url().toString())) {
      return "sign-in";
    }
    if (location.endsWith("/console/projects")) {
      return "console";
    }
    return page.body().contains("The project does not exist, or you are not a member of it.")
        ? page.status() + " project-unknown"
        : "" + page.status();
  }

  private static String expected(Endpoint endpoint, Walker walker) {
    if (endpoint.address().equals("/home") && walker != Walker.NOBODY) {
      return "console";
    }
    if (walker.what.compareTo(endpoint.who()) >= 0) {
      return "" + endpoint.answer();
    }
    if (endpoint.who() == Who.ADMIN && walker != Walker.NOBODY) {
      return endpoint.isConsole() ? "403" : "403 admins-only";
    }
    return switch (walker.what) {
      case EVERYBODY -> endpoint.isConsole() ? "sign-in" : "401 token-missing";
      case SIGNED_IN -> "404 project-unknown";
      default -> endpoint.isConsole() ? "403" : "403 action-not-allowed";
    };
  }

  private static Api api(Walker walker) {
    return Optional.ofNullable(APIS.get(walker)).orElseThrow();
  }

  private static String address(Endpoint endpoint) {
    var known = added.orElseThrow();
    return endpoint
        .address()
        .replace("{project_id}", known.project())
        .replace("{cluster_id}", known.cluster())
        .replace("{user_id}", Person.id(ALICE))
        .replace("{role}", "view")
        .replace("{namespace}", "default")
        .replaceAll("\\{[^}]*}", "nothing");
  }
}
