/** Whether clusters trust the issuer, over HTTP and in the console. */
@NullMarked
package org.clustershare.trust.boundary;

import org.jspecify.annotations.NullMarked;
