/** Rows of the audit trail. */
@NullMarked
package org.clustershare.audit.entity;

import org.jspecify.annotations.NullMarked;
