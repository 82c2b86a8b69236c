package org.clustershare.story.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** HTTP/1.1 by hand: the request line and the headers are sent as they are, also wrong ones. */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 30_000;

  private final URI server;

  public RawHttp(String base) {
    this.server = URI.create(base);
  }

  /** An answer: its head as lines, and its body. */
  public record Answer(List<String> head, String body) {
    public int status() {
      return Integer.parseInt(head.get(0).split(" ", -1)[1]);
    }

    public Optional<String> header(String name) {
      var start = name.toLowerCase(Locale.ROOT) + ":";
      return head.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }
  }

  /** The authority under which the server is really reached. */
  public String authority() {
    return server.getAuthority();
  }

  /** Sends one request; its length is said unless there is no body. */
  public Answer send(String requestLine, List<String> headers, String body) {
    var lines = new ArrayList<>(List.of(requestLine));
    lines.addAll(headers);
    lines.add("Connection: close");
    if (!body.isEmpty()) {
      lines.add("Content-Length: " + body.getBytes(UTF_8).length);
    }
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var out = socket.getOutputStream();
      out.write((String.join("\r\n", lines) + "\r\n\r\n" + body).getBytes(UTF_8));
      out.flush();
      var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      int end = answer.indexOf("\r\n\r\n");
      return new Answer(
          List.of(answer.substring(0, end).split("\r\n", -1)), answer.substring(end + 4));
    } catch (IOException e) {
      throw new UncheckedIOException(requestLine, e);
    }
  }
}
