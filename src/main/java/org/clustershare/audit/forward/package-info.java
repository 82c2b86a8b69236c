/** Forwarding of the audit trail to the standard output and to a webhook. */
@NullMarked
package org.clustershare.audit.forward;

import org.jspecify.annotations.NullMarked;
