/** Start of the distribution folder; nothing of it runs in the application. */
@NullMarked
package org.clustershare.launcher;

import org.jspecify.annotations.NullMarked;
