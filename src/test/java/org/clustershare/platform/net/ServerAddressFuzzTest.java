package org.clustershare.platform.net;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;
import org.clustershare.testbed.hostile.Fuzz;
import org.clustershare.testbed.hostile.Mutations;
import org.junit.jupiter.api.Test;

/** An address that is taken is one that requests can be sent to. */
class ServerAddressFuzzTest {
  private static final int MANY = 250_000;
  private static final List<String> GOOD =
      List.of(
          "https://127.0.0.1:6443",
          "https://[2001:db8::1]:443/k8s/clusters/c-1",
          "HTTPS://kubernetes.default.svc",
          "http://localhost:8080/");

  @Test
  void whatIsTakenCanBeSentTo() throws InterruptedException {
    var worst = new LinkedHashMap<String, String>();
    for (var address :
        List.of(
            "https://h:0",
            "https://h:00",
            "https://h:",
            "https://h:0443",
            "https://h:65536",
            "https://h:99999999999",
            "https://[::1]:0",
            "https://[::1%25eth0]",
            "https://[fe80::1%eth0]",
            "https://" + "a".repeat(64) + ".example",
            "https://" + "a.".repeat(400) + "b",
            "https://a..b",
            "https://h/" + "%41".repeat(80_000),
            "https://" + "1.".repeat(MANY / 2),
            "https://" + ":".repeat(MANY),
            "https://[" + ":".repeat(MANY))) {
      worst.put(address.substring(0, Math.min(address.length(), 40)), address);
    }
    var words =
        List.of(
            ":", "/", "@", "?", "#", "[", "]", "%25", "%", ".", "-", "_", "0", "9", "a", "\u00e4");

    new Fuzz<>("address", ServerAddressFuzzTest::use).run(worst, new Mutations(GOOD, words)::next);
  }

  private static void use(String text) {
    var address = ServerAddress.of(text);
    if (address.isEmpty()) {
      return;
    }
    var uri = address.get().withoutSlash();
    new AddressPolicy(Set.of()).refusalOfLiteral(uri.getHost());
    if (HttpUrl.parse(uri + "/version") == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalStateException("taken and cannot be sent to: " + uri);
    }
  }
}
