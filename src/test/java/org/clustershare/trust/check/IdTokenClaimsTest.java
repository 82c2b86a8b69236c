package org.clustershare.trust.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.clustershare.platform.crypto.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdTokenClaimsTest {
  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The claim groups is the provider's own: OpenID Connect does not say what it looks like. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"exp\":1,\"groups\":\"g\"}|[g]",
        "{\"exp\":1,\"groups\":[\"g\",1,null]}|[g]",
        "{\"exp\":1,\"groups\":{\"g\":1}}|[]",
        "{\"exp\":1}|[]",
      })
  void whateverTheProviderCallsGroupsIsRead(String claims, String groups) {
    var token = encoded("{\"alg\":\"RS256\"}") + "." + encoded(claims) + ".AAAA";

    assertThat(IdTokenClaims.of(Secret.of(token)).groups()).hasToString(groups);
  }
}
