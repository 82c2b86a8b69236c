package org.clustershare.project.api;

import jakarta.validation.constraints.NotNull;
import org.clustershare.platform.body.IgnoredFields;

/** The body of a call that creates or renames a project. */
@IgnoredFields({
  "id",
  "annotations",
  "clustersNumber",
  "creationTimestamp",
  "deletionTimestamp",
  "labels",
  "owners",
  "spec",
  "status",
  "users"
})
public record ProjectRequest(@NotNull String name) {}
