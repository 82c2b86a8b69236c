/** The audit trail as JSON lines. */
@NullMarked
package org.clustershare.audit.export;

import org.jspecify.annotations.NullMarked;
