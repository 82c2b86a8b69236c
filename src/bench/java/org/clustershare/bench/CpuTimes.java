package org.clustershare.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processor time of each program that we started, and of ourselves, from {@code /proc}
 * (proc(5): user and system time in ticks of 10 ms).
 *
 * @param millis by program
 */
record CpuTimes(Map<String, Long> millis) {
  static final String PRODUCT = "Cluster Share";
  static final String API_SERVER = "API server";
  static final String ETCD = "etcd";
  static final String SIMULATED = "simulated API servers";
  static final String PROVIDER = "simulated provider";
  static final String CLIENT = "the benchmark itself";

  private static final int MILLIS_A_TICK = 10;
  private static final int USER_TIME = 11;

  static CpuTimes now() {
    var times = new TreeMap<String, Long>();
    add(times, CLIENT, ProcessHandle.current().pid());
    ProcessHandle.current().descendants().forEach(child -> add(times, program(child), child.pid()));
    return new CpuTimes(times);
  }

  CpuTimes since(CpuTimes before) {
    var difference = new TreeMap<String, Long>();
    millis.forEach(
        (program, time) ->
            difference.put(program, time - before.millis().getOrDefault(program, 0L)));
    return new CpuTimes(difference);
  }

  /** Of all but the benchmark itself, divided by a number of requests. */
  double serversMillisEach(long requests) {
    long all =
        millis.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(CLIENT))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return (double) all / requests;
  }

  double millisEach(String program, long requests) {
    return millis.getOrDefault(program, 0L) / (double) requests;
  }

  private static void add(Map<String, Long> times, String program, long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)), StandardCharsets.UTF_8);
      // The name in brackets can hold anything.
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
      times.merge(program, ticks * MILLIS_A_TICK, Long::sum);
    } catch (IOException gone) {
      times.merge(program, 0L, Long::sum);
    }
  }

  private static String program(ProcessHandle child) {
    var command = commandLine(child.pid());
    if (command.contains("cluster-share.jar")) {
      return PRODUCT;
    }
    if (command.contains("simulated-clusters")) {
      return SIMULATED;
    }
    if (command.contains("SimulatedProvider")) {
      return PROVIDER;
    }
    if (command.contains("kube-apiserver")) {
      return API_SERVER;
    }
    return command.contains("etcd") ? ETCD : "others";
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/%d/cmdline".formatted(pid)), StandardCharsets.UTF_8)
          .replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }
}
