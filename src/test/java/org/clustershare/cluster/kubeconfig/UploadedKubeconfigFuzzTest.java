package org.clustershare.cluster.kubeconfig;

import static org.clustershare.cluster.kubeconfig.KubeconfigCorpus.GOOD;
import static org.clustershare.cluster.kubeconfig.KubeconfigCorpus.SECRET;
import static org.clustershare.cluster.kubeconfig.TestCertificates.base64;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.clustershare.testbed.hostile.Collisions;
import org.clustershare.testbed.hostile.Fuzz;
import org.clustershare.testbed.hostile.HostileKeys;
import org.clustershare.testbed.hostile.HostileKeys.Part;
import org.clustershare.testbed.hostile.Mutations;
import org.junit.jupiter.api.Test;

/** No uploaded kubeconfig computes for long, and none ends in anything but a refusal. */
class UploadedKubeconfigFuzzTest {
  private static final int MANY = 250_000;
  private static final String TOKEN = "token: " + SECRET;
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private static final String CLIENT =
      TestCertificates.pem("CERTIFICATE", HostileKeys.certificate());

  private static BigInteger modulus() {
    return BigInteger.ONE.shiftLeft(2_047).add(BigInteger.ONE);
  }

  private static void parse(String file) {
    try {
      UploadedKubeconfig.read(file.getBytes(StandardCharsets.UTF_8), Instant.now());
    } catch (InvalidKubeconfigException refused) {
      if (refused.sentence().isBlank()) {
        throw new IllegalStateException("a refusal without a sentence", refused);
      }
    }
  }

  @Test
  void yamlNeverComputesForLong() throws InterruptedException {
    var good = new ArrayList<>(List.of(GOOD));
    KubeconfigCorpus.all().stream()
        .map(entry -> new String(entry.file(), StandardCharsets.ISO_8859_1))
        .filter(text -> text.length() < 2_000)
        .forEach(good::add);
    var words =
        List.of(
            "? ",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "&a ",
            "*a ",
            "<<: ",
            "!!int ",
            "!!float ",
            "!!timestamp ",
            "!!set ",
            "!!omap ",
            "!!binary ",
            "!!str ",
            "'",
            "\"",
            "|\n",
            ">\n",
            "\n",
            " ",
            "  ",
            "#",
            "1:",
            "9",
            "_",
            "0x",
            "e9",
            "2001-01-01 ",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "%TAG ! a\n",
            "\\",
            "\\x41",
            "Aa",
            "BB",
            "\t");

    new Fuzz<>("kubeconfig", UploadedKubeconfigFuzzTest::parse)
        .run(yaml(), new Mutations(good, words)::next);
  }

  private static Map<String, String> yaml() {
    var worst = new LinkedHashMap<String, String>();
    worst.put("integer", GOOD + "a: " + "9".repeat(MANY));
    worst.put("tagged integer", GOOD + "a: !!int '" + "9".repeat(MANY) + "'");
    worst.put("tagged hexadecimal", GOOD + "a: !!int '0x" + "f".repeat(MANY) + "'");
    worst.put("tagged float", GOOD + "a: !!float '" + "9".repeat(MANY) + "'");
    worst.put("sexagesimal", GOOD + "a: !!int '1" + ":1".repeat(MANY / 2) + "'");
    worst.put("timestamp", GOOD + "a: !!timestamp '2001-01-01 00:00:00." + "9".repeat(MANY) + "'");
    worst.put("keys of one hash code", collidingKeys());
    worst.put("numbers of one hash code", keys(key -> "!!int " + key));
    worst.put("texts of one hash code", keys(key -> key));
    worst.put(
        "texts and numbers of one hash code",
        keys(key -> key.startsWith("Aa") ? key : "!!int " + key));
    worst.put("nested keys", GOOD + "a:\n" + " ? [x]\n : y\n".repeat(20));
    worst.put("tagged key", GOOD + "!!int '" + "9".repeat(1_000) + "': x");
    worst.put("merged keys", GOOD + "a: {<<: {? [x] : y}}");
    worst.put("scalar aliases", GOOD + "e: &a x\na: [" + "*a,".repeat(MANY / 3) + "]");
    worst.put("nesting", GOOD + "a: " + "[".repeat(MANY));
    worst.put("sequence", GOOD + "a: [" + "b,".repeat(MANY / 2) + "]");
    worst.put("empty entries", "[" + "a: ,".repeat(MANY / 4) + "]");
    worst.put("key of a sequence", "?\n".repeat(MANY / 2));
    worst.put("blank lines", GOOD + "a: b\n" + "\n".repeat(MANY) + " c");
    worst.put("escapes", GOOD + "a: \"" + "\\x41".repeat(MANY / 4) + "\"");
    worst.put(
        "white space in a field",
        GOOD.replace(
            "server:", "certificate-authority-data: '" + " ".repeat(MANY) + "%'\n    server:"));
    return worst;
  }

  private static String keys(UnaryOperator<String> written) {
    var text = new StringBuilder(GOOD + "a:\n");
    for (var key : Collisions.texts(7_000)) {
      text.append(' ').append(written.apply(key)).append(":\n");
    }
    return text.toString();
  }

