package org.clustershare.audit.forward;

import java.io.IOException;

/** A target refuses a delivery because of its size (413, RFC 9110, section 15.5.14). */
final class DeliveryTooLargeException extends IOException {
  private static final long serialVersionUID = 1;

  DeliveryTooLargeException(int bytes) {
    super("a delivery of %d bytes is too large for the target".formatted(bytes));
  }
}
