package org.clustershare.bindings.subject;

import jakarta.json.JsonObject;

/** How a subject is compared with those that a binding has already. */
public enum SubjectMatch {
  /** As Kubernetes compares: exactly. */
  EXACTLY {
    @Override
    public boolean matches(Subject subject, JsonObject entry) {
      return subject.is(entry);
    }
  },
  /** As people do: two names of persons that differ only in case mean the same person. */
  IN_ANY_CASE {
    @Override
    public boolean matches(Subject subject, JsonObject entry) {
      return subject.is(entry) || subject.isInOtherCase(entry);
    }
  };

  public abstract boolean matches(Subject subject, JsonObject entry);
}
