package org.clustershare.audit.chain;

/**
 * A place at which the trail is not as Cluster Share wrote it.
 *
 * @param sentence what is wrong and where, in English
 */
public record ChainFinding(Kind kind, String sentence) {
  /** What is wrong. */
  public enum Kind {
    /** The content of a record was changed. */
    CHANGED,
    /** A record has another place than it had. */
    MOVED,
    /** Records between others are missing. */
    REMOVED,
    /** Records were added that Cluster Share did not write. */
    INSERTED,
    /** The last records are missing. */
    TRUNCATED,
    /** The anchor was changed. */
    ANCHOR,
    /** The trail does not contain what an anchor of elsewhere says. */
    OTHER_TRAIL,
    /** Records wait to be chained for too long. */
    WAITING
  }
}
