/** Which instance works on which cluster, and when: leases, schedule, queues. */
@NullMarked
package org.clustershare.fleet;

import org.jspecify.annotations.NullMarked;
