package org.clustershare.testbed.hostile;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clustershare.testbed.cluster.SimulatedCluster;

/**
 * What an API server can send to take the memory of those who ask it: each of its answers is as
 * large as one may be, 4 MiB and half a million values.
 */
public enum Hostility {
  /** 160,000 objects a page, with nothing but a name, and always one more page. */
  TINY_OBJECTS {
    @Override
    String body(String path) {
      return list(160_000, i -> "{\"metadata\":{\"name\":\"a\"}}", "more");
    }
  },
  /** Objects of different long names, and always one more page. */
  MILLIONS_OF_NAMES {
    @Override
    String body(String path) {
      return list(14_000, i -> object("n%d-%s".formatted(i, "x".repeat(200)), "n" + i), "more");
    }
  },
  /** One Role with a verb of 3.9 MB, to be copied into a hundred namespaces. */
  GIANT_VERB {
    @Override
    String body(String path) {
      return giant(path, "\"" + "x".repeat(3_900_000) + "\"");
    }
  },
  /** The same size, made of 450,000 verbs. */
  COUNTLESS_VERBS {
    @Override
    String body(String path) {
      return giant(path, "\"abcd\"" + ",\"abcd\"".repeat(450_000));
    }
  },
  /** 20,000 labelled Roles, to be copied into 30,000 namespaces. */
  COUNTLESS_SOURCES {
    @Override
    String body(String path) {
      if (path.equals("/object")) {
        return role("r", "kube-system", "\"get\"");
      }
      return path.endsWith("/namespaces")
          ? list(30_000, i -> object("n" + i, ""), "")
          : list(20_000, i -> role("r" + i, "kube-system", "\"get\""), "");
    }
  },
  /** Each Role has other rules, and each has thousands of verbs. */
  RULES_THAT_DIFFER {
    @Override
    String body(String path) {
      return list(
          100, i -> role("r" + i, "n" + i, "\"v" + i + "\"" + ",\"w\"".repeat(4_000)), "more");
    }
  },
  /** Lists in lists. */
  DEEP_LISTS {
    @Override
    String body(String path) {
      return "{\"kind\":\"XList\",\"items\":[" + "[".repeat(450_000);
    }
  },
  /** Objects in objects, in a field that is read. */
  DEEP_OBJECTS {
    @Override
    String body(String path) {
      return "{\"kind\":\"XList\",\"items\":[{\"metadata\":{\"name\":\"a\"},\"rules\":["
          + "{\"a\":".repeat(400_000);
    }
  },
  /** Texts where a uid and a version are expected. */
  LONG_TEXTS {
    @Override
    String body(String path) {
      return list(
          2,
          i ->
              "{\"metadata\":{\"name\":\"a%d\",\"namespace\":\"b\",\"uid\":\"%s\",\"resourceVersion\":\"%s\",\"labels\":{\"component\":\"userClusterRole\"}}}"
                  .formatted(i, "u".repeat(900_000), "v".repeat(900_000)),
          "more");
    }
  },
  /** A token for the next page that is as long as an answer can be. */
  LONG_TOKEN {
    @Override
    String body(String path) {
      return list(1, i -> object("a", "b"), "t".repeat(4_000_000));
    }
  },
  /** Who wrote which field, at great length. */
  MANAGED_FIELDS {
    @Override
    String body(String path) {
      return list(
          10,
          i ->
              "{\"metadata\":{\"name\":\"a%d\",\"labels\":{\"component\":\"userClusterRole\"},\"managedFields\":[%s{}]}}"
                  .formatted(i, "{\"manager\":\"m\",\"fieldsV1\":{}},".repeat(9_000)),
          "more");
    }
  },
  /** Everybody is bound, again and again. */
  COUNTLESS_SUBJECTS {
    @Override
    String body(String path) {
      return list(
          30,
          i ->
              "{\"metadata\":{\"name\":\"b%d\",\"labels\":{\"component\":\"userClusterBinding\"}},\"roleRef\":{\"kind\":\"ClusterRole\",\"name\":\"view\"},\"subjects\":[%s{}]}"
                  .formatted(
                      i, "{\"kind\":\"Group\",\"name\":\"system:authenticated\"},".repeat(2_500)),
          "more");
    }
  },
  /** A chunked answer that never ends. */
  ENDLESS {
    @Override
    String body(String path) {
      return "[0,0,0,0,0,0,0,".repeat(70_000);
    }

    @Override
    void send(HttpExchange exchange, byte[] octets, AtomicLong sent) throws IOException {
      exchange.sendResponseHeaders(200, 0);
      while (true) {
        exchange.getResponseBody().write(octets);
        sent.addAndGet(octets.length);
      }
    }
  },
  /** An answer that is nearly whole, and then nothing. */
  NEARLY_WHOLE {
    @Override
    String body(String path) {
      return list(40_000, i -> object("n" + i, "n"), "more");
    }

    @Override
    void send(HttpExchange exchange, byte[] octets, AtomicLong sent) throws IOException {
      exchange.sendResponseHeaders(200, octets.length + 1L);
      exchange.getResponseBody().write(octets);
      exchange.getResponseBody().flush();
      sent.addAndGet(octets.length);
      SimulatedCluster.pause(20_000);
    }
  },
  /** As many warnings as a head may have, and a refusal with as many words. */
  REFUSAL {
    @Override
    String body(String path) {
      return "{\"kind\":\"Status\",\"code\":403,\"reason\":\"%s\",\"message\":\"%s\",\"details\":{\"causes\":[%s{}]}}"
          .formatted(
              "R".repeat(500_000), "m".repeat(2_000_000), "{\"field\":\"f\"},".repeat(90_000));
    }

    @Override
    void send(HttpExchange exchange, byte[] octets, AtomicLong sent) throws IOException {
      for (int i = 0; i < 200; i++) {
        exchange.getResponseHeaders().add("Warning", "299 - \"%s\"".formatted("w".repeat(1_000)));
      }
      exchange.sendResponseHeaders(403, octets.length);
      exchange.getResponseBody().write(octets);
      sent.addAndGet(octets.length);
    }
  },
  /** Each object by itself has nearly half a million values. */
  FULL_OBJECTS {
    @Override
    String body(String path) {
      var full =
          "{\"kind\":\"Role\",\"metadata\":{\"name\":\"a\",\"labels\":{\"component\":\"userClusterRole\"}},\"rules\":[{\"verbs\":[\"a\"%s]}]}"
              .formatted(",\"a\"".repeat(470_000));
      return isList(path) ? list(1, i -> full, "more") : full;
    }
  };

