package org.clustershare.testbed.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where texts turn up in files: as UTF-8, as UTF-16 and inside base64. A heap dump is such a file,
 * too: Java keeps a text as Latin-1 or UTF-16.
 */
public final class Traces {
  private Traces() {}

  /** The files below a folder that hold a text, by text; texts that no file holds are left out. */
  public static Map<String, List<Path>> below(Path folder, Collection<String> texts) {
    try (var files = Files.walk(folder)) {
      var found = new TreeMap<String, List<Path>>();
      for (var file : files.filter(Files::isRegularFile).toList()) {
        in(file, texts)
            .forEach(text -> found.computeIfAbsent(text, same -> new ArrayList<>()).add(file));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The texts that a file holds. */
  public static List<String> in(Path file, Collection<String> texts) {
    try {
      // One character a byte, so that a text can be searched for.
      var content = new String(Files.readAllBytes(file), ISO_8859_1);
      return texts.stream()
          .filter(text -> spellings(text).anyMatch(content::contains))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> spellings(String text) {
    return Stream.concat(
        Stream.of(UTF_8, UTF_16LE, UTF_16BE)
            .map(charset -> new String(text.getBytes(charset), ISO_8859_1)),
        Stream.of(0, 1, 2).map(offset -> base64(text, offset)));
  }

  /** The part of a text's base64 that is the same whatever stands around it. */
  private static String base64(String text, int offset) {
    var encoded = Base64.getEncoder().encodeToString(("x".repeat(offset) + text).getBytes(UTF_8));
    return encoded.substring(offset == 0 ? 0 : 4, encoded.length() - 4);
  }
}
