package org.clustershare.cluster.kubeconfig;

import static org.clustershare.cluster.kubeconfig.TestCertificates.base64;
import static org.clustershare.cluster.kubeconfig.TestCertificates.certificate;
import static org.clustershare.cluster.kubeconfig.TestCertificates.key;
import static org.clustershare.cluster.kubeconfig.TestCertificates.keys;
import static org.clustershare.cluster.kubeconfig.TestCertificates.pem;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.clustershare.testbed.hostile.HostileKeys;
import org.clustershare.testbed.hostile.HostileKeys.Part;

/** Kubeconfigs that must not be taken, each with a piece of the sentence that says why. */
public final class KubeconfigCorpus {
  /** In nearly every file; must not appear in an answer or a log. */
  public static final String SECRET = "the-secret-token-8271";

  static final String GOOD =
      """
      apiVersion: v1
      kind: Config
      clusters:
      - name: c
        cluster:
          server: https://127.0.0.1:6443/
      users:
      - name: u
        user:
          token: %s
      contexts:
      - name: x
        context: {cluster: c, user: u}
      current-context: x
      """
          .formatted(SECRET);

  private final Instant yesterday = Instant.now().minus(Duration.ofDays(1));
  private final Instant tomorrow = yesterday.plus(Duration.ofDays(2));
  private final List<Entry> entries = new ArrayList<>();

