package org.clustershare.roles.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/** The files with the default roles: those in the WAR, or a folder of the operator. */
final class RoleFiles {
  private static final String FOLDER = "/default-roles/";
  private static final List<String> BUNDLED =
      List.of(
          "admin.yaml",
          "edit.yaml",
          "view.yaml",
          "namespace-admin.yaml",
          "namespace-editor.yaml",
          "namespace-viewer.yaml");
  private static final int MAX_BYTES = 64 << 10;
  private static final int MAX_FILES = 100;

  private final Consumer<String> problem;
  private final List<RoleTemplate> templates = new ArrayList<>();

  private RoleFiles(Consumer<String> problem) {
    this.problem = problem;
  }

  static List<RoleTemplate> bundled(Consumer<String> problem) {
    var files = new RoleFiles(problem);
    for (var name : BUNDLED) {
      try (InputStream in = RoleFiles.class.getResourceAsStream(FOLDER + name)) {
        if (in == null) {
          throw new IllegalStateException(FOLDER + name + " is missing");
        }
        files.add(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new IllegalStateException(FOLDER + name + " cannot be read", e);
      }
    }
    return files.distinct();
  }

  /** Reads every {@code .yaml} and {@code .yml} of a folder; reports each file that has no role. */
  static List<RoleTemplate> in(Path folder, Consumer<String> problem) {
    var files = new RoleFiles(problem);
    for (var file : yaml(folder, problem)) {
      try {
        if (Files.size(file) > MAX_BYTES) {
          problem.accept("%s is larger than 64 KiB.".formatted(file));
        } else {
          files.add(file.toString(), Files.readString(file));
        }
      } catch (MalformedInputException e) {
        problem.accept("%s is not UTF-8 text.".formatted(file));
      } catch (IOException e) {
        problem.accept("%s cannot be read.".formatted(file));
      }
    }
    return files.distinct();
  }

  private static List<Path> yaml(Path folder, Consumer<String> problem) {
    List<Path> files = List.of();
    try (var entries = Files.list(folder)) {
      files =
          entries
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().matches(".*\\.ya?ml"))
              .sorted()
              .limit(MAX_FILES + 1L)
              .toList();
    } catch (IOException e) {
      problem.accept(
          "default-roles-dir must name a readable folder; it is \"%s\".".formatted(folder));
      return List.of();
    }
    if (files.isEmpty()) {
      problem.accept(
          "default-roles-dir names %s, which has no file that ends in .yaml.".formatted(folder));
    }
    if (files.size() > MAX_FILES) {
      problem.accept("default-roles-dir has more than %d files; a role each.".formatted(MAX_FILES));
    }
    return files;
  }

  private void add(String file, String text) {
    try {
      templates.add(RoleFile.read(text));
    } catch (RoleFile.InvalidException e) {
      problem.accept("%s %s".formatted(file, e.sentence()));
    }
  }

  private List<RoleTemplate> distinct() {
    var seen = new HashSet<String>();
    for (var template : templates) {
      if (!seen.add(template.getClass().getSimpleName() + template.name())) {
        problem.accept(
            "Two of the default roles are called %s; remove one.".formatted(template.name()));
      }
    }
    return List.copyOf(templates);
  }
}
