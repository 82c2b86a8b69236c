package org.clustershare.platform.text;

/**
 * A text that is not YAML or exceeds the limits. The message never quotes the text, which may hold
 * secrets.
 */
public final class InvalidYamlException extends Exception {
  InvalidYamlException() {
    super("not YAML that can be read safely");
  }
}