  /** A file as base64, and why it is refused. */
  public record Entry(String name, String base64, String sentence) {
    public byte[] file() {
      return Base64.getDecoder().decode(base64);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private KubeconfigCorpus() {}

  public static List<Entry> all() {
    var corpus = new KubeconfigCorpus();
    corpus.user();
    corpus.cluster();
    corpus.references();
    corpus.certificates();
    corpus.yaml();
    corpus.bytes();
    return List.copyOf(corpus.entries);
  }

  private void user() {
    user("exec plugin", "exec: {command: rm, args: [-rf, /]}", "field exec");
    user("empty exec plugin", "exec: {}", "field exec");
    user(
        "auth provider",
        "auth-provider: {name: oidc, config: {id-token: a}}",
        "field auth-provider");
    user("user name", "username: admin", "field username");
    user("password", "password: hunter2", "field password");
    user("token file", "tokenFile: /etc/passwd", "field tokenFile");
    user("certificate file", "client-certificate: /etc/ssl/a.pem", "field client-certificate");
    user("key file", "client-key: /root/.ssh/id_rsa", "field client-key");
    user("impersonated user", "as: system:admin", "field as");
    user("impersonated uid", "as-uid: '0'", "field as-uid");
    user("impersonated groups", "as-groups: [system:masters]", "field as-groups");
    user("impersonated extra", "as-user-extra: {a: [b]}", "field as-user-extra");
    user("field of the future", "run-this: /bin/sh", "field run-this");
    user("field with an unusual name", "? 'run this; rm'\n    : x", "unusual name");
    user("field that is a number", "1: x", "not a text");
    user("token and certificate", "client-certificate-data: YQ==", "leave one of them out");
    user("token and key", "client-key-data: YQ==", "leave one of them out");
    replaced("no credentials", "token: " + SECRET, "{}", "neither a token nor");
    replaced("empty token", "token: " + SECRET, "token: ''", "neither a token nor");
    replaced(
        "token that is a list", "token: " + SECRET, "token: [" + SECRET + "]", "the user's token");
    replaced("token that is a number", "token: " + SECRET, "token: 12345", "the user's token");
    replaced("token that is a date", "token: " + SECRET, "token: 2026-01-01", "the user's token");
    replaced(
        "token with a line break", "token: " + SECRET, "token: \"a\\nX-Evil: b\"", "characters");
    replaced("token with a space", "token: " + SECRET, "token: 'a b'", "characters");
    replaced("token with an umlaut", "token: " + SECRET, "token: 'ä'", "characters");
    replaced("expired token", "token: " + SECRET, "token: " + expiredJwt(), "token expired");
  }

  private void cluster() {
    cluster("no TLS check", "insecure-skip-tls-verify: true", "field insecure-skip-tls-verify");
    cluster("proxy", "proxy-url: http://127.0.0.1:3128", "field proxy-url");
    cluster("CA file", "certificate-authority: /etc/ca.pem", "field certificate-authority");
    cluster("other server name", "tls-server-name: other", "field tls-server-name");
    cluster("CA that is no base64", "certificate-authority-data: '%%%'", "not base64");
    cluster("CA that is no certificate", "certificate-authority-data: YQ==", "no certificate");
    cluster(
        "CA that is a key",
        "certificate-authority-data: " + base64(key(keys("EC", 256).getPrivate())),
        "no certificate");
    cluster(
        "CA with a broken certificate",
        "certificate-authority-data: " + base64(pem("CERTIFICATE", new byte[] {1, 2, 3})),
        "no readable certificate");
    cluster(
        "expired CA",
        "certificate-authority-data: "
            + base64(certificate(keys("EC", 256), yesterday.minusSeconds(9), yesterday)),
        "still valid");
    cluster(
        "CA of many certificates",
        "certificate-authority-data: "
            + base64(certificate(keys("EC", 256), yesterday, tomorrow).repeat(21)),
        "more than 20");
    server("http", "http://127.0.0.1", "must begin with https");
    server("a file", "file:///etc/passwd", "must begin with https");
    server("no scheme", "127.0.0.1:6443", "server");
    server("a user in it", "https://user:pw@127.0.0.1", "without user");
    server("a query", "https://127.0.0.1/?a=b", "without user");
    server("a fragment", "https://127.0.0.1/#a", "without user");
    server("a port beyond all ports", "https://127.0.0.1:99999", "without user");
    server("a space", "https:// 127.0.0.1", "not an address");
    server("no host", "https:///x", "server");
    server("an endless path", "https://127.0.0.1/" + "a".repeat(2000), "without user");
    for (var port : List.of("0", "00", "", "0443", "65536", "99999999999")) {
      server("port \"" + port + "\"", "https://127.0.0.1:" + port, "from 1 to 65535");
    }
    server("label of 64", "https://" + "a".repeat(64) + ".example", "from 1 to 65535");
    server("zone", "https://[fe80::1%25eth0]:6443", "from 1 to 65535");
    replaced("no server", "server: https://127.0.0.1:6443/", "{}", "the cluster's server");
  }

  private void references() {
    replaced("not a kubeconfig", "kind: Config", "kind: Secret", "kind is not Config");
    replaced(
        "unknown context", "current-context: x", "current-context: y", "contexts has no entry");
    replaced("no current context", "current-context: x", "a: b", "current-context");
    replaced(
        "unknown cluster", "cluster: c, user: u", "cluster: d, user: u", "clusters has no entry");
    replaced("unknown user", "cluster: c, user: u", "cluster: c, user: v", "users has no entry");
    replaced("context without a user", "cluster: c, user: u", "cluster: c", "the context's user");
    replaced(
        "context without a cluster", "cluster: c, user: u", "user: u", "the context's cluster");
    replaced(
        "two contexts of one name",
        "- name: x",
        "- name: x\n  context: {cluster: c, user: u}\n- name: x",
        "the same entry twice");
    replaced(
        "contexts that are a mapping",
        "contexts:\n- name: x\n  context",
        "contexts:\n  context",
        "contexts has no entry");
    replaced(
        "cluster that is a text",
        "  cluster:\n    server: https://127.0.0.1:6443/",
        "  cluster: text",
        "clusters has no entry");
  }

  private void certificates() {
    var ec = keys("EC", 256);
    var other = keys("EC", 256);
    var rsa = keys("RSA", 2048);
    var valid = certificate(ec, yesterday, tomorrow);
    client(
        "key of another certificate",
        valid,
        key(other.getPrivate()),
        "not the key of the certificate");
    client("key of another kind", valid, key(rsa.getPrivate()), "not the key of the certificate");
    client(
        "expired certificate",
        certificate(ec, yesterday.minusSeconds(9), yesterday),
        key(ec.getPrivate()),
        "expired on");
    client(
        "certificate of tomorrow",
        certificate(ec, tomorrow, tomorrow.plusSeconds(9)),
        key(ec.getPrivate()),
        "not valid before");
    client(
        "encrypted key",
        valid,
        pem("ENCRYPTED PRIVATE KEY", new byte[] {1}),
        "client-key-data is not");
    client(
        "RSA key of d = 0",
        valid,
        HostileKeys.rsa(Part.D, BigInteger.ZERO, "RSA PRIVATE KEY"),
        "numbers do not belong together");
    client(
        "RSA key whose first prime has 200,000 bits",
        valid,
        HostileKeys.rsa(Part.P, BigInteger.ONE.shiftLeft(200_000), "PRIVATE KEY"),
        "larger than 16 KiB");
    client(
        "RSA key of three primes",
        valid,
        HostileKeys.multiPrime("PRIVATE KEY"),
        "more than two primes");
    client(
        "EC key on a curve of its own",
        valid,
        HostileKeys.ec(BigInteger.TEN, HostileKeys.explicitCurve(256), "EC PRIVATE KEY"),
        "does not name the curve");
    client("certificate of 8,193 bits", large(), key(ec.getPrivate()), "longer than 8192 bits");
    cluster(
        "CA of 8,193 bits",
        "certificate-authority-data: " + base64(large()),
        "longer than 8192 bits");
    client("key that is a certificate", valid, valid, "client-key-data is not");
    client("key that is text", valid, "hello", "client-key-data is not");
    client(
        "broken key", valid, pem("PRIVATE KEY", new byte[] {48, 1, 2}), "client-key-data is not");
    client("certificate that is text", "hello", key(ec.getPrivate()), "no certificate");
    replaced(
        "certificate without a key",
        "token: " + SECRET,
        "client-certificate-data: " + base64(valid),
        "neither a token nor");
    replaced(
        "key without a certificate",
        "token: " + SECRET,
        "client-key-data: " + base64(key(ec.getPrivate())),
        "neither a token nor");
    replaced(
        "certificate that is no base64",
        "token: " + SECRET,
        "{client-certificate-data: '%', client-key-data: YQ==}",
        "not base64");
  }

  private static String large() {
    var modulus = BigInteger.ONE.shiftLeft(8_192).add(BigInteger.ONE);
    return pem("CERTIFICATE", HostileKeys.certificate(modulus, BigInteger.valueOf(65_537)));
  }

  private void yaml() {
    text("nothing", "", "is empty");
    text("white space", " \n\t\n", "is empty");
    text("a text", "just text", "not a YAML mapping");
    text("a list", "- a\n- list", "not a YAML mapping");
    text("several documents", GOOD + "---\na: b\n", "several YAML documents");
    text("duplicate key", GOOD + "kind: Config\n", "no key stands twice");
    text(
        "duplicate user field",
        GOOD.replace("    token:", "    token: other\n    token:"),
        "no key stands twice");
    text("many aliases", "a: &a [x]\nb: [" + "*a, ".repeat(40) + "*a]\n" + GOOD, "many aliases");
    text("billion laughs", laughs() + GOOD, "many aliases");
    text("alias of itself", "a: &a [*a]\n" + GOOD.replace("token: " + SECRET, "token: *a"), "");
    text("deep nesting", "[".repeat(50_000), "deep nesting");
    text("deep block nesting", nested(100), "deep nesting");
    text(
        "a tag that runs code",
        "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1/']]",
        "read safely");
    text("unterminated text", "\"unterminated " + SECRET, "read safely");
    text("a key that is a list", GOOD + "? [a]\n: b\n", "is a list");
    text(
        "an integer of 250,000 digits",
        "!!int '" + "9".repeat(250_000) + "'",
        "not a YAML mapping");
    text("60,000 empty mappings", "[" + "a: ,".repeat(60_000) + "]", "read safely");
    text("bad indentation", GOOD.replace("  cluster:\n", " cluster:\n"), "");
    text("a tab", GOOD.replace("    server", "\tserver"), "read safely");
    text("a control character", GOOD.replace("name: u", "name: \"\u0007\""), "");
  }

  private void bytes() {
    text("NUL", GOOD + "a: \0", "NUL character");
    text("more than 256 KiB", GOOD + "# " + "x".repeat(262_144), "larger than 256 KiB");
    add(
        "Latin-1",
        GOOD.replace("name: u", "name: ü").getBytes(StandardCharsets.ISO_8859_1),
        "not UTF-8");
    add("UTF-16", GOOD.getBytes(StandardCharsets.UTF_16), "not UTF-8");
    add(
        "half a character",
        concat(GOOD.getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xc3}),
        "not UTF-8");
    add(
        "overlong character",
        concat(GOOD.getBytes(StandardCharsets.UTF_8), new byte[] {'#', (byte) 0xc0, (byte) 0xaf}),
        "not UTF-8");
    add("compressed", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3}, "not UTF-8");
  }

