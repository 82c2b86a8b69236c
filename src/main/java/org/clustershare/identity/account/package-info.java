/** The accounts at the provider that people's addresses belong to. */
@NullMarked
package org.clustershare.identity.account;

import org.jspecify.annotations.NullMarked;
