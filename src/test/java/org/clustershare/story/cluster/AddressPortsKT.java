package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call that takes the address of a server refuses a port that no server has. */
@StoryTest
class AddressPortsKT {
  private static final List<String> PORTS =
      List.of(
          ":",
          ":0",
          ":00",
          ":0443",
          ":65536",
          ":99999",
          ":4294967739",
          ":99999999999999999999",
          ":-1",
          ":+1",
          ":1e3",
          ":0x1bb",
          ":443:443");

  private final Stack stack;
  private final Added added;

  /**
   * A call that takes an address.
   *
   * @param field what the refusal has to name
   */
  record Entrance(
      String name, String field, String problem, BiFunction<AddressPortsKT, String, Answer> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Entrance> ENTRANCES =
      List.of(
          new Entrance(
              "a new cluster's kubeconfig",
              "server",
              "kubeconfig-invalid",
              (test, address) -> test.add("", address)),
          new Entrance(
              "a kubeconfig that is only checked",
              "server",
              "kubeconfig-invalid",
              (test, address) -> test.add("?dryRun=true", address)),
          new Entrance(
              "a cluster's next kubeconfig",
              "server",
              "kubeconfig-invalid",
              (test, address) -> test.change("kubeconfig", encoded(address))),
          new Entrance(
              "the server for people",
              "externalServer",
              "external-server-invalid",
              (test, address) -> test.change("externalServer", address)),
          new Entrance(
              "the issuer of a cluster's own client",
              "issuerURL",
              "issuer-invalid",
              (test, address) ->
                  test.alice()
                      .send(
                          "PATCH",
                          test.added.path(),
                          Json.createObjectBuilder()
                              .add(
                                  "oidc",
                                  Json.createObjectBuilder()
                                      .add("issuerURL", address)
                                      .add("clientID", "x-ports"))
                              .build()
                              .toString())));

  AddressPortsKT(Stack stack) {
    this.stack = stack;
    this.added = stack.cluster();
  }

  private static Stream<Arguments> everyEntranceAndPort() {
    return ENTRANCES.stream()
        .flatMap(
            entrance ->
                PORTS.stream()
                    .flatMap(
                        port ->
                            Stream.of("https://127.0.0.1" + port, "https://[::1]" + port + "/x"))
                    .map(address -> Arguments.of(entrance, address)));
  }

  private Api alice() {
    return stack.api(ALICE);
  }

  private Answer add(String query, String server) {
    var body =
        Json.createObjectBuilder()
            .add("name", "ports")
            .add("kubeconfig", encoded(server))
            .add("evenUnverified", true)
            .build();
    return alice().post("/api/v2/projects/%s/clusters%s".formatted(added.project(), query), body);
  }

  private Answer change(String field, String value) {
    return alice()
        .send(
            "PATCH", added.path(), Json.createObjectBuilder().add(field, value).build().toString());
  }

  private static String encoded(String server) {
    return Base64.getEncoder()
        .encodeToString(
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "%s"}}]
            users: [{name: u, user: {token: a-token}}]
            contexts: [{name: c, context: {cluster: c, user: u}}]
            current-context: c
            """
                .formatted(server)
                .getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyEntranceAndPort")
  void aPortThatNoServerHasIsRefusedWithTheField(Entrance entrance, String address) {
    var refused = entrance.call().apply(this, address);

    assertThat(refused)
        .hasStatus(400)
        .hasProblem(":" + entrance.problem())
        .hasDetail(entrance.field())
        .hasNext();
  }
}
