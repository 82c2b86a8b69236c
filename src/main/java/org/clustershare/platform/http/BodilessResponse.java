package org.clustershare.platform.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.io.Writer;

/** Takes the status of an answer and drops its body. */
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
    // It is that of the body that is dropped.
  }

  @Override
  public void setContentLengthLong(long length) {
    // Likewise.
  }

  @Override
  public void flushBuffer() {
    // The answer is not complete yet.
  }

  private static final class DiscardingStream extends ServletOutputStream {
    @Override
    public void write(int dropped) {
      // Nothing is kept.
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
