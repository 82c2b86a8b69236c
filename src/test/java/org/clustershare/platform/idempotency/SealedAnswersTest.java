package org.clustershare.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.clustershare.platform.crypto.EncryptionKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedAnswersTest {
  private static final EncryptionKey OLD = key("old", 1);
  private static final EncryptionKey NEW = key("new", 2);
  private static final String ANSWER = "{\"link\":\"https://share.example.com/share/a-token\"}";

  private final SealedAnswers sealed = new SealedAnswers(List.of(OLD));
  private final String text = sealed.seal("call", ANSWER);

  private static EncryptionKey key(String id, int fill) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return EncryptionKey.parse(id + ":" + Base64.getEncoder().encodeToString(bytes)).orElseThrow();
  }

  @Test
  void anAnswerIsReadAgainAndCannotBeReadInTheDatabase() {
    assertThat(sealed.open("call", text)).contains(ANSWER);
    assertThat(text)
        .doesNotContain(
            "a-token",
            Base64.getUrlEncoder().encodeToString("a-token".getBytes(StandardCharsets.UTF_8)));
    assertThat(sealed.seal("call", ANSWER)).isNotEqualTo(text);
  }

  @Test
  void theRowOfAnotherCallDoesNotOpen() {
    assertThat(sealed.open("other", text)).isEmpty();
  }

  @Test
  void anAnswerOpensUntilItsKeyIsGone() {
    assertThat(new SealedAnswers(List.of(NEW, OLD)).open("call", text)).contains(ANSWER);
    assertThat(new SealedAnswers(List.of(NEW)).open("call", text)).isEmpty();
    assertThat(new SealedAnswers(List.of(key("old", 3))).open("call", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "too-long", "{}", "a.b.c.d.e", "....", "eyJhbGciOiJub25lIn0.."})
  void noOtherTextOpens(String other) {
    assertThat(sealed.open("call", other)).isEmpty();
  }
}
