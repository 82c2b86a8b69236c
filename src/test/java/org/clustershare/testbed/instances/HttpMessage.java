package org.clustershare.testbed.instances;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A whole HTTP/1.1 message as it stands on the connection (RFC 9112). */
final class HttpMessage {
  private static final String END = "\r\n\r\n";
  private static final int LONGEST_HEAD = 256 * 1024;

  /** The first line and the headers, without the empty line at their end. */
  private final String head;

  /** As it was sent, with the sizes of its chunks if it has any. */
  private final byte[] body;

  private HttpMessage(String head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  /** Reads a request; empty if the client sent none. */
  static Optional<HttpMessage> request(InputStream in) throws IOException {
    var head = head(in);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    var request = new HttpMessage(head.get(), new byte[0]);
    return Optional.of(request.with(request.isChunked() ? chunks(in) : request.known(in)));
  }

  /**
   * Reads a response to its end.
   *
   * @param toHead whether the request's method was HEAD, so that no body follows
   * @throws EOFException if the server's connection ended before the response
   */
  static HttpMessage response(InputStream in, boolean toHead) throws IOException {
    var response =
        new HttpMessage(head(in).orElseThrow(() -> new EOFException("no response")), new byte[0]);
    var status = response.head.split(" ", 3)[1];
    if (toHead || status.equals("204") || status.equals("304")) {
      return response;
    }
    if (response.isChunked()) {
      return response.with(chunks(in));
    }
    return response.with(
        response.header("Content-Length").isPresent() ? response.known(in) : in.readAllBytes());
  }

  private HttpMessage with(byte[] newBody) {
    return new HttpMessage(head, newBody);
  }

  /** The first line. */
  String firstLine() {
    return head.lines().findFirst().orElse("");
  }

  /** The message for the next connection, which ends after one exchange. */
  byte[] forwarded() {
    var out = new ByteArrayOutputStream();
    var kept = head.replaceAll("(?i)\r\n(Connection|Keep-Alive):[^\r\n]*", "");
    out.writeBytes((kept + "\r\nConnection: close" + END).getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private Optional<String> header(String name) {
    var matcher =
        Pattern.compile("(?i)\r\n" + Pattern.quote(name) + ":[ \t]*([^\r\n]*)").matcher(head);
    return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }

  private boolean isChunked() {
    return header("Transfer-Encoding")
        .filter(value -> value.toLowerCase(Locale.ROOT).contains("chunked"))
        .isPresent();
  }

  private byte[] known(InputStream in) throws IOException {
    return exactly(in, header("Content-Length").map(Integer::parseInt).orElse(0));
  }

  private static Optional<String> head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    var text = "";
    while (!text.endsWith(END)) {
      var line = line(in);
      if (line.length == 0) {
        if (head.size() == 0) {
          return Optional.empty();
        }
        throw new EOFException("the connection ended in the headers");
      }
      head.writeBytes(line);
      if (head.size() > LONGEST_HEAD) {
        throw new IOException("headers without end");
      }
      text = head.toString(StandardCharsets.ISO_8859_1);
    }
    return Optional.of(text.substring(0, text.length() - END.length()));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var out = new ByteArrayOutputStream();
    for (int size = -1; size != 0; ) {
      var line = line(in);
      if (line.length == 0) {
        throw new EOFException("the connection ended between chunks");
      }
      out.writeBytes(line);
      size =
          Integer.parseInt(
              new String(line, StandardCharsets.ISO_8859_1).split(";", 2)[0].strip(), 16);
      out.writeBytes(exactly(in, size + 2));
    }
    return out.toByteArray();
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended in the body");
    }
    return bytes;
  }

  /** The bytes to the next line feed, with it; fewer at the connection's end. */
  private static byte[] line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (next == '\n') {
        break;
      }
    }
    return line.toByteArray();
  }
}
