package org.clustershare.access.report;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
import org.clustershare.access.report.EffectiveBinding.Origin;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.kubernetes.object.ObjectMeta;
import org.clustershare.kubernetes.object.RoleBinding;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.json.JsonFactory;

/**
 * Finds the effective bindings of one person or group. The names that the cluster's API server uses
 * are computed once, not for each subject.
 */
final class BindingSearch {
  private static final String AUTHENTICATED = "system:authenticated";

  private final AccessSubject accessSubject;
  private final UsernamePrefixes prefixes;
  private final Subject subject;
  private final Optional<Set<String>> groups;

  /**
   * A search in one cluster.
   *
   * @param accessSubject the person or group, as the provider spells it
   * @param prefixes the cluster's username prefixes
   */
  BindingSearch(AccessSubject accessSubject, UsernamePrefixes prefixes) {
    this.accessSubject = accessSubject;
    this.prefixes = prefixes;
    this.subject = prefixes.apply(accessSubject.subject());
    this.groups =
        accessSubject
            .groups()
            .map(
                names ->
                    names.stream()
                        .map(name -> prefixes.prefix(new Subject.Group(name)).name())
                        .collect(Collectors.toSet()));
  }

  /** Equal for two searches that find the same; different for all others. */
  String cacheKey() {
    var key = JsonFactory.array().add(accessSubject.subject().json());
    key.add(prefixes.usernames()).add(prefixes.groups());
    accessSubject.groups().ifPresent(names -> key.add(JsonFactory.array(names)));
    return Sha256.hex(key.build().toString());
  }

  /**
   * The roles that one binding gives: one entry for each subject that means the person or group.
   */
  List<EffectiveBinding> in(RoleBinding binding) {
    var found = new ArrayList<EffectiveBinding>();
    var metadata = binding.metadata();
    for (var entry : binding.subjectEntries()) {
      origin(entry)
          .filter(origin -> origin == Origin.DIRECT || !isBootstrapped(metadata))
          .ifPresent(
              origin ->
                  found.add(
                      new EffectiveBinding(
                          metadata.namespace().isPresent() ? "RoleBinding" : "ClusterRoleBinding",
                          metadata.name(),
                          metadata.namespace(),
                          binding.roleKind(),
                          binding.roleName(),
                          origin,
                          entry.getString("name", ""),
                          Labels.has(metadata, Labels.BINDING))));
    }
    return found;
  }

  private Optional<Origin> origin(JsonObject entry) {
    if (subject.is(entry)) {
      return Optional.of(Origin.DIRECT);
    }
    if (subject.isInOtherCase(entry)) {
      return Optional.of(Origin.OTHER_CASE);
    }
    if (!(Subject.of(entry) instanceof Subject.Group(var group))) {
      return Optional.empty();
    }
    if (group.equals(AUTHENTICATED)) {
      return Optional.of(Origin.GROUP);
    }
    if (groups.isPresent()) {
      return groups.get().contains(group) ? Optional.of(Origin.GROUP) : Optional.empty();
    }
    boolean canBeOfProvider =
        group.startsWith(prefixes.groups()) && !group.startsWith(UsernamePrefixes.RESERVED);
    return canBeOfProvider ? Optional.of(Origin.POSSIBLE_GROUP) : Optional.empty();
  }

  /** Whether the API server made the binding itself, such as the one to read its version. */
  private static boolean isBootstrapped(ObjectMeta metadata) {
    return metadata.hasLabel(Labels.BOOTSTRAPPING);
  }
}
