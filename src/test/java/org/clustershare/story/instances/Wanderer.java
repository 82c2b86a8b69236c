package org.clustershare.story.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.clustershare.story.driver.Forms;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.instances.Instances;
import org.clustershare.testbed.provider.Dex;
import org.jsoup.Jsoup;

/**
 * A person who goes through the console while instances are killed: signs in, makes projects,
 * renames them, reads each confirmation once, and signs out.
 */
final class Wanderer {
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final String RENAMED = "The project was renamed.";

  private final Instances instances;
  private final String email;
  private final Set<String> cookies = new TreeSet<>();
  private final Visitor browser;
  private int requests;
  private int repeated;
  private int rounds;

  Wanderer(Dex issuer, Instances instances, String email) {
    this.instances = instances;
    this.email = email;
    this.browser = new Visitor(issuer.caFile(), email);
  }

  int requests() {
    return requests;
  }

  /** How many requests were lost, and sent again. */
  int repeated() {
    return repeated;
  }

  /** The names of all cookies that the product set. */
  Set<String> cookies() {
    return cookies;
  }

  /** Goes on until instances were killed so often; gives the number of rounds. */
  Callable<Integer> until(int kills) {
    return () -> {
      var deadline = Instant.now().plus(LONGEST);
      while (instances.kills() < kills) {
        assertThat(Instant.now()).as("the end of %d kills", kills).isBefore(deadline);
        round();
        rounds++;
      }
      return rounds;
    };
  }

  private void round() {
    var projects = answered(() -> browser.open(at("/console/projects")), 200);
    assertThat(Jsoup.parse(projects.body()).text()).contains(email);
    var name = "Project %d of %s".formatted(rounds, email);
    var created = sent("/console/projects", "new-project", "name", name, "create");
    assertThat(reload(created).body()).contains(name);

    var members = created.replace("/console/project/", "/console/members/");
    var renamed = sent(members, "rename-project", "name", name + " now", "rename");
    var confirmed = reload(renamed);
    assertThat(confirmed.body()).contains(RENAMED, name + " now");
    assertThat(reload(renamed).body()).doesNotContain(RENAMED);

    if (rounds % 3 == 0) {
      signOut();
    }
  }

  private void signOut() {
    answered(() -> browser.post(at("/sign-out"), "", "Sec-Fetch-Site", "same-origin"), 303);
    answered(() -> browser.get(at("/console/projects")), 302);
  }

  private Page reload(String path) {
    return answered(() -> browser.get(at(path)), 200);
  }

  /** Fills in a form and sends it; gives the path of the page that follows. */
  private String sent(String path, String form, String field, String value, String button) {
    var answer =
        answered(
            () -> {
              var page = reload(path);
              return browser.post(
                  at(path),
                  Forms.of(page, form)
                      .with(form + ":" + field, value)
                      .pressing(form + ":" + button),
                  "Sec-Fetch-Site",
                  "same-origin");
            },
            302);
    return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
  }

  /** Does something until its last request was answered. */
  private Page answered(Supplier<Page> action, int status) {
    for (var page = action.get(); ; page = action.get()) {
      requests++;
      page.headers().allValues("Set-Cookie").stream()
          .map(cookie -> cookie.substring(0, cookie.indexOf('=')))
          .forEach(cookies::add);
      if (page.status() != Instances.LOST) {
        assertThat(page.status()).as("%s: %s", page.uri(), page.body()).isEqualTo(status);
        return page;
      }
      repeated++;
    }
  }

  private URI at(String path) {
    return URI.create(instances.product().base() + path);
  }
}
