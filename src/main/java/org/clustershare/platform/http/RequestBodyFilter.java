package org.clustershare.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Refuses request bodies that no endpoint of Cluster Share accepts, before they are read.
 *
 * <ul>
 *   <li>A body of more than 512 KiB: 413. A kubeconfig of 256 KiB is 342 KiB as base64.
 *   <li>A multipart body of any kind: 415. Servlet containers and multipart parsers buffer the
 *       parts in temporary files, where secrets outlive the request (payara/Payara#6545, #6324).
 *   <li>A body that takes more than 20 seconds: 408. Each byte resets the server's own limit.
 *   <li>A form without a length: 400. The server parses forms itself and bypasses this filter's
 *       limit.
 * </ul>
 */
public class RequestBodyFilter extends HttpFilter {
  private static final int MAX_BYTES = 512 * 1024;

  /** At 200 kbit a second, the largest body takes this time. */
  private static final long MAX_NANOS = Duration.ofSeconds(20).toNanos();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var type = Objects.toString(request.getContentType(), "").strip().toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/")) {
      throw new ProblemException(PlatformProblem.MULTIPART_REFUSED);
    }
    if (request.getContentLengthLong() > MAX_BYTES) {
      throw tooLarge();
    }
    if (type.startsWith("application/x-www-form-urlencoded")
        && request.getContentLengthLong() < 0) {
      throw new ProblemException(PlatformProblem.BAD_REQUEST, Message.of("form.length"));
    }
    chain.doFilter(
        new HttpServletRequestWrapper(request) {
          @Override
          public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream());
          }
        },
        response);
  }

  private static ProblemException tooLarge() {
    return new ProblemException(PlatformProblem.TOO_LARGE);
  }

  /**
   * Stream that fails with the problem as soon as the body exceeds the limit, also without a
   * Content-Length.
   */
  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream stream;
    private final long begun = System.nanoTime();
    private long remaining = MAX_BYTES;

    LimitedStream(ServletInputStream stream) {
      this.stream = stream;
    }

    @Override
    public int read() throws IOException {
      int value = stream.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = stream.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      remaining -= read;
      if (remaining < 0) {
        throw tooLarge();
      }
      if (System.nanoTime() - begun > MAX_NANOS) {
        throw new ProblemException(PlatformProblem.BODY_TOO_SLOW);
      }
    }

    @Override
    public boolean isFinished() {
      return stream.isFinished();
    }

    @Override
    public boolean isReady() {
      return stream.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      stream.setReadListener(listener);
    }
  }
}
