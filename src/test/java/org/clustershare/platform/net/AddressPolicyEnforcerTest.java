package org.clustershare.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;

class AddressPolicyEnforcerTest {
  @Test
  void clientsDoNotWaitForAcknowledgementsAndGoNowhereElse() throws IOException {
    var guard = new AddressPolicyEnforcer(new AddressPolicy(Set.of()), Dns.SYSTEM);

    var client = guard.clients().build();

    try (var socket = client.socketFactory().createSocket()) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
    assertThat(client.followRedirects()).isFalse();
    assertThat(client.followSslRedirects()).isFalse();
    assertThat(client.dns()).isSameAs(guard);
    assertThat(client.interceptors()).containsExactly(guard);
  }
}