  private void user(String name, String field, String sentence) {
    replaced(
        "user: " + name,
        "    token: " + SECRET,
        "    token: " + SECRET + "\n    " + field,
        sentence);
  }

  private void cluster(String name, String field, String sentence) {
    var server = "    server: https://127.0.0.1:6443/";
    replaced("cluster: " + name, server, server + "\n    " + field, sentence);
  }

  private void server(String name, String address, String sentence) {
    replaced("server: " + name, "https://127.0.0.1:6443/", "'" + address + "'", sentence);
  }

  private void client(String name, String certificate, String key, String sentence) {
    var fields =
        "{client-certificate-data: %s, client-key-data: %s}"
            .formatted(base64(certificate), base64(key));
    replaced(name, "token: " + SECRET, fields, sentence);
  }

  private void replaced(String name, String part, String instead, String sentence) {
    var text = GOOD.replace(part, instead);
    if (text.equals(GOOD)) {
      throw new IllegalStateException(name + " changes nothing");
    }
    text(name, text, sentence);
  }

  private void text(String name, String text, String sentence) {
    add(name, text.getBytes(StandardCharsets.UTF_8), sentence);
  }

  private void add(String name, byte[] file, String sentence) {
    entries.add(new Entry(name, Base64.getEncoder().encodeToString(file), sentence));
  }

  private String expiredJwt() {
    var header = base64("{\"alg\":\"RS256\"}").replace("=", "");
    var claims = base64("{\"exp\":%d}".formatted(yesterday.getEpochSecond())).replace("=", "");
    return header + "." + claims + ".AAAA";
  }

  private static String laughs() {
    var text = new StringBuilder("l0: &l0 [lol]\n");
    for (int i = 1; i < 10; i++) {
      var alias = "*l" + (i - 1);
      text.append("l%d: &l%d [%s]\n".formatted(i, i, (alias + ", ").repeat(9) + alias));
    }
    return text.toString();
  }

  private static String nested(int depth) {
    var text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      text.append(" ".repeat(i)).append("a:\n");
    }
    return text.toString();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
