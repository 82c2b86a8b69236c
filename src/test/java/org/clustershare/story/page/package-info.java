/** The pages of the console, of a share and of the provider, as a person sees them in a browser. */
@NullMarked
package org.clustershare.story.page;

import org.jspecify.annotations.NullMarked;
