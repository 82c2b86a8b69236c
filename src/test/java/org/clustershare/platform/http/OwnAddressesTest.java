package org.clustershare.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.clustershare.platform.http.LocationFilter.OwnAddresses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAddressesTest {
  private static final String AS_SERVED = "http://evil.example";

  private final OwnAddresses own = new OwnAddresses("https://share.example.com");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/console/projects?sort=name",
        "https://share.example.com",
        "https://share.example.com/download/x?again=y"
      })
  void pathsAndTheBaseUrlStayAsTheyAre(String location) {
    assertThat(own.checked(location, AS_SERVED)).contains(location);
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example/console/projects, /console/projects",
    "http://evil.example/, /",
  })
  void theHostThatTheRequestNamedIsTakenAway(String location, String sent) {
    assertThat(own.checked(location, AS_SERVED)).contains(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "projects",
        "//evil.example/",
        "/\\evil.example",
        "/\t/evil.example",
        "http://evil.example//another.example/",
        "http://evil.example",
        "http://evil.example.com/",
        "https://another.example/",
        "https://share.example.com.evil.example/",
        "https://share.example.com@evil.example/",
        "https://share.example.com:444/",
        "http://share.example.com/",
        "javascript:alert(1)"
      })
  void everythingElseIsRefused(String location) {
    assertThat(own.checked(location, AS_SERVED)).isEmpty();
  }
}
