package org.clustershare.platform.json;

/** An object without members: KKP's answer to a call that has nothing to say. */
public record EmptyJson() {}
