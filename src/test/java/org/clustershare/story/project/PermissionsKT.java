package org.clustershare.story.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
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
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every role, however it was given, a stranger and an anonymous caller try every endpoint. */
@DatabaseTest
@StoryTest
class PermissionsKT {
  private static final String[] NOT_MET = {"If-Match", "\"another\""};
  @Part private static Stack stack;
  private static final Map<Caller, Api> APIS = new EnumMap<>(Caller.class);
  private static final Map<Caller, Visitor> VISITORS = new EnumMap<>(Caller.class);
  private static Optional<Added> added = Optional.empty();

  /** A caller, and what the caller is in the project. */
  private enum Caller {
    OWNER(ALICE, Who.OWNER),
    ADMIN_OF_ALL(ADMIN, Who.ADMIN),
    EDITOR(BOB, Who.EDITOR),
    VIEWER_WHOSE_EMAIL_WAS_TYPED_IN_ANOTHER_CASE(MIXED_CASE, Who.VIEWER),
    VIEWER_THROUGH_A_GROUP(CAROL, Who.VIEWER),
    STRANGER_TO_THE_PROJECT(STRANGER, Who.SIGNED_IN),
    ANONYMOUS("", Who.EVERYBODY);

    private final String email;
    private final Who what;

    Caller(String email, Who what) {
      this.email = email;
      this.what = what;
    }
  }

  @BeforeAll
  static void addMembers() {
    var fresh = stack.addCluster();
    var alice = stack.actor(ALICE).in(fresh.project());
    assertThat(alice.addsMember(BOB, "editors")).hasStatus(201);
    assertThat(alice.addsMember("MIXED.case@EXAMPLE.COM", "viewers")).hasStatus(201);
    assertThat(alice.addsMember("oidc:guests", "viewers")).hasStatus(201);
    added = Optional.of(fresh);
    for (var caller : Caller.values()) {
      APIS.put(
          caller,
          caller.email.isEmpty() ? new Api(stack.product.base(), "") : stack.api(caller.email));
      VISITORS.put(caller, stack.visitor(caller.email));
      if (!caller.email.isEmpty()) {
        VISITORS.get(caller).open(URI.create(stack.product.base() + "/console/projects"));
      }
    }
  }

  static List<Endpoint> endpoints() {
    return Endpoint.ALL;
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void anEndpointAnswersEachRoleAsItsTableSays(Endpoint endpoint) {
    var softly = new SoftAssertions();
    for (var caller : Caller.values()) {
      var answer = endpoint.isApi() ? call(endpoint, caller) : visit(endpoint, caller);
      softly
          .assertThat(answer)
          .as("%s at %s", caller, endpoint)
          .isEqualTo(expected(endpoint, caller));
    }
    softly.assertAll();
  }

  /** The status, and the reason of a refusal. */
  private String call(Endpoint endpoint, Caller caller) {
    var headers = endpoint.answer() == Endpoint.LOST_RACE ? NOT_MET : new String[0];
    var answer = api(caller).call(endpoint.method(), address(endpoint), endpoint.body(), headers);
    return switch (answer.status()) {
      case 401, 403 -> answer.status() + problem(answer.body());
      case 404 -> answer.body().contains("project-unknown") ? "404 project-unknown" : "404";
      default -> "" + answer.status();
    };
  }

  private static String problem(String body) {
    return body.replaceAll("(?s).*urn:cluster-share:problem:([a-z-]+).*", " $1");
  }

  private String visit(Endpoint endpoint, Caller caller) {
    var address = URI.create(stack.product.base() + address(endpoint));
    if (!endpoint.method().equals("GET")) {
      // Another caller, as a sign-out ends the session.
      return ""
          + new Api(stack.product.base(), "")
              .call(endpoint.method(), address(endpoint), "")
              .status();
    }
    var page = Optional.ofNullable(VISITORS.get(caller)).orElseThrow().get(address);
    var location = page.headers().firstValue("Location").orElse("");
    if (location.startsWith(stack.issuer.url().toString())) {
      return "sign-in";
    }
    if (location.endsWith("/console/projects")) {
      return "console";
    }
    return page.body().contains("The project does not exist, or you are not a member of it.")
        ? page.status() + " project-unknown"
        : "" + page.status();
  }

  private static String expected(Endpoint endpoint, Caller caller) {
    if (endpoint.address().equals("/home") && caller != Caller.ANONYMOUS) {
      return "console";
    }
    if (caller.what.compareTo(endpoint.who()) >= 0) {
      return endpoint.answer() == 403 ? "403 admin-kubeconfig-disabled" : "" + endpoint.answer();
    }
    if (endpoint.who() == Who.ADMIN && caller != Caller.ANONYMOUS) {
      return endpoint.isConsole() ? "403" : "403 admins-only";
    }
    return switch (caller.what) {
      case EVERYBODY -> endpoint.isConsole() ? "sign-in" : "401 token-missing";
      case SIGNED_IN -> "404 project-unknown";
      default -> endpoint.isConsole() ? "403" : "403 action-not-allowed";
    };
  }

  private static Api api(Caller caller) {
    return Optional.ofNullable(APIS.get(caller)).orElseThrow();
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
