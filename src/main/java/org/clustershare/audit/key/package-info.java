/** The key of the audit trail, and the codes that it makes for records. */
@NullMarked
package org.clustershare.audit.key;

import org.jspecify.annotations.NullMarked;
