package org.clustershare.platform;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything below {@code /api}: KKP's v1 and v2 contract, and our own calls beside it. */
@ApplicationPath("/api")
public class ApiApplication extends Application {}
