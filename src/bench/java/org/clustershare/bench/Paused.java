package org.clustershare.bench;

import java.io.IOException;
import java.util.List;
import org.clustershare.testbed.product.Product;

/** Products that do nothing for a while (SIGSTOP), so that a floor has the machine for itself. */
final class Paused implements AutoCloseable {
  private final List<Product> products;

  Paused(List<Product> products) {
    this.products = List.copyOf(products);
    signal("-STOP");
  }

  private void signal(String signal) {
    try {
      for (var product : products) {
        int code = new ProcessBuilder("kill", signal, "" + product.pid()).start().waitFor();
        if (code != 0) {
          throw new IllegalStateException("kill " + signal + " answers " + code);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    signal("-CONT");
  }
}
