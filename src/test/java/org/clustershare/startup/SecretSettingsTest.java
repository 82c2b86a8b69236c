package org.clustershare.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.config.SettingSource;
import org.clustershare.platform.crypto.EncryptionKey;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.crypto.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets reach the settings as they were written, without the source's expressions. */
class SecretSettingsTest {
  private static final Set<Class<?>> SECRET_TYPES =
      Set.of(Secret.class, SigningKey.class, EncryptionKey.class);
  private static final Pattern SECRET_NAME =
      Pattern.compile("(.*-)?(secret|password|token|keys?)(-.*)?");
  private static final String KEY_A = "k:" + "A".repeat(43) + "=";
  private static final String KEY_B = "k:" + "B".repeat(42) + "A=";

  private static final Map<String, String> VALUES =
      Map.of(
          "oidc-issuer-url", "https://dex.example.com/dex",
          "oidc-issuer-redirect-uri", "https://share.example.com/api/v1/kubeconfig",
          "oidc-issuer-client-id", "cluster-share",
          "admins", "admin@example.com",
          "audit-webhook-url", "https://127.0.0.1:1/audit");

  /** Secrets as they were written, beside what expressions made of them. */
  private static final Map<String, String> WRITTEN =
      Map.of(
          "oidc-issuer-client-secret", "s\\$1${x}",
          "oidc-issuer-cookie-hash-key", "0123456789abcdefghijkl\\$1${x}uvw",
          "encryption-keys", KEY_A,
          "metrics-token", "0123456789abcdef$1${x}",
          "audit-webhook-authorization", "Bearer \\$1${x}");

  private static final Map<String, String> REPLACED =
      Map.of(
          "oidc-issuer-client-secret", "s$1y",
          "oidc-issuer-cookie-hash-key", "0123456789abcdefghijkl$1yuvwwwww",
          "encryption-keys", KEY_B,
          "metrics-token", "0123456789abcdef$1y",
          "audit-webhook-authorization", "Bearer $1y");

  /** The settings of a source, and the keys that were read each way. */
  private static final class Source implements SettingSource {
    private final Map<String, String> values;
    private final Map<String, String> written;
    private final Set<String> keysOfValues = new HashSet<>();
    private final Set<String> keysAsWritten = new HashSet<>();

    Source(Map<String, String> values, Map<String, String> written) {
      this.values = values;
      this.written = written;
    }

    @Override
    public Optional<String> value(String key) {
      keysOfValues.add(key);
      return Optional.ofNullable(VALUES.getOrDefault(key, values.get(key)));
    }

    @Override
    public Optional<String> written(String key) {
      keysAsWritten.add(key);
      return Optional.ofNullable(written.get(key));
    }

    List<Object> secrets() {
      return secretsIn(new SettingsReader(this).read()).toList();
    }
  }

  /** The secrets in a value, at any depth. */
  private static Stream<Object> secretsIn(Object value) {
    if (SECRET_TYPES.contains(value.getClass())) {
      return Stream.of(value);
    }
    return switch (value) {
      case Optional<?> optional -> optional.stream().flatMap(SecretSettingsTest::secretsIn);
      case Collection<?> all -> all.stream().flatMap(SecretSettingsTest::secretsIn);
      case Record fields ->
          Stream.of(fields.getClass().getRecordComponents())
              .map(component -> component(fields, component))
              .flatMap(SecretSettingsTest::secretsIn);
      default -> Stream.empty();
    };
  }

  private static Object component(Record fields, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(fields);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void everySecretIsTheOneThatWasWritten() {
    var secrets = new Source(REPLACED, WRITTEN).secrets();

    assertThat(secrets).hasSize(WRITTEN.size()).isEqualTo(new Source(Map.of(), WRITTEN).secrets());
    assertThat(secrets).doesNotContainAnyElementsOf(new Source(REPLACED, REPLACED).secrets());
  }

  @Test
  void noSettingThatSoundsLikeASecretPassesExpressions() {
    var source = new Source(REPLACED, WRITTEN);
    new SettingsReader(source).read();

    assertThat(source.keysAsWritten).isEqualTo(WRITTEN.keySet());
    assertThat(source.keysOfValues)
        .hasSizeGreaterThan(20)
        .doesNotContainAnyElementsOf(WRITTEN.keySet())
        .noneMatch(key -> SECRET_NAME.matcher(key).matches());
  }

  @ParameterizedTest
  @CsvSource({
    "oidc-issuer-cookie-hash-key, ${KEY}, oidc-issuer-cookie-hash-key must be 32 or 64 bytes",
    "encryption-keys, k:${KEY}, encryption-keys must be a list of name:base64"
  })
  void anExpressionThatWasMeantAsOneGetsASentence(String key, String text, String problem) {
    var written = new HashMap<>(WRITTEN);
    written.put(key, text);

    assertThatThrownBy(new Source(REPLACED, written)::secrets)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining("${…} is not replaced");
  }
}
