package org.clustershare.audit.chain;

import org.clustershare.audit.key.AuditCodes;

/**
 * The anchor of the chain.
 *
 * @param position of the last record; 0 for an empty chain
 * @param mac of the last record
 * @param prunedPosition of the last record that retention has deleted; 0 for none
 * @param prunedMac of that record
 * @param code over the others
 */
public record ChainEnd(
    long position, String mac, long prunedPosition, String prunedMac, String code) {

  static ChainEnd of(
      AuditCodes codes, long position, String mac, long prunedPosition, String prunedMac) {
    return new ChainEnd(
        position,
        mac,
        prunedPosition,
        prunedMac,
        codes.anchor(position, mac, prunedPosition, prunedMac));
  }

  /** Whether an instance with the trail's key wrote this anchor. */
  boolean isGenuine(AuditCodes codes) {
    return AuditCodes.areEqual(code, codes.anchor(position, mac, prunedPosition, prunedMac));
  }
}
