package org.clustershare.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormOriginTest {
  @ParameterizedTest
  @CsvSource({
    // Browsers send this with a form of Cluster Share, which has the referrer policy no-referrer.
    "same-origin, null, OWN",
    "same-origin, https://share.example.com, OWN",
    // An extension, another application, or a page that the browser restores.
    "none, , UNKNOWN",
    "none, null, UNKNOWN",
    "none, https://share.example.com, UNKNOWN",
    "none, https://evil.example, FOREIGN",
    ", https://share.example.com, OWN",
    "same-site, null, FOREIGN",
    "cross-site, null, FOREIGN",
    "cross-site, , FOREIGN",
    "Same-Origin, , FOREIGN",
    "'', , FOREIGN",
    ", null, FOREIGN",
    ", '', FOREIGN",
    ", https://evil.share.example.com, FOREIGN",
    ", http://share.example.com, FOREIGN",
    ", https://share.example.com:8443, FOREIGN",
    ", https://share.example.com.evil.example, FOREIGN",
    // They disagree.
    "same-origin, https://evil.example, FOREIGN",
    "same-site, https://share.example.com, FOREIGN",
    ", , UNKNOWN",
  })
  void whatTheBrowserSaysDecides(String site, String origin, FormOrigin expected) {
    assertThat(
            FormOrigin.of(
                Optional.ofNullable(site),
                Optional.ofNullable(origin),
                "https://share.example.com"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "https://share.example.com:443, https://share.example.com",
    "https://Share.Example.com, https://share.example.com",
    "http://localhost:8080, http://localhost:8080",
    "http://[::1]:8080, http://[::1]:8080",
  })
  void browsersWriteAnOriginInTheirOwnWay(String baseUrl, String origin) {
    assertThat(FormOrigin.of(Optional.empty(), Optional.of(origin), baseUrl))
        .isEqualTo(FormOrigin.OWN);
  }
}
