package org.clustershare.access.report;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clustershare.access.report.EffectiveBinding.Origin;
import org.clustershare.access.report.EffectiveBinding.Who;
import org.clustershare.bindings.Binding;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.json.JsonFactory;

/**
 * Finds what the bindings of a cluster give a person or group. The names that the cluster's API
 * server knows are computed once, not for each of its subjects.
 */
final class BindingSearch {
  private static final String EVERYBODY = "system:authenticated";

  private final Who who;
  private final UsernamePrefixes prefixes;
  private final Subject subject;
  private final Optional<Set<String>> groups;

  /**
   * A search.
   *
   * @param who whose bindings are wanted
   * @param prefixes what the cluster puts before the provider's names
   */
  BindingSearch(Who who, UsernamePrefixes prefixes) {
    this.who = who;
    this.prefixes = prefixes;
    this.subject = prefixes.applied(who.subject());
    this.groups = who.groups().map(names -> known(names, prefixes));
  }

  private static Set<String> known(List<String> names, UsernamePrefixes prefixes) {
    var known = new HashSet<String>();
    names.forEach(name -> known.add(prefixes.ofProvider(new Subject.Group(name)).name()));
    return known;
  }

  /** The same for searches that find the same; another one for a search of anything else. */
  String key() {
    var asked = JsonFactory.array().add(who.subject().json());
    asked.add(prefixes.usernames()).add(prefixes.groups());
    who.groups().ifPresent(names -> asked.add(JsonFactory.array(names)));
    return Sha256.hex(asked.build().toString());
  }

  /** What one binding gives them: once for each of its subjects that means them. */
  List<EffectiveBinding> in(JsonObject binding) {
    var found = new ArrayList<EffectiveBinding>();
    var metadata = binding.getJsonObject("metadata");
    var ref = binding.getJsonObject("roleRef");
    for (var entry : new Binding(binding).subjects().getValuesAs(JsonObject.class)) {
      origin(entry)
          .filter(origin -> origin == Origin.DIRECT || !isKubernetesOwn(metadata))
          .ifPresent(
              origin ->
                  found.add(
                      new EffectiveBinding(
                          metadata.containsKey("namespace") ? "RoleBinding" : "ClusterRoleBinding",
                          metadata.getString("name"),
                          Optional.ofNullable(metadata.getString("namespace", null)),
                          ref.getString("kind", ""),
                          ref.getString("name", ""),
                          origin,
                          entry.getString("name", ""),
                          Labels.has(binding, Labels.BINDING))));
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
    if (!(Subject.of(entry) instanceof Subject.Group group)) {
      return Optional.empty();
    }
    if (group.name().equals(EVERYBODY)) {
      return Optional.of(Origin.GROUP);
    }
    if (groups.isPresent()) {
      return groups.get().contains(group.name()) ? Optional.of(Origin.GROUP) : Optional.empty();
    }
    boolean canBeTheProviders =
        group.name().startsWith(prefixes.groups())
            && !group.name().startsWith(UsernamePrefixes.KUBERNETES);
    return canBeTheProviders ? Optional.of(Origin.POSSIBLE_GROUP) : Optional.empty();
  }

  /** What every cluster gives to everybody, such as asking for its version. */
  private static boolean isKubernetesOwn(JsonObject metadata) {
    return metadata
        .getOrDefault("labels", JsonValue.EMPTY_JSON_OBJECT)
        .asJsonObject()
        .containsKey(Labels.BOOTSTRAPPING);
  }
}
