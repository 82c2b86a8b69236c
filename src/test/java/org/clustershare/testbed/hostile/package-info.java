/** Inputs, providers and answers that attack: generated, seeded and counted. */
@NullMarked
package org.clustershare.testbed.hostile;

import org.jspecify.annotations.NullMarked;
