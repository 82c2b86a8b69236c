package org.clustershare.bindings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditTrail;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.object.RoleBinding;

/** Changes that people make to the bindings of a cluster, each between two records of the trail. */
@ApplicationScoped
public class BindingChanges {
  private final Bindings bindings;
  private final AuditTrail trail;

  /** The role of a cluster to which people are bound. */
  public record Place(String projectId, String clusterId, RoleScope scope, String role) {}

  @Inject
  BindingChanges(Bindings bindings, AuditTrail trail) {
    this.bindings = bindings;
    this.trail = trail;
  }

  /**
   * Binds a subject, as {@link Bindings#bind(ClusterApi, String, RoleScope, String, Subject)}.
   *
   * @param api of the cluster, for a person who may change bindings
   */
  public RoleBinding bind(ClusterApi api, Place place, Subject subject) {
    return recorded(
        AuditAction.BINDING_ADD,
        place,
        subject,
        () -> bindings.bind(api, place.clusterId(), place.scope(), place.role(), subject));
  }

  /**
   * Removes a subject in any spelling, as {@link Bindings#unbind(ClusterApi, String, RoleScope,
   * String, Subject)}.
   */
  public RoleBinding unbind(ClusterApi api, Place place, Subject subject) {
    return recorded(
        AuditAction.BINDING_REMOVE,
        place,
        subject,
        () -> bindings.unbind(api, place.clusterId(), place.scope(), place.role(), subject));
  }

  /** Removes exactly this subject. */
  public RoleBinding unbindExactly(ClusterApi api, Place place, Subject subject) {
    return recorded(
        AuditAction.BINDING_REMOVE,
        place,
        subject,
        () -> bindings.unbind(api, place.scope(), place.role(), subject));
  }

  private RoleBinding recorded(
      AuditAction action, Place place, Subject subject, Supplier<RoleBinding> change) {
    return trail.around(
        AuditEvent.of(action)
            .at(place.projectId(), place.clusterId())
            .object("", place.role())
            .about(subject.name())
            .with("namespace", place.scope().namespace().orElse(""))
            .with("kind", subject.kind()),
        change,
        (event, binding) -> event.with("binding", binding.metadata().name()));
  }
}
