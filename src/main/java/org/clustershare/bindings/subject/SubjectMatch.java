package org.clustershare.bindings.subject;

import jakarta.json.JsonObject;

/** When somebody counts as bound already. */
public enum SubjectMatch {
  /** As Kubernetes compares. */
  EXACTLY {
    @Override
    public boolean matches(Subject subject, JsonObject entry) {
      return subject.is(entry);
    }
  },
  /** As people do: a person's name in other letters is the same person. */
  IN_ANY_CASE {
    @Override
    public boolean matches(Subject subject, JsonObject entry) {
      return subject.is(entry) || subject.isInOtherCase(entry);
    }
  };

  public abstract boolean matches(Subject subject, JsonObject entry);
}
