package org.clustershare.story.driver;

import jakarta.json.JsonObject;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;

/**
 * A subject that a person binds to a role, or removes from it. A role is written as in {@link
 * ClusterActor}.
 */
public record BindingRequest(Api api, Added cluster, JsonObject subject) {
  public Answer to(String role) {
    return api.post(path(role), subject);
  }

  public Answer from(String role) {
    return api.delete(path(role), subject);
  }

  /** The same as {@link #to} with an {@code Idempotency-Key}. */
  public Answer onceTo(String role, String key) {
    return api.postOnce(key, path(role), subject);
  }

  private String path(String role) {
    return cluster.path()
        + (role.contains("/")
            ? "/roles/%s/bindings".formatted(role)
            : "/clusterroles/%s/clusterbindings".formatted(role));
  }
}
