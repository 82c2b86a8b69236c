/** The chain that makes changes to the audit trail evident, and its retention. */
@NullMarked
package org.clustershare.audit.chain;

import org.jspecify.annotations.NullMarked;
