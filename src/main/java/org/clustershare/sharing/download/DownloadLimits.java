package org.clustershare.sharing.download;

/**
 * Room for pending downloads, so that no person and no issuer uses up all of it. Sizes are those of
 * sealed contents, in characters.
 *
 * @param perPerson the number of downloads of one person; a new one replaces the oldest
 * @param total the size of all together
 * @param perOtherIssuer the size for one other issuer, which may be hostile and invent any number
 *     of people
 * @param otherIssuers the size for all other issuers together, because a person who may name an
 *     issuer may name many
 */
record DownloadLimits(int perPerson, long total, long perOtherIssuer, long otherIssuers) {
  private static final long MIB = 1L << 20;

  static final DownloadLimits DEFAULT = new DownloadLimits(10, 64 * MIB, 4 * MIB, 16 * MIB);
}
