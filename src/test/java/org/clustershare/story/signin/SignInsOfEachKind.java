package org.clustershare.story.signin;

import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.net.URI;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.story.driver.browser.BrowserActor;
import org.clustershare.story.driver.browser.BrowserSignIn;
import org.clustershare.testbed.Visitor.Page;

/**
 * Alice's sign-ins to the console, for a share and for a trust check: how each begins, where a
 * completed one leads, and the problem with which the product refuses a state.
 */
record SignInsOfEachKind(HostileProviderStack stack) {
  static final String ALICE = "alice@example.com";

  /** The redirect URI's path that all kinds have, and the earlier one that shares do not have. */
  static final String ONE = "/api/v1/kubeconfig";

  static final String EARLIER = "/callback";
  static final List<String> BOTH = List.of(ONE, EARLIER);

  /** The kinds of sign-in, each with the reason for which it refuses a state. */
  enum Kind {
    CONSOLE("sign-in-expired"),
    SHARE("exchange-state-wrong"),
    TRUST_CHECK("trust-sign-in-wrong");

    private final String refusal;

    Kind(String refusal) {
      this.refusal = refusal;
    }

    String refusal() {
      return refusal;
    }

    /** The reason of the kind, or that of the path for a state that names no kind. */
    String refusalAt(String path) {
      // No sign-in for a share ends at /callback, so its state means nothing there.
      return path.equals(EARLIER) && this == SHARE ? CONSOLE.refusal : refusal;
    }

    /** The paths at which an answer can complete it. */
    List<String> paths() {
      return this == SHARE ? List.of(ONE) : BOTH;
    }
  }

  /** Has the provider say that each person is Alice. */
  void asAlice() {
    stack.provider.behave();
    stack.provider.bendClaims(claims -> claims.claim("email", ALICE));
  }

  /** A browser in which Alice has signed in to the console. */
  BrowserActor signedIn() {
    var alice = stack.person();
    alice.signsInToTheConsole();
    return alice;
  }

  /** Begins a sign-in in a new browser; a trust check needs a session, the others none. */
  BrowserSignIn begin(Kind kind) {
    return begin(kind, kind == Kind.TRUST_CHECK ? signedIn() : stack.person());
  }

  BrowserSignIn begin(Kind kind, BrowserActor browser) {
    return switch (kind) {
      case CONSOLE -> browser.beginsConsoleSignIn("/console/members/x?tab=1");
      case SHARE -> browser.beginsShareSignIn();
      case TRUST_CHECK -> browser.beginsTrustCheck(trustPage());
    };
  }

  String trustPage() {
    return "/console/trust/%s/%s".formatted(stack.added.project(), stack.added.cluster());
  }

  void assertCompleted(Kind kind, Page page) {
    assertThat(page).isRedirect();
    Assertions.assertThat(URI.create(page.location()).getPath())
        .startsWith(
            switch (kind) {
              case CONSOLE -> "/console/members/x";
              case SHARE -> "/download/";
              case TRUST_CHECK -> trustPage();
            });
  }

  /** The honest answer still completes the sign-in at the one redirect URI. */
  void assertCompletes(Kind kind, BrowserSignIn signIn) {
    assertCompleted(kind, signIn.browser().opens(signIn.answer().at(ONE)));
  }
}
