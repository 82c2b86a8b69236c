/** Reading of settings, value by value, and the gates that open features. */
@NullMarked
package org.clustershare.platform.config;

import org.jspecify.annotations.NullMarked;
