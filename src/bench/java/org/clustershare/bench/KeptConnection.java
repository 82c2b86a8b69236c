package org.clustershare.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * HTTP/1.1 on one connection, as cheap as can be: the client shares the processors with the server
 * that is measured. When the server ends the connection, as it does after some requests, there is
 * another.
 */
final class KeptConnection implements AutoCloseable {
  private final URI server;
  private Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();

  /** An answer's status and its head as text. */
  record Answer(int status, String head) {
    Optional<String> header(String name) {
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst();
    }
  }

  KeptConnection(URI server) {
    this.server = server;
  }

  /** Asks and reads the whole answer. */
  Answer get(String path, String cookie) throws IOException {
    if (!socket.isConnected() || socket.isClosed()) {
      socket = new Socket(server.getHost(), server.getPort());
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    }
    var request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: */*\r\n%s\r\n"
            .formatted(
                path, server.getAuthority(), cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var head = head();
    var answer = new Answer(Integer.parseInt(head.substring(9, 12)), head);
    if (answer.header("transfer-encoding").isPresent()) {
      skipChunks();
    } else {
      in.skipNBytes(answer.header("content-length").map(Long::parseLong).orElse(0L));
    }
    if (answer.header("connection").filter("close"::equals).isPresent()) {
      socket.close();
    }
    return answer;
  }

  private String head() throws IOException {
    var head = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  private void skipChunks() throws IOException {
    for (long size = size(); size > 0; size = size()) {
      in.skipNBytes(size);
      line();
    }
    line();
  }

  private long size() throws IOException {
    return Long.parseLong(line(), 16);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
