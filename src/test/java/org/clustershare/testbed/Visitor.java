package org.clustershare.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.clustershare.testbed.provider.Dex;
import org.jsoup.Jsoup;

/**
 * A person with a plain HTTP client that keeps cookies: opens pages, follows redirects and fills in
 * the provider's form.
 */
public final class Visitor {
  private static final int MOST_REDIRECTS = 15;

  private final HttpClient http;
  private final String email;

  /** A page that was reached, and the addresses on the way to it. */
  public record Page(URI uri, int status, HttpHeaders headers, String body, List<URI> trail) {

    /** The link with this text. */
    public URI link(String text) {
      var link = Jsoup.parse(body, uri.toString()).select("a:containsOwn(" + text + ")").first();
      if (link == null) {
        throw new IllegalStateException("%s has no link \"%s\"".formatted(uri, text));
      }
      return URI.create(link.absUrl("href"));
    }

    /** The header Location. */
    public String location() {
      return headers.firstValue("Location").orElseThrow();
    }

    /** The cookie that the response sets last under this name, as {@code name=value}. */
    public String cookie(String name) {
      return headers.allValues("Set-Cookie").stream()
          .filter(cookie -> cookie.startsWith(name + "="))
          .map(cookie -> cookie.split(";", -1)[0])
          .reduce((first, last) -> last)
          .orElseThrow();
    }

    public String title() {
      return Jsoup.parse(body).title();
    }
  }

  public Visitor(Path issuerCaFile, String email) {
    this.http = TrustedHttp.client(issuerCaFile, new CookieManager(null, CookiePolicy.ACCEPT_ALL));
    this.email = email;
  }

  /** Opens a page as a browser does, signing in where dex asks. */
  public Page open(URI address) {
    return openUntil(address, next -> false);
  }

  /** The same, but stops before an address, to which it was sent but does not go. */
  public Page openUntil(URI address, Predicate<URI> stop) {
    var trail = new ArrayList<URI>();
    var next = address;
    var answer = get(next);
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      trail.add(next);
      if (answer.status() >= 300 && answer.status() < 400) {
        next = next.resolve(answer.headers().firstValue("Location").orElseThrow());
        if (stop.test(next)) {
          return new Page(next, answer.status(), answer.headers(), "", trail);
        }
        answer = get(next);
      } else if (answer.body().contains("name=\"password\"")) {
        var form = Jsoup.parse(answer.body(), next.toString()).selectFirst("form");
        if (form == null) {
          throw new IllegalStateException("a sign-in page without a form");
        }
        next = form.attr("action").isEmpty() ? next : URI.create(form.absUrl("action"));
        answer =
            send(
                HttpRequest.newBuilder(next)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "%s=%s&password=%s"
                                .formatted(
                                    // dex calls it login, Keycloak username.
                                    form.selectFirst("[name=username]") == null
                                        ? "login"
                                        : "username",
                                    URLEncoder.encode(email, StandardCharsets.UTF_8),
                                    Dex.PASSWORD))));
      } else {
        return new Page(next, answer.status(), answer.headers(), answer.body(), trail);
      }
    }
    throw new IllegalStateException("redirected without end: " + trail);
  }

  /** Asks for one address and follows nothing. */
  public Page get(URI address) {
    return send(HttpRequest.newBuilder(address));
  }

  /** The same with one more header. */
  public Page get(URI address, String header, String value) {
    return send(HttpRequest.newBuilder(address).header(header, value));
  }

  /** Sends a form and follows nothing; with further headers as name, value, name, value. */
  public Page post(URI address, String form, String... headers) {
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private Page send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(
              request
                  .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                  .header("Accept-Language", "en")
                  .timeout(Duration.ofSeconds(30))
                  .build(),
              BodyHandlers.ofString());
      return new Page(
          answer.uri(), answer.statusCode(), answer.headers(), answer.body(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
