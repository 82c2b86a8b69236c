package org.clustershare.kubernetes;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.clustershare.kubernetes.Credentials.ClientCertificate;
import org.clustershare.kubernetes.connection.RawResponse;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.memory.MemoryBudget;
import org.clustershare.testbed.hostile.Fuzz;
import org.clustershare.testbed.hostile.HostileKeys;
import org.clustershare.testbed.hostile.HostileKeys.Part;
import org.clustershare.testbed.hostile.Mutations;
import org.junit.jupiter.api.Test;

/** Nothing that a cluster answers, and no key that a row holds, computes for long. */
class ClusterAnswersFuzzTest {
  private static final MemoryBudget BUDGET = new MemoryBudget(256 << 20, 256 << 20, Duration.ZERO);

  private static final int MANY = 250_000;

  @Test
  void answersNeverComputeForLong() throws InterruptedException {
    var worst = new LinkedHashMap<String, String>();
    worst.put("integer", "{\"a\":" + "9".repeat(MANY) + "}");
    worst.put("exponent", "{\"a\":1e99999999999}");
    worst.put("large exponent", "{\"a\":1e999999999}");
    worst.put("fraction", "{\"a\":0." + "9".repeat(MANY) + "}");
    worst.put("nesting", "{\"a\":" + "[".repeat(MANY));
    worst.put("closed nesting", "{\"a\":" + "[".repeat(1_200) + "]".repeat(1_200) + "}");
    worst.put("one key often", "{" + "\"a\":1,".repeat(MANY / 6) + "\"a\":1}");
    worst.put("not UTF-8", "{\"\u00ff\ud800\":1}");
    var mutations =
        new Mutations(
            List.of(
                "{\"kind\":\"RoleList\",\"metadata\":{\"continue\":\"x\"},\"items\":[{\"metadata\":"
                    + "{\"name\":\"a\",\"generation\":1},\"rules\":[{\"verbs\":[\"get\"]}]}]}",
                "{\"kind\":\"Status\",\"code\":403,\"message\":\"no\"}"),
            List.of("[", "{\"a\":", "]", "}", ",", "9", "1e9", "\"", "\\u0000", "null,", "-", "."));

    new Fuzz<String>(
            "cluster's answer",
            text -> {
              var rawResponse = new RawResponse(text.getBytes(StandardCharsets.UTF_8));
              var reservation = BUDGET.reserve();
              try {
                var object = rawResponse.find(FieldMask.ALL, reservation);
                if (object.filter(found -> found.toString().isEmpty()).isPresent()
                    || rawResponse.digestOfItems().filter(String::isEmpty).isPresent()) {
                  throw new IllegalStateException("an object or a digest of nothing");
                }
              } finally {
                reservation.release();
              }
            })
        .run(worst, mutations::next);
  }

  @Test
  void storedKeysNeverComputeForLong() throws InterruptedException {
    var certificate =
        HostileKeys.pem(
            "CERTIFICATE",
            HostileKeys.certificate(
                BigInteger.ONE.shiftLeft(2_047).add(BigInteger.ONE), BigInteger.valueOf(3)));
    var huge = BigInteger.ONE.shiftLeft(60_000).subtract(BigInteger.valueOf(3));
    var worst = new LinkedHashMap<String, ClientCertificate>();
    for (var part : Part.values()) {
      worst.put(
          "huge " + part, stored(certificate, HostileKeys.rsa(part, huge, "RSA PRIVATE KEY")));
    }
    worst.put("no certificate", stored("", "x"));
    worst.put("no key", stored(certificate, ""));

    new Fuzz<ClientCertificate>(
            "stored key",
            credentials -> {
              try {
                ClientKey.keyManagers(credentials);
              } catch (ClusterUnreachableException refused) {
                if (refused.sentence().isBlank()) {
                  throw new IllegalStateException("a refusal without a sentence", refused);
                }
              }
            })
        .run(
            worst,
            random ->
                stored(
                    HostileKeys.pem("CERTIFICATE", HostileKeys.certificate(random)),
                    HostileKeys.privateKey(random)));
  }

  private static ClientCertificate stored(String certificate, String key) {
    return new ClientCertificate(certificate, Secret.of(key));
  }
}
