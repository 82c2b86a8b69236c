package org.clustershare.roles.apply;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.cluster.ClusterRemoval;
import org.clustershare.kubernetes.ApiPath;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.roles.observe.FieldManager;
import org.clustershare.roles.plan.DefaultRoles;
import org.clustershare.roles.settings.RoleSettings;

/**
 * Takes away what we made in a cluster that is being removed: the bindings and Roles with our
 * labels, and the label on Kubernetes' own ClusterRoles. Roles that somebody else made stay.
 */
@ApplicationScoped
public class RoleCleanup {
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";

  private static final ItemMapping<JsonObject> MADE =
      ItemMapping.objects(
          "made here",
          FieldMask.of(
              "metadata name",
              "metadata namespace",
              "metadata uid",
              "metadata managedFields manager"));

  @Inject private RoleSettings settings;

  void onRemoving(@Observes ClusterRemoval removing) {
    collection(removing, "clusterrolebindings", Labels.BINDING);
    collection(removing, "rolebindings", Labels.BINDING);
    collection(removing, "roles", Labels.ROLE);
    for (var name : DefaultRoles.of(settings).labelled()) {
      each(removing, "label of ClusterRole " + name, () -> unlabel(removing.api(), name));
    }
  }

  private static void collection(ClusterRemoval removing, String resource, String label) {
    try {
      for (var object : removing.api().list(RBAC + "/" + resource, Labels.selector(label), MADE)) {
        var metadata = object.getJsonObject("metadata");
        if (FieldManager.test(metadata)) {
          each(
              removing,
              named(resource, metadata),
              () -> removing.api().delete(path(resource, metadata), sameObject(metadata)));
        }
      }
    } catch (ClusterException e) {
      removing.left(resource, e.sentence());
    }
  }

  private static void each(ClusterRemoval removing, String object, Runnable removal) {
    try {
      removal.run();
      removing.removed(object);
    } catch (ClusterRefusedException e) {
      if (e.notFound()) {
        removing.removed(object); // by somebody else, meanwhile
      } else {
        removing.left(object, e.sentence());
      }
    } catch (ClusterException e) {
      removing.left(object, e.sentence());
    }
  }

  /** An apply without the label gives up what we applied, and touches nothing else. */
  private static void unlabel(ClusterApi api, String name) {
    api.apply(
        RBAC + "/clusterroles" + ApiPath.of(name),
        JsonFactory.object()
            .add("apiVersion", "rbac.authorization.k8s.io/v1")
            .add("kind", "ClusterRole")
            .add("metadata", JsonFactory.object().add("name", name))
            .build());
  }

  /** Not one that somebody made under the same name since we looked. */
  private static JsonObject sameObject(JsonObject metadata) {
    return JsonFactory.object()
        .add("preconditions", JsonFactory.object().add("uid", metadata.getString("uid", "")))
        .build();
  }

  private static String path(String resource, JsonObject metadata) {
    var namespace = metadata.getString("namespace", "");
    return RBAC
        + (namespace.isEmpty() ? "" : ApiPath.of("namespaces", namespace))
        + ApiPath.of(resource, metadata.getString("name"));
  }

  private static String named(String resource, JsonObject metadata) {
    var namespace = metadata.getString("namespace", "");
    return resource
        + " "
        + (namespace.isEmpty() ? "" : namespace + "/")
        + metadata.getString("name");
  }
}
