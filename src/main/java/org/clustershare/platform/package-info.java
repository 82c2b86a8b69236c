/** What every feature stands on: settings, feature gates, problems, encryption, the clock. */
@NullMarked
package org.clustershare.platform;

import org.jspecify.annotations.NullMarked;
