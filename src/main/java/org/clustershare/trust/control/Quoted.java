package org.clustershare.trust.control;

import org.clustershare.platform.JsonFactory;

/** Values in the languages of set-up texts: what is in them never becomes syntax. */
final class Quoted {
  private Quoted() {}

  /** A double-quoted scalar: JSON's strings are YAML's (YAML 1.2). */
  static String yaml(String value) {
    return JsonFactory.value(value).toString();
  }

  /** A word of a POSIX shell. */
  static String shell(String value) {
    return value.matches("[A-Za-z0-9_./:@%+=,-]+")
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
  }
}
