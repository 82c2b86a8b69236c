package org.clustershare.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Ends a request whose body is longer than any that is taken: bodies are read before it is known
 * who sends them. A kubeconfig of 256 KiB is 342 KiB as base64.
 */
public class BodyLimit extends HttpFilter {
  private static final int OCTETS = 512 * 1024;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getContentLengthLong() > OCTETS) {
      throw tooLarge();
    }
    if (isForm(request) && request.getContentLengthLong() < 0) {
      throw new ProblemException(
          PlatformProblem.BAD_REQUEST, "Say how long the form is (Content-Length).");
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

  /** Browsers say how long a form is; the server itself reads it, beneath our limit. */
  private static boolean isForm(HttpServletRequest request) {
    var type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    return type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded");
  }

  private static ProblemException tooLarge() {
    return new ProblemException(PlatformProblem.TOO_LARGE);
  }

  /** Tells by an exception that there is more, also when no length was announced. */
  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream stream;
    private long left = OCTETS;

    LimitedStream(ServletInputStream stream) {
      this.stream = stream;
    }

    @Override
    public int read() throws IOException {
      int octet = stream.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = stream.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw tooLarge();
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
