package org.clustershare.roles.observe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.ReservedNamespaces;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.kubernetes.ApiPath;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.ExpiredListRetry;
import org.clustershare.kubernetes.PagedList;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.object.ObjectMeta;
import org.clustershare.platform.problem.Message;
import org.clustershare.roles.plan.DefaultRoles;
import org.clustershare.roles.plan.ObservedRoles;
import org.clustershare.roles.plan.ObservedRoles.ObservedClusterRole;
import org.clustershare.roles.plan.ObservedRoles.ObservedRole;
import org.clustershare.roles.plan.ObservedRoles.RoleKey;

/**
 * Reads the roles and namespaces of one cluster for a plan. A cluster that is in sync costs three
 * lists. They need no parsing if their {@link #digest} is the one of an earlier reading.
 */
public final class RoleReader {
  private static final String CLUSTER_ROLES =
      ApiPath.of("apis", RoleScope.GROUP, "v1", "clusterroles");
  private static final String NAMESPACES = ApiPath.of("api", "v1", "namespaces");
  private static final String ROLES = ApiPath.of("apis", RoleScope.GROUP, "v1", "roles");

  /** The limit of the cluster's own Roles that are copied to every namespace. */
  private static final int MAX_SOURCES = 100;

  private final ClusterApi api;
  private final DefaultRoles desired;
  private final RoleParser parser;
  private final List<Optional<String>> digests = new ArrayList<>();
  private final Supplier<Map<String, ObservedClusterRole>> clusterRoles;
  private final Supplier<Set<String>> namespaces;
  private final Supplier<Map<RoleKey, ObservedRole>> labelledRoles;
  private boolean hasFurtherReads;

  /**
   * Reads the first page of each list.
   *
   * @param first for the first call, which shows whether the cluster hangs
   * @param api for all other calls
   * @throws ClusterException when the cluster does not answer, or refuses
   */
  public RoleReader(ClusterApi first, ClusterApi api, DefaultRoles desired) {
    this.api = api;
    this.desired = desired;
    this.parser = new RoleParser(desired);
    clusterRoles =
        parsed(first.objects(CLUSTER_ROLES, Labels.selector(Labels.ROLE)), this::clusterRoles);
    namespaces = parsed(api.objects(NAMESPACES, ""), parser::namespaces);
    // In a cluster that is in sync, these are all Roles that matter.
    labelledRoles =
        parsed(
            api.objects(ROLES, Labels.selector(Labels.ROLE)), list -> parser.roles(list, Set.of()));
  }

  /** Parses a list now if it has no digest; otherwise only for {@link #observed}. */
  private <T> Supplier<T> parsed(PagedList list, Function<PagedList, T> parse) {
    var digest = list.digest();
    digests.add(digest);
    if (digest.isPresent()) {
      return () -> parse.apply(list);
    }
    var result = ExpiredListRetry.retry(() -> parse.apply(list));
    return () -> result;
  }

  /**
   * Equal for equal answers of the cluster. Empty if an answer was too large for a digest, or if
   * more than the three lists had to be read.
   */
  public Optional<String> digest() {
    return hasFurtherReads || digests.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(digests.stream().map(Optional::get).collect(Collectors.joining()));
  }

  /**
   * The cluster's roles and namespaces.
   *
   * @param boundOwner the owner that Cluster Share bound; empty if none was bound yet
   * @throws ClusterException when the cluster does not answer, or refuses
   */
  public ObservedRoles observed(String boundOwner) {
    var foundClusterRoles = clusterRoles.get();
    var foundNamespaces = namespaces.get();
    var foundRoles = labelledRoles.get();
    var names = names(foundRoles);
    boolean isComplete =
        foundNamespaces.stream()
            .filter(namespace -> !ReservedNamespaces.contains(namespace))
            .allMatch(
                namespace ->
                    names.stream()
                        .allMatch(name -> foundRoles.containsKey(new RoleKey(namespace, name))));
    return new ObservedRoles(
        foundClusterRoles, foundNamespaces, isComplete ? foundRoles : allRoles(names), boundOwner);
  }

  private Map<RoleKey, ObservedRole> allRoles(Set<String> names) {
    hasFurtherReads = true;
    return ExpiredListRetry.retry(() -> parser.roles(api.objects(ROLES, ""), names));
  }

  /** The labelled ClusterRoles, and the default ones that lack the label. */
  private Map<String, ObservedClusterRole> clusterRoles(PagedList list) {
    var found = parser.clusterRoles(list);
    for (var name : desired.labelled()) {
      if (!found.containsKey(name)) {
        hasFurtherReads = true;
        api.find(CLUSTER_ROLES + ApiPath.of(name))
            .ifPresent(role -> found.put(name, RoleParser.clusterRole(ObjectMeta.of(role))));
      }
    }
    return found;
  }

  /** The names of the Roles that every namespace gets. */
  private Set<String> names(Map<RoleKey, ObservedRole> labelled) {
    var names = new HashSet<>(desired.namespaced().keySet());
    labelled.forEach(
        (key, role) -> {
          if (role.isSource(key)) {
            names.add(key.name());
          }
        });
    if (names.size() > desired.namespaced().size() + MAX_SOURCES) {
      throw new ClusterUnreachableException(
          Message.of("cluster.roles", MAX_SOURCES, DefaultRoles.SOURCE));
    }
    return names;
  }
}
