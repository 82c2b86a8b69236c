/** Settings of the audit trail. */
@NullMarked
package org.clustershare.audit.settings;

import org.jspecify.annotations.NullMarked;
