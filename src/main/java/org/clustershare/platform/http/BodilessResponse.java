package org.clustershare.platform.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.io.Writer;

/** Response wrapper that keeps the status and discards the body. */
final class BodilessResponse extends HttpServletResponseWrapper {
  private final PrintWriter writer = new PrintWriter(Writer.nullWriter());
  private final ServletOutputStream body = new DiscardingStream();

  BodilessResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public PrintWriter getWriter() {
    return writer;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return body;
  }

  @Override
  public void setContentLength(int length) {
    // The length is that of the discarded body.
  }

  @Override
  public void setContentLengthLong(long length) {
    // As setContentLength.
  }

  @Override
  public void flushBuffer() {
    // The caller writes another body later; the response must not be committed.
  }

  private static final class DiscardingStream extends ServletOutputStream {
    @Override
    public void write(int dropped) {
      // Discarded.
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("the answer is not written asynchronously");
    }
  }
}
