package org.clustershare.rbac.control;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import org.clustershare.cluster.kubernetes.ClusterApi;

/** Tells the objects that we wrote from those of others, by {@code metadata.managedFields}. */
final class MadeByUs {
  private MadeByUs() {}

  static boolean test(JsonObject metadata) {
    return metadata.get("managedFields") instanceof JsonArray entries
        && entries.stream()
            .anyMatch(
                entry ->
                    entry instanceof JsonObject object
                        && ClusterApi.FIELD_MANAGER.equals(object.getString("manager", "")));
  }
}
