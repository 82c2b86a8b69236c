package org.clustershare.audit.forward;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The standard output of the process, with the lines as they are. */
final class StdoutTarget implements ForwardTarget {
  /** The member before the record, by which a log pipeline finds the lines. */
  private static final String LINE = "{\"audit\":%s}\n";

  // Not System.out, which the server decorates as a log. Never closed.
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  @Override
  public String name() {
    return "stdout";
  }

  @Override
  public void deliver(List<String> lines) throws IOException {
    var text = String.join("", lines.stream().map(LINE::formatted).toList());
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
