package org.clustershare.platform;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * No body of the API is read beyond 1 MiB: a kubeconfig as base64 is a third of that. Larger ones
 * end in {@link PlatformProblem#TOO_LARGE}, whether or not the request says how long it is.
 */
@Provider
@PreMatching
public class BodyLimit implements ContainerRequestFilter {
  private static final int MOST = 1024 * 1024;

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getLength() > MOST) {
      throw new ProblemException(PlatformProblem.TOO_LARGE);
    }
    request.setEntityStream(new Limited(request.getEntityStream()));
  }

  private static final class Limited extends FilterInputStream {
    private long left = MOST;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw new ProblemException(PlatformProblem.TOO_LARGE);
      }
    }
  }
}
