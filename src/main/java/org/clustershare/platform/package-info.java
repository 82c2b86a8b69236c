/**
 * Foundation of all features: settings, feature gates, problems, encryption, HTTP and the database.
 */
@NullMarked
package org.clustershare.platform;

import org.jspecify.annotations.NullMarked;
