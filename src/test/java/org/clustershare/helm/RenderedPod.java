package org.clustershare.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The container of a rendered Deployment as a process of this machine. Each mount is a folder below
 * a scratch folder, with the files that the kubelet would put there. The paths of the mounts are
 * replaced in the command, the environment and the settings.
 */
final class RenderedPod {
  private static final String POD = "spec/template/spec/";
  private static final String CONTAINER = POD + "containers/0/";

  private final Manifests manifests;
  private final String name;
  private final Path folder;

  /** Mount paths of the container, and their folders here. */
  private final Map<String, Path> mounts = new TreeMap<>();

  /**
   * Creates the folders of all mounts.
   *
   * @param name the Deployment's
   * @param distribution the folder that the image holds as {@code /opt/cluster-share}
   */
  RenderedPod(Manifests manifests, String name, Path folder, Path distribution) throws IOException {
    this.manifests = manifests;
    this.name = name;
    this.folder = folder;
    mounts.put("/opt/cluster-share", distribution.toAbsolutePath());
    for (var mount : maps(CONTAINER + "volumeMounts")) {
      var path = text(mount, "mountPath");
      mounts.put(path, Files.createDirectories(folder.resolve(path.substring(1))));
    }
    for (var mount : maps(CONTAINER + "volumeMounts")) {
      fill(text(mount, "name"), folder(mount));
    }
  }

  /** The command with its arguments; the port is left to the caller. */
  List<String> command() {
    var command = new ArrayList<String>();
    for (var part : List.of("command", "args")) {
      if (value(CONTAINER + part) instanceof List<?> words) {
        words.forEach(word -> command.add(here(String.valueOf(word))));
      }
    }
    int port = command.indexOf("--port");
    command.subList(port, port + 2).clear();
    return command;
  }

  /** The variables of the container, and the folder for temporary files. */
  Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    for (var variable : maps(CONTAINER + "env")) {
      environment.put(text(variable, "name"), here(text(variable, "value")));
    }
    environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + mounts.get("/tmp"));
    return environment;
  }

  /** The files of all mounts that the container may not write. */
  Map<Path, String> readOnlyFiles() throws IOException {
    var files = new TreeMap<Path, String>();
    for (var mount : maps(CONTAINER + "volumeMounts")) {
      if (Boolean.TRUE.equals(mount.get("readOnly"))) {
        try (var found = Files.walk(folder(mount))) {
          for (var file : found.filter(Files::isRegularFile).toList()) {
            files.put(file, Files.readString(file));
          }
        }
      }
    }
    return files;
  }

  private void fill(String volume, Path target) throws IOException {
    for (var definition : maps(POD + "volumes")) {
      if (!volume.equals(definition.get("name"))) {
        continue;
      }
      if (definition.get("projected") instanceof Map<?, ?> projected) {
        if (projected.get("sources") instanceof List<?> sources) {
          for (var source : sources) {
            copy((Map<?, ?>) source, target);
          }
        }
      } else {
        copy(definition, target);
      }
    }
  }

  private void copy(Map<?, ?> source, Path target) throws IOException {
    if (source.get("configMap") instanceof Map<?, ?> configMap) {
      write(manifests.data("ConfigMap", text(configMap, "name")), target);
    } else if (source.get("secret") instanceof Map<?, ?> secret) {
      write(manifests.data("Secret", text(secret, "name")), target);
    }
  }

  private void write(Map<String, String> data, Path target) throws IOException {
    for (var entry : data.entrySet()) {
      Files.writeString(
          target.resolve(entry.getKey()), here(entry.getValue()), StandardCharsets.UTF_8);
    }
  }

  /** A text with the container's paths as they are on this machine. */
  private String here(String text) {
    // One pass, because a folder here can have a mount's path in its own.
    var paths = mounts.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile("(?<![\\w/-])(" + paths + ")(?![\\w-])")
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    mounts.getOrDefault(found.group(1), folder).toAbsolutePath().toString()));
  }

  private Path folder(Map<?, ?> mount) {
    return mounts.getOrDefault(text(mount, "mountPath"), folder);
  }

  private static String text(Map<?, ?> map, String key) {
    return String.valueOf(map.get(key));
  }

  private Object value(String path) {
    var value = manifests.at("Deployment", name, path);
    if (value == null) {
      throw new AssertionError("The Deployment %s has no %s".formatted(name, path));
    }
    return value;
  }

  private List<Map<?, ?>> maps(String path) {
    var maps = new ArrayList<Map<?, ?>>();
    for (var entry : (List<?>) value(path)) {
      maps.add((Map<?, ?>) entry);
    }
    return maps;
  }
}
