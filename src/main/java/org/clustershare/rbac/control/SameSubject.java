package org.clustershare.rbac.control;

import jakarta.json.JsonObject;

/** When somebody counts as bound already. */
enum SameSubject {
  /** As Kubernetes compares. */
  EXACTLY {
    @Override
    boolean same(Subject subject, JsonObject entry) {
      return subject.is(entry);
    }
  },
  /** As people do: a person's name in other letters is the same person. */
  IN_ANY_CASE {
    @Override
    boolean same(Subject subject, JsonObject entry) {
      return subject.is(entry) || subject.isInOtherCase(entry);
    }
  };

  abstract boolean same(Subject subject, JsonObject entry);
}
