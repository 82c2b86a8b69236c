package org.clustershare.testbed.hostile;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The answers of one hostile API server; each is made once, since making it costs more. */
public final class HostileAnswers {
  private final Hostility how;
  private final Map<String, byte[]> made = new ConcurrentHashMap<>();
  private final AtomicLong sent = new AtomicLong();

  public HostileAnswers(Hostility how) {
    this.how = how;
  }

  /** Answers reads of roles, bindings and namespaces; tells whether it did. */
  public boolean answer(HttpExchange exchange, String path) throws IOException {
    if (!exchange.getRequestMethod().equals("GET") || path.equals("/version")) {
      return false;
    }
    // A list of each kind has its own; of objects one is as good as another.
    var kind = Hostility.isList(path) ? path.replaceAll(".*/", "/") : "/object";
    var octets = made.computeIfAbsent(kind, one -> how.body(one).getBytes(StandardCharsets.UTF_8));
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    how.send(exchange, octets, sent);
    return true;
  }

  /** What was sent so far, in MiB. */
  public long sentMegabytes() {
    return sent.get() >> 20;
  }
}
