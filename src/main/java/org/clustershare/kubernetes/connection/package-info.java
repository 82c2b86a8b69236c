/**
 * One connection to an API server: TLS, deadlines, retries and responses within limits.
 *
 * <p>Responses are raw bytes: their memory is reserved before they are read, and again before they
 * are mapped. client-java maps a body of any length to a whole object, and its typed models refuse
 * fields of a newer Kubernetes. See docs/adr/0016-tokens-keys-and-one-http-stack.md.
 */
@NullMarked
package org.clustershare.kubernetes.connection;

import org.jspecify.annotations.NullMarked;
