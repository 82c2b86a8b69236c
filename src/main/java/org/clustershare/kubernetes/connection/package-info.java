/** One connection to an API server: TLS, deadlines, retries and responses within limits. */
@NullMarked
package org.clustershare.kubernetes.connection;

import org.jspecify.annotations.NullMarked;
