package org.clustershare.audit;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.clustershare.audit.RequestOrigin.Actor;
import org.clustershare.platform.problem.ProblemException;

/**
 * An action for the trail. {@link AuditRows} adds the time and the {@link RequestOrigin}. An event
 * has only names, ids, counts and keys of problems; never a request's body, a link or a sentence of
 * another server, which could echo a secret.
 *
 * @param action what happens
 * @param result how it ends
 * @param target what it concerns
 * @param subject the email of the person whom the action concerns, or a group; may be empty
 * @param actor the actor, if it is not the request's person
 * @param intentId the record that this one completes; empty if there is none
 * @param details further facts by name
 */
public record AuditEvent(
    AuditAction action,
    AuditResult result,
    Target target,
    String subject,
    Optional<Actor> actor,
    String intentId,
    Map<String, String> details) {

  /**
   * The object of an action; texts that do not apply are empty.
   *
   * @param objectName the name at this time
   */
  public record Target(String projectId, String clusterId, String objectId, String objectName) {
    static final Target NONE = new Target("", "", "", "");
  }

  public AuditEvent {
    details = Map.copyOf(details);
  }

  /** A completed action. */
  public static AuditEvent of(AuditAction action) {
    return new AuditEvent(
        action, AuditResult.DONE, Target.NONE, "", Optional.empty(), "", Map.of());
  }

  public AuditEvent in(String projectId) {
    return at(projectId, target.clusterId());
  }

  public AuditEvent at(String projectId, String clusterId) {
    return to(new Target(projectId, clusterId, target.objectId(), target.objectName()));
  }

  public AuditEvent object(String id, String name) {
    return to(new Target(target.projectId(), target.clusterId(), id, name));
  }

  private AuditEvent to(Target newTarget) {
    return new AuditEvent(action, result, newTarget, subject, actor, intentId, details);
  }

  /** An action that concerns a person or group. */
  public AuditEvent about(String emailOrGroup) {
    return new AuditEvent(action, result, target, emailOrGroup, actor, intentId, details);
  }

  /** An action of another person than the request's, or of one who is not known there yet. */
  public AuditEvent by(String email) {
    return by(Actor.person(email));
  }

  /** An action of a person whose email another issuer than the installation's asserts. */
  public AuditEvent byExternal(String email, String issuer) {
    return by(Actor.external(email, issuer));
  }

  AuditEvent by(Actor newActor) {
    return new AuditEvent(
        action, result, target, subject, Optional.of(newActor), intentId, details);
  }

  public AuditEvent as(AuditResult newResult) {
    return new AuditEvent(action, newResult, target, subject, actor, intentId, details);
  }

  /** The second record of a change in a cluster. */
  public AuditEvent completing(String intent) {
    return new AuditEvent(action, result, target, subject, actor, intent, details);
  }

  public AuditEvent with(String name, Object value) {
    var more = new TreeMap<>(details);
    more.put(name, String.valueOf(value));
    return new AuditEvent(action, result, target, subject, actor, intentId, more);
  }

  /** A list, as text; {@link AuditRows} cuts long ones. */
  public AuditEvent with(String name, Collection<?> values) {
    return with(name, String.join(", ", values.stream().map(String::valueOf).toList()));
  }

  /** The result and the key of the problem with which the action ended. */
  public AuditEvent failed(RuntimeException failure) {
    var failed = as(AuditResult.of(failure));
    return ProblemException.find(failure)
        .map(problem -> failed.with("problem", problem.type().key()))
        .orElse(failed);
  }
}
