package org.clustershare.bindings;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.platform.json.JsonFactory;

/**
 * A managed binding to a role, before the cluster has it.
 *
 * @param number 1 for the default name; greater ones are for names that others took
 */
record NewBinding(RoleScope scope, String role, int number) {
  private static final int PREFIX_LENGTH = 10;
  // Together with the prefix as long as a name can be.
  private static final int MAX_ROLE_LENGTH = 242;

  /**
   * Ten characters and the role, as in KKP. The name is the same at each call, so that of two
   * concurrent creations one meets a conflict.
   */
  String name() {
    var seed = number == 1 ? role : number + ":" + role;
    var hash = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(hash.getMostSignificantBits()).substring(0, PREFIX_LENGTH)
        + ":"
        + role.substring(0, Math.min(role.length(), MAX_ROLE_LENGTH));
  }

  JsonObject json(Subject subject) {
    return JsonFactory.object()
        .add("apiVersion", RoleScope.GROUP + "/v1")
        .add("kind", scope.bindingKind())
        .add(
            "metadata",
            JsonFactory.object().add("name", name()).add("labels", Labels.of(Labels.BINDING)))
        .add(
            "roleRef",
            JsonFactory.object()
                .add("apiGroup", RoleScope.GROUP)
                .add("kind", scope.roleKind())
                .add("name", role))
        .add("subjects", JsonFactory.array().add(subject.json()))
        .build();
  }
}
