package org.clustershare.sharing;

import org.clustershare.sharing.entity.Share;

/**
 * A share that was just made.
 *
 * @param share what is kept
 * @param link what to send; known only now, because only its hash is kept
 */
public record CreatedShare(Share share, String link) {
  @Override
  public String toString() {
    return "NewShare[" + share.id() + "]";
  }
}
