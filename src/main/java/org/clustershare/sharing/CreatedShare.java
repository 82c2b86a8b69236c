package org.clustershare.sharing;

import org.clustershare.sharing.entity.Share;

/**
 * New share with its link.
 *
 * @param share the stored share
 * @param link the link to send; available only now, because only the token's hash is stored
 */
public record CreatedShare(Share share, String link) {
  @Override
  public String toString() {
    return "CreatedShare[" + share.id() + "]";
  }
}
