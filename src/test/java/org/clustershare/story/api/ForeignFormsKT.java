package org.clustershare.story.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.clustershare.story.driver.Forms;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.parts.StoryTest;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms that no page of the product sends. */
@StoryTest
class ForeignFormsKT {
  private final Stack stack;

  ForeignFormsKT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void aFormOfUnknownLengthIsNotRead() throws Exception {
    var form =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("name=x".getBytes(UTF_8)));
    var request =
        HttpRequest.newBuilder(URI.create(stack.product.base() + "/console/projects"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(form)
            .build();

    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Content-Length");
  }

  @Test
  void aPageThatWasForgottenIsToldAndIsNoErrorOfOurs() {
    var alice = stack.visitor(ALICE);
    var projects = alice.open(URI.create(stack.product.base() + "/console/projects"));
    assertThat(projects.status()).isEqualTo(200);

    var answer = alice.post(projects.uri(), "jakarta.faces.ViewState=12345%3A67890&name=x");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("This page has expired", "Nothing was changed");
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, cross-site",
    "Origin, https://sibling.localhost",
    "Origin, null",
    // It says nothing, and a sign-out has no view state.
    "X-Nothing, nothing",
  })
  void aSiblingHostSignsNobodyOut(String header, String value) {
    var alice = signedIn();

    var answer = alice.post(at("/sign-out"), "", header, value);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("data-problem=\"foreign-form\"");
    assertThat(alice.get(at("/console/projects")).status()).isEqualTo(200);
  }

  @Test
  void aPageOfOursSignsOutAndSaysThatTheProvidersSessionGoesOn() {
    var alice = signedIn();

    // As browsers send it: our pages' referrer policy hides their origin.
    var answer = alice.post(at("/sign-out"), "", "Sec-Fetch-Site", "same-origin", "Origin", "null");

    assertThat(answer.status()).isEqualTo(303);
    var next = at(answer.headers().firstValue("Location").orElseThrow());
    assertThat(alice.get(next).body()).contains("You are still signed in at your provider");
    assertThat(alice.get(at("/console/projects")).status()).isBetween(300, 399);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://sibling.localhost"
  })
  void aStolenViewStateMakesNothingFromAnotherSite(String header, String value) {
    var alice = signedIn();
    var name = "Made elsewhere " + header + value;
    var form = newProject(alice, name);

    var answer = alice.post(at("/console/projects"), form, header, value);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(alice.get(at("/console/projects")).body()).doesNotContain(name);
  }

  @Test
  void aFormOfOursIsTakenFromABrowserAndFromAProgramThatSaysNothing() {
    var alice = signedIn();

    var browser =
        alice.post(
            at("/console/projects"),
            newProject(alice, "Made by a browser"),
            "Sec-Fetch-Site",
            "same-origin",
            "Origin",
            "null");
    var program = alice.post(at("/console/projects"), newProject(alice, "Made by a program"));

    assertThat(browser.status()).isEqualTo(302);
    assertThat(program.status()).isEqualTo(302);
  }

  @Test
  void whatIsSentAfterTheSessionEndedIsAnsweredWithASentence() {
    var alice = signedIn();
    var form = newProject(alice, "Typed in vain");
    alice.post(at("/sign-out"), "", "Sec-Fetch-Site", "same-origin");

    var answer = alice.post(at("/console/projects"), form, "Sec-Fetch-Site", "same-origin");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body())
        .contains("Your session ended before you sent this", "go back in your browser");
    assertThat(answer.link("Start again").getPath()).isEqualTo("/console/projects");
  }

  @Test
  void aFormInAnAddressDoesNothing() {
    var alice = signedIn();
    var name = "Made by an address";

    var answer = alice.get(at("/console/projects?" + newProject(alice, name)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(alice.get(at("/console/projects")).body()).doesNotContain(">" + name + "<");
  }

  @Test
  void aProgramWithoutTheTokenOfItsSessionMakesNothing() {
    var alice = signedIn();
    var form = newProject(alice, "Made without a token").replaceFirst("form-token=[^&]+", "");

    var answer = alice.post(at("/console/projects"), form);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("This page has expired", "Nothing was changed");
    assertThat(newProject(signedIn(), "x")).contains("form-token=");
  }

  @Test
  void whatWasTypedIsSentAgainFromTheErrorPageAfterASignIn() {
    var alice = signedIn();
    var name = "Typed \"before\" <the> end";
    var form = newProject(alice, name);
    alice.post(at("/sign-out"), "", "Sec-Fetch-Site", "same-origin");
    var refused = alice.post(at("/console/projects"), form, "Sec-Fetch-Site", "same-origin");
    assertThat(alice.open(at("/console/projects")).status()).isEqualTo(200);

    var again =
        alice.post(
            at("/console/projects"),
            Forms.of(refused, "unsent").pressing("send"),
            "Sec-Fetch-Site",
            "same-origin");

    assertThat(again.status()).isEqualTo(302);
    assertThat(Jsoup.parse(alice.get(at("/console/projects")).body()).text()).contains(name);
  }

  @Test
  void aViewStateOfAnEarlierVersionOrOfAnAttackerIsNotRead() {
    var alice = signedIn();
    // A serialized Java object, and the form of earlier versions.
    for (var state :
        List.of("rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA", "12345:67890", "", "x".repeat(9_000))) {
      var form =
          newProject(alice, "State of " + state.length())
              .replaceFirst("jakarta.faces.ViewState=[^&]*", "jakarta.faces.ViewState=" + state);

      var answer = alice.post(at("/console/projects"), form, "Sec-Fetch-Site", "same-origin");

      assertThat(answer.status()).as(state).isEqualTo(302);
    }
    assertThat(stack.product.logged()).doesNotContain("ViewExpired", "Deserializ", "ObjectInput");
  }

  private Visitor signedIn() {
    var alice = stack.visitor(ALICE);
    assertThat(alice.open(at("/console/projects")).status()).isEqualTo(200);
    return alice;
  }

  private String newProject(Visitor visitor, String name) {
    return Forms.of(visitor.get(at("/console/projects")), "new-project")
        .with("new-project:name", name)
        .pressing("new-project:create");
  }

  private URI at(String path) {
    return URI.create(stack.product.base() + path);
  }
}
