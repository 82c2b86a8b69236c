/**
 * Drivers of the real parts that tests and the demo run against: an API server, an issuer, kubectl,
 * a person with a plain HTTP client, a browser, and the product itself.
 */
@NullMarked
package org.clustershare.testbed;

import org.jspecify.annotations.NullMarked;
