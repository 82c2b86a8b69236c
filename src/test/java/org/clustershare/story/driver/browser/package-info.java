/** People in browsers without scripts: recipients of shares, and attackers of a sign-in. */
@NullMarked
package org.clustershare.story.driver.browser;

import org.jspecify.annotations.NullMarked;
