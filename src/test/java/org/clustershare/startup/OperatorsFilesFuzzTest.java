package org.clustershare.startup;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.pem.CaBundle;
import org.clustershare.platform.pem.InvalidCaBundleException;
import org.clustershare.roles.settings.RoleFile;
import org.clustershare.testbed.hostile.Fuzz;
import org.clustershare.testbed.hostile.HostileKeys;
import org.clustershare.testbed.hostile.Mutations;
import org.clustershare.testbed.provider.Certificate;
import org.clustershare.testbed.provider.Certificate.Kind;
import org.junit.jupiter.api.Test;

/** Files and values of operators end in a sentence each, and soon. */
class OperatorsFilesFuzzTest {
  private static final int MANY = 250_000;

  @Test
  void caFilesNeverComputeForLong() throws InterruptedException {
    var good = Certificate.selfSigned("root", Kind.CA).pem();
    var worst = new LinkedHashMap<String, String>();
    worst.put("blocks that do not end", "-----BEGIN A-----\n".repeat(MANY / 18));
    worst.put("labels", "-----BEGIN " + "A".repeat(MANY));
    worst.put("dashes", "-----BEGIN CERTIFICATE-----" + "-".repeat(MANY));
    worst.put("many certificates", good.repeat(MANY / good.length()));
    worst.put("empty blocks", "-----BEGIN A----------END A-----".repeat(MANY / 32));
    for (int bits : List.of(512, 8_193, 16_384, 500_000)) {
      worst.put(
          "key of %d bits".formatted(bits),
          certificate(BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE), BigInteger.TWO));
    }
    var mutations =
        new Mutations(
            List.of(good, good + "# text\n" + Certificate.expired("old").pem()),
            List.of("-----", "-----BEGIN ", "-----END ", "CERTIFICATE", "\n", "A", "=", "\r", " "));

    new Fuzz<String>(
            "CA file",
            text -> {
              try {
                CaBundle.parse(text, Instant.now());
              } catch (InvalidCaBundleException refused) {
                requireSentences(refused.problems());
              }
            })
        .run(
            worst, random -> random.nextInt(3) == 0 ? mixed(random, good) : mutations.next(random));
  }

  private static String certificate(BigInteger modulus, BigInteger exponent) {
    return HostileKeys.pem("CERTIFICATE", HostileKeys.certificate(modulus, exponent));
  }

  private static String mixed(Random random, String good) {
    var text = good + HostileKeys.pem("CERTIFICATE", HostileKeys.certificate(random));
    return text.substring(0, Math.min(text.length(), Fuzz.LONGEST));
  }

  private static void requireSentences(List<String> problems) {
    if (problems.isEmpty() || problems.stream().anyMatch(String::isBlank)) {
      throw new IllegalStateException("a refusal without a sentence");
    }
  }

  @Test
  void filesOfRolesNeverComputeForLong() throws InterruptedException {
    var good =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: a, labels: {component: userClusterRole}}
        rules:
        - apiGroups: ['']
          resources: [pods]
          verbs: [get]
        """;
    var worst = new LinkedHashMap<String, String>();
    worst.put("integer", good.replace("get", "!!int '" + "9".repeat(60_000) + "'"));
    worst.put("key that is a list", good + "? [a]\n: b\n");
    worst.put("documents", "---\n".repeat(15_000));
    worst.put("nesting", "apiVersion: " + "[".repeat(60_000));

    new Fuzz<String>(
            "role file",
            text -> {
              try {
                RoleFile.read(text);
              } catch (RoleFile.InvalidException refused) {
                requireSentences(List.of(refused.sentence()));
              }
            })
        .run(
            worst,
            new Mutations(
                    List.of(good),
                    List.of("- ", "? ", ": ", "[", "{", "&a ", "*a ", "<<: ", "!!int ", "9", "\n"))
                ::next);
  }

  @Test
  void valuesNeverComputeForLong() throws InterruptedException {
    var worst = new LinkedHashMap<String, String>();
    for (var value :
        List.of(
            "999999999999h",
            "999999h",
            "0",
            "-1s",
            "https://h:0/",
            "https://h:00",
            "https://h:",
            "https://h:65536",
            "https://" + "a".repeat(64) + ".b",
            "http://[::1%25a]/",
            "a,".repeat(MANY / 2),
            "oidc:".repeat(MANY / 5))) {
      worst.put(value.substring(0, Math.min(value.length(), 20)), value);
    }
    var keys =
        List.of(
            "reconcile-interval",
            "oidc-issuer-url",
            "oidc-issuer-redirect-uri",
            "cluster-issuers",
            "admins",
            "oidc-email-domains",
            "oidc-scopes",
            "encryption-keys",
            "oidc-issuer-cookie-hash-key",
            "feature-gates",
            "cluster-client-ids");
    var mutations =
        new Mutations(
            List.of("60s", "https://dex.example.com:8443/dex", "a@example.com, oidc:b", "k:AAAA"),
            List.of(":", "/", ",", "9", "h", "@", ".", "-", "a", "=", "%", "[", "]"));

    new Fuzz<String>(
            "setting",
            value -> {
              var values = new HashMap<String, String>();
              keys.forEach(key -> values.put(key, value));
              try {
                new SettingsReader(key -> Optional.ofNullable(values.get(key)), List.of("OIDC_X"))
                    .read();
              } catch (InvalidSettingsException refused) {
                requireSentences(refused.problems());
              }
            })
        .run(worst, mutations::next);
  }
}
