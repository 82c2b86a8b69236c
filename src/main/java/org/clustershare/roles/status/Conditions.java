package org.clustershare.roles.status;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.kubernetes.error.ServerText;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.roles.status.Condition.Status;

/** The conditions of one cluster. Two reconciliations with the same result give equal objects. */
public final class Conditions {
  private final Map<Condition.Type, Condition> byType;

  private Conditions(Map<Condition.Type, Condition> byType) {
    this.byType = byType;
  }

  /** The conditions before the first reconciliation. */
  static Conditions unknown(Instant since) {
    var none = new EnumMap<Condition.Type, Condition>(Condition.Type.class);
    for (var type : Condition.Type.values()) {
      none.put(type, new Condition(type, Status.UNKNOWN, "NotLookedYet", "", since));
    }
    return new Conditions(none);
  }

  /** These conditions with one replaced; its {@code since} changes only with its status. */
  public Conditions with(
      Condition.Type type, Status status, String reason, String message, Instant now) {
    var before = byType.get(type);
    var since =
        Optional.ofNullable(before)
            .filter(condition -> condition.status() == status)
            .map(Condition::since)
            .orElse(now);
    var next = new EnumMap<Condition.Type, Condition>(byType);
    next.put(type, new Condition(type, status, reason, ServerText.of(message), since));
    return new Conditions(next);
  }

  public List<Condition> all() {
    return List.copyOf(byType.values());
  }

  public Condition get(Condition.Type type) {
    return Optional.ofNullable(byType.get(type)).orElseThrow();
  }

  /** The JSON for the database. */
  String toJson() {
    var json = JsonFactory.object();
    byType.forEach(
        (type, condition) ->
            json.add(
                type.name(),
                JsonFactory.object()
                    .add("status", condition.status().name())
                    .add("reason", condition.reason())
                    .add("message", condition.message())
                    .add("since", condition.since().toString())));
    return json.build().toString();
  }

  /**
   * Reads the JSON of {@link #toJson}; ignores members that a later version added.
   *
   * @param otherwiseSince for conditions that are missing in the JSON
   */
  static Conditions of(String text, Instant otherwiseSince) {
    var conditions = new EnumMap<Condition.Type, Condition>(unknown(otherwiseSince).byType);
    try (var reader = JsonFactory.reader(text)) {
      var json = reader.readObject();
      for (var type : Condition.Type.values()) {
        if (json.getOrDefault(type.name(), JsonValue.NULL) instanceof JsonObject stored) {
          conditions.put(
              type,
              new Condition(
                  type,
                  Arrays.stream(Status.values())
                      .filter(status -> status.name().equals(stored.getString("status", "")))
                      .findFirst()
                      .orElse(Status.UNKNOWN),
                  stored.getString("reason", ""),
                  stored.getString("message", ""),
                  Instant.parse(stored.getString("since"))));
        }
      }
    }
    return new Conditions(conditions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Conditions conditions && byType.equals(conditions.byType);
  }

  @Override
  public int hashCode() {
    return byType.hashCode();
  }

  @Override
  public String toString() {
    return byType.values().toString();
  }
}
