package org.clustershare.kubernetes.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/**
 * Sizes of JSON values in the heap, in bytes; measured with Parsson on a 64-bit JVM and rounded up:
 * {@code {"metadata":{"name":"a"}}} takes 642 bytes.
 */
public final class JsonSize {
  static final int OBJECT = 200;
  static final int MEMBER = 48;
  static final int ARRAY = 96;
  static final int ENTRY = 8;
  static final int SCALAR = 32;

  private static final int TEXT = 56;

  private JsonSize() {}

  /** The size of a string. */
  public static long of(String text) {
    return TEXT + 2L * text.length();
  }

  /** The size of a value with its members and entries. */
  public static long of(JsonValue value) {
    long bytes = SCALAR;
    if (value instanceof JsonObject object) {
      bytes += OBJECT;
      for (var member : object.entrySet()) {
        bytes += MEMBER + of(member.getKey()) + of(member.getValue());
      }
    } else if (value instanceof JsonArray array) {
      bytes += ARRAY;
      for (var entry : array) {
        bytes += ENTRY + of(entry);
      }
    } else if (value instanceof JsonString text) {
      bytes += of(text.getString());
    }
    return bytes;
  }

  /** The approximate length of a value as text, in characters, computed without writing it. */
  public static long ofText(JsonValue value) {
    long characters = 2;
    if (value instanceof JsonObject object) {
      for (var member : object.entrySet()) {
        characters += 4L + member.getKey().length() + ofText(member.getValue());
      }
    } else if (value instanceof JsonArray array) {
      for (var entry : array) {
        characters += 1 + ofText(entry);
      }
    } else if (value instanceof JsonString text) {
      characters += text.getString().length();
    } else {
      characters += 3;
    }
    return characters;
  }
}
