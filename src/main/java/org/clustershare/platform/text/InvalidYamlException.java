package org.clustershare.platform.text;

/** A text that is not YAML within the bounds. Its message never quotes the text. */
public final class InvalidYamlException extends Exception {
  InvalidYamlException() {
    super("not YAML that can be read safely");
  }
}
