package org.clustershare.audit.chain;

import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.key.AuditCodes;

/** Verification of successive records from a place of the chain that is known to be genuine. */
final class ChainWalk {
  private final AuditCodes codes;
  private long position;
  private String mac;

  /**
   * @param position of the record before the first one; 0 for the beginning
   * @param mac of that record
   */
  ChainWalk(AuditCodes codes, long position, String mac) {
    this.codes = codes;
    this.position = position;
    this.mac = mac;
  }

  /** Whether a record is genuine and stands next to the one before; moves on to it if so. */
  boolean accept(AuditRecord row) {
    long at = row.position().orElseThrow();
    boolean follows =
        at == position + 1
            && AuditCodes.areEqual(row.previousMac(), mac)
            && AuditCodes.areEqual(row.stamp(), codes.stamp(row))
            && AuditCodes.areEqual(row.mac(), codes.link(mac, at, row.stamp()));
    if (follows) {
      position = at;
      mac = row.mac();
    }
    return follows;
  }

  /** Goes back to a record that was accepted before. */
  void returnTo(long formerPosition, String formerMac) {
    this.position = formerPosition;
    this.mac = formerMac;
  }

  /** The position of the last record that was accepted. */
  long position() {
    return position;
  }

  String mac() {
    return mac;
  }
}
