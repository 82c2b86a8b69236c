/** What the pages owe to people with a small screen, a keyboard, a screen reader or weak eyes. */
@NullMarked
package org.clustershare.story.accessibility;

import org.jspecify.annotations.NullMarked;
