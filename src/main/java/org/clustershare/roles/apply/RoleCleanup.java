package org.clustershare.roles.apply;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.cluster.ClusterRemoval;
import org.clustershare.kubernetes.ApiPath;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.kubernetes.object.ObjectMeta;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.roles.plan.DefaultRoles;
import org.clustershare.roles.settings.RoleSettings;

/**
 * Removes the objects that Cluster Share made in a cluster that is being removed: the bindings and
 * Roles with its labels, and the label on Kubernetes' own ClusterRoles. Roles of others stay.
 */
@ApplicationScoped
public class RoleCleanup {
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";

  private static final ItemMapping<ObjectMeta> METADATA =
      new ItemMapping<>(
          "metadata",
          FieldMask.of(
              "metadata name",
              "metadata namespace",
              "metadata uid",
              "metadata managedFields manager"),
          json -> Optional.of(ObjectMeta.of(json)),
          metadata -> JsonSize.of(metadata.json()));

  private final RoleSettings settings;

  @Inject
  RoleCleanup(RoleSettings settings) {
    this.settings = settings;
  }

  void onRemoving(@Observes ClusterRemoval removing) {
    removeAll(removing, "clusterrolebindings", Labels.BINDING);
    removeAll(removing, "rolebindings", Labels.BINDING);
    removeAll(removing, "roles", Labels.ROLE);
    for (var name : DefaultRoles.of(settings).labelled()) {
      remove(removing, "label of ClusterRole " + name, () -> unlabel(removing.api(), name));
    }
  }

  private static void removeAll(ClusterRemoval removing, String resource, String label) {
    try {
      for (var object :
          removing.api().list(RBAC + "/" + resource, Labels.selector(label), METADATA)) {
        if (object.hasFieldManager(ClusterApi.FIELD_MANAGER)) {
          remove(
              removing,
              description(resource, object),
              () -> removing.api().delete(path(resource, object), preconditions(object)));
        }
      }
    } catch (ClusterException e) {
      removing.left(resource, e.sentence());
    }
  }

  private static void remove(ClusterRemoval removing, String object, Runnable removal) {
    try {
      removal.run();
      removing.removed(object);
    } catch (ClusterRefusedException e) {
      if (e.notFound()) {
        removing.removed(object); // by another client, in the meantime
      } else {
        removing.left(object, e.sentence());
      }
    } catch (ClusterException e) {
      removing.left(object, e.sentence());
    }
  }

  /**
   * Applies without the label: that removes the fields that Cluster Share applied, and no other.
   */
  private static void unlabel(ClusterApi api, String name) {
    api.apply(
        RBAC + "/clusterroles" + ApiPath.of(name),
        JsonFactory.object()
            .add("apiVersion", "rbac.authorization.k8s.io/v1")
            .add("kind", "ClusterRole")
            .add("metadata", JsonFactory.object().add("name", name))
            .build());
  }

  /** Excludes an object that another client made under the same name since the list was read. */
  private static JsonObject preconditions(ObjectMeta object) {
    return JsonFactory.object()
        .add("preconditions", JsonFactory.object().add("uid", object.uid()))
        .build();
  }

  private static String path(String resource, ObjectMeta object) {
    return RBAC
        + object.namespace().map(name -> ApiPath.of("namespaces", name)).orElse("")
        + ApiPath.of(resource, object.name());
  }

  private static String description(String resource, ObjectMeta object) {
    return "%s %s%s"
        .formatted(resource, object.namespace().map(name -> name + "/").orElse(""), object.name());
  }
}
