package org.clustershare.cluster.control;

/**
 * An uploaded kubeconfig that we do not take. The message is a sentence that names the field; it
 * never holds a value of the file that could be secret.
 */
final class InvalidKubeconfigException extends Exception {
  InvalidKubeconfigException(String message) {
    super(message);
  }

  InvalidKubeconfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
