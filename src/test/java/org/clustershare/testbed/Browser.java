package org.clustershare.testbed;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * A real Chromium without a window, for the tests of one class ({@code @RegisterExtension}). A test
 * that fails says what its pages showed, in words and as a picture: this tells more than the
 * element that was missing.
 */
public final class Browser
    implements BeforeAllCallback,
        AfterAllCallback,
        AfterEachCallback,
        LifecycleMethodExecutionExceptionHandler,
        TestExecutionExceptionHandler {
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int LONGEST = 2_000;

  // The first page of a server that has just started takes its time.
  private static final int PATIENCE_MILLIS = 20_000;

  private @Nullable Running running;

  private record Running(Playwright playwright, com.microsoft.playwright.Browser browser) {}

  /** How a person views pages. */
  public record Look(String locale, boolean dark, int width, int height) {
    public static final Look DESKTOP = new Look("en-US", false, 1200, 850);
    public static final Look DARK = new Look("en-US", true, 1200, 850);
    public static final Look PHONE = new Look("de-DE", false, 390, 844);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    // Playwright's own browsers are not fetched: the machine's is used.
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    running =
        new Running(
            playwright,
            playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(executable()).setArgs(FLAGS)));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List.copyOf(running().browser().contexts()).forEach(BrowserContext::close);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    running().browser().close();
    running().playwright().close();
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    report(context, failure);
    throw failure;
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    report(context, failure);
    throw failure;
  }

  /** Adds to a failure what every page shows, and takes pictures named after the test. */
  private void report(ExtensionContext context, Throwable failure) {
    var name =
        "failed-%s-%s"
            .formatted(
                context.getRequiredTestClass().getSimpleName(),
                context.getTestMethod().map(Method::getName).orElse("before-all"));
    running().browser().contexts().stream()
        .flatMap(person -> person.pages().stream())
        .forEach(
            page -> {
              failure.addSuppressed(new AssertionError(shown(page)));
              try {
                picture(page, name);
              } catch (PlaywrightException e) {
                failure.addSuppressed(e);
              }
            });
  }

  private static String shown(Page page) {
    try {
      var text = page.locator("body").innerText();
      return "The page %s showed: %s"
          .formatted(page.url(), text.substring(0, Math.min(text.length(), LONGEST)));
    } catch (PlaywrightException e) {
      return "The page %s showed nothing: %s".formatted(page.url(), e.getMessage());
    }
  }

  private Running running() {
    return Objects.requireNonNull(running, "The browser starts before the first test of a class.");
  }

  /** A new person's window: no cookies of others. */
  public Page open(Look look) {
    return running().browser().newContext(options(look)).newPage();
  }

  /** The same for a person whose browser runs no JavaScript. */
  public Page openWithoutScripts(Look look) {
    return running().browser().newContext(options(look).setJavaScriptEnabled(false)).newPage();
  }

  private static NewContextOptions options(Look look) {
    return new NewContextOptions()
        // The test bed's provider has a private CA.
        .setIgnoreHTTPSErrors(true)
        .setLocale(look.locale())
        .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
        .setPermissions(List.of("clipboard-read", "clipboard-write"))
        .setViewportSize(look.width(), look.height());
  }

  /** A picture of the whole page, for people who read the tests' results. */
  public static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  private static Path executable() {
    return find()
        .or(Browser::install)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The browser tests need Chromium: install it (on Debian and Ubuntu: apt-get"
                        + " install chromium) or name its program in the environment variable"
                        + " CHROMIUM."));
  }

  private static Optional<Path> find() {
    var folders =
        Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
            .map(Path::of)
            .toList();
    return Stream.concat(
            Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of).stream(),
            NAMES.stream().flatMap(name -> folders.stream().map(folder -> folder.resolve(name))))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Where we are root on Debian or Ubuntu, the build itself brings the browser. */
  private static Optional<Path> install() {
    if (!"root".equals(System.getProperty("user.name"))
        || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      return Optional.empty();
    }
    // Two JVMs of tests may miss it at once: the second waits and finds it.
    try (var channel =
            FileChannel.open(
                Path.of(System.getProperty("java.io.tmpdir"), "cluster-share-browser.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      var meanwhile = find();
      if (meanwhile.isPresent() || !lock.isValid()) {
        return meanwhile;
      }
      System.out.println("No browser on the PATH: installing Debian's chromium.");
      for (var command : List.of("apt-get update -qq", "apt-get install -y -qq chromium")) {
        var process =
            new ProcessBuilder(command.split(" ", -1))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        process.environment().put("DEBIAN_FRONTEND", "noninteractive");
        if (process.start().waitFor() != 0) {
          return Optional.empty();
        }
      }
      return find();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
