package org.clustershare.platform.json;

/** An object without members: KKP's response to a call without a result. */
public record EmptyJson() {}
