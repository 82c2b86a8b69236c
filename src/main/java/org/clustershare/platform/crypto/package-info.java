/** Secrets, keys, digests and random identifiers. */
@NullMarked
package org.clustershare.platform.crypto;

import org.jspecify.annotations.NullMarked;
