package org.clustershare.story.driver.browser;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.clustershare.testbed.Visitor.Page;

/** Assertions about what a browser got. A failure of a status prints the body. */
public final class PageAssert extends AbstractAssert<PageAssert, Page> {
  private PageAssert(Page page) {
    super(page, PageAssert.class);
  }

  public static PageAssert assertThat(Page page) {
    return new PageAssert(page);
  }

  /** The status is one of these. */
  public PageAssert hasStatus(Integer... expected) {
    Assertions.assertThat(actual.status())
        .as("%s status of: %s", descriptionText(), actual.body())
        .isIn((Object[]) expected);
    return this;
  }

  public PageAssert isRedirect() {
    Assertions.assertThat(actual.status())
        .as("%s status of: %s", descriptionText(), actual.body())
        .isBetween(300, 399);
    return this;
  }

  /** The header Location begins so. */
  public PageAssert leadsTo(String start) {
    Assertions.assertThat(actual.location()).startsWith(start);
    return this;
  }

  /** The header Location ends so. */
  public PageAssert leadsToPage(String end) {
    Assertions.assertThat(actual.location()).endsWith(end);
    return this;
  }

  /** The body contains all of these. */
  public PageAssert says(String... parts) {
    Assertions.assertThat(actual.body()).contains(parts);
    return this;
  }

  /** The body contains none of these. */
  public PageAssert doesNotSay(String... parts) {
    Assertions.assertThat(actual.body()).doesNotContain(parts);
    return this;
  }

  /** The page is that of a problem with this key. */
  public PageAssert saysProblem(String key) {
    return says("data-problem=\"" + key + "\"");
  }

  /** The header has this value. */
  public PageAssert hasHeader(String name, String value) {
    Assertions.assertThat(actual.headers().firstValue(name)).contains(value);
    return this;
  }

  /** The header's value contains all of these. */
  public PageAssert hasHeaderWith(String name, String... parts) {
    Assertions.assertThat(actual.headers().firstValue(name).orElseThrow()).contains(parts);
    return this;
  }

  public PageAssert hasNoHeader(String... names) {
    Assertions.assertThat(actual.headers().map()).doesNotContainKeys(names);
    return this;
  }

  public PageAssert setsNoCookie() {
    Assertions.assertThat(setCookies()).isEmpty();
    return this;
  }

  /** One of the cookies has this name and all of these attributes, in whatever case. */
  public PageAssert setsCookie(String name, String... attributes) {
    Assertions.assertThat(setCookies())
        .anySatisfy(
            cookie -> {
              Assertions.assertThat(cookie).startsWith(name + "=");
              for (var attribute : attributes) {
                Assertions.assertThat(cookie).containsIgnoringCase(attribute);
              }
            });
    return this;
  }

  /** The response sets this cookie and no other. */
  public PageAssert setsOneCookie(String name, String... attributes) {
    Assertions.assertThat(setCookies()).hasSize(1);
    return setsCookie(name, attributes);
  }

  /** The product refused for this problem: neither a file nor a way to one came back. */
  public PageAssert isRefused(String problem) {
    saysProblem(problem);
    Assertions.assertThat(actual.status()).isGreaterThanOrEqualTo(400);
    Assertions.assertThat(actual.headers().firstValue("Content-Disposition")).isEmpty();
    Assertions.assertThat(actual.headers().firstValue("Location")).isEmpty();
    Assertions.assertThat(setCookies()).noneMatch(cookie -> cookie.contains("download_"));
    doesNotSay("current-context", "the-refresh-token");
    Assertions.assertThat(actual.headers().firstValue("Cache-Control").orElse(""))
        .contains("no-store");
    return this;
  }

  private List<String> setCookies() {
    return actual.headers().allValues("Set-Cookie");
  }
}
