package org.clustershare.bench.empty;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** An application with one resource that does nothing, beside ours on the same server. */
@ApplicationPath("/api")
public class EmptyApplication extends Application {}
