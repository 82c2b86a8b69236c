/** Queues and rounds that are fair to accounts and projects. */
@NullMarked
package org.clustershare.platform.queue;

import org.jspecify.annotations.NullMarked;
