package org.clustershare.story.driver.browser;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.clustershare.testbed.Visitor.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The assertions about pages themselves: each one can fail. */
class PageAssertTest {
  private static final String BODY = "<p data-problem=\"gone\">It has ended.</p>";
  private static final Map<String, List<String>> NO_STORE =
      Map.of("Cache-Control", List.of("no-store"));
  private static final Page REFUSED = page(410, BODY, NO_STORE);
  private static final Page REDIRECT =
      page(
          303,
          "",
          Map.of(
              "Location",
              List.of("https://idp.example/auth?a=b"),
              "Set-Cookie",
              List.of("state=1; HttpOnly", "other=2")));

  private static Page page(int status, String body, Map<String, List<String>> headers) {
    return new Page(
        URI.create("https://share.example.com/"),
        status,
        HttpHeaders.of(headers, (name, value) -> true),
        body,
        List.of());
  }

  /** A page of this problem with another header. */
  private static Page refusedWith(String name, String value) {
    return page(410, BODY, Map.of("Cache-Control", List.of("no-store"), name, List.of(value)));
  }

  private static Stream<Runnable> wrong() {
    return Stream.of(
        () -> assertThat(REFUSED).hasStatus(400),
        () -> assertThat(REFUSED).isRedirect(),
        () -> assertThat(REFUSED).says("ended", "missing"),
        () -> assertThat(REFUSED).doesNotSay("missing", "ended"),
        () -> assertThat(REFUSED).saysProblem("go"),
        () -> assertThat(REFUSED).hasHeader("Cache-Control", "no"),
        () -> assertThat(REFUSED).hasHeaderWith("Cache-Control", "no", "max-age"),
        () -> assertThat(REFUSED).hasNoHeader("server", "cache-control"),
        () -> assertThat(REDIRECT).leadsTo("https://another.example"),
        () -> assertThat(REDIRECT).leadsToPage("?a=c"),
        () -> assertThat(REDIRECT).setsNoCookie(),
        () -> assertThat(REDIRECT).setsCookie("other", "HttpOnly"),
        () -> assertThat(REDIRECT).setsCookie("third"),
        () -> assertThat(REDIRECT).setsOneCookie("state"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void everyAssertionCanFail(Runnable wrong) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(wrong::run);
  }

  private static Stream<Page> notRefused() {
    return Stream.of(
        page(410, "<p data-problem=\"other\">", NO_STORE),
        page(200, BODY, NO_STORE),
        page(410, BODY + "current-context", NO_STORE),
        page(410, BODY + "the-refresh-token", NO_STORE),
        page(410, BODY, Map.of()),
        refusedWith("Location", "/download/x"),
        refusedWith("Content-Disposition", "attachment"),
        refusedWith("Set-Cookie", "download_x=y"));
  }

  @ParameterizedTest
  @MethodSource("notRefused")
  void aRefusalHasItsProblemAndNoFile(Page page) {
    Consumer<Page> isRefused = refused -> assertThat(refused).isRefused("gone");

    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> isRefused.accept(page));
    assertThatNoException().isThrownBy(() -> isRefused.accept(REFUSED));
  }

  @Test
  void whatIsTruePasses() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              assertThat(REFUSED)
                  .hasStatus(400, 410)
                  .says("It has ended.")
                  .saysProblem("gone")
                  .doesNotSay("missing")
                  .hasHeader("Cache-Control", "no-store")
                  .hasNoHeader("server")
                  .setsNoCookie();
              assertThat(REDIRECT)
                  .isRedirect()
                  .leadsTo("https://idp.example/")
                  .leadsToPage("?a=b")
                  .setsCookie("state", "httponly");
            });
  }
}
