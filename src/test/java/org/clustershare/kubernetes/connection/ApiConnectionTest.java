package org.clustershare.kubernetes.connection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiConnectionTest {
  /** Earlier versions took such addresses: rows of theirs must not end in an unexpected error. */
  @ParameterizedTest
  @ValueSource(strings = {"https://h:0", "https://h:00", "https://[fe80::1%25eth0]"})
  void aStoredAddressThatCannotBeSentToIsAnUnreachableCluster(String server) {
    var limits = new ApiConnection.Limits(Duration.ofSeconds(1), 1_000);
    var connection =
        new ApiConnection(new OkHttpClient(), URI.create(server), Optional.empty(), limits);

    assertThatThrownBy(() -> connection.url("/version"))
        .isInstanceOf(ClusterUnreachableException.class)
        .hasMessageContaining("server cannot be used");
  }
}
