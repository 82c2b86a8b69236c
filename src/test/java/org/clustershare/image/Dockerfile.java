package org.clustershare.image;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The instructions of the repository's Dockerfile, in order. */
record Dockerfile(List<Instruction> instructions) {
  private static final Pattern VARIABLE = Pattern.compile("([A-Z_]+)=(\"[^\"]*\"|\\S+)");

  /** A keyword and what follows it, in one line. */
  record Instruction(String keyword, String arguments) {}

  static Dockerfile read() throws IOException {
    var lines =
        Files.readString(Path.of("Dockerfile"))
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();
    var instructions = new ArrayList<Instruction>();
    for (var line : String.join("\n", lines).replace("\\\n", " ").lines().toList()) {
      if (!line.isBlank()) {
        var words = line.strip().split("\\s+", 2);
        instructions.add(new Instruction(words[0], words[1]));
      }
    }
    return new Dockerfile(List.copyOf(instructions));
  }

  Stream<String> all(String keyword) {
    return instructions.stream()
        .filter(instruction -> instruction.keyword().equals(keyword))
        .map(Instruction::arguments);
  }

  String one(String keyword) {
    var found = all(keyword).toList();
    if (found.size() != 1) {
      throw new AssertionError("%d instructions %s".formatted(found.size(), keyword));
    }
    return found.getFirst();
  }

  /** The command of an instruction in exec form; fails for the shell form, which is no JSON. */
  List<String> command(String keyword) {
    var arguments = one(keyword);
    try (var json =
        Json.createReader(new StringReader(arguments.substring(arguments.indexOf('['))))) {
      return json.readArray().getValuesAs(JsonString::getString);
    }
  }

  Map<String, String> environment() {
    var variables = new LinkedHashMap<String, String>();
    VARIABLE
        .matcher(one("ENV"))
        .results()
        .forEach(found -> variables.put(found.group(1), found.group(2).replace("\"", "")));
    return variables;
  }
}
