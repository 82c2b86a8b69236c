/** The audit trail: records of actions, which every feature writes and nothing changes. */
@NullMarked
package org.clustershare.audit;

import org.jspecify.annotations.NullMarked;
