package org.clustershare.cluster.kubeconfig;

/**
 * An uploaded kubeconfig that we do not take. Its sentence names the field and never holds a value
 * of the file that could be secret.
 */
public final class InvalidKubeconfigException extends Exception {
  private final String sentence;

  InvalidKubeconfigException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
