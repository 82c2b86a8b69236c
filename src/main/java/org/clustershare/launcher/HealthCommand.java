package org.clustershare.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Command {@code bin/healthcheck}: asks the server on this machine for its health (MicroProfile
 * Health 4.0). It uses the JDK's base module alone, because it starts every half minute.
 */
public final class HealthCommand {
  private static final List<String> KINDS = List.of("ready", "live");
  private static final int MILLISECONDS = 4_000;
  private static final int UNHEALTHY = 1;
  private static final int WRONG_USE = 64;

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] \\d{3}");

  private HealthCommand() {}

  /**
   * Prints one line and ends with 0 if the server answers 200, with 1 if it does not, and with 64
   * (EX_USAGE of sysexits.h) if the arguments are wrong.
   *
   * @param arguments {@code ready} or {@code live}, and the server's port; by default ready and
   *     8080
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static boolean isPort(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535;
  }

  static int run(String... arguments) {
    var kind = arguments.length > 0 ? arguments[0] : "ready";
    var port = arguments.length > 1 ? arguments[1] : "8080";
    if (!KINDS.contains(kind) || !isPort(port) || arguments.length > 2) {
      System.err.println("Use: healthcheck [ready|live] [port]");
      return WRONG_USE;
    }
    try {
      var status = status(Integer.parseInt(port), kind);
      System.out.println("/health/%s answers %s".formatted(kind, status));
      return status.equals("200") ? 0 : UNHEALTHY;
    } catch (IOException e) {
      System.out.println("/health/%s does not answer: %s".formatted(kind, e.getMessage()));
      return UNHEALTHY;
    }
  }

  /** The status code, which stands in the first line of the answer (RFC 9112, section 4). */
  private static String status(int port, String kind) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLISECONDS);
      socket.setSoTimeout(MILLISECONDS);
      var request =
          "GET /health/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(kind);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      if (!STATUS_LINE.matcher(line).matches()) {
        throw new IOException("the answer is not HTTP");
      }
      return line.substring(9);
    }
  }
}
