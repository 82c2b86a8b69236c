/** Filters and conventions of every HTTP request, and the description of the API. */
@NullMarked
package org.clustershare.platform.http;

import org.jspecify.annotations.NullMarked;