  private static String collidingKeys() {
    var text = new StringBuilder(GOOD + "a:\n");
    for (int key = 0; key < 1 << 13 && text.length() < MANY; key++) {
      text.append(" ? [");
      for (int bit = 0; bit < 13; bit++) {
        text.append((key >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append("]\n :\n");
    }
    return text.toString();
  }

  @Test
  void keysAndCertificatesNeverComputeForLong() throws InterruptedException {
    new Fuzz<>("client certificate", UploadedKubeconfigFuzzTest::parse)
        .run(keys(), UploadedKubeconfigFuzzTest::certificateAndKey);
  }

  private static Map<String, String> keys() {
    var worst = new LinkedHashMap<String, String>();
    var huge = BigInteger.ONE.shiftLeft(500_000).subtract(BigInteger.valueOf(3));
    var large = BigInteger.ONE.shiftLeft(30_000).subtract(BigInteger.valueOf(3));
    for (var form : List.of("RSA PRIVATE KEY", "PRIVATE KEY")) {
      for (var part : Part.values()) {
        worst.put(form + " with a huge " + part, with(CLIENT, HostileKeys.rsa(part, huge, form)));
        worst.put(form + " with a large " + part, with(CLIENT, HostileKeys.rsa(part, large, form)));
        worst.put(
            form + " without " + part, with(CLIENT, HostileKeys.rsa(part, BigInteger.ZERO, form)));
        worst.put(
            form + " with a negative " + part,
            with(CLIENT, HostileKeys.rsa(part, huge.negate(), form)));
      }
      worst.put(form + " of many primes", with(CLIENT, HostileKeys.multiPrime(form)));
    }
    var curve = HostileKeys.explicitCurve(100_000);
    var p256 = new ASN1ObjectIdentifier("1.2.840.10045.3.1.7");
    for (var form : List.of("EC PRIVATE KEY", "PRIVATE KEY")) {
      worst.put(form + " on a curve", with(CLIENT, HostileKeys.ec(BigInteger.TEN, curve, form)));
      worst.put(form + " off its curve", with(CLIENT, HostileKeys.ec(huge, p256, form)));
      worst.put(form + " of zero", with(CLIENT, HostileKeys.ec(BigInteger.ZERO, p256, form)));
    }
    for (int bits : List.of(512, 8_193, 16_384, 500_000)) {
      var key = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
      worst.put(
          "certificate of %d bits".formatted(bits),
          with(
              TestCertificates.pem(
                  "CERTIFICATE", HostileKeys.certificate(key, BigInteger.valueOf(3))),
              "x"));
    }
    worst.put(
        "exponent",
        with(
            TestCertificates.pem("CERTIFICATE", HostileKeys.certificate(modulus(), modulus())),
            "x"));
    worst.put("blocks that do not end", with("-----BEGIN A-----\n".repeat(6_000), "x"));
    worst.put(
        "many small blocks",
        with(TestCertificates.pem("CERTIFICATE", new byte[1]).repeat(1_500), "x"));
    worst.put("nested DER", with(CLIENT, HostileKeys.pem("PRIVATE KEY", nested())));
    return worst;
  }

  private static byte[] nested() {
    var der = new byte[120_000];
    for (int i = 0; i < der.length; i += 2) {
      der[i] = 0x30;
      der[i + 1] = (byte) 0x80;
    }
    return der;
  }

  private static String with(String certificate, String key) {
    return GOOD.replace(
        TOKEN,
        "{client-certificate-data: %s, client-key-data: %s}"
            .formatted(base64(certificate), base64(key)));
  }

  private static String certificateAndKey(Random random) {
    var certificate =
        random.nextInt(3) == 0
            ? CLIENT
            : TestCertificates.pem("CERTIFICATE", HostileKeys.certificate(random));
    return random.nextInt(4) == 0
        ? GOOD.replace(
            "    server:",
            "    certificate-authority-data: %s\n    server:"
                .formatted(base64(certificate.repeat(1 + random.nextInt(25)))))
        : with(certificate, HostileKeys.privateKey(random));
  }

  @Test
  void theClaimsOfATokenNeverComputeForLong() throws InterruptedException {
    var claims =
        new Mutations(
            List.of("{\"exp\":1900000000,\"groups\":[\"a\",\"b\"],\"x\":{\"y\":1.5}}"),
            List.of("[", "{\"a\":", "9", "e9", "\"", "\\", ",", "null,", ":", "\\ud800", "1e5,"));
    var worst = new LinkedHashMap<String, String>();
    for (var exp :
        List.of(
            "1e300",
            "-1e300",
            "9223372036854775807",
            "9000000000000000",
            "null",
            "\"x\"",
            "[1]",
            "9".repeat(100_000),
            "1e" + "9".repeat(1_000))) {
      worst.put(
          "exp=" + exp.substring(0, Math.min(exp.length(), 20)), token("{\"exp\":" + exp + "}"));
    }
    worst.put("nested claims", token("{\"a\":" + "[".repeat(100_000)));
    worst.put("one claim often", token("{" + "\"a\":1,".repeat(20_000) + "\"a\":2}"));

    new Fuzz<>("token", UploadedKubeconfigFuzzTest::parse)
        .run(worst, random -> token(claims.next(random)));
  }

  private static String token(String claims) {
    return GOOD.replace(
        SECRET,
        URL.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + URL.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + ".AAAA");
  }
}
