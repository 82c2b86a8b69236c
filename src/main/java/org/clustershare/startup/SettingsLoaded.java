package org.clustershare.startup;

/** CDI event, fired once at startup after the settings are read and the database is migrated. */
public record SettingsLoaded(Settings settings) {}
