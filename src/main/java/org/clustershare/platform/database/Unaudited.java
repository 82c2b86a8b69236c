package org.clustershare.platform.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a transaction that writes no record of the audit trail, with the reason. {@code
 * ArchitectureTest} reads it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Unaudited {
  /** Why the trail has no record of this transaction. */
  String value();
}
