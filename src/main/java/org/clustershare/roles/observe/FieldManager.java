package org.clustershare.roles.observe;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import org.clustershare.kubernetes.ClusterApi;

/** Tells the objects that we wrote from those of others, by {@code metadata.managedFields}. */
public final class FieldManager {
  private FieldManager() {}

  public static boolean owns(JsonObject metadata) {
    return metadata.get("managedFields") instanceof JsonArray entries
        && entries.stream()
            .anyMatch(
                entry ->
                    entry instanceof JsonObject object
                        && ClusterApi.FIELD_MANAGER.equals(object.getString("manager", "")));
  }
}
