package org.clustershare.startup;

/** Told once at start, when the settings were read and before anything else is done. */
public record SettingsLoaded(Settings settings) {}
