/** What an operator can set: read once, checked as a whole, never changed. */
@NullMarked
package org.clustershare.platform.settings;

import org.jspecify.annotations.NullMarked;