  /** What a path is answered with. */
  abstract String body(String path);

  /** Sends it, all at once or otherwise. */
  void send(HttpExchange exchange, byte[] octets, AtomicLong sent) throws IOException {
    exchange.sendResponseHeaders(200, octets.length);
    exchange.getResponseBody().write(octets);
    sent.addAndGet(octets.length);
  }

  static boolean isList(String path) {
    return path.matches(".*/(namespaces|roles|clusterroles|rolebindings|clusterrolebindings)");
  }

  private static String giant(String path, String verbs) {
    return path.equals("/namespaces")
        ? list(100, i -> object("n" + i, ""), "")
        : list(1, i -> role("x", "kube-system", verbs), "");
  }

  private static String list(int size, IntFunction<String> item, String next) {
    return IntStream.range(0, size)
        .mapToObj(item)
        .collect(
            Collectors.joining(
                ",",
                "{\"kind\":\"XList\",\"metadata\":{\"continue\":\"%s\"},\"items\":["
                    .formatted(next),
                "]}"));
  }

  private static String object(String name, String namespace) {
    var inNamespace =
        Optional.of(namespace)
            .filter(some -> !some.isEmpty())
            .map(",\"namespace\":\"%s\""::formatted)
            .orElse("");
    return "{\"metadata\":{\"name\":\"%s\"%s}}".formatted(name, inNamespace);
  }

  private static String role(String name, String namespace, String verbs) {
    return "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"%s\",\"labels\":{\"component\":\"userClusterRole\"}},\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[%s]}]}"
        .formatted(name, namespace, verbs);
  }
}
